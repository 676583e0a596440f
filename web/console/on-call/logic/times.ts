import type { Locale } from '../../../base/locale.ts';

/** Times of the on-call screens: always in the workspace's zone, not in the reader's. */

const DAY = 86_400_000;
const tag = (locale: Locale): string => (locale === 'en' ? 'en-GB' : 'ru-RU');
const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format takes far longer than using it, and a calendar uses hundreds. */
function format(locale: Locale | 'sv', zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${zone} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale === 'sv' ? 'sv-SE' : tag(locale), { timeZone: zone, ...options });
  formats.set(key, made);
  return made;
}

/** `2026-11-22T09:00`: what a clock on the wall shows at an instant, as fields for it take it. */
export const wallText = (at: number, zone: string): string =>
  format('sv', zone, { dateStyle: 'short', timeStyle: 'short' }).format(at).replace(' ', 'T');

/** `9:00`, as on every screen. */
export const timeOf = (at: number, zone: string): string => wallText(at, zone).slice(11).replace(/^0/, '');

/** `09:00:04`, for files: each as long as the others. */
export const stampTime = (at: number, zone: string): string => format('sv', zone, { timeStyle: 'medium' }).format(at);

/** `9:00:04`, where seconds matter. */
export const preciseTime = (at: number, zone: string): string => stampTime(at, zone).replace(/^0/, '');

/** `Sat 7 March`, `сб, 7 марта` */
const dayText = (locale: Locale, at: number, zone: string): string =>
  format(locale, zone, { weekday: 'short', day: 'numeric', month: 'long' }).format(at);

/** `Saturday 7 March 2026`, for headings and those who listen. */
export const longDay = (locale: Locale, at: number, zone: string): string =>
  format(locale, zone, { weekday: 'long', day: 'numeric', month: 'long' }).format(at);

/** `Sat 22:00` within six days either way, `Sat 7 March 22:00` beyond; only `22:00` on the same day. */
export function momentText(locale: Locale, at: number, zone: string, now: number): string {
  const [day, today] = [wallText(at, zone).slice(0, 10), wallText(now, zone).slice(0, 10)];
  const time = timeOf(at, zone);
  if (day === today) return time;
  if (Math.abs(Date.parse(day) - Date.parse(today)) < 6.5 * DAY)
    return `${format(locale, zone, { weekday: 'short' }).format(at)} ${time}`;
  return `${dayText(locale, at, zone)} ${time}`;
}

/** A range in as few words as it takes: `Sat 22:00 – Sun 08:00`, `22:00 – 23:00`. */
export const rangeText = (locale: Locale, from: number, to: number, zone: string, now: number): string =>
  `${momentText(locale, from, zone, now)} – ${
    wallText(from, zone).slice(0, 10) === wallText(to, zone).slice(0, 10)
      ? timeOf(to, zone)
      : momentText(locale, to, zone, now)
  }`;

/** `March 2026` with a capital; the day is counted since 1970. */
export function monthText(locale: Locale, day: number): string {
  const text = format(locale, 'UTC', { month: 'long', year: 'numeric' }).format(day * DAY);
  return text.charAt(0).toUpperCase() + text.slice(1).replace(/\s*г\.$/, '');
}

/** Mon … Sun by their ISO number, 1 to 7. */
export const weekdayText = (locale: Locale, weekday: number, width: 'short' | 'long' = 'short'): string =>
  format(locale, 'UTC', { weekday: width }).format((weekday + 3) * DAY);

/** A day counted since 1970 as `2026-11-22`. */
export const dateText = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

/** `22 Nov`, of a day counted since 1970. */
export const shortDate = (locale: Locale, day: number): string =>
  format(locale, 'UTC', { day: 'numeric', month: 'short' })
    .format(day * DAY)
    .replace('.', '');
