import { DAY, type Day, dayFrom, type WallClock, wallClock, weekdayOf } from '../kernel/local-time.ts';
import type { Millis } from '../kernel/types.ts';
import type { Schedule } from './schedule/types.ts';

/**
 * The monthly test page of a lead: by day, on a working day, each lead at another time. That a phone rings is known only
 * when it has rung.
 */

/** Local minutes of the day between which tests ring. */
const FROM = 11 * 60;
const TO = 17 * 60;
const QUARTER = 15;
const SLOTS = (TO - FROM) / QUARTER;

/** `2026-11`, the local month. */
export const monthOf = (at: Millis, zone: string): string => textOf(wallClock(zone).dayAt(at)).slice(0, 7);

/** Whether a test may ring now: between 11:00 and 17:00 of a working day. */
export function isTestHour(now: Millis, zone: string, schedule: Schedule): boolean {
  const clock = wallClock(zone);
  const day = clock.dayAt(now);
  return isWorkingDay(day, schedule) && now >= clock.instantOf(day, FROM) && now < clock.instantOf(day, TO);
}

/** When a person's test of this local month is due: spread over its working days and their hours by the person's id. */
export function testPageAt(person: string, now: Millis, zone: string, schedule: Schedule): Millis {
  const clock = wallClock(zone);
  return slotOf(person, textOf(clock.dayAt(now)).slice(0, 7), clock, schedule);
}

/** What rounds know of a person's tests. */
export interface Tested {
  /** month of the newest, `2026-11` */
  readonly month: string | undefined;
  /** since when the person is known as a lead; absent: not yet */
  readonly since: Millis | undefined;
}

/**
 * The local day of a person's next test page, `2026-11-17`. One that is overdue comes on the next working day; one that was
 * planned before the person was a lead is left to the next month.
 */
export function nextTestDay(
  person: string,
  now: Millis,
  zone: string,
  schedule: Schedule,
  { month: tested, since = now }: Tested,
): string {
  const clock = wallClock(zone);
  const today = clock.dayAt(now);
  const month = textOf(today).slice(0, 7);
  const planned = slotOf(person, month, clock, schedule);
  if (tested !== month && planned >= since) {
    if (planned >= now) return textOf(clock.dayAt(planned));
    for (let day = now < clock.instantOf(today, TO) ? today : today + 1; textOf(day).startsWith(month); day += 1)
      if (isWorkingDay(day, schedule)) return textOf(day);
  }
  return textOf(clock.dayAt(slotOf(person, monthAfter(month), clock, schedule)));
}

function slotOf(person: string, month: string, clock: WallClock, schedule: Schedule): Millis {
  const first = dayFrom(`${month}-01`);
  const days = Array.from({ length: 31 }, (_, index) => first + index).filter((day) => textOf(day).startsWith(month));
  const working = days.filter((day) => isWorkingDay(day, schedule));
  const number = hash(person);
  // A month of holidays only: its last day, on which nothing rings.
  const day = working[number % working.length] ?? first + days.length - 1;
  return clock.instantOf(day, FROM + (Math.floor(number / 31) % SLOTS) * QUARTER);
}

const isWorkingDay = (day: Day, { entries }: Schedule): boolean =>
  weekdayOf(day) <= 5 &&
  !entries.some((entry) => entry.kind === 'holiday' && day >= dayFrom(entry.from) && day <= dayFrom(entry.to));

const textOf = (day: Day): string => new Date(day * DAY).toISOString().slice(0, 10);
const monthAfter = (month: string): string => textOf(dayFrom(`${month}-28`) + 4).slice(0, 7);

/** FNV-1a: the same in every version of ours. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return value;
}
