import { dateTimeFrom, dayFrom, MINUTES_OF_DAY, minutesFrom } from '../../kernel/local-time.ts';
import { error, type Problems } from './problems.ts';
import { type Entry, type Hours, MAX_ENTRIES, MAX_ROTATION_PEOPLE, PLACES, type Schedule } from './types.ts';
import { minutesOf } from './windows.ts';

/** Days of the longest turn. */
const MAX_TURN = 366;

/** What is wrong with the words of a schedule, each taken for itself: nothing is asked about what they lead to. */
export function shapeProblems({ entries, staffed }: Schedule): Problems {
  const problems: Problems = [];
  if (entries.length > MAX_ENTRIES)
    problems.push(error('entries.too_many', 'entries', { count: entries.length, max: MAX_ENTRIES }));
  entries.forEach((entry, index) => {
    const at = `entries.${index}`;
    const other = entries.findIndex(({ id }) => id === entry.id);
    if (other < index) problems.push(error('id.duplicate', `${at}.id`, { id: entry.id, other }));
    problems.push(...entryProblems(entry, at));
  });
  problems.push(...staffed.flatMap((hours, index) => hoursProblems(hours, `staffed.${index}`)));
  if (problems.length === 0) problems.push(...overlapsOfStaffed(staffed));
  return problems;
}

function entryProblems(entry: Entry, at: string): Problems {
  const problems: Problems = [];
  const date = (key: string, value: string) =>
    Number.isNaN(dayFrom(value)) && problems.push(error('date.invalid', `${at}.${key}`, { value }));
  const time = (key: string, value: string) =>
    Number.isNaN(minutesFrom(value)) && problems.push(error('time.invalid', `${at}.${key}`, { value }));
  const people = (list: readonly string[], max: number) =>
    list.length > max && problems.push(error('people.too_many', `${at}.people`, { count: list.length, max }));
  if (entry.kind !== 'holiday' && !isWhole(entry.place, 0, PLACES - 1))
    problems.push(error('place.invalid', `${at}.place`, { place: entry.place, max: PLACES - 1 }));

  switch (entry.kind) {
    case 'rotation': {
      const { start, until, handoff, days, hours } = entry;
      date('start', start);
      time('handoff', handoff);
      if (until !== undefined) date('until', until);
      if (until !== undefined && dayFrom(until) <= dayFrom(start))
        problems.push(error('rotation.ends_before_start', `${at}.until`, { from: start, to: until }));
      if (!isWhole(days, 1, MAX_TURN)) problems.push(error('rotation.turn', `${at}.days`, { days, max: MAX_TURN }));
      if (entry.people.length === 0) problems.push(error('rotation.nobody', `${at}.people`));
      people(entry.people, MAX_ROTATION_PEOPLE);
      if (hours?.length === 0) problems.push(error('hours.none', `${at}.hours`));
      problems.push(...(hours ?? []).flatMap((one, index) => hoursProblems(one, `${at}.hours.${index}`)));
      break;
    }
    case 'override':
      for (const key of ['from', 'to'] as const) {
        const { day, minutes } = dateTimeFrom(entry[key]);
        if (Number.isNaN(day)) problems.push(error('date.invalid', `${at}.${key}`, { value: entry[key] }));
        else if (Number.isNaN(minutes)) problems.push(error('time.invalid', `${at}.${key}`, { value: entry[key] }));
      }
      if (localOf(entry.to) <= localOf(entry.from))
        problems.push(error('override.ends_before_begin', `${at}.to`, { from: entry.from, to: entry.to }));
      break;
    case 'holiday':
      date('from', entry.from);
      date('to', entry.to);
      if (dayFrom(entry.to) < dayFrom(entry.from))
        problems.push(error('holiday.ends_before_begin', `${at}.to`, { from: entry.from, to: entry.to }));
      people(entry.people, PLACES);
  }
  return problems;
}

const isWhole = (value: number, min: number, max: number): boolean =>
  Number.isInteger(value) && value >= min && value <= max;

function localOf(text: string): number {
  const { day, minutes } = dateTimeFrom(text);
  return day * MINUTES_OF_DAY + minutes;
}

function hoursProblems({ days, from, to }: Hours, at: string): Problems {
  const problems: Problems = [];
  if (days.length === 0) problems.push(error('hours.no_days', `${at}.days`));
  const wrong = days.find((day, index) => !isWhole(day, 1, 7) || days.indexOf(day) < index);
  if (wrong !== undefined) problems.push(error('hours.day', `${at}.days`, { day: wrong }));
  if (Number.isNaN(minutesFrom(from))) problems.push(error('time.invalid', `${at}.from`, { value: from }));
  if (Number.isNaN(minutesFrom(to))) problems.push(error('time.invalid', `${at}.to`, { value: to }));
  return problems;
}

/** Staffed hours that overlap are mostly a slip: two lines for one shift, or a night written over the morning. */
function overlapsOfStaffed(staffed: readonly Hours[]): Problems {
  const weeks = staffed.map((hours) => {
    const { from, to } = minutesOf(hours);
    return hours.days.map((day) => ({ day, from: (day - 1) * MINUTES_OF_DAY + from, length: to - from }));
  });
  return weeks.flatMap((week, index) => {
    for (let other = 0; other < index; other += 1) {
      const clash = week.find((one) => weeks[other]?.some((earlier) => meets(one, earlier)));
      if (clash) return [error('staffed.overlap', `staffed.${index}`, { other, day: clash.day })];
    }
    return [];
  });
}

const WEEK = 7 * MINUTES_OF_DAY;
/** On a week that begins anew after Sunday: one begins before the other has ended. */
const meets = (a: { from: number; length: number }, b: { from: number; length: number }): boolean =>
  (a.from - b.from + WEEK) % WEEK < b.length || (b.from - a.from + WEEK) % WEEK < a.length;
