import { describe, expect, it } from 'vitest';
import {
  gapsBetween,
  nextHandoff,
  onCallAt,
  shiftsBetween,
  shiftsOf,
} from '../../../shared/domain/on-call/schedule/on-call.ts';
import { isStaffedHour, staffedBetween } from '../../../shared/domain/on-call/schedule/staffed.ts';
import { type Entry, type Hours, NO_SCHEDULE, type Schedule } from '../../../shared/domain/on-call/schedule/types.ts';
import { aHoliday, anOverride, aRotation, moscow, WEEKDAYS } from '../../support/schedules.ts';

const ZONE = 'Europe/Moscow';
const schedule = (...entries: Entry[]): Schedule => ({ entries, staffed: [] });
const staffed = (hours: readonly Hours[], ...entries: Entry[]): Schedule => ({ entries, staffed: hours });
const onCall = (entries: readonly Entry[], time: string): readonly string[] =>
  onCallAt(schedule(...entries), ZONE, moscow(time));

describe('a rotation', () => {
  it('hands over at its time, from the first turn on, without end', () => {
    const weeks = [aRotation()];
    expect(onCall(weeks, '2026-11-02T08:59:59')).toEqual([]);
    expect(onCall(weeks, '2026-11-02T09:00:00')).toEqual(['anna']);
    expect(onCall(weeks, '2026-11-09T08:59:59')).toEqual(['anna']);
    expect(onCall(weeks, '2026-11-09T09:00:00')).toEqual(['pyotr']);
    expect(onCall(weeks, '2031-11-03T09:00:00')).toEqual(['pyotr']); // 261 weeks on
  });

  it('has turns of any length', () => {
    const days = [aRotation({ days: 1, people: ['anna', 'pyotr', 'maria'] })];
    expect(onCall(days, '2026-11-04T10:00:00')).toEqual(['maria']);
    expect(onCall([aRotation({ days: 10 })], '2026-11-12T09:00:00')).toEqual(['pyotr']);
  });

  it('ends at the handoff of its last day', () => {
    const ending = [aRotation({ until: '2026-11-09' })];
    expect(onCall(ending, '2026-11-09T08:59:00')).toEqual(['anna']);
    expect(onCall(ending, '2026-11-09T09:00:00')).toEqual([]);
  });

  it('is in force only within its hours, which may cross midnight', () => {
    const nights = [aRotation({ hours: [{ days: [5], from: '22:00', to: '08:00' }] })]; // Friday night
    expect(onCall(nights, '2026-11-06T21:59:00')).toEqual([]);
    expect(onCall(nights, '2026-11-06T22:00:00')).toEqual(['anna']);
    expect(onCall(nights, '2026-11-07T07:59:00')).toEqual(['anna']);
    expect(onCall(nights, '2026-11-07T08:00:00')).toEqual([]);
    expect(onCall(nights, '2026-11-07T22:00:00')).toEqual([]); // Saturday's night is not among them
  });

  it('takes equal times as a whole day', () => {
    const sundays = [aRotation({ hours: [{ days: [7], from: '06:00', to: '06:00' }] })];
    expect(onCall(sundays, '2026-11-08T06:00:00')).toEqual(['anna']);
    expect(onCall(sundays, '2026-11-09T05:59:00')).toEqual(['anna']);
    expect(onCall(sundays, '2026-11-09T06:00:00')).toEqual([]);
  });
});

