// Its functions, not its classes: see hours.ts.
import { fromEpochMilliseconds, toZonedDateTimeISO } from 'temporal-polyfill/fns/Instant';
import { create, toZonedDateTime } from 'temporal-polyfill/fns/PlainDateTime';
import type { Millis } from './types.ts';

/** Days since 1970-01-01: a local date as a number, so that dates are counted without a zone. */
export type Day = number;

export const DAY: Millis = 86_400_000;
export const MINUTES_OF_DAY = 1440;

/** Years that a schedule may speak of: what is typed beyond them is a slip of the finger. */
const YEARS = { from: 2000, to: 2099 } as const;

/** `2026-11-22` as a day; NaN when there is no such date (2026-02-30) or it is beyond the years 2000 to 2099. */
export function dayFrom(text: string): Day {
  const [, year, month, day] = (/^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return Number.NaN;
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal && year >= YEARS.from && year <= YEARS.to ? date.getTime() / DAY : Number.NaN;
}

/** `09:30` as minutes since midnight; NaN when no clock shows it (25:00, 9:30). */
export function minutesFrom(text: string): number {
  const [, hours, minutes] = (/^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? []).map(Number);
  return hours === undefined || minutes === undefined ? Number.NaN : hours * 60 + minutes;
}

/** `2026-11-22T09:30` as a day and minutes, NaN like {@link dayFrom} and {@link minutesFrom}. */
export function dateTimeFrom(text: string): { readonly day: Day; readonly minutes: number } {
  return text[10] === 'T'
    ? { day: dayFrom(text.slice(0, 10)), minutes: minutesFrom(text.slice(11)) }
    : { day: Number.NaN, minutes: Number.NaN };
}

/** ISO day of the week: 1 Monday to 7 Sunday. 1970-01-01 was a Thursday. */
export const weekdayOf = (day: Day): number => ((((day + 3) % 7) + 7) % 7) + 1;

/** The clock on the wall of a zone. */
export interface WallClock {
  /** the local date at an instant */
  dayAt(at: Millis): Day;
  /** when the clock shows that time of that day, by the rule of RFC 5545: of two the first; a skipped one by the offset before */
  instantOf(day: Day, minutes: number): Millis;
}

/**
 * Remembers what it was asked: entries of one schedule share most of their times, and a conversion takes some 7 µs. Made
 * for one question and forgotten. Throws a RangeError for a zone that does not exist.
 */
export function wallClock(zone: string): WallClock {
  const known = new Map<number, Millis>();
  return {
    dayAt(at) {
      const { year, month, day } = toZonedDateTimeISO(fromEpochMilliseconds(at), zone);
      return Date.UTC(year, month - 1, day) / DAY;
    },
    instantOf(day, minutes) {
      const key = day * MINUTES_OF_DAY + minutes;
      let instant = known.get(key);
      if (instant === undefined) {
        instant = convert(zone, day, minutes);
        known.set(key, instant);
      }
      return instant;
    },
  };
}

function convert(zone: string, day: Day, minutes: number): Millis {
  if (Number.isNaN(day) || Number.isNaN(minutes)) return Number.NaN;
  const date = new Date(day * DAY);
  const [year, month, dayOfMonth] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  const local = create(year, month, dayOfMonth, Math.floor(minutes / 60), minutes % 60);
  return toZonedDateTime(local, zone).epochMilliseconds;
}

/**
 * Whether a zone exists. The list of all knows only one name of each, and engines differ in which (Kolkata, Calcutta): a
 * name with a slash that the engine understands is one too. Offsets (`+03:00`) are not zones: their clocks never change.
 */
export function isZone(zone: string): boolean {
  if (zone === 'UTC' || Intl.supportedValuesOf('timeZone').includes(zone)) return true;
  if (!/^[A-Z][A-Za-z]+(\/[A-Z][A-Za-z0-9_+-]*)+$/.test(zone)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
