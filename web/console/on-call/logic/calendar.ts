import { DAY, type Day, dayFrom, wallClock, weekdayOf } from '../../../../shared/domain/kernel/local-time.ts';
import { shiftsBetween } from '../../../../shared/domain/on-call/schedule/on-call.ts';
import { rosterBetween } from '../../../../shared/domain/on-call/schedule/roster.ts';
import { staffedBetween } from '../../../../shared/domain/on-call/schedule/staffed.ts';
import { PLACES, type Schedule } from '../../../../shared/domain/on-call/schedule/types.ts';
import type { Interval } from '../../../../shared/domain/on-call/schedule/windows.ts';
import { dateText } from './times.ts';

/** The calendar as it is drawn: weeks of seven days, and bars over them. */
export interface Week {
  readonly days: readonly CalendarDay[];
  readonly bars: readonly Bar[];
  /** lanes of the bars: places that anybody holds in this week, at least one */
  readonly lanes: number;
  /** staffed hours, as shares of the week's width */
  readonly staffed: readonly Share[];
}
export interface CalendarDay {
  readonly day: Day;
  readonly isToday: boolean;
  /** belongs to the month that is shown */
  readonly isInside: boolean;
  readonly holidays: readonly string[];
}
/** Where something stands in its week: 0 is Monday's midnight, 1 the next Monday's. */
export interface Share {
  readonly left: number;
  readonly width: number;
}
/** One stretch of time in one week. `from` and `to` are those of the whole, which may begin and end in other weeks. */
export interface Bar extends Share {
  readonly from: number;
  readonly to: number;
  readonly lane: number;
  /** null: nobody is on call, at any place */
  readonly person: string | null;
  /** index of the entry that put them there; -1 for a gap */
  readonly entry: number;
  readonly startsHere: boolean;
  readonly endsHere: boolean;
}

const WEEK = 7;
/** A stretch that is cut by the first or the last week is still told with its own begin and end, if they are this near. */
const MARGIN = 31 * DAY;
export const mondayOf = (day: Day): Day => day - (weekdayOf(day) - 1);
/** First day of the month that is so many months from a day's. */
export function monthOf(day: Day, months = 0): Day {
  const date = new Date(day * DAY);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1) / DAY;
}

/** The Mondays that are shown: all that a month touches, or one. */
export function mondaysOf(mode: 'month' | 'week', day: Day): readonly Day[] {
  if (mode === 'week') return [mondayOf(day)];
  const [first, next] = [monthOf(day), monthOf(day, 1)];
  const mondays: Day[] = [];
  for (let monday = mondayOf(first); monday < next; monday += WEEK) mondays.push(monday);
  return mondays;
}

export interface CalendarQuestion {
  readonly schedule: Schedule;
  readonly zone: string;
  readonly mode: 'month' | 'week';
  readonly day: Day;
  readonly today: Day;
}

export function weeksOf({ schedule, zone, mode, day, today }: CalendarQuestion): readonly Week[] {
  const clock = wallClock(zone);
  const mondays = mondaysOf(mode, day);
  const first = mondays[0] ?? mondayOf(day);
  const range = {
    from: clock.instantOf(first, 0),
    to: clock.instantOf((mondays.at(-1) ?? first) + WEEK, 0),
  };
  const stretches = stretchesOf(schedule, zone, { from: range.from - MARGIN, to: range.to + MARGIN });
  const staffed = staffedBetween(schedule, zone, range.from, range.to);
  const [monthFrom, monthTo] = [monthOf(day), monthOf(day, 1)];
  return mondays.map((monday) => {
    const starts = Array.from({ length: WEEK + 1 }, (_, index) => clock.instantOf(monday + index, 0));
    const place = placer(starts);
    const bars = stretches.flatMap((stretch) => {
      const share = place(stretch);
      if (!share) return [];
      const [begin = 0, end = 0] = [starts[0], starts[WEEK]];
      return [{ ...stretch, ...share, startsHere: stretch.from >= begin, endsHere: stretch.to <= end }];
    });
    return {
      days: Array.from({ length: WEEK }, (_, index) => {
        const one = monday + index;
        return {
          day: one,
          isToday: one === today,
          isInside: mode === 'week' || (one >= monthFrom && one < monthTo),
          holidays: holidaysOn(schedule, one),
        };
      }),
      bars,
      lanes: Math.max(1, ...bars.map(({ lane }) => lane + 1)),
      staffed: staffed.flatMap((hours) => place(hours) ?? []),
    };
  });
}

