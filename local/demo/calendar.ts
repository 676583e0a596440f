import { Temporal } from 'temporal-polyfill';
import type { Millis } from '../../shared/domain/kernel/types.ts';

/** The days before a moment, as the clock on the wall of a zone shows them. */
export interface Calendar {
  readonly now: Millis;
  readonly zone: string;
  /**
   * Everything told ends before this, the last full hour: what people do from now on is counted in hours of its own, and
   * none of the demo's figures is written twice.
   */
  readonly end: Millis;
  /** `HH:MM:SS` of a day; 0 is today, -1 tomorrow */
  readonly at: (daysAgo: number, time: string) => Millis;
  /** `2026-11-22` */
  readonly day: (daysAgo: number) => string;
  readonly isWeekend: (daysAgo: number) => boolean;
  /** The newest time of day that, with what follows it for `duration`, is over by the end. */
  readonly latest: (time: string, duration: Millis) => Millis;
}

export function calendarOf(now: Millis, zone: string): Calendar {
  const here = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone);
  const end = here.round({ smallestUnit: 'hour', roundingMode: 'floor' }).epochMilliseconds;
  const dateOf = (daysAgo: number): Temporal.PlainDate => here.toPlainDate().subtract({ days: daysAgo });
  const at = (daysAgo: number, time: string): Millis =>
    dateOf(daysAgo).toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) }).epochMilliseconds;
  return {
    now,
    zone,
    end,
    at,
    day: (daysAgo) => dateOf(daysAgo).toString(),
    isWeekend: (daysAgo) => dateOf(daysAgo).dayOfWeek > 5,
    latest: (time, duration) => {
      const today = at(0, time);
      return today + duration < end ? today : at(1, time);
    },
  };
}
