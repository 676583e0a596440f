import { DAY, type WallClock } from '../../kernel/local-time.ts';
import type { Millis } from '../../kernel/types.ts';
import { error, type Problems } from './problems.ts';
import { inForce, lifeOf, placesOf } from './spans.ts';
import type { Entry, Override } from './types.ts';
import { difference, type Interval, intersection, union } from './windows.ts';

/** What is wrong with entries beside each other. What is over already is left alone: nobody can be called by it. */
export function coverProblems(entries: readonly Entry[], clock: WallClock, now: Millis): Problems {
  const lives = entries.map((entry) => lifeOf(entry, clock));
  return entries.flatMap((entry, index) => {
    if ((lives[index]?.to ?? 0) <= now) return [];
    const overlaps = entry.kind === 'override' ? overlapsOf(entry, index, entries, lives) : [];
    return overlaps.length > 0 ? overlaps : hiddenProblems(index, entries, lives, clock);
  });
}

/** Told of the later of two, which would win in silence. */
function overlapsOf(entry: Override, index: number, entries: readonly Entry[], lives: readonly Interval[]): Problems {
  const life = lives[index];
  const other = entries.findIndex((earlier, at) => {
    const its = lives[at];
    if (earlier.kind !== 'override' || at >= index || earlier.place !== entry.place || !its || !life) return false;
    return its.from < life.to && life.from < its.to;
  });
  const first = entries[other];
  if (first?.kind !== 'override') return [];
  const from = first.from > entry.from ? first.from : entry.from;
  const to = first.to < entry.to ? first.to : entry.to;
  return [error('override.overlap', `entries.${index}`, { other, place: entry.place, from, to })];
}

function hiddenProblems(
  index: number,
  entries: readonly Entry[],
  lives: readonly Interval[],
  clock: WallClock,
): Problems {
  const entry = entries[index];
  const life = lives[index];
  if (!entry || !life) return [];
  const places = entry.kind === 'holiday' ? placesOf(entry).slice(0, entry.people.length) : placesOf(entry);
  if (places.length === 0) return [];
  let by = -1;
  let isEmpty = true;
  for (const stretch of stretchesOf(life, lives)) {
    const own = inForce(entry, clock, stretch);
    if (own.length === 0) continue;
    isEmpty = false;
    for (const place of places) {
      const covers = entries.map((later, at) => {
        if (at <= index || !placesOf(later).includes(place)) return [];
        // Two overrides are a problem of their own, told of the later.
        return entry.kind === 'override' && later.kind === 'override' ? [] : inForce(later, clock, stretch);
      });
      if (difference(own, union(covers.flat())).length > 0) return [];
      if (by < 0) by = covers.findIndex((cover) => intersection(own, cover).length > 0);
    }
  }
  const at = `entries.${index}`;
  return [isEmpty ? error('entry.empty', at) : error('entry.hidden', at, { by })];
}

/** Between two dates that somebody wrote down all is the same from week to week: two weeks after each show it (and a day for the hour). */
function* stretchesOf(life: Interval, lives: readonly Interval[]): Generator<Interval> {
  const dates = new Set(lives.flatMap(({ from, to }) => [from, to]).filter((at) => at > life.from && at < life.to));
  const starts = [life.from, ...[...dates].sort((a, b) => a - b)];
  for (const [index, from] of starts.entries()) {
    yield { from, to: Math.min(from + 15 * DAY, starts[index + 1] ?? life.to) };
  }
}
