import { wallClock } from '../../kernel/local-time.ts';
import type { Millis } from '../../kernel/types.ts';
import { lifeOf } from './spans.ts';
import type { Schedule } from './types.ts';
import { difference, type Interval, union, windowsBetween } from './windows.ts';

/** When somebody should be at the desk between two instants: the staffed hours, less the holidays' days. */
export function staffedBetween(
  { entries, staffed }: Schedule,
  zone: string,
  from: Millis,
  to: Millis,
): readonly Interval[] {
  if (!(from < to)) return [];
  const clock = wallClock(zone);
  const holidays = entries.filter(({ kind }) => kind === 'holiday').map((holiday) => lifeOf(holiday, clock));
  return difference(windowsBetween(staffed, clock, { from, to }), union(holidays));
}

/** Whether somebody should be at the desk. */
export const isStaffedHour = (schedule: Schedule, zone: string, at: Millis): boolean =>
  staffedBetween(schedule, zone, at, at + 1).length > 0;
