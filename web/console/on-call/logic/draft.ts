import type {
  Entry,
  Holiday,
  Hours,
  Override,
  Rotation,
  Schedule,
} from '../../../../shared/domain/on-call/schedule/types.ts';

/** Edits of a schedule: each gives a new one, and the old is left as it was. */

/** Puts an entry in the place of the one with its id; a new one at the end, where it wins. */
export function withEntry(schedule: Schedule, entry: Entry): Schedule {
  const isKnown = schedule.entries.some(({ id }) => id === entry.id);
  const entries = isKnown
    ? schedule.entries.map((one) => (one.id === entry.id ? entry : one))
    : [...schedule.entries, entry];
  return { ...schedule, entries };
}

export const withoutEntry = (schedule: Schedule, id: string): Schedule => ({
  ...schedule,
  entries: schedule.entries.filter((entry) => entry.id !== id),
});

/** Moves an entry by one: down is later in the list, and wins over more. At the ends it stays. */
export function movedEntry(schedule: Schedule, id: string, step: 1 | -1): Schedule {
  const from = schedule.entries.findIndex((entry) => entry.id === id);
  const to = from + step;
  if (from < 0 || to < 0 || to >= schedule.entries.length) return schedule;
  const entries = [...schedule.entries];
  const [entry] = entries.splice(from, 1);
  if (entry) entries.splice(to, 0, entry);
  return { ...schedule, entries };
}

/** A list with the item at an index replaced, or taken out (undefined). */
export function replaced<T>(list: readonly T[], index: number, item: T | undefined): readonly T[] {
  return item === undefined ? list.filter((_, at) => at !== index) : list.map((one, at) => (at === index ? item : one));
}

/** A list with two neighbours changed round; the same one where there is no neighbour. */
export function swapped<T>(list: readonly T[], index: number, step: 1 | -1): readonly T[] {
  const [one, other] = [list[index], list[index + step]];
  if (one === undefined || other === undefined) return list;
  return list.map((item, at) => (at === index ? other : at === index + step ? one : item));
}

/** Week by week from a Monday on, handed over in the morning: what most begin with. */
export const newRotation = (id: string, start: string, people: readonly string[]): Rotation => ({
  kind: 'rotation',
  id,
  place: 0,
  people,
  start,
  handoff: '09:00',
  days: 7,
});

export const newOverride = (id: string, from: string, to: string, place: number, person: string): Override => ({
  kind: 'override',
  id,
  place,
  person,
  from,
  to,
});

export const newHoliday = (id: string, day: string, name: string): Holiday => ({
  kind: 'holiday',
  id,
  name,
  from: day,
  to: day,
  people: [],
});

export const NEW_HOURS: Hours = { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' };

/** Days of a week as people say them: a key for the usual sets, else the days themselves. */
export function daysKey(days: readonly number[]): 'everyDay' | 'weekdays' | 'weekend' | null {
  const key = [...days].sort((a, b) => a - b).join('');
  if (key === '1234567') return 'everyDay';
  return key === '12345' ? 'weekdays' : key === '67' ? 'weekend' : null;
}