type Stretch = Pick<Bar, 'from' | 'to' | 'lane' | 'person' | 'entry'>;

/** Who is at which place from when to when, joined as long as it goes; and the gaps, which take all lanes. */
function stretchesOf(schedule: Schedule, zone: string, range: Interval): readonly Stretch[] {
  const cells = rosterBetween(schedule, zone, range);
  const stretches: Stretch[] = [];
  const grow = (next: Stretch): void => {
    const last = stretches.findLast(
      ({ lane, person }) => lane === next.lane && (person === null) === (next.person === null),
    );
    if (last && last.to === next.from && last.person === next.person && last.entry === next.entry)
      stretches[stretches.indexOf(last)] = { ...last, to: next.to };
    else stretches.push(next);
  };
  for (const { from, to, seats } of cells) {
    if (seats.every((seat) => seat === undefined)) grow({ from, to, lane: 0, person: null, entry: -1 });
    for (let lane = 0; lane < PLACES; lane += 1) {
      const seat = seats[lane];
      if (seat) grow({ from, to, lane, person: seat.person, entry: seat.entry });
    }
  }
  return stretches;
}

/** Puts an interval into a week whose days begin at these instants; a day of 23 hours is as wide as all others. */
function placer(starts: readonly number[]): (interval: Interval) => Share | null {
  const [begin = 0, end = 0] = [starts[0], starts[WEEK]];
  const x = (at: number): number => {
    const index = Math.max(
      0,
      starts.findLastIndex((start) => start <= at),
    );
    const [from = 0, to = from + 1] = [starts[index], starts[index + 1]];
    return (index + (at - from) / (to - from)) / WEEK;
  };
  return ({ from, to }) => {
    const [left, right] = [Math.max(from, begin), Math.min(to, end)];
    return left < right ? { left: x(left), width: (right === end ? 1 : x(right)) - x(left) } : null;
  };
}

const holidaysOn = ({ entries }: Schedule, day: Day): readonly string[] => {
  const date = dateText(day);
  return entries.flatMap((entry) =>
    entry.kind === 'holiday' && entry.from <= date && date <= entry.to ? [entry.name] : [],
  );
};

/** Days with who is on call in each part of them: the calendar of a phone. */
export interface ListedDay {
  readonly day: Day;
  readonly holidays: readonly string[];
  readonly parts: readonly { readonly from: number; readonly to: number; readonly people: readonly string[] }[];
}

export function daysFrom(schedule: Schedule, zone: string, first: Day, count: number): readonly ListedDay[] {
  const clock = wallClock(zone);
  return Array.from({ length: count }, (_, index) => {
    const day = first + index;
    const [from, to] = [clock.instantOf(day, 0), clock.instantOf(day + 1, 0)];
    return { day, holidays: holidaysOn(schedule, day), parts: shiftsBetween(schedule, zone, from, to) };
  });
}

/** The local day of an instant. */
export const dayAt = (at: number, zone: string): Day => wallClock(zone).dayAt(at);
/** A date as typed, or today's when there is no such date. */
export const dayOr = (text: string, today: Day): Day => {
  const day = dayFrom(text);
  return Number.isNaN(day) ? today : day;
};

/** People of a schedule in the order of their names, each with one of so many colours: the same person keeps theirs. */
export function coloursOf(ids: readonly string[], colours: number): ReadonlyMap<string, number> {
  return new Map([...ids].sort().map((id, index) => [id, index % colours]));
}
