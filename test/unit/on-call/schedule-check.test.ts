import { describe, expect, it } from 'vitest';
import { checkSchedule } from '../../../shared/domain/on-call/schedule/check.ts';
import { type Entry, type Hours, NO_SCHEDULE, type Schedule } from '../../../shared/domain/on-call/schedule/types.ts';
import { aHoliday, anOverride, aRotation, moscow, WEEKDAYS } from '../../support/schedules.ts';

const NOW = moscow('2026-11-03T12:00:00');
const people = [
  { id: 'anna', name: 'Анна', reachable: true },
  { id: 'pyotr', name: 'Пётр', reachable: true },
  { id: 'maria', name: 'Мария', reachable: true },
  { id: 'oleg', name: 'Олег', reachable: false },
];
const check = (schedule: Partial<Schedule>, zone = 'Europe/Moscow') =>
  checkSchedule({ ...NO_SCHEDULE, ...schedule }, zone, { people, now: NOW });
const errors = (...entries: Entry[]) => check({ entries }).filter(({ level }) => level === 'error');
const warnings = (schedule: Partial<Schedule>) => check(schedule).filter(({ level }) => level === 'warning');
const error = (code: string, at: string, values = {}) => ({ level: 'error', code, at, values });
const warning = (code: string, at: string, values = {}) => ({ level: 'warning', code, at, values });

describe('a schedule that is well', () => {
  it('has no problem', () => {
    const entries = [
      aRotation(),
      aRotation({ id: 'second', place: 1, people: ['pyotr', 'anna'] }),
      aHoliday(),
      anOverride(),
    ];
    expect(check({ entries, staffed: [WEEKDAYS] })).toEqual([]);
  });
});

