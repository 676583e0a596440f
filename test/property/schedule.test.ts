import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  gapsBetween,
  nextHandoff,
  onCallAt,
  shiftsBetween,
  shiftsOf,
} from '../../shared/domain/on-call/schedule/on-call.ts';
import { isStaffedHour, staffedBetween } from '../../shared/domain/on-call/schedule/staffed.ts';
import type {
  Entry,
  Holiday,
  Hours,
  Override,
  Rotation,
  Schedule,
} from '../../shared/domain/on-call/schedule/types.ts';
import { peopleByMinute, ShownTimes, staffedByMinute } from './wall-clock-oracle.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** Days on which clocks are put forward, back (Lord Howe: by half an hour; Apia: by a day), at midnight or not, or not at all. */
const SCENES: readonly (readonly [zone: string, date: string])[] = [
  ['Europe/Berlin', '2026-03-29'],
  ['Europe/Berlin', '2026-10-25'],
  ['America/New_York', '2026-03-08'],
  ['America/New_York', '2026-11-01'],
  ['Australia/Lord_Howe', '2026-04-05'],
  ['Australia/Lord_Howe', '2026-10-04'],
  ['Asia/Kolkata', '2026-12-31'],
  ['Europe/Moscow', '2014-10-26'],
  ['Europe/Moscow', '2026-11-23'],
  ['Asia/Beirut', '2026-03-29'],
  ['Asia/Beirut', '2026-10-25'],
  ['America/Santiago', '2026-04-05'],
  ['Pacific/Apia', '2011-12-30'],
];
const records = new Map<string, ShownTimes>();
const recordOf = (zone: string, date: string): ShownTimes => {
  const key = `${zone} ${date}`;
  const record = records.get(key) ?? new ShownTimes(zone, date, 11, 11);
  records.set(key, record);
  return record;
};

