import { type Policy, seconds } from '../kernel/policy.ts';
import type { Millis } from '../kernel/types.ts';
import type { ConversationEvent, Outcome, WakeReason } from './events.ts';
import { type Clock, type Conversation, clockOf, isSnoozed, isWait, pageRungs, waitOf } from './state.ts';

type ClockEvent<T extends ConversationEvent['type']> = Extract<ConversationEvent, { type: T }>;

/** A customer begins to wait, for `since`; the rungs count from there too, unless a later `from` is given. */
export const startWait = (kind: 'connect' | 'reply', since: Millis, from = since): ClockEvent<'clock.started'> => ({
  type: 'clock.started',
  kind,
  since,
  ...(from !== since && { from }),
});

/**
 * A wait for an answer as old as `since`, for a person who has got it only now. Its rungs count from there as well, but a
 * lead is not called for it before that person had the time to write: else a page would end by a claim and ring at once.
 */
export const startReply = (since: Millis, { now, policy }: { now: Millis; policy: Policy }) => {
  const early = Math.max(0, policy.targets.reply - policy.acknowledgedSilent);
  return startWait('reply', since, Math.max(since, now - seconds(early)));
};

/**
 * A wait goes back to the team: its age stays, its rungs begin anew so that the team has its chance before a lead is
 * woken. A page that rings for it rings on (invariant 5): nobody has taken it.
 */
export const backToTeam = (
  wait: Clock,
  now: Millis,
  asked?: Millis,
): [ClockEvent<'clock.stopped'>, ClockEvent<'clock.started'>] => {
  const paged = pageRungs(wait);
  return [
    { type: 'clock.stopped', kind: wait.kind, outcome: 'done', since: wait.since },
    {
      ...startWait('connect', wait.since, now),
      ...(asked !== undefined && { asked }),
      ...(paged.length > 0 && { fired: paged }),
    },
  ];
};

/**
 * Stops the clocks that an answer ends: the wait, and the promise of an answer by morning. What was promised in so many
 * words, a call, a snooze and a review go on.
 */
export const stopWaits = (state: Conversation, outcome: Outcome): ClockEvent<'clock.stopped'>[] =>
  state.clocks
    .filter((clock) => isWait(clock) || (clock.kind === 'promise' && !clock.given))
    .map((clock) => stop(clock, clock.kind === 'promise' && outcome === 'answered' ? 'kept' : outcome));

/** Stops everything that is owed to the customer; a review goes on. */
export const stopAll = (state: Conversation, outcome: Outcome): ClockEvent<'clock.stopped'>[] =>
  state.clocks.filter((clock) => clock.kind !== 'review').map((clock) => stop(clock, outcome));

export const stop = ({ kind, since }: Clock, outcome: Outcome): ClockEvent<'clock.stopped'> => ({
  type: 'clock.stopped',
  kind,
  outcome,
  since,
});

/** Ends a snooze, and the reminder that a snooze has become, if there is one. */
export function wake(state: Conversation, why: WakeReason, by?: string): ConversationEvent[] {
  const snooze = clockOf(state, 'snooze');
  if (!snooze) return [];
  const woken: ConversationEvent = { type: 'conversation.woken', why, ...(by !== undefined && { by }) };
  return [...(isSnoozed(state) ? [woken] : []), stop(snooze, 'done')];
}

/** A plain message: the wait runs from the oldest unanswered one; who agreed to an answer by morning has that promise. */
export function waiting(state: Conversation, { now }: { now: Millis }): ConversationEvent[] {
  const promise = clockOf(state, 'promise');
  if (waitOf(state) || (promise && !promise.given)) return [];
  return [startWait(state.owner ? 'reply' : 'connect', now)];
}

/** Back to waiting, as old as `since`; who had it has it again, unless somebody else is called. */
export function reopen(
  state: Conversation,
  context: { readonly now: Millis; readonly policy: Policy },
  since: Millis,
): ConversationEvent[] {
  const wait = waitOf(state);
  if (wait) {
    const { asked, fired } = wait;
    const from = wait.from;
    return [
      { ...startWait(wait.kind, Math.min(since, wait.since), from), ...(asked !== undefined && { asked }), fired },
    ];
  }
  const owner = state.owner ?? state.lastOwner;
  return [
    ...(state.status === 'closed' ? [{ type: 'conversation.reopened', why: 'unsolved' } as const] : []),
    ...(owner && !state.owner ? [{ type: 'conversation.claimed', owner } as const] : []),
    ...wake(state, 'customer'),
    ...stopWaits(state, 'done'),
    owner ? startReply(since, context) : startWait('connect', since, context.now),
  ];
}
