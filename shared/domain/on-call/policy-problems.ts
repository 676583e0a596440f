import type { Problem } from '../kernel/problem.ts';

/** What can be wrong with a policy; beside each code the values its sentence needs. Durations are seconds. */
export type PolicyProblem =
  /** no such IANA zone: `zone` */
  | 'zone.unknown'
  /** no clock shows it: `value` */
  | 'time.invalid'
  /** a duration out of bounds: `value`, `min`, `max` */
  | 'seconds.range'
  /** further rungs would not be reached: `count`, `max` */
  | 'rungs.too_many'
  /** `value`, `min`, `max` */
  | 'rung.after'
  /** a page is for a customer who waits; by a promise or a review it would ring nobody */
  | 'rung.never_pages'
  /** it does nothing that another does not: `other` (index) */
  | 'rung.duplicate'
  /** a customer who waits in this state of the world would never be paged for: `kind`, `state`, `within` */
  | 'page.missing'
  /** … or only after too long: `kind`, `state`, `after`, `within` */
  | 'page.late'
  | 'ladder.empty'
  /** `count`, `max` */
  | 'ladder.too_many'
  /** its first step is not at once: `after` */
  | 'ladder.late_start'
  /** a step that is not later than the one before: `after`, `before` */
  | 'ladder.order'
  /** it does not end at everyone */
  | 'ladder.no_everyone'
  /** everyone is rung only after too long: `after`, `max` */
  | 'ladder.slow'
  /** places are counted from 0 to `max`: `place`, `max` */
  | 'place.invalid'
  /** nobody of that id works here (any more): `person` */
  | 'person.unknown'
  /** has no verified contact: `person`, `name` */
  | 'person.unreachable'
  /** nobody who can be reached has it: `skill` */
  | 'skill.unknown'
  /** a holding reply without words */
  | 'holding.empty'
  /** `other` (index), `text` */
  | 'holding.duplicate'
  /** warning: paged for only after the promise to the customer is broken: `kind`, `state`, `after`, `target` */
  | 'page.after_target'
  /** warning: nobody has a verified contact, so no page can ring */
  | 'people.none_reachable';

/** Who a policy can name. */
export interface PolicyContext {
  /** those who work here; `reachable` with a verified contact */
  readonly people: readonly { readonly id: string; readonly name: string; readonly reachable: boolean }[];
  /** skills of those who can be reached */
  readonly skills: readonly string[];
}

export type Problems = Problem<PolicyProblem>[];

type Values = NonNullable<Problem['values']>;
const problem =
  (level: Problem['level']) =>
  (code: PolicyProblem, at: string, values: Values = {}): Problem<PolicyProblem> => ({ level, code, at, values });
export const error = problem('error');
export const warning = problem('warning');

/** A number of seconds within bounds; NaN is not. */
export function secondsProblems(value: number, at: string, [min, max]: readonly [number, number]): Problems {
  return value >= min && value <= max ? [] : [error('seconds.range', at, { value, min, max })];
}