describe('words of a schedule that are wrong', () => {
  it('are a zone that does not exist', () => {
    expect(check({}, 'Europe/Moskau')).toEqual([error('zone.unknown', 'zone', { zone: 'Europe/Moskau' })]);
    expect(check({}, '+03:00')[0]?.code).toBe('zone.unknown');
    expect(check({}, 'EST')[0]?.code).toBe('zone.unknown');
    for (const zone of ['UTC', 'Asia/Kolkata', 'Asia/Calcutta', 'Etc/GMT+3', 'America/Argentina/Buenos_Aires'])
      expect(check({ entries: [aRotation()] }, zone).map(({ code }) => code)).not.toContain('zone.unknown');
  });

  it('are more entries than anyone can read, or two of one name', () => {
    const many = Array.from({ length: 101 }, (_, index) => aRotation({ id: `r${index}` }));
    expect(errors(...many)).toEqual([error('entries.too_many', 'entries', { count: 101, max: 100 })]);
    expect(errors(aRotation(), anOverride({ id: 'weeks' }))).toEqual([
      error('id.duplicate', 'entries.1.id', { id: 'weeks', other: 0 }),
    ]);
  });

  it('are dates and times that do not exist', () => {
    expect(errors(aRotation({ start: '2026-02-30' }))).toEqual([
      error('date.invalid', 'entries.0.start', { value: '2026-02-30' }),
    ]);
    expect(errors(aRotation({ until: '2926-11-09' }))[0]).toMatchObject({
      code: 'date.invalid',
      at: 'entries.0.until',
    });
    expect(errors(anOverride({ to: '2026-11-31T00:00' }))[0]).toMatchObject({
      code: 'date.invalid',
      at: 'entries.0.to',
    });
    expect(errors(aHoliday({ from: '1.1.2027' }))[0]).toMatchObject({ code: 'date.invalid', at: 'entries.0.from' });
    expect(errors(aRotation({ handoff: '25:00' }))).toEqual([
      error('time.invalid', 'entries.0.handoff', { value: '25:00' }),
    ]);
    expect(errors(anOverride({ from: '2026-11-04T24:00' }))).toEqual([
      error('time.invalid', 'entries.0.from', { value: '2026-11-04T24:00' }),
    ]);
  });

  it('are places beyond the three', () => {
    expect(errors(aRotation({ place: 3 }))).toEqual([error('place.invalid', 'entries.0.place', { place: 3, max: 2 })]);
    expect(errors(anOverride({ place: 0.5 }))[0]?.code).toBe('place.invalid');
  });

  it('are rotations without people, with too many, with turns that are no days, or an end before the start', () => {
    expect(errors(aRotation({ people: [] }))).toEqual([error('rotation.nobody', 'entries.0.people')]);
    expect(errors(aRotation({ people: Array.from({ length: 21 }, () => 'anna') }))).toEqual([
      error('people.too_many', 'entries.0.people', { count: 21, max: 20 }),
    ]);
    expect(errors(aRotation({ days: 0 }))).toEqual([error('rotation.turn', 'entries.0.days', { days: 0, max: 366 })]);
    expect(errors(aRotation({ days: 1.5 }))[0]?.code).toBe('rotation.turn');
    expect(errors(aRotation({ until: '2026-11-02' }))).toEqual([
      error('rotation.ends_before_start', 'entries.0.until', { from: '2026-11-02', to: '2026-11-02' }),
    ]);
  });

  it('are hours without days, on no day of the week, or at no time', () => {
    const hours = (...list: Hours[]) => errors(aRotation({ hours: list }));
    expect(hours()).toEqual([error('hours.none', 'entries.0.hours')]);
    expect(hours({ ...WEEKDAYS, days: [] })).toEqual([error('hours.no_days', 'entries.0.hours.0.days')]);
    expect(hours({ ...WEEKDAYS, days: [1, 8] })).toEqual([error('hours.day', 'entries.0.hours.0.days', { day: 8 })]);
    expect(hours({ ...WEEKDAYS, days: [2, 2] })[0]).toMatchObject({ code: 'hours.day', values: { day: 2 } });
    expect(hours(WEEKDAYS, { ...WEEKDAYS, to: '24:00' })[0]).toMatchObject({ at: 'entries.0.hours.1.to' });
  });

  it('are overrides and holidays that end before they begin', () => {
    const [from, to] = ['2026-11-04T18:00', '2026-11-04T18:00'];
    expect(errors(anOverride({ from, to }))).toEqual([
      error('override.ends_before_begin', 'entries.0.to', { from, to }),
    ]);
    expect(errors(aHoliday({ to: '2026-12-30' }))).toEqual([
      error('holiday.ends_before_begin', 'entries.0.to', { from: '2026-12-31', to: '2026-12-30' }),
    ]);
  });

  it('are staffed hours that overlap, over Sunday night as well', () => {
    const night = { days: [7], from: '20:00', to: '10:00' };
    expect(check({ staffed: [WEEKDAYS, night] })).toContainEqual(
      error('staffed.overlap', 'staffed.1', { other: 0, day: 7 }),
    );
    expect(check({ staffed: [WEEKDAYS, { ...night, to: '09:00' }] }).map(({ code }) => code)).not.toContain(
      'staffed.overlap',
    );
    expect(check({ staffed: [{ days: [1], from: '9:00', to: '18:00' }] })).toEqual([
      error('time.invalid', 'staffed.0.from', { value: '9:00' }),
    ]);
  });
});

describe('people of a schedule', () => {
  it('work here', () => {
    expect(errors(aRotation({ people: ['anna', 'nina'] }))).toEqual([
      error('person.unknown', 'entries.0.people.1', { person: 'nina' }),
    ]);
  });

  it('can be reached', () => {
    expect(errors(anOverride({ person: 'oleg' }))).toEqual([
      error('person.unreachable', 'entries.0.person', { person: 'oleg', name: 'Олег' }),
    ]);
  });

  it('may have left since, when their entry is over', () => {
    expect(errors(anOverride({ person: 'nina', from: '2026-11-02T18:00', to: '2026-11-03T00:00' }))).toEqual([]);
  });
});

