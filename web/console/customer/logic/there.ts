import { clockTime, type Locale } from '../../../base/locale.ts';

/** What a customer's time zone tells who writes to them. */
export interface There {
  /** a town or a country to think of, as the zone is called; null for zones that name none */
  readonly place: string | null;
  /** what the clock shows there, when it is not what it shows here */
  readonly time: string | null;
}

/**
 * Where the customer's clock stands at `at`: a browser knows its zone and no more of the place, and nobody is asked for
 * it. Null when there is nothing to tell: the reader's own zone, or one that this browser does not know.
 * @param own the reader's zone
 */
export function thereAt(zone: string, at: number, locale: Locale, own = zoneOf()): There | null {
  try {
    if (zoneOf(zone) === zoneOf(own)) return null;
    const place = placeOf(zone, at, locale);
    const time = wall(zone, at) === wall(own, at) ? null : clockTime(at, zone);
    return place === null && time === null ? null : { place, time };
  } catch {
    return null; // newer than this browser
  }
}

/** A zone by the one name that this browser has for it; its own when none is given. */
const zoneOf = (timeZone?: string): string => new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;

const wall = (timeZone: string, at: number): string =>
  new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeStyle: 'short', timeZone }).format(at);

/** The town in the zone's name: in Russian as the browser calls it, else as it stands there. */
function placeOf(timeZone: string, at: number, locale: Locale): string | null {
  const [area, ...rest] = timeZone.split('/');
  const town = rest.at(-1)?.replaceAll('_', ' ');
  if (town === undefined || area === 'Etc') return null;
  if (locale === 'en') return town;
  const parts = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'shortGeneric' }).formatToParts(at);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return /^[А-ЯЁ][А-ЯЁа-яё\s-]+$/.test(name) ? name : town;
}
