/**
 * Who is on call when, as people write it down: in the workspace's own wall-clock time. One ordered list of entries in
 * which the later wins, per place: place 0 is called first, place 1 next. The zone stands in the policy, once for all.
 */

/** `2026-11-22` */
export type LocalDate = string;
/** `09:00` */
export type LocalTime = string;
/** `2026-11-22T09:00` */
export type LocalDateTime = string;

/** Hours of a week. `to` at or before `from`: they end on the next day, so that nights are written as people say them. */
export interface Hours {
  /** ISO days on which they begin: 1 Monday to 7 Sunday */
  readonly days: readonly number[];
  readonly from: LocalTime;
  readonly to: LocalTime;
}

/** People take turns of `days` days each, beginning on `start` at `handoff`; with `hours`, only within them. */
export interface Rotation {
  readonly kind: 'rotation';
  readonly id: string;
  readonly place: number;
  /** operators' ids, in the order of their turns */
  readonly people: readonly string[];
  readonly start: LocalDate;
  readonly handoff: LocalTime;
  /** length of a turn: 1 daily, 7 weekly */
  readonly days: number;
  /** ends at the handoff of this day; absent: never */
  readonly until?: LocalDate;
  readonly hours?: readonly Hours[];
}

/** One person instead of whoever the entries before say, for once. */
export interface Override {
  readonly kind: 'override';
  readonly id: string;
  readonly place: number;
  readonly person: string;
  readonly from: LocalDateTime;
  readonly to: LocalDateTime;
}

/** Whole days on which nobody is expected at the desk; who is on call then, by place, or as on any other day if nobody is named. */
export interface Holiday {
  readonly kind: 'holiday';
  readonly id: string;
  readonly name: string;
  readonly from: LocalDate;
  /** the last day of it */
  readonly to: LocalDate;
  readonly people: readonly string[];
}

export type Entry = Rotation | Override | Holiday;

export interface Schedule {
  readonly entries: readonly Entry[];
  /** when somebody should be at the desk; holidays are taken out. Empty: no hours were promised */
  readonly staffed: readonly Hours[];
}

export const NO_SCHEDULE: Schedule = { entries: [], staffed: [] };

/** Everyone whom a schedule names, in the order in which it does. */
export const peopleIn = ({ entries }: Schedule): readonly string[] => [
  ...new Set(entries.flatMap((entry) => (entry.kind === 'override' ? [entry.person] : entry.people))),
];

/** Places a schedule can fill: the one called first and two behind. */
export const PLACES = 3;
export const MAX_ENTRIES = 100;
export const MAX_ROTATION_PEOPLE = 20;
