import type { Policy, Rung } from '../kernel/policy.ts';
import { seconds } from '../kernel/policy.ts';
import type { Millis } from '../kernel/types.ts';
import type { ConversationEvent } from './events.ts';
import { evolve } from './evolve.ts';
import { isPaged } from './paged.ts';
import { CAPS, type Clock, type Conversation, clockOf, isSnoozed, waitOf } from './state.ts';
import { backToTeam, startWait, stop, stopWaits, wake } from './waits.ts';

/** What a look knows of the workspace at that moment. */
export interface LookContext {
  readonly now: Millis;
  readonly policy: Policy;
  /** someone holds a live presence lease and is not away */
  readonly staffed: boolean;
  readonly night: boolean;
  /** operators with a live lease, away or not: an owner among them keeps the chat */
  readonly present: ReadonlySet<string>;
}

export type LookAction =
  /** make sure that a page for this wait rings (a no-op while it does) */
  | { readonly type: 'page.raise'; readonly since: Millis; readonly rhythm: 'staffed' | 'unstaffed' }
  /** what is unanswered at its first rung is handed to the escalation machine */
  | { readonly type: 'escalate' };

export interface Look {
  readonly events: readonly ConversationEvent[];
  readonly actions: readonly LookAction[];
  /** when to look next, or null when nothing is due; always later than `now` */
  readonly nextDue: Millis | null;
}

const keyOf = (rung: Rung): string => `${rung.act}@${rung.after}`;

/** A chat that comes back from a snooze: its owner first, and untouched the team, then a lead. */
const SNOOZE_RUNGS: readonly Rung[] = [
  { after: 0, when: 'always', act: 'nudge.assignee' },
  { after: 600, when: 'always', act: 'nudge.team' },
  { after: 3600, when: 'always', act: 'tell.lead' },
];

/**
 * Rungs of a clock, no more than a state can remember to have reached: others would be reached again and again. A call is
 * warned of as a promise is. What is promised for ten minutes from now needs no warning a quarter of an hour before.
 */
export function rungsOf(
  clock: Pick<Clock, 'kind'> & Partial<Pick<Clock, 'from' | 'due' | 'given'>>,
  policy: Policy,
): readonly Rung[] {
  const { kind, from, due, given } = clock;
  if (kind === 'snooze') return SNOOZE_RUNGS;
  const rungs = policy.rungs[kind === 'callback' ? 'promise' : kind].slice(0, CAPS.rungs);
  if (from === undefined || due === undefined || !(given || kind === 'callback')) return rungs;
  return rungs.filter(({ after }) => due + seconds(after) > from);
}

/** Whether a rung is for such a moment. */
export const holds = (rung: Rung, staffed: boolean, night: boolean): boolean =>
  rung.when === 'always' || (rung.when === 'unstaffed' ? !staffed : staffed && (rung.when === 'staffed' || night));

/** When a rung of a clock is due. With nobody available a plain message leaves 20 s for a choice; a tap does not wait. */
export function dueAt(
  rung: Rung,
  clock: Pick<Clock, 'from' | 'due' | 'asked'>,
  policy: Pick<Policy, 'silence'>,
): Millis {
  const anchor = Math.max(clock.due ?? clock.from, clock.from);
  const at = anchor + seconds(rung.after);
  if (rung.when !== 'unstaffed') return at;
  const silent = at + seconds(policy.silence);
  return clock.asked === undefined ? silent : Math.min(Math.max(clock.asked, at), silent);
}

