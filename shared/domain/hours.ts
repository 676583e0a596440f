import type { Policy } from './policy.ts';
import type { Millis } from './types.ts';

/**
 * Clocks on walls, by what every runtime knows of zones: a library for them would be a twentieth of each function. A wall's
 * clock is a number of milliseconds as well, as if it were UTC's.
 */
const DAY: Millis = 24 * 3600 * 1000;

const formats = new Map<string, Intl.DateTimeFormat>();

/** What the clock on the wall shows. */
function wallAt(now: Millis, zone: string): Millis {
  let format = formats.get(zone);
  if (format === undefined) {
    const [numeric, calendar] = ['numeric', 'gregory'] as const;
    const fields = { year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric, second: numeric };
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, calendar, hourCycle: 'h23', ...fields });
    formats.set(zone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(now).map(({ type, value }) => [type, Number(value)] as const));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) + (now % 1000);
}

/**
 * When the clock on the wall shows this. Shown twice, as when summer ends: the first time. Never, as when it begins: as
 * long after the change as it would have been without one.
 */
function timeOf(wall: Millis, zone: string): Millis {
  const offsetAt = (time: Millis): Millis => wallAt(time, zone) - time;
  const [before, after] = [wall - offsetAt(wall - DAY), wall - offsetAt(wall + DAY)];
  return wallAt(before, zone) !== wall && wallAt(after, zone) === wall ? after : before;
}

const timeText = (wall: Millis): string => new Date(wall).toISOString().slice(11, 16);

/** Whether it is night for the workspace; the night may cross midnight. */
export function isNight(now: Millis, { night, zone }: Pick<Policy, 'night' | 'zone'>): boolean {
  const time = timeText(wallAt(now, zone));
  return night.from <= night.to ? time >= night.from && time < night.to : time >= night.from || time < night.to;
}

/** The next time that the clock on the wall shows `policy.morning`, strictly after `now`. */
export function nextMorning(now: Millis, { morning, zone }: Pick<Policy, 'morning' | 'zone'>): Millis {
  const [hours = 0, minutes = 0] = morning.split(':').map(Number);
  const here = wallAt(now, zone);
  const today = here - (here % DAY) + (hours * 60 + minutes) * 60_000;
  const first = timeOf(today, zone);
  return first > now ? first : timeOf(today + DAY, zone);
}

/** The local day, `2026-11-22`: figures are kept by the workspace's days. */
export const dayOf = (now: Millis, zone: string): string => new Date(wallAt(now, zone)).toISOString().slice(0, 10);

/** The local hour, 0 to 23. */
export const hourOf = (now: Millis, zone: string): number => new Date(wallAt(now, zone)).getUTCHours();
