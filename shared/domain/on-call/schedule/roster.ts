import { wallClock } from '../../kernel/local-time.ts';
import type { Millis } from '../../kernel/types.ts';
import { type Span, spansOf } from './spans.ts';
import { PLACES, type Schedule } from './types.ts';
import type { Interval } from './windows.ts';

/** Who stands at a place by which entry (its index in the list). */
export interface Seat {
  readonly person: string;
  readonly entry: number;
}

/** A stretch of time in which no place changes hands. Neighbours may be alike. */
export interface Cell extends Interval {
  readonly seats: readonly (Seat | undefined)[];
}

/**
 * Who stands at which place between two instants, cell by cell. Only the bounds of entries are computed: entry after entry
 * is laid over the cells, the later over the earlier. Throws a RangeError for a zone that does not exist.
 */
export function rosterBetween({ entries }: Schedule, zone: string, within: Interval): readonly Cell[] {
  if (!(within.from < within.to)) return [];
  const clock = wallClock(zone);
  const laid = entries.map((entry) => spansOf(entry, clock, within));
  const bounds = [...new Set([within.from, within.to, ...laid.flat().flatMap(({ from, to }) => [from, to])])];
  bounds.sort((a, b) => a - b);
  const indexOf = new Map(bounds.map((bound, index) => [bound, index]));
  const rows: (Seat | undefined)[][] = Array.from({ length: PLACES }, () => []);
  laid.forEach((spans, entry) => {
    for (const span of spans) lay(rows[span.place] ?? [], span, entry, indexOf);
  });
  return bounds.slice(0, -1).map((from, index) => ({
    from,
    to: bounds[index + 1] ?? within.to,
    seats: rows.map((row) => row[index]),
  }));
}

function lay(
  row: (Seat | undefined)[],
  { from, to, person }: Span,
  entry: number,
  indexOf: ReadonlyMap<Millis, number>,
): void {
  const end = indexOf.get(to) ?? 0;
  const seat = person === undefined ? undefined : { person, entry };
  for (let index = indexOf.get(from) ?? end; index < end; index += 1) row[index] = seat;
}

/** The people of the places in order, empty places skipped, no one twice: the list that a ladder counts in. */
export function listOf(seats: Cell['seats']): readonly string[] {
  return [...new Set(seats.flatMap((seat) => (seat ? [seat.person] : [])))];
}