/** What a clock's ring leads to. Asks the state, never the timer: a look too early, late, twice or out of turn is harmless. */
export function look(state: Conversation, context: LookContext): Look {
  const { now, policy, staffed, night, present } = context;
  const events: ConversationEvent[] = [];
  let after = state;
  const add = (...more: ConversationEvent[]): void => {
    events.push(...more);
    after = { ...evolve(after, more, now), seq: state.seq };
  };

  const wait = waitOf(state);
  const silent = `page@${policy.acknowledgedSilent}`;
  if (wait && state.coming !== null && ownerCheckDue(state, wait, policy) <= now && !wait.fired.includes(silent)) {
    // Acknowledged, and the customer still waits: a rung of its own, which rings again.
    add({ type: 'rung.reached', kind: wait.kind, act: 'page', after: policy.acknowledgedSilent });
  }
  const isSilent = state.coming !== null;
  const isGone = state.owner !== null && (isSilent || !present.has(state.owner));
  if (wait && state.owner && isGone && ownerCheckDue(state, wait, policy) <= now) {
    // Who took it from a page and was silent, here or not: it is nobody's again, as its page rings again. The customer was
    // told that someone is coming, so nobody waits out the silence.
    const asked = isSilent ? now : undefined;
    const held = waitOf(after) ?? wait;
    add({ type: 'conversation.released', from: state.owner, why: 'absent' }, ...backToTeam(held, now, asked));
  }
  const leave = (): void => {
    if (after.owner && !present.has(after.owner))
      add({ type: 'conversation.released', from: after.owner, why: 'absent' });
  };
  for (const kind of ['promise', 'callback'] as const) {
    const lapsed = clockOf(after, kind);
    if (lapsed?.due === undefined || lapsed.due > now) continue;
    const waits = waitOf(after) !== undefined;
    if (!waits) leave();
    add(stop(lapsed, 'broken'));
    if (waits) continue; // and waits on
    // A morning that lapsed is a wait as old as it is; what was promised for a time is one since that time, but takes in
    // the morning that was agreed to. Either asks for a person at once.
    const morning = kind === 'callback' ? clockOf(after, 'promise') : undefined;
    const due = lapsed.given || kind === 'callback' ? lapsed.due : lapsed.since;
    const since = Math.min(due, morning && !morning.given ? morning.since : due);
    add(...wake(after, 'due'), ...stopWaits(after, 'done'), {
      ...startWait(after.owner ? 'reply' : 'connect', since, now),
      asked: now,
    });
  }
  const snooze = clockOf(after, 'snooze');
  if (snooze && returnDue(snooze) <= now) {
    leave();
    // A day after it came back, and nobody has touched it: it comes back once more.
    if (isSnoozed(after)) add({ type: 'conversation.woken', why: 'time' });
    else add({ type: 'clock.started', kind: 'snooze', since: snooze.since, from: now, due: snooze.due ?? now });
  }
  const review = clockOf(after, 'review');
  if (review?.due !== undefined && reminderDue(review, policy) <= now) {
    // Overdue and still open: it comes up again, until somebody has looked into it (invariant 8).
    add({ type: 'clock.started', kind: 'review', since: review.since, from: now, due: review.due });
  }
  for (const clock of after.clocks) {
    for (const rung of rungsOf(clock, policy)) {
      const key = keyOf(rung);
      if (holds(rung, staffed, night) && dueAt(rung, clock, policy) <= now && !isFired(after, clock.kind, key))
        add({ type: 'rung.reached', kind: clock.kind, act: rung.act, after: rung.after });
    }
  }
  // What is about to lapse is not left among what was put aside.
  const isWarned = after.clocks.some(({ kind, fired }) => ON_TIME.has(kind) && fired.length > 0);
  if (isWarned && isSnoozed(after)) add(...wake(after, 'due'));
  const reached = waitOf(after);
  const actions: LookAction[] = [];
  if (reached && reached.fired.length > 0) actions.push({ type: 'escalate' });
  if (reached && isPaged(reached))
    actions.push({ type: 'page.raise', since: reached.since, rhythm: staffed ? 'staffed' : 'unstaffed' });
  return { events, actions, nextDue: nextDue(after, context) };
}

const isFired = (state: Conversation, kind: Clock['kind'], key: string): boolean =>
  clockOf(state, kind)?.fired.includes(key) ?? false;

/** A waiting customer's owner is checked soon after the wait began (he may have gone long ago), then with each look. */
function ownerCheckDue(state: Conversation, wait: Clock, policy: Policy): Millis {
  const began = Math.max(wait.from, state.coming ?? 0);
  return began + seconds(state.coming === null ? policy.ownerCheck : policy.acknowledgedSilent);
}

/** When a review that nobody closed comes up again: as long after it was due, or last came up, as it had been given. */
const reminderDue = (review: Clock, policy: Policy): Millis =>
  Math.max(review.due ?? review.from, review.from) + Math.max(seconds(policy.reviewWithin), SOON);

/** What is due at a time that somebody named. */
const ON_TIME: ReadonlySet<Clock['kind']> = new Set(['promise', 'callback']);

/** When a chat that was put aside comes back: at its time, then a day after each time it came back. */
const returnDue = ({ from, due, fired }: Clock): Millis =>
  Math.max(due ?? from, from) + (fired.length > 0 ? seconds(86_400) : 0);

/** Looks never follow each other without a pause, whatever a workspace's policy says. */
const SOON: Millis = 1000;

/**
 * When the conversation must next be looked at: the earliest of its rungs, checks and due times, or null. Writers do not
 * know who is available (`staffed` undefined): then the earliest under either holds, and the look decides.
 */
export function nextDue(
  state: Conversation,
  { now, policy, staffed, night }: Pick<LookContext, 'now' | 'policy'> & { staffed?: boolean; night?: boolean },
): Millis | null {
  const times: Millis[] = [];
  for (const clock of state.clocks) {
    if (ON_TIME.has(clock.kind) && clock.due !== undefined) times.push(clock.due);
    if (clock.kind === 'snooze') times.push(returnDue(clock));
    if (clock.kind === 'review') times.push(reminderDue(clock, policy));
    for (const rung of rungsOf(clock, policy)) {
      if (clock.fired.includes(keyOf(rung))) continue;
      if (staffed === undefined || holds(rung, staffed, night ?? true)) times.push(dueAt(rung, clock, policy));
    }
  }
  const wait = waitOf(state);
  if (wait) {
    if (state.owner) times.push(ownerCheckDue(state, wait, policy));
    // Whatever has been reached, a waiting customer is looked at again: a page that died is raised, a change of staff seen.
    times.push(now + Math.max(seconds(policy.recheck), SOON));
  }
  // A look has just been made when `staffed` is known: what was due has fired, so the next is ahead of now.
  const ahead = staffed === undefined ? times : times.filter((time) => time > now);
  return ahead.length === 0 ? null : Math.min(...ahead);
}
