import { type Policy, seconds } from '../policy.ts';
import type { Millis } from '../types.ts';
import type { ConversationEvent, Outcome } from './events.ts';
import { type Clock, type Conversation, pageRungs } from './state.ts';

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

/** Stops the clocks by which something is owed to the customer; a review goes on. */
export const stopClocks = (state: Conversation, outcome: Outcome): ConversationEvent[] =>
  state.clocks
    .filter((clock) => clock.kind !== 'review')
    .map((clock) => ({
      type: 'clock.stopped',
      kind: clock.kind,
      outcome: clock.kind === 'promise' && outcome === 'answered' ? 'kept' : outcome,
      since: clock.since,
    }));
