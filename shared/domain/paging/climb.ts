import type { Ladder, LadderStep } from '../kernel/policy.ts';
import { seconds } from '../kernel/policy.ts';
import type { Millis } from '../kernel/types.ts';
import type { Page } from './state.ts';
import { busyPeople, isAwake, lapsesAt, openTakes } from './takes.ts';

/** Which step of the ladder stands at position `step`: past the end, the last one again; without any, everyone. */
export const stepAt = (ladder: Ladder, step: number): LadderStep =>
  ladder.steps[Math.min(step, ladder.steps.length - 1)] ?? { after: 0, who: 'everyone' };

/** Those whom a ladder can ring now: each has a verified contact. */
export interface Reachable {
  /** by place, first first */
  readonly onCall: readonly string[];
  readonly everyone: readonly string[];
  /** people by skill */
  readonly skilled?: Readonly<Record<string, readonly string[]>>;
}

/**
 * Whom a step rings: one of those on call by place, somebody by name or skill, or everyone. A place that nobody fills
 * rings everyone on call; a name or skill that nobody answers to rings as a place would: no step rings nobody while
 * anybody can be rung.
 */
export function peopleOf({ who }: LadderStep, people: Reachable): readonly string[] {
  const fallback = people.onCall.length > 0 ? people.onCall : people.everyone;
  if (who === 'everyone') return people.everyone;
  if (typeof who === 'number') {
    const person = people.onCall[who];
    return person === undefined ? fallback : [person];
  }
  if ('person' in who) return people.everyone.includes(who.person) ? [who.person] : fallback;
  const skilled = Object.hasOwn(people.skilled ?? {}, who.skill) ? (people.skilled?.[who.skill] ?? []) : [];
  return skilled.length > 0 ? skilled : fallback;
}

/** Whom the next step rings, and which step of the ladder it is. */
export interface Plan {
  readonly place: number;
  readonly people: readonly { readonly person: string; readonly isGentle: boolean }[];
  /** everybody who can be reached holds a chat: told how many wait, without waking anybody */
  readonly areAllBusy: boolean;
}

/**
 * The next step of a ringing page: the first one on the ladder with somebody who is not busy. Who took a chat and was
 * silent has their turn at the end, with everyone. Who acted a moment ago is rung gently.
 */
export function planStep(page: Page, people: Reachable, now: Millis): Plan {
  const steps = page.ladder?.steps ?? [];
  const last = Math.max(0, steps.length - 1);
  const busy = busyPeople(page, now);
  const isFree = (person: string): boolean => !busy.has(person);
  const plan = (place: number, free: readonly string[]): Plan => ({
    place,
    people: free.map((person) => ({ person, isGentle: isAwake(page, person, now) })),
    areAllBusy: false,
  });
  const from = Math.min(page.place + 1, last);
  for (let place = from; place <= last; place++) {
    const free = peopleOf(stepAt(page.ladder ?? { steps, repeat: 0 }, place), people).filter(isFree);
    const first = place < last ? free.filter((person) => !page.behind.includes(person)) : free;
    if (first.length > 0) return plan(place, first);
  }
  const free = people.everyone.filter(isFree);
  if (free.length > 0 || people.everyone.length === 0) return plan(people.everyone.length === 0 ? from : last, free);
  return { place: last, people: people.everyone.map((person) => ({ person, isGentle: true })), areAllBusy: true };
}

/** When everybody is busy: when they may be told again how many wait. Each so many seconds as one may be silent. */
export const gentleDue = ({ gentleAt, silent }: Page): Millis => gentleAt + seconds(silent);

/**
 * When the page must next be looked at, or null: a step, a begun step whose sends are not marked (a crash), a claim that
 * was not made, a chat that was taken and not answered in time, people to be told that it is over.
 */
export function pageDue(state: Page): Millis | null {
  const times = openTakes(state).map((take) => (take.claimed ? lapsesAt(take, state) : take.at + seconds(CLAIM_AGAIN)));
  // The machine that climbed it wakes for the step that is not needed any more, and tells those who were rung.
  if (isOver(state) && !state.told) times.push(nextStepDue(state));
  if (state.status === 'ringing' && state.ladder) times.push(state.sent ? nextStepDue(state) : resumeDue(state));
  return times.length > 0 ? Math.min(...times) : null;
}

/** When a step that was begun and not marked is taken for crashed. */
export const resumeDue = ({ begunAt }: Page): Millis => begunAt + seconds(SEND_AGAIN);

export const isOver = ({ status }: Page): boolean => status === 'acknowledged' || status === 'ended';

/** When the next step of a ringing page begins. */
export function nextStepDue(state: Page): Millis {
  if (state.allBusyUntil !== null) return state.allBusyUntil;
  if (!state.ladder || state.place < 0) return state.anchor;
  if (state.passed) return state.begunAt;
  const next = state.ladder.steps[state.place + 1];
  // Nobody's phone rang: the next in line is not made to wait for somebody who cannot answer.
  if (next && state.sent && !state.reached) return state.begunAt;
  return next
    ? state.anchor + seconds(next.after)
    : state.begunAt + seconds(Math.max(state.ladder.repeat, REPEAT_AT_LEAST));
}

/** Seconds between two rounds of a ladder's last step, whatever a workspace's policy says: no phone rings without a pause. */
const REPEAT_AT_LEAST = 1;
/** Seconds after which a step whose sends are not marked is taken for crashed; longer than a send's own time-out (10 s). */
const SEND_AGAIN = 15;
/** Seconds after which an acknowledgement's claim is made by the page's own look. */
const CLAIM_AGAIN = 10;
