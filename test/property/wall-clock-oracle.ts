/**
 * Who is on call, worked out the slow way: minute by minute, asking nothing but what the clock on the wall shows. Shares no
 * code with shared/domain, and no library of zones with it: only the engine's own formatter.
 */
import type { Entry, Hours, Rotation, Schedule } from '../../shared/domain/on-call/schedule/types.ts';

const MINUTE = 60_000;
const DAY = 1440;

/** Minutes since the epoch, read as if a local time were one of UTC. */
const labelOf = (date: string, time: string): number => Date.parse(`${date}T${time}:00Z`) / MINUTE;
const isoDay = (label: number): number => new Date(label * MINUTE).getUTCDay() || 7;

/** What the clock of a zone shows in each minute of some days around a date. */
export class ShownTimes {
  readonly zone: string;
  /** first minute of the record, since the epoch */
  readonly start: number;
  private readonly shown: number[] = [];
  private readonly firstAt = new Map<number, number>();

  constructor(zone: string, date: string, daysBefore: number, daysAfter: number) {
    this.zone = zone;
    this.start = labelOf(date, '00:00') - daysBefore * DAY;
    const format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      dateStyle: 'short',
      timeStyle: 'short',
    });
    for (let minute = this.start; minute < this.start + (daysBefore + daysAfter) * DAY; minute += 1) {
      const [day = '', time = ''] = format.format(minute * MINUTE).split(' ');
      const label = labelOf(day, time);
      this.shown.push(label);
      if (!this.firstAt.has(label)) this.firstAt.set(label, minute);
    }
  }

  labelAt(minute: number): number {
    return this.shown[minute - this.start] as number;
  }

  /** The first minute in which the clock shows it; a time it never shows is read by the offset in force before the jump. */
  minuteOf(label: number): number {
    const first = this.firstAt.get(label);
    if (first !== undefined) return first;
    const after = this.shown.findIndex((one, index) => one > label && (this.shown[index - 1] ?? one) < label);
    if (after < 0)
      throw new Error(`the record of ${this.zone} does not reach ${new Date(label * MINUTE).toISOString()}`);
    const before = after - 1;
    return label - ((this.shown[before] as number) - (this.start + before));
  }

  /** Every local midnight of which the record is sure, as a label. */
  midnights(): number[] {
    const labels: number[] = [];
    for (
      let label = Math.ceil((this.start + DAY) / DAY) * DAY;
      label < this.start + this.shown.length - 2 * DAY;
      label += DAY
    )
      labels.push(label);
    return labels;
  }
}

type Holds = (minute: number) => boolean;

function within(hours: readonly Hours[], times: ShownTimes): Holds {
  const windows = hours.flatMap(({ days, from, to }) =>
    times
      .midnights()
      .filter((midnight) => days.includes(isoDay(midnight)))
      .map((midnight) => {
        const begin = times.minuteOf(midnight + labelOf('1970-01-01', from));
        const end = times.minuteOf(midnight + labelOf(to > from ? '1970-01-01' : '1970-01-02', to));
        return [begin, end] as const;
      }),
  );
  return (minute) => windows.some(([begin, end]) => minute >= begin && minute < end);
}

function turnOf(rotation: Rotation, times: ShownTimes): (minute: number) => string | undefined {
  const { start, handoff, days, until, people, hours } = rotation;
  const first = labelOf(start, handoff);
  const last = (times.midnights().at(-1) ?? 0) as number;
  const handoffs: number[] = [];
  for (let label = first; label < last; label += days * DAY) handoffs.push(times.minuteOf(label));
  const end = until === undefined ? Number.POSITIVE_INFINITY : times.minuteOf(labelOf(until, handoff));
  const isWithin = hours ? within(hours, times) : () => true;
  return (minute) => {
    const passed = handoffs.filter((at) => at <= minute).length;
    return passed > 0 && minute < end && isWithin(minute) ? people[(passed - 1) % people.length] : undefined;
  };
}

function isOn({ from, to }: { from: string; to: string }, times: ShownTimes): Holds {
  return (minute) => {
    const date = new Date(times.labelAt(minute) * MINUTE).toISOString().slice(0, 10);
    return date >= from && date <= to;
  };
}

/** For each entry, what it does to the places in a minute. */
function effectOf(entry: Entry, times: ShownTimes): (minute: number, places: (string | undefined)[]) => void {
  if (entry.kind === 'rotation') {
    const turn = turnOf(entry, times);
    return (minute, places) => {
      places[entry.place] = turn(minute) ?? places[entry.place];
    };
  }
  if (entry.kind === 'override') {
    const [from, to] = [entry.from, entry.to].map((text) => times.minuteOf(Date.parse(`${text}:00Z`) / MINUTE));
    return (minute, places) => {
      if (minute >= (from as number) && minute < (to as number)) places[entry.place] = entry.person;
    };
  }
  const isHoliday = isOn(entry, times);
  return (minute, places) => {
    if (entry.people.length > 0 && isHoliday(minute))
      for (const place of [0, 1, 2]) places[place] = entry.people[place];
  };
}

/** Who is on call in each of the minutes. */
export function peopleByMinute(schedule: Schedule, times: ShownTimes, from: number, to: number): string[][] {
  const effects = schedule.entries.map((entry) => effectOf(entry, times));
  const list: string[][] = [];
  for (let minute = from; minute < to; minute += 1) {
    const places: (string | undefined)[] = [undefined, undefined, undefined];
    for (const effect of effects) effect(minute, places);
    const people: string[] = [];
    for (const person of places) if (person !== undefined && !people.includes(person)) people.push(person);
    list.push(people);
  }
  return list;
}

/** Whether each of the minutes is a staffed one. */
export function staffedByMinute(schedule: Schedule, times: ShownTimes, from: number, to: number): boolean[] {
  const isStaffed = within(schedule.staffed, times);
  const holidays = schedule.entries.filter((entry) => entry.kind === 'holiday').map((entry) => isOn(entry, times));
  return Array.from({ length: to - from }, (_, index) => {
    const minute = from + index;
    return isStaffed(minute) && !holidays.some((isHoliday) => isHoliday(minute));
  });
}