describe('the list of entries', () => {
  it('lets the later win at its place, for as long as it is in force', () => {
    const entries = [aRotation(), anOverride()];
    expect(onCall(entries, '2026-11-04T17:59:00')).toEqual(['anna']);
    expect(onCall(entries, '2026-11-04T18:00:00')).toEqual(['maria']);
    expect(onCall(entries, '2026-11-05T00:00:00')).toEqual(['anna']);
    expect(onCall(entries.toReversed(), '2026-11-04T18:00:00')).toEqual(['anna']);
  });

  it('is called by place: empty places are skipped, nobody is named twice', () => {
    const second = aRotation({ place: 1, people: ['maria'] });
    const third = aRotation({ place: 2, people: ['oleg'] });
    expect(onCall([third, aRotation()], '2026-11-03T12:00:00')).toEqual(['anna', 'oleg']);
    expect(onCall([aRotation(), second, third, anOverride()], '2026-11-04T20:00:00')).toEqual(['maria', 'oleg']);
  });

  it('gives a holiday all places, when it names people', () => {
    const entries = [aRotation(), aRotation({ place: 1, people: ['oleg'] }), aHoliday()];
    expect(onCall(entries, '2026-12-30T23:59:00')).toEqual(['anna', 'oleg']);
    expect(onCall(entries, '2026-12-31T00:00:00')).toEqual(['maria']);
    expect(onCall(entries, '2027-01-01T23:59:00')).toEqual(['maria']);
    expect(onCall(entries, '2027-01-02T00:00:00')).toEqual(['anna', 'oleg']);
    expect(onCall([aRotation(), aHoliday({ people: [] })], '2027-01-01T12:00:00')).toEqual(['anna']);
  });

  it('passes over what cannot be: it names nobody, and nothing fails at night because of it', () => {
    const broken: Entry[] = [
      aRotation({ start: '2026-02-30' }),
      aRotation({ handoff: '25:00' }),
      aRotation({ people: [] }),
      aRotation({ days: 0 }),
      aRotation({ days: 0.5 }),
      aRotation({ place: 3 }),
      aRotation({ until: 'soon' }),
      aRotation({ hours: [{ days: [1], from: '9', to: '18:00' }] }),
      anOverride({ to: '2026-11-04' }),
      aHoliday({ from: '2026-13-01' }),
    ];
    expect(onCall(broken, '2026-11-04T20:00:00')).toEqual([]);
    expect(onCall([aRotation(), ...broken], '2026-11-04T20:00:00')).toEqual(['anna']);
  });

  it('is refused a zone that does not exist', () => {
    expect(() => onCallAt(schedule(aRotation()), 'Mars/Base', 0)).toThrow(RangeError);
  });
});

describe('shifts', () => {
  const entries = schedule(aRotation(), anOverride());
  const [from, to] = [moscow('2026-11-01T00:00:00'), moscow('2026-11-10T00:00:00')];

  it('are as long as the same people are on call, gaps among them', () => {
    expect(shiftsBetween(entries, ZONE, from, to)).toEqual([
      { from, to: moscow('2026-11-02T09:00:00'), people: [] },
      { from: moscow('2026-11-02T09:00:00'), to: moscow('2026-11-04T18:00:00'), people: ['anna'] },
      { from: moscow('2026-11-04T18:00:00'), to: moscow('2026-11-05T00:00:00'), people: ['maria'] },
      { from: moscow('2026-11-05T00:00:00'), to: moscow('2026-11-09T09:00:00'), people: ['anna'] },
      { from: moscow('2026-11-09T09:00:00'), to, people: ['pyotr'] },
    ]);
    expect(gapsBetween(entries, ZONE, from, to)).toEqual([{ from, to: moscow('2026-11-02T09:00:00') }]);
  });

  it('of one person have the place in which he is called', () => {
    const both = schedule(aRotation(), aRotation({ place: 1, people: ['pyotr', 'anna'] }));
    const weeks = shiftsOf(both, ZONE, 'anna', from, moscow('2026-11-16T09:00:00'));
    expect(weeks).toEqual([
      { from: moscow('2026-11-02T09:00:00'), to: moscow('2026-11-09T09:00:00'), place: 0 },
      { from: moscow('2026-11-09T09:00:00'), to: moscow('2026-11-16T09:00:00'), place: 1 },
    ]);
  });

  it('are none in no time, and one gap without a schedule', () => {
    expect(shiftsBetween(entries, ZONE, to, to)).toEqual([]);
    expect(gapsBetween(NO_SCHEDULE, ZONE, from, to)).toEqual([{ from, to }]);
  });

  it('end at the next hand-off, however far ahead', () => {
    expect(nextHandoff(entries, ZONE, from)).toEqual({ at: moscow('2026-11-02T09:00:00'), people: ['anna'] });
    expect(nextHandoff(entries, ZONE, moscow('2026-11-02T09:00:00'))?.people).toEqual(['maria']);
    const year = schedule(aRotation({ days: 365 }));
    expect(nextHandoff(year, ZONE, to)).toEqual({ at: moscow('2027-11-02T09:00:00'), people: ['pyotr'] });
    expect(nextHandoff(schedule(aRotation({ people: ['anna'] })), ZONE, to)).toBeNull();
  });

  it('cost little for a quarter of a year and a hundred entries', () => {
    const many = Array.from({ length: 100 }, (_, i) => aRotation({ id: `r${i}`, place: i % 3, days: 1 + (i % 9) }));
    const began = performance.now();
    shiftsBetween(schedule(...many), ZONE, from, from + 90 * 86_400_000);
    expect(performance.now() - began).toBeLessThan(1000); // some 15 ms on a quiet machine
  });
});

