import type { Problem } from '../../kernel/problem.ts';
import type { Millis } from '../../kernel/types.ts';

/**
 * What can be wrong with a schedule; beside each code the values its sentence needs. `other` and `by` are indexes into the
 * list the problem stands in, `from` and `to` instants unless they are said to be as written.
 */
export type ScheduleProblem =
  /** no such IANA zone: `zone` */
  | 'zone.unknown'
  /** `count`, `max` */
  | 'entries.too_many'
  /** two entries have one id: `id`, `other` */
  | 'id.duplicate'
  /** nobody of that id works here (any more): `person` */
  | 'person.unknown'
  /** has no verified contact, so a page cannot ring: `person`, `name` */
  | 'person.unreachable'
  /** `count`, `max` */
  | 'people.too_many'
  /** no calendar has it, or it is far from now: `value` */
  | 'date.invalid'
  /** no clock shows it: `value` */
  | 'time.invalid'
  /** places are counted from 0 to `max`: `place`, `max` */
  | 'place.invalid'
  | 'rotation.nobody'
  /** a turn is of whole days, from 1 to `max`: `days`, `max` */
  | 'rotation.turn'
  /** `from`, `to` as written */
  | 'rotation.ends_before_start'
  /** a rotation that is limited to hours, of which it has none */
  | 'hours.none'
  | 'hours.no_days'
  /** no ISO day of the week, or twice the same: `day` */
  | 'hours.day'
  /** `from`, `to` as written */
  | 'override.ends_before_begin'
  /** `from`, `to` as written */
  | 'holiday.ends_before_begin'
  /** two overrides want one place at one time, and only one can have it: `other`, `place`; `from`, `to` as written */
  | 'override.overlap'
  /** never in force: later entries have its places all the time; `by` is the first of them */
  | 'entry.hidden'
  /** never in force: its hours do not fall into its time */
  | 'entry.empty'
  /** `other`, `day` (ISO) */
  | 'staffed.overlap'
  /** warning: nobody is on call: `from`, `to` */
  | 'gap'
  /** warning: one person at two places: `person`, `name`, `place`, `other` (a place), first `from`, `to` */
  | 'person.two_places'
  /** warning: it is over, and may go: `to` */
  | 'entry.past'
  /** warning: hours that somebody should be at the desk, and nobody is on call: `from`, `to` */
  | 'staffed.uncovered';

/** What a check knows besides the schedule. */
export interface ScheduleContext {
  /** those who work here; `reachable` with a verified contact */
  readonly people: readonly { readonly id: string; readonly name: string; readonly reachable: boolean }[];
  readonly now: Millis;
}

export type Problems = Problem<ScheduleProblem>[];

type Values = NonNullable<Problem['values']>;
export const error = (code: ScheduleProblem, at: string, values: Values = {}): Problem<ScheduleProblem> => ({
  level: 'error',
  code,
  at,
  values,
});
export const warning = (code: ScheduleProblem, at: string, values: Values = {}): Problem<ScheduleProblem> => ({
  level: 'warning',
  code,
  at,
  values,
});
