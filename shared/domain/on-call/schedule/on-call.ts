import { DAY } from '../../kernel/local-time.ts';
import type { Millis } from '../../kernel/types.ts';
import { listOf, rosterBetween } from './roster.ts';
import type { Schedule } from './types.ts';
import type { Interval } from './windows.ts';

/** A stretch of time, as long as it goes, in which the same people are on call in the same order. */
export interface Shift extends Interval {
  readonly people: readonly string[];
}

/** A stretch in which one person is at the same place of the list of those on call; 0 is called first. */
export interface PersonShift extends Interval {
  readonly place: number;
}

/**
 * Who is on call at an instant, in the order in which they are called: empty places are skipped, no one is named twice.
 * `zone` is the IANA zone of the schedule's times; like everything here it throws a RangeError when there is no such zone.
 */
export function onCallAt(schedule: Schedule, zone: string, at: Millis): readonly string[] {
  const [cell] = rosterBetween(schedule, zone, { from: at, to: at + 1 });
  return cell ? listOf(cell.seats) : [];
}

/** The shifts between two instants without a hole: where nobody is on call, a shift of nobody. */
export function shiftsBetween(schedule: Schedule, zone: string, from: Millis, to: Millis): readonly Shift[] {
  const cells = rosterBetween(schedule, zone, { from, to });
  return joined(
    cells.map((cell) => ({ from: cell.from, to: cell.to, people: listOf(cell.seats) })),
    (a, b) => isSame(a.people, b.people),
  );
}

/** When one person is on call between two instants, and at which place of the list. */
export function shiftsOf(
  schedule: Schedule,
  zone: string,
  person: string,
  from: Millis,
  to: Millis,
): readonly PersonShift[] {
  const own = shiftsBetween(schedule, zone, from, to)
    .map((shift) => ({ from: shift.from, to: shift.to, place: shift.people.indexOf(person) }))
    .filter(({ place }) => place >= 0);
  return joined(own, (a, b) => a.to === b.from && a.place === b.place);
}

/** When nobody is on call at any place between two instants. */
export function gapsBetween(schedule: Schedule, zone: string, from: Millis, to: Millis): readonly Interval[] {
  return shiftsBetween(schedule, zone, from, to)
    .filter(({ people }) => people.length === 0)
    .map((gap) => ({ from: gap.from, to: gap.to }));
}

/** The next change of those on call, strictly after `at`: when, and who is on call from then. Null: none within 512 days. */
export function nextHandoff(
  schedule: Schedule,
  zone: string,
  at: Millis,
): { readonly at: Millis; readonly people: readonly string[] } | null {
  for (const days of HANDOFF_DAYS) {
    const [, next] = shiftsBetween(schedule, zone, at, at + days * DAY);
    if (next) return { at: next.from, people: next.people };
  }
  return null;
}
/** Most hand over within a week, few after months: how far it looks, in days. */
const HANDOFF_DAYS = [8, 64, 512];

function joined<T extends Interval>(stretches: readonly T[], isOne: (a: T, b: T) => boolean): readonly T[] {
  const whole: T[] = [];
  for (const stretch of stretches) {
    const last = whole.at(-1);
    if (last && isOne(last, stretch)) whole[whole.length - 1] = { ...last, to: stretch.to };
    else whole.push(stretch);
  }
  return whole;
}

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((person, place) => person === b[place]);