const dateAt = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00Z`) + days * DAY).toISOString().slice(0, 10);
const time = fc.oneof(
  fc.constantFrom('00:00', '00:30', '01:00', '01:30', '01:45', '02:00', '02:15', '02:30', '03:00', '09:00', '23:30'),
  fc.nat(1439).map((minutes) => new Date(minutes * MINUTE).toISOString().slice(11, 16)),
);
const place = fc.nat(2);
const person = fc.constantFrom('anna', 'boris', 'chen', 'dina', 'emil');
const hours: fc.Arbitrary<Hours> = fc.record({
  days: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
  from: time,
  to: time,
});

const rotation = (date: string): fc.Arbitrary<Rotation> =>
  fc
    .record({
      place,
      people: fc.array(person, { minLength: 1, maxLength: 4 }),
      start: fc.integer({ min: -8, max: 3 }),
      handoff: time,
      days: fc.integer({ min: 1, max: 9 }),
      length: fc.option(fc.integer({ min: -1, max: 6 }), { freq: 3 }),
      hours: fc.option(fc.array(hours, { minLength: 1, maxLength: 3 })),
    })
    .map(({ start, length, hours, ...rest }) => ({
      ...rest,
      kind: 'rotation',
      id: 'r',
      start: dateAt(date, start),
      ...(length !== null && { until: dateAt(date, start + length) }),
      ...(hours !== null && { hours }),
    }));
const override = (date: string): fc.Arbitrary<Override> =>
  fc
    .record({
      place,
      person,
      day: fc.integer({ min: -3, max: 3 }),
      length: fc.integer({ min: 0, max: 3 }),
      from: time,
      to: time,
    })
    .map(({ day, length, from, to, ...rest }) => ({
      ...rest,
      kind: 'override',
      id: 'o',
      from: `${dateAt(date, day)}T${from}`,
      to: `${dateAt(date, day + length)}T${to}`,
    }));
const holiday = (date: string): fc.Arbitrary<Holiday> =>
  fc
    .record({ people: fc.array(person, { maxLength: 4 }), day: fc.integer({ min: -3, max: 3 }), length: fc.nat(2) })
    .map(({ people, day, length }) => ({
      kind: 'holiday',
      id: 'h',
      name: 'New Year',
      from: dateAt(date, day),
      to: dateAt(date, day + length),
      people,
    }));
const entry = (date: string): fc.Arbitrary<Entry> =>
  fc.oneof({ weight: 4, arbitrary: rotation(date) }, { weight: 2, arbitrary: override(date) }, holiday(date));

interface Given {
  readonly zone: string;
  readonly times: ShownTimes;
  readonly schedule: Schedule;
  /** minutes since the epoch */
  readonly from: number;
  readonly to: number;
}
const given: fc.Arbitrary<Given> = fc.constantFrom(...SCENES).chain(([zone, date]) =>
  fc
    .record({
      entries: fc.array(entry(date), { maxLength: 7 }),
      staffed: fc.array(hours, { maxLength: 3 }),
      from: fc.integer({ min: -3 * 1440, max: 1440 }),
      length: fc.integer({ min: 1, max: 4 * 1440 }),
    })
    .map(({ entries, staffed, from, length }) => {
      const begin = Date.parse(`${date}T00:00Z`) / MINUTE + from;
      return { zone, times: recordOf(zone, date), schedule: { entries, staffed }, from: begin, to: begin + length };
    }),
);

/** Minutes with the same value, one after the other, as one stretch. */
function stretches<T>(values: readonly T[], from: number): { from: number; to: number; value: T }[] {
  const found: { from: number; to: number; value: T }[] = [];
  values.forEach((value, index) => {
    const last = found.at(-1);
    const at = (from + index) * MINUTE;
    if (last && JSON.stringify(last.value) === JSON.stringify(value)) last.to = at + MINUTE;
    else found.push({ from: at, to: at + MINUTE, value });
  });
  return found;
}

const RUNS = { numRuns: 150 };

describe('a schedule, beside a walk through every minute', () => {
  it('has the same shifts, gaps and hand-offs', () => {
    fc.assert(
      fc.property(given, ({ zone, times, schedule, from, to }) => {
        const expected = stretches(peopleByMinute(schedule, times, from, to), from);
        const [begin, end] = [from * MINUTE, to * MINUTE];

        const shifts = shiftsBetween(schedule, zone, begin, end);

        expect(shifts).toEqual(expected.map(({ value, ...rest }) => ({ ...rest, people: value })));
        expect(gapsBetween(schedule, zone, begin, end)).toEqual(
          expected.filter(({ value }) => value.length === 0).map(({ value: _, ...gap }) => gap),
        );
        const second = expected[1];
        if (second) expect(nextHandoff(schedule, zone, begin)).toEqual({ at: second.from, people: second.value });
      }),
      RUNS,
    );
  });

  it('has the same people on call at any moment, and the same shifts of each', () => {
    fc.assert(
      fc.property(given, fc.array(fc.nat(DAY), { maxLength: 10 }), ({ zone, times, schedule, from, to }, moments) => {
        const people = peopleByMinute(schedule, times, from, to);

        for (const moment of moments) {
          const at = from * MINUTE + (moment % ((to - from) * MINUTE));
          expect(onCallAt(schedule, zone, at)).toEqual(people[Math.floor(at / MINUTE) - from]);
        }
        for (const who of ['anna', 'dina']) {
          const expected = stretches(
            people.map((list) => list.indexOf(who)),
            from,
          ).flatMap(({ value, ...rest }) => (value >= 0 ? [{ ...rest, place: value }] : []));
          expect(shiftsOf(schedule, zone, who, from * MINUTE, to * MINUTE)).toEqual(expected);
        }
      }),
      RUNS,
    );
  });

  it('has the same staffed hours', () => {
    fc.assert(
      fc.property(given, fc.nat(), ({ zone, times, schedule, from, to }, moment) => {
        const expected = staffedByMinute(schedule, times, from, to);

        expect(staffedBetween(schedule, zone, from * MINUTE, to * MINUTE)).toEqual(
          stretches(expected, from).flatMap(({ value, ...rest }) => (value ? [rest] : [])),
        );
        const at = from * MINUTE + (moment % ((to - from) * MINUTE));
        expect(isStaffedHour(schedule, zone, at)).toBe(expected[Math.floor(at / MINUTE) - from]);
      }),
      RUNS,
    );
  });
});

describe('the same stretch asked for in two parts', () => {
  it('has the same shifts, wherever it is cut', () => {
    fc.assert(
      fc.property(given, fc.nat(), ({ zone, schedule, from, to }, cut) => {
        const [begin, end] = [from * MINUTE, to * MINUTE];
        const middle = begin + (cut % (end - begin));
        const whole = shiftsBetween(schedule, zone, begin, end);
        const parts = [...shiftsBetween(schedule, zone, begin, middle), ...shiftsBetween(schedule, zone, middle, end)];
        const atCut = (shifts: typeof whole) => shifts.flatMap(({ from, to }) => [from, to]);
        expect(new Set([...atCut(whole), middle])).toEqual(new Set([...atCut(parts), middle]));
        for (const { from, people } of parts) expect(onCallAt(schedule, zone, from)).toEqual(people);
      }),
      RUNS,
    );
  });
});
