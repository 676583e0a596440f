import { Temporal } from 'temporal-polyfill';
import type { Policy } from './policy.ts';
import type { Millis } from './types.ts';

/** Local time of day in a zone, daylight-saving changes included. */
const local = (now: Millis, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone);

/** Whether it is night for the workspace; the night may cross midnight. */
export function isNight(now: Millis, { night, zone }: Pick<Policy, 'night' | 'zone'>): boolean {
  const time = local(now, zone).toPlainTime().toString().slice(0, 5);
  return night.from <= night.to ? time >= night.from && time < night.to : time >= night.from || time < night.to;
}

/** The next time that the clock on the wall shows `policy.morning`, strictly after `now`. */
export function nextMorning(now: Millis, { morning, zone }: Pick<Policy, 'morning' | 'zone'>): Millis {
  const here = local(now, zone);
  const today = here.withPlainTime(Temporal.PlainTime.from(morning));
  const next = Temporal.ZonedDateTime.compare(today, here) > 0 ? today : today.add({ days: 1 });
  return next.epochMilliseconds;
}

/** The local day, `2026-11-22`: figures are kept by the workspace's days. */
export const dayOf = (now: Millis, zone: string): string => local(now, zone).toPlainDate().toString();

/** The local hour, 0 to 23. */
export const hourOf = (now: Millis, zone: string): number => local(now, zone).hour;