describe('when the clock is changed', () => {
  const berlin = (entries: readonly Entry[], time: string) =>
    onCallAt(schedule(...entries), 'Europe/Berlin', Date.parse(time));

  it('never hands back what was handed over in the hour that occurs twice', () => {
    const days = [aRotation({ start: '2026-10-24', handoff: '02:30', days: 1 })];
    expect(berlin(days, '2026-10-25T02:29:00+02:00')).toEqual(['anna']);
    expect(berlin(days, '2026-10-25T02:30:00+02:00')).toEqual(['pyotr']);
    expect(berlin(days, '2026-10-25T02:00:00+01:00')).toEqual(['pyotr']);
    expect(berlin(days, '2026-10-25T02:30:00+01:00')).toEqual(['pyotr']);
    expect(berlin(days, '2026-10-26T02:30:00+01:00')).toEqual(['anna']);
  });

  it('hands over in the hour that is skipped, by the offset before', () => {
    const days = [aRotation({ start: '2026-03-28', handoff: '02:30', days: 1 })];
    expect(berlin(days, '2026-03-29T03:29:00+02:00')).toEqual(['anna']);
    expect(berlin(days, '2026-03-29T03:30:00+02:00')).toEqual(['pyotr']);
  });

  it('makes a night an hour longer or shorter, not a person', () => {
    const nights = schedule(aRotation({ start: '2026-03-01', hours: [{ days: [6], from: '22:00', to: '08:00' }] }));
    const lengths = (day: string) =>
      shiftsOf(nights, 'Europe/Berlin', 'anna', Date.parse(`${day}T12:00Z`), Date.parse(`${day}T12:00Z`) + 86_400_000)
        .concat(
          shiftsOf(
            nights,
            'Europe/Berlin',
            'pyotr',
            Date.parse(`${day}T12:00Z`),
            Date.parse(`${day}T12:00Z`) + 86_400_000,
          ),
        )
        .map(({ from, to }) => (to - from) / 3_600_000);
    expect(lengths('2026-03-21')).toEqual([10]);
    expect(lengths('2026-03-28')).toEqual([9]);
    expect(lengths('2026-10-24')).toEqual([11]);
  });
});

describe('staffed hours', () => {
  it('begin on their days and end before their end', () => {
    const office = staffed([WEEKDAYS]);
    expect(isStaffedHour(office, ZONE, moscow('2026-11-06T17:59:00'))).toBe(true);
    expect(isStaffedHour(office, ZONE, moscow('2026-11-06T18:00:00'))).toBe(false);
    expect(isStaffedHour(office, ZONE, moscow('2026-11-07T12:00:00'))).toBe(false);
    expect(isStaffedHour(NO_SCHEDULE, ZONE, moscow('2026-11-06T12:00:00'))).toBe(false);
  });

  it('leave out holidays, also the part of a night that falls on one', () => {
    const nights = staffed([{ days: [3], from: '20:00', to: '04:00' }], aHoliday({ people: [] })); // Wednesday 30 December
    expect(staffedBetween(nights, ZONE, moscow('2026-12-30T00:00:00'), moscow('2027-01-02T00:00:00'))).toEqual([
      { from: moscow('2026-12-30T20:00:00'), to: moscow('2026-12-31T00:00:00') },
    ]);
  });
});
