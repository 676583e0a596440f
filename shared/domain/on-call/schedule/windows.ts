import { type Day, MINUTES_OF_DAY, minutesFrom, type WallClock, weekdayOf } from '../../kernel/local-time.ts';
import type { Millis } from '../../kernel/types.ts';
import type { Hours } from './types.ts';

/** From an instant until just before another. */
export interface Interval {
  readonly from: Millis;
  readonly to: Millis;
}

/** Sorted, and joined where they touch or overlap. Empty ones, and those without a real bound, fall out. */
export function union(intervals: readonly Interval[]): readonly Interval[] {
  const joined: { from: Millis; to: Millis }[] = [];
  for (const { from, to } of intervals.filter((one) => one.from < one.to).sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else joined.push({ from, to });
  }
  return joined;
}

/** What two sorted, joined lists have in common. */
export function intersection(a: readonly Interval[], b: readonly Interval[]): readonly Interval[] {
  const common: Interval[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [left, right] = [a[i] as Interval, b[j] as Interval];
    const [from, to] = [Math.max(left.from, right.from), Math.min(left.to, right.to)];
    if (from < to) common.push({ from, to });
    if (left.to < right.to) i += 1;
    else j += 1;
  }
  return common;
}

/** What is in the first sorted, joined list and not in the second. */
export function difference(a: readonly Interval[], b: readonly Interval[]): readonly Interval[] {
  const left: Interval[] = [];
  let next = 0;
  for (const one of a) {
    let { from } = one;
    while (next < b.length && (b[next] as Interval).to <= from) next += 1;
    for (let k = next; k < b.length && (b[k] as Interval).from < one.to; k += 1) {
      const hole = b[k] as Interval;
      if (from < hole.from) left.push({ from, to: hole.from });
      from = Math.max(from, hole.to);
    }
    if (from < one.to) left.push({ from, to: one.to });
  }
  return left;
}

/** Hours as minutes of the day, the end beyond 24:00 when they end on the next day. */
export function minutesOf(hours: Hours): { readonly from: number; readonly to: number } {
  const [from, to] = [minutesFrom(hours.from), minutesFrom(hours.to)];
  return { from, to: to <= from ? to + MINUTES_OF_DAY : to };
}

/** When hours of a week hold between two instants: sorted, joined and cut to them. */
export function windowsBetween(hours: readonly Hours[], clock: WallClock, { from, to }: Interval): readonly Interval[] {
  const windows: Interval[] = [];
  // Hours of the day before may reach into the first day; a zone's largest jump is a day as well.
  const [first, last] = [clock.dayAt(from) - 2, clock.dayAt(to) + 1];
  for (const one of hours) {
    const { from: begin, to: end } = minutesOf(one);
    const endDay = end >= MINUTES_OF_DAY ? 1 : 0;
    const days = new Set(one.days);
    for (let day: Day = first; day <= last; day += 1) {
      if (!days.has(weekdayOf(day))) continue;
      windows.push({
        from: Math.max(from, clock.instantOf(day, begin)),
        to: Math.min(to, clock.instantOf(day + endDay, end % MINUTES_OF_DAY)),
      });
    }
  }
  return union(windows);
}
