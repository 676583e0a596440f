import { type Decision, refuse } from '../kernel/types.ts';
import type { Context, ConversationCommand } from './commands.ts';
import { afterJoin, join, notMine, promising } from './decide-writing.ts';
import type { ConversationEvent } from './events.ts';
import { type Conversation, clockOf, waitOf } from './state.ts';
import { FARTHEST, isAhead, LEAST_SNOOZE } from './times.ts';
import { reopen, stop, stopWaits, wake } from './waits.ts';

type Named<T extends ConversationCommand['type']> = Extract<ConversationCommand, { type: T }>;

/** Put aside until a time, or until the customer writes; never while somebody waits (M1). */
export function decideSnooze(
  state: Conversation,
  { until }: Named<'conversation.snooze'>,
  context: Context,
): Decision<ConversationEvent> {
  const { now, actor } = context;
  if (state.status === 'closed') return refuse('already_closed');
  const refused = notMine(state, context, 'lead');
  if (refused) return refused;
  const wait = waitOf(state);
  if (wait) return refuse('still_waiting', { at: wait.since });
  if (until !== null && !isAhead(until, now, LEAST_SNOOZE)) return refuse('bad_time');
  const due = until ?? now + FARTHEST;
  return {
    ok: true,
    body: { ...(actor.name !== undefined && { name: actor.name }) },
    events: [
      { type: 'conversation.snoozed', by: actor.id, until },
      { type: 'clock.started', kind: 'snooze', since: now, due, ...(until === null && { open: true as const }) },
    ],
  };
}

export function decideWake(state: Conversation, context: Context): Decision<ConversationEvent> {
  if (state.status === 'closed') return refuse('already_closed');
  const refused = notMine(state, context, 'lead');
  if (refused) return refused;
  return { ok: true, events: wake(state, 'person', context.actor.id) };
}

/** What became of a promise that was given: kept, or put to another time. The promise of a morning only an answer keeps. */
export function decidePromise(
  state: Conversation,
  { outcome, due }: Named<'promise.settle'>,
  context: Context,
): Decision<ConversationEvent> {
  const { now, actor } = context;
  const promise = clockOf(state, 'promise');
  if (!promise) return refuse('already_settled');
  const refused = notMine(state, context, 'anyone');
  if (refused) return refused;
  if (!promise.given) return refuse('not_allowed');
  const body = { ...(actor.name !== undefined && { name: actor.name }) };
  if (outcome === 'kept') return { ok: true, body, events: [stop(promise, 'kept')] };
  if (due === undefined || !isAhead(due, now)) return refuse('bad_time');
  return {
    ok: true,
    body,
    events: [stop(promise, 'done'), ...promising(actor.id, due, now, promise.since)],
  };
}

/** A call: offered, or made with what came of it. One that reached the customer is an answer. */
export function decideCall(
  state: Conversation,
  command: Named<'callback.offer' | 'callback.done'>,
  context: Context,
): Decision<ConversationEvent> {
  const { actor } = context;
  const body = { ...(actor.name !== undefined && { name: actor.name }) };
  if (command.type === 'callback.offer') {
    if (state.status === 'closed') return refuse('already_closed');
    const refused = notMine(state, context, 'anyone');
    return refused ?? { ok: true, body, events: [{ type: 'callback.offered', by: actor.id }] };
  }
  if (state.callback === undefined) return refuse('already_settled');
  const refused = notMine(state, context, 'anyone');
  if (refused) return refused;
  const { outcome } = command;
  const isReached = outcome === 'reached';
  const clock = clockOf(state, 'callback');
  return {
    ok: true,
    body,
    events: [
      ...(state.owner ? [] : join(state, context)),
      { type: 'callback.done', by: actor.id, outcome },
      ...(clock ? [stop(clock, isReached ? 'kept' : 'done')] : []),
      ...(isReached ? stopWaits(afterJoin(state), 'answered') : []),
    ],
  };
}

/**
 * A message is taken back, by who wrote it or by a lead, whenever that is. What it had answered is not answered: the
 * customer waits again, as long as before.
 */
export function decideRecall(
  state: Conversation,
  { seq, reason, written }: Named<'message.recall'>,
  context: Context,
): Decision<ConversationEvent> {
  const { actor } = context;
  if (written.by !== actor.id && actor.role !== 'lead') return refuse('not_allowed');
  const owed = written.ended !== undefined && state.status === 'open';
  return {
    ok: true,
    body: { ...(actor.name !== undefined && { name: actor.name }) },
    events: [
      { type: 'message.recalled', seq, by: actor.id, reason },
      ...(owed ? reopen(state, context, written.ended ?? context.now) : []),
    ],
  };
}
