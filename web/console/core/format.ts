import { clockTime, dayName, isSameDay, type Locale } from '../../base/locale.ts';

export const locale = (): Locale => (document.documentElement.lang === 'ru' ? 'ru' : 'en');

/** `14:05`, or `tomorrow 9:00`, `5 March 18:00` when it is not today. */
export function when(at: number, now: number): string {
  return isSameDay(at, now) ? clockTime(at) : `${dayName(locale(), at, now)} ${clockTime(at)}`;
}

/** `Today`, `Yesterday`, `5 March`: with a capital, for a line of its own. */
export function dayTitle(at: number, now: number): string {
  const name = dayName(locale(), at, now);
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** `3:12:04`: where seconds matter. */
export const exactTime = (at: number): string =>
  new Intl.DateTimeFormat('ru', { hour: 'numeric', minute: '2-digit', second: '2-digit' }).format(at);

/** A key of the day of a moment where the reader is. */
export const dayKey = (at: number): string => new Date(at).toDateString();
