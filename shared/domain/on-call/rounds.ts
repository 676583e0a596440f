import { minutesFrom, wallClock } from '../kernel/local-time.ts';
import type { Policy } from '../kernel/policy.ts';
import type { Millis } from '../kernel/types.ts';
import type { Page } from '../paging/state.ts';
import { lastNight, type Night } from './night.ts';
import { gapsBetween } from './schedule/on-call.ts';
import { isStaffedHour } from './schedule/staffed.ts';
import type { LocalDate, Schedule } from './schedule/types.ts';
import type { Interval } from './schedule/windows.ts';
import { isTestHour, monthOf, testPageAt } from './test-page.ts';

/**
 * The rounds of a workspace: each quarter of an hour somebody looks whether it is cared for. What is to be said follows
 * from what is, and from what has been said already; nothing is said twice.
 */

/** What has been said, and what is being watched. */
export interface RoundsState {
  /** counts rounds; 0 before the first */
  readonly version: number;
  /** local day on which the night began whose sentence was sent last */
  readonly morning: LocalDate | null;
  /** begins of gaps to come that were warned of */
  readonly gaps: readonly Millis[];
  /** since when nobody is on call, once it was said */
  readonly uncovered: Millis | null;
  /** since when nobody is at the desk in staffed hours */
  readonly absent: Millis | null;
  /** when that was last said */
  readonly unstaffed: Millis | null;
  /** local month `2026-11` of each lead's newest test page */
  readonly tests: Readonly<Record<string, string>>;
  /** since when each lead is known to be one: tests that were planned before are nobody's */
  readonly leads: Readonly<Record<string, Millis>>;
  /** episode of each lead's newest test page that nobody answered, once it was said */
  readonly unanswered: Readonly<Record<string, number>>;
}
export const NO_ROUNDS: RoundsState = {
  version: 0,
  morning: null,
  gaps: [],
  uncovered: null,
  absent: null,
  unstaffed: null,
  tests: {},
  leads: {},
  unanswered: {},
};

export interface RoundsView {
  readonly now: Millis;
  readonly schedule: Schedule;
  readonly policy: Policy;
  /** somebody is at the desk, and not away */
  readonly staffed: boolean;
  /** active leads; `reachable` with a verified contact */
  readonly leads: readonly { readonly id: string; readonly reachable: boolean }[];
  /** newest page of the test ladders of all who are leads, or were when they had one */
  readonly tests: Readonly<Record<string, Pick<Page, 'status' | 'episode' | 'raisedAt'> | null>>;
}

export type RoundsDeed =
  | { readonly type: 'morning'; readonly night: Night }
  | { readonly type: 'gaps.ahead'; readonly gaps: readonly Interval[] }
  | { readonly type: 'gap.now'; readonly gap: Interval }
  /** `says`: the leads are told; without it it is only counted */
  | { readonly type: 'unstaffed'; readonly since: Millis; readonly says: boolean }
  | { readonly type: 'test.raise'; readonly person: string }
  | { readonly type: 'test.unanswered'; readonly person: string; readonly raisedAt: Millis }
  | { readonly type: 'test.call_off'; readonly person: string; readonly episode: number };

export interface Round {
  readonly state: RoundsState;
  /** when the next is due */
  readonly due: Millis;
  readonly deeds: readonly RoundsDeed[];
}

const MINUTE: Millis = 60_000;
const HOUR: Millis = 60 * MINUTE;
const QUARTER: Millis = 15 * MINUTE;
/** A gap is warned of so long before: time to ask somebody in daylight. */
const WARN_AHEAD: Millis = 24 * HOUR;
/** A desk is empty only after so long: a console that is opened anew, a walk for coffee. */
const EMPTY_AFTER: Millis = 5 * MINUTE;
const SAY_AGAIN: Millis = HOUR;
/** A sentence on the night is worth nothing in the evening. */
const MORNING_LASTS: Millis = 12 * HOUR;
const TEST_ANSWERED_WITHIN: Millis = 24 * HOUR;

export const nextQuarter = (now: Millis): Millis => (Math.floor(now / QUARTER) + 1) * QUARTER;

/** One round: what is to be done now, and what is remembered of it. The state is written first, then the deeds are done. */
export function roundAt(state: RoundsState, view: RoundsView): Round {
  const parts = [morning(state, view), gaps(state, view), desk(state, view), tests(state, view)];
  const next: RoundsState = Object.assign({ ...state }, ...parts.map(({ changes }) => changes));
  const due = nextQuarter(view.now);
  const isWatching = next.absent !== null && next.unstaffed === null;
  return {
    state: next,
    due: isWatching ? Math.min(due, (next.absent ?? 0) + EMPTY_AFTER) : due,
    deeds: parts.flatMap(({ deeds }) => deeds),
  };
}

