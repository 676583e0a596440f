import { DAY, type Day, minutesFrom, type WallClock, wallClock } from '../kernel/local-time.ts';
import type { Policy } from '../kernel/policy.ts';
import type { Millis } from '../kernel/types.ts';
import type { PageStory } from '../paging/story.ts';
import type { LocalDate } from './schedule/types.ts';

/** A night of a workspace: from `policy.night.from` to `policy.night.to` on the clock of its zone. */
export interface Night {
  /** local day on which it began */
  readonly night: LocalDate;
  readonly from: Millis;
  readonly to: Millis;
}

type Hours = Pick<Policy, 'night' | 'zone'>;

/** Nights that had begun by `now`, newest first: the newest may still last. None when the policy's night has no length. */
export function nightsBefore(now: Millis, policy: Hours, count: number): readonly Night[] {
  const clock = wallClock(policy.zone);
  const today = clock.dayAt(now);
  const nights: Night[] = [];
  for (let day = today; nights.length < count && day > today - count - 2; day -= 1) {
    const night = nightOn(day, policy, clock);
    if (night && night.from <= now) nights.push(night);
  }
  return nights;
}

/** The newest night that is over at `now`. */
export const lastNight = (now: Millis, policy: Hours): Night | null =>
  nightsBefore(now, policy, 3).find(({ to }) => to <= now) ?? null;

function nightOn(day: Day, { night }: Hours, clock: WallClock): Night | null {
  const [from, to] = [minutesFrom(night.from), minutesFrom(night.to)];
  if (Number.isNaN(from) || Number.isNaN(to) || from === to) return null;
  return {
    night: new Date(day * DAY).toISOString().slice(0, 10),
    from: clock.instantOf(day, from),
    to: clock.instantOf(to < from ? day + 1 : day, to),
  };
}

/** A night in figures: what it cost in sleep, and what customers had of it. */
export interface NightFigures {
  readonly night: LocalDate;
  /** pages that were raised in it, or rang in it */
  readonly pages: number;
  /** how often each person was rung */
  readonly rings: Record<string, number>;
  /** pages that each person took */
  readonly acknowledged: Record<string, number>;
  /** seconds: the longest that a customer of those pages waited until a person took it; null when no customer did */
  readonly longestWait: number | null;
}

/** The figures of one night, from the stories of all pages that may have rung in it. */
export function nightOf(stories: readonly PageStory[], { night, from, to }: Night): NightFigures {
  const isIn = (at: Millis): boolean => at >= from && at < to;
  const rings: Record<string, number> = {};
  const acknowledged: Record<string, number> = {};
  const waits: number[] = [];
  let pages = 0;
  for (const story of stories) {
    const rang = story.lines.filter(({ what, at }) => what === 'rang' && isIn(at));
    for (const person of rang.flatMap(({ people }) => people)) rings[person] = (rings[person] ?? 0) + 1;
    const { by, at } = story.acknowledged ?? { by: '', at: Number.NaN };
    if (isIn(at)) acknowledged[by] = (acknowledged[by] ?? 0) + 1;
    if (rang.length === 0 && !isIn(story.raisedAt)) continue;
    pages += 1;
    waits.push(...story.waits.flatMap(({ waited }) => waited ?? []));
  }
  return { night, pages, rings, acknowledged, longestWait: waits.length > 0 ? Math.max(...waits) : null };
}

/** The night in one sentence's figures, for the morning. */
export interface MorningFigures {
  readonly pages: number;
  readonly rings: number;
  /** who took pages, most first */
  readonly takers: readonly string[];
  /** seconds */
  readonly longestWait: number | null;
}
export const morningOf = ({ pages, rings, acknowledged, longestWait }: NightFigures): MorningFigures => ({
  pages,
  rings: Object.values(rings).reduce((sum, count) => sum + count, 0),
  takers: Object.entries(acknowledged)
    .sort(([, a], [, b]) => b - a)
    .map(([person]) => person),
  longestWait,
});
