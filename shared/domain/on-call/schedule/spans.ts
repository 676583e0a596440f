import { type Day, dateTimeFrom, dayFrom, minutesFrom, type WallClock } from '../../kernel/local-time.ts';
import type { Millis } from '../../kernel/types.ts';
import { type Entry, type Holiday, type Override, PLACES, type Rotation } from './types.ts';
import { type Interval, windowsBetween } from './windows.ts';

/** A place taken by a person for some time; by nobody (undefined), where a holiday's list is shorter than the places. */
export interface Span extends Interval {
  readonly place: number;
  readonly person: string | undefined;
}

/**
 * When an entry begins and ends, `hours` apart; a rotation without `until` never ends. NaN where its dates do not exist:
 * every comparison with it is false, so such an entry is never in force, and nothing here throws because of it.
 */
export function lifeOf(entry: Entry, clock: WallClock): Interval {
  switch (entry.kind) {
    case 'rotation': {
      const handoff = minutesFrom(entry.handoff);
      return {
        from: clock.instantOf(dayFrom(entry.start), handoff),
        to: entry.until === undefined ? Number.POSITIVE_INFINITY : clock.instantOf(dayFrom(entry.until), handoff),
      };
    }
    case 'override': {
      const [from, to] = [dateTimeFrom(entry.from), dateTimeFrom(entry.to)];
      return { from: clock.instantOf(from.day, from.minutes), to: clock.instantOf(to.day, to.minutes) };
    }
    case 'holiday':
      return { from: clock.instantOf(dayFrom(entry.from), 0), to: clock.instantOf(dayFrom(entry.to) + 1, 0) };
  }
}

/** When an entry is in force between two instants, whoever it names: sorted and joined. */
export function inForce(entry: Entry, clock: WallClock, { from, to }: Interval): readonly Interval[] {
  const life = lifeOf(entry, clock);
  const cut = { from: Math.max(from, life.from), to: Math.min(to, life.to) };
  if (!(cut.from < cut.to)) return [];
  return entry.kind === 'rotation' && entry.hours ? windowsBetween(entry.hours, clock, cut) : [cut];
}

/** The places an entry takes: a holiday with people takes all, one without none. */
export function placesOf(entry: Entry): readonly number[] {
  if (entry.kind === 'holiday') return entry.people.length === 0 ? [] : ALL_PLACES;
  const isNamed = entry.kind === 'override' || (entry.people.length > 0 && entry.days >= 1 && entry.days % 1 === 0);
  return isNamed && ALL_PLACES.includes(entry.place) ? [entry.place] : [];
}
const ALL_PLACES = Array.from({ length: PLACES }, (_, place) => place);

/** Who an entry puts at which place between two instants, in order of time for each place. */
export function spansOf(entry: Entry, clock: WallClock, within: Interval): readonly Span[] {
  if (placesOf(entry).length === 0) return [];
  const intervals = inForce(entry, clock, within);
  switch (entry.kind) {
    case 'rotation':
      return intervals.flatMap((interval) => turns(entry, clock, interval));
    case 'override':
      return intervals.map((interval) => takes(entry, interval));
    case 'holiday':
      return intervals.flatMap((interval) => holds(entry, interval));
  }
}

const takes = ({ place, person }: Override, interval: Interval): Span => ({ ...interval, place, person });

const holds = ({ people }: Holiday, interval: Interval): readonly Span[] =>
  ALL_PLACES.map((place) => ({ ...interval, place, person: people[place] }));

/**
 * The turns within an interval. Whose turn it is follows from the number of handoffs that have passed: an instant each,
 * so that a clock which is put back hands nothing back.
 */
function turns(rotation: Rotation, clock: WallClock, { from, to }: Interval): readonly Span[] {
  const { people, place, days, handoff } = rotation;
  const start: Day = dayFrom(rotation.start);
  const minutes = minutesFrom(handoff);
  const beginOf = (turn: number): Millis => clock.instantOf(start + turn * days, minutes);
  let turn = Math.max(0, Math.floor((clock.dayAt(from) - start) / days));
  while (turn > 0 && beginOf(turn) > from) turn -= 1;
  while (beginOf(turn + 1) <= from) turn += 1;
  const spans: Span[] = [];
  for (let begin = from; begin < to; turn += 1) {
    const end = Math.min(to, beginOf(turn + 1));
    if (begin < end) spans.push({ from: begin, to: end, place, person: people[turn % people.length] });
    begin = end;
  }
  return spans;
}