interface Part {
  readonly changes: Partial<RoundsState>;
  readonly deeds: readonly RoundsDeed[];
}

/** Once the night is over and the morning is here. The night before the first round is nobody's: it was not watched. */
function morning(state: RoundsState, { now, policy }: RoundsView): Part {
  const night = lastNight(now, policy);
  if (!night || night.night === state.morning) return { changes: {}, deeds: [] };
  const due = morningAfter(night, policy);
  if (now < due) return { changes: {}, deeds: [] };
  const isNews = state.morning !== null && now < due + MORNING_LASTS;
  const deeds: RoundsDeed[] = isNews ? [{ type: 'morning', night }] : [];
  return { changes: { morning: night.night }, deeds };
}

function gaps(state: RoundsState, { now, schedule, policy }: RoundsView): Part {
  const found = gapsBetween(schedule, policy.zone, now, now + WARN_AHEAD + QUARTER);
  const ahead = found.filter(({ from }) => from > now && from <= now + WARN_AHEAD);
  const unsaid = ahead.filter(({ from }) => !state.gaps.includes(from));
  const current = found.find(({ from }) => from <= now);
  const deeds: RoundsDeed[] = [];
  if (current && state.uncovered === null) deeds.push({ type: 'gap.now', gap: current });
  if (unsaid.length > 0) deeds.push({ type: 'gaps.ahead', gaps: unsaid });
  return {
    // A gap that begins earlier than was thought is another gap; those that passed are forgotten.
    changes: {
      gaps: ahead.map(({ from }) => from),
      uncovered: current ? (state.uncovered ?? now) : null,
    },
    deeds,
  };
}

function desk(state: RoundsState, { now, schedule, policy, staffed }: RoundsView): Part {
  if (staffed || !isStaffedHour(schedule, policy.zone, now))
    return { changes: { absent: null, unstaffed: null }, deeds: [] };
  const absent = state.absent ?? now;
  if (now < absent + EMPTY_AFTER) return { changes: { absent }, deeds: [] };
  const says = state.unstaffed === null || now >= state.unstaffed + SAY_AGAIN;
  return {
    changes: { absent, unstaffed: says ? now : state.unstaffed },
    deeds: [{ type: 'unstaffed', since: absent, says }],
  };
}

function tests(state: RoundsState, view: RoundsView): Part {
  const { now, leads, policy, schedule } = view;
  const month = monthOf(now, policy.zone);
  const months: Record<string, string> = {};
  const known: Record<string, Millis> = {};
  const unanswered: Record<string, number> = {};
  const deeds: RoundsDeed[] = [];
  for (const { id, reachable } of leads) {
    const page = view.tests[id] ?? null;
    const marked = state.tests[id];
    const said = state.unanswered[id];
    const since = state.leads[id] ?? now;
    known[id] = since;
    if (marked !== undefined) months[id] = marked;
    if (said !== undefined) unanswered[id] = said;
    if (page?.status === 'ringing') {
      if (now >= page.raisedAt + TEST_ANSWERED_WITHIN && said !== page.episode) {
        unanswered[id] = page.episode;
        deeds.push({ type: 'test.unanswered', person: id, raisedAt: page.raisedAt });
      }
      // A page to somebody who cannot be rung rings others, whose phones nobody wanted to try.
      if (!reachable) deeds.push({ type: 'test.call_off', person: id, episode: page.episode });
      continue;
    }
    if (!reachable || !isTestHour(now, policy.zone, schedule)) continue;
    const isMarked = marked === month;
    const planned = testPageAt(id, now, policy.zone, schedule);
    const isDue = now >= planned && planned >= since;
    const isLost = isMarked && (page === null || monthOf(page.raisedAt, policy.zone) !== month);
    if (!isLost && (isMarked || !isDue)) continue;
    months[id] = month;
    deeds.push({ type: 'test.raise', person: id });
  }
  for (const [person, page] of Object.entries(view.tests)) {
    if (page?.status !== 'ringing' || leads.some(({ id }) => id === person)) continue;
    // Kept until it is over, so that a round that died on the way is made up for.
    months[person] = state.tests[person] ?? month;
    deeds.push({ type: 'test.call_off', person, episode: page.episode });
  }
  return { changes: { tests: months, leads: known, unanswered }, deeds };
}

/** `policy.morning` of the day on which the night ended, or its end if that comes later. */
function morningAfter({ to }: Night, { morning: time, zone }: Policy): Millis {
  const clock = wallClock(zone);
  return Math.max(to, clock.instantOf(clock.dayAt(to), minutesFrom(time)));
}