describe('entries beside each other', () => {
  it('are no two overrides that want one place at one time', () => {
    const other = anOverride({ id: 'swap-2', person: 'pyotr', from: '2026-11-04T22:00', to: '2026-11-05T06:00' });
    expect(errors(anOverride(), other)).toEqual([
      error('override.overlap', 'entries.1', { other: 0, place: 0, from: '2026-11-04T22:00', to: '2026-11-05T00:00' }),
    ]);
    expect(errors(anOverride(), { ...other, place: 1 })).toEqual([]);
    expect(errors(anOverride(), { ...other, from: '2026-11-05T00:00' })).toEqual([]);
    expect(errors(anOverride(), { ...anOverride(), id: 'same' })).toHaveLength(1);
  });

  it('are none that later ones hide all the time', () => {
    const all: Hours = { days: [1, 2, 3, 4, 5, 6, 7], from: '06:00', to: '06:00' };
    const later = aRotation({ id: 'later', people: ['maria'], start: '2026-11-01' });
    expect(errors(aRotation(), later)).toEqual([error('entry.hidden', 'entries.0', { by: 1 })]);
    expect(errors(anOverride(), later)).toEqual([error('entry.hidden', 'entries.0', { by: 1 })]);
    expect(errors(aRotation(), aRotation({ ...later, hours: [all] }))[0]?.code).toBe('entry.hidden');
    expect(errors(aRotation(), aRotation({ ...later, hours: [{ ...all, to: '05:59' }] }))).toEqual([]);
    expect(errors(aRotation(), { ...later, place: 1 })).toEqual([]);
    expect(errors(aRotation(), { ...later, start: '2026-11-05' })).toEqual([]);
    expect(errors(aRotation(), { ...later, until: '2027-11-05' })).toEqual([]);
    expect(errors(aHoliday(), later)[0]?.code).toBe('entry.hidden');
    expect(errors(aHoliday({ people: [] }), later)).toEqual([]); // it still takes its days out of the staffed hours
  });

  it('are none that several later ones hide together', () => {
    const day: Hours = { days: [1, 2, 3, 4, 5, 6, 7], from: '08:00', to: '20:00' };
    const night: Hours = { ...day, from: '20:00', to: '08:00' };
    const start = '2026-11-01';
    const halves = [aRotation({ id: 'day', start, hours: [day] }), aRotation({ id: 'night', start, hours: [night] })];
    expect(errors(aRotation(), ...halves)).toEqual([error('entry.hidden', 'entries.0', { by: 1 })]);
  });

  it('are none whose hours do not fall into their time', () => {
    const saturday = aRotation({ until: '2026-11-06', hours: [{ days: [6], from: '10:00', to: '12:00' }] });
    expect(errors(saturday)).toEqual([error('entry.empty', 'entries.0')]);
    const skipped = anOverride({ from: '2027-03-28T02:30', to: '2027-03-28T03:00' });
    expect(check({ entries: [skipped] }, 'Europe/Berlin')[0]?.code).toBe('entry.empty');
  });
});

describe('what is allowed and perhaps not meant', () => {
  it('is nobody on call, in the next two weeks', () => {
    expect(
      warnings({ entries: [aRotation({ until: '2026-11-09' }), aRotation({ id: 'b', start: '2026-11-10' })] }),
    ).toEqual([warning('gap', 'entries', { from: moscow('2026-11-09T09:00:00'), to: moscow('2026-11-10T09:00:00') })]);
    expect(warnings({})).toEqual([warning('gap', 'entries', { from: NOW, to: moscow('2026-11-17T12:00:00') })]);
    expect(warnings({ entries: [aRotation({ until: '2026-11-23' })] })).toEqual([]);
  });

  it('is one person at two places', () => {
    const second = aRotation({ id: 'second', place: 1, people: ['maria', 'pyotr'] });
    expect(warnings({ entries: [aRotation(), second] })).toEqual([
      warning('person.two_places', 'entries.1', {
        person: 'pyotr',
        name: 'Пётр',
        place: 1,
        other: 0,
        from: moscow('2026-11-09T09:00:00'),
        to: moscow('2026-11-16T09:00:00'),
      }),
    ]);
  });

  it('is an entry that is over', () => {
    const over = anOverride({ from: '2026-11-02T18:00', to: '2026-11-03T00:00' });
    expect(warnings({ entries: [aRotation(), over] })).toEqual([
      warning('entry.past', 'entries.1', { to: moscow('2026-11-03T00:00:00') }),
    ]);
  });

  it('is a staffed hour in which nobody is on call', () => {
    const nights = aRotation({ hours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '17:00', to: '09:00' }] });
    const staffed = [{ days: [1], from: '09:00', to: '18:00' }];
    expect(warnings({ entries: [nights], staffed }).filter(({ code }) => code !== 'gap')).toEqual([
      warning('staffed.uncovered', 'staffed', {
        from: moscow('2026-11-09T09:00:00'),
        to: moscow('2026-11-09T17:00:00'),
      }),
      warning('staffed.uncovered', 'staffed', {
        from: moscow('2026-11-16T09:00:00'),
        to: moscow('2026-11-16T17:00:00'),
      }),
    ]);
  });
});
