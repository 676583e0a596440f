import { DAY } from '../../../../shared/domain/kernel/local-time.ts';
import { gapsBetween, nextHandoff, onCallAt } from '../../../../shared/domain/on-call/schedule/on-call.ts';
import type { Interval } from '../../../../shared/domain/on-call/schedule/windows.ts';
import type { Nights, OnCall } from '../../../../shared/protocol/on-call.ts';

type Person = OnCall['people'][number];

/** Who is on call at a moment, until when, and who follows. Ids of people who left are shown as what they are. */
export interface NowView {
  readonly people: readonly Person[];
  /** the next change and who is on call from then; null: none in sight */
  readonly next: { readonly at: number; readonly people: readonly Person[] } | null;
  readonly gaps: readonly Interval[];
  /** nobody on call now */
  readonly isGap: boolean;
  /** nobody of the whole team could be rung */
  readonly isNobodyReachable: boolean;
}

/** Gaps are named so far ahead; the calendar shows what is beyond. */
const AHEAD = 28 * DAY;

export function nowView({ schedule, policy: { zone }, people }: OnCall, now: number): NowView {
  const byId = new Map(people.map((person) => [person.id, person]));
  const named = (ids: readonly string[]): readonly Person[] => ids.map((id) => byId.get(id) ?? gone(id));
  const onCall = onCallAt(schedule, zone, now);
  const next = nextHandoff(schedule, zone, now);
  return {
    people: named(onCall),
    next: next && { at: next.at, people: named(next.people) },
    // An empty schedule is one long gap, and is said otherwise.
    gaps: schedule.entries.length === 0 ? [] : gapsBetween(schedule, zone, now, now + AHEAD),
    isGap: onCall.length === 0,
    isNobodyReachable: people.every(({ reachable }) => reachable.length === 0),
  };
}

const gone = (id: string): Person => ({ id, name: id, role: 'operator', skills: [], reachable: [] });

/** What leads should hear of wherever they are: a gap that begins within a day, somebody on call whom nothing rings. */
export type Trouble =
  | { readonly kind: 'gap'; readonly from: number; readonly to: number }
  | { readonly kind: 'unreachable'; readonly person: Person };

export function troubleOf(data: OnCall, now: number): Trouble | null {
  const view = nowView(data, now);
  const gap = view.gaps.find(({ from }) => from < now + DAY);
  if (gap) return { kind: 'gap', ...gap };
  const person = view.people.find(({ reachable }) => reachable.length === 0);
  return person ? { kind: 'unreachable', person } : null;
}

/** Pages by night of each person they rang, most woken first. */
export interface Sleeper {
  readonly person: string;
  /** nights in which it rang for them */
  readonly nights: number;
  readonly rings: number;
  readonly answered: number;
  /** rings of each night, oldest first */
  readonly byNight: readonly { readonly night: string; readonly rings: number }[];
}

export function sleepersOf({ nights }: Nights): readonly Sleeper[] {
  const people = [...new Set(nights.flatMap(({ rings }) => Object.keys(rings)))];
  const oldestFirst = nights.toReversed();
  return people
    .map((person) => {
      const byNight = oldestFirst.map(({ night, rings }) => ({ night, rings: rings[person] ?? 0 }));
      return {
        person,
        nights: byNight.filter(({ rings }) => rings > 0).length,
        rings: byNight.reduce((sum, { rings }) => sum + rings, 0),
        answered: nights.reduce((sum, { acknowledged }) => sum + (acknowledged[person] ?? 0), 0),
        byNight,
      };
    })
    .filter(({ rings }) => rings > 0)
    .sort((a, b) => b.nights - a.nights || b.rings - a.rings);
}
