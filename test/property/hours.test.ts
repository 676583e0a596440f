import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, it } from 'vitest';
import { dayOf, hourOf, nextMorning } from '../../shared/domain/hours.ts';

/** Zones with changes of an hour and of half an hour, on both sides of the equator, odd offsets, and none. */
const ZONES = [
  'Europe/Moscow',
  'Europe/Berlin',
  'America/New_York',
  'America/Sao_Paulo',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Africa/Casablanca',
  'Asia/Kathmandu',
  'UTC',
] as const;
const zones = fc.constantFrom(...ZONES);
const times = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2031, 0, 1) });
/** Among them those that a change of the clocks leaves out or shows twice. */
const mornings = fc.constantFrom('09:00', '00:00', '00:15', '01:30', '01:45', '02:00', '02:30', '03:00', '23:59');
/** Within a day of a change, where everything is that could be wrong. */
const nearChanges = fc
  .tuple(
    fc.constantFrom<readonly [zone: (typeof ZONES)[number], day: string]>(
      ['Europe/Berlin', '2026-03-29'],
      ['Europe/Berlin', '2026-10-25'],
      ['America/New_York', '2026-03-08'],
      ['America/New_York', '2026-11-01'],
      ['Australia/Lord_Howe', '2026-04-05'],
      ['Australia/Lord_Howe', '2026-10-04'],
    ),
    fc.integer({ min: -48 * 3_600_000, max: 48 * 3_600_000 }),
  )
  .map(([[zone, day], off]) => [zone, Date.parse(`${day}T00:00:00Z`) + off] as const);

it('tells the time of every zone as the language will, over the changes of the clocks as well', () => {
  fc.assert(
    fc.property(fc.oneof(fc.tuple(zones, times), nearChanges), mornings, ([zone, now], morning) => {
      const here = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone);
      const today = here.toPlainDate();
      const on = (day: Temporal.PlainDate): number =>
        day.toZonedDateTime({ timeZone: zone, plainTime: morning }).epochMilliseconds;
      expect(dayOf(now, zone)).toBe(today.toString());
      expect(hourOf(now, zone)).toBe(here.hour);
      expect(nextMorning(now, { morning, zone })).toBe(on(today) > now ? on(today) : on(today.add({ days: 1 })));
    }),
    { numRuns: 3_000 },
  );
});
