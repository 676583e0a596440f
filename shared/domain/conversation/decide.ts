import { type Decision, refuse } from '../types.ts';
import { asksForPerson } from '../words.ts';
import type { Context, ConversationCommand } from './commands.ts';
import { decideOperator } from './decide-operator.ts';
import type { ConversationEvent } from './events.ts';
import { type Conversation, clockOf, waitOf } from './state.ts';
import { startWait, stopClocks } from './waits.ts';

/**
 * What a command leads to, or why it is refused. Pure. The customer's half is here; `human.request` is refused to nobody
 * in any state (P1): it is the one command with no precondition but that the conversation is the customer's own.
 */
export function decide(
  state: Conversation,
  command: ConversationCommand,
  context: Context,
): Decision<ConversationEvent> {
  const { actor } = context;
  if (actor.scope !== undefined && actor.scope !== context.conversation) return refuse('not_allowed');
  if (actor.kind === 'operator') return decideOperator(state, command, context);
  if (actor.kind === 'customer') {
    if (state.status !== 'none' && state.customer !== actor.id) return refuse('not_found');
    return decideCustomer(state, command, context);
  }
  return refuse('not_allowed');
}

function decideCustomer(
  state: Conversation,
  command: ConversationCommand,
  context: Context,
): Decision<ConversationEvent> {
  const { actor, now } = context;
  const name = { ...(actor.name !== undefined && { name: actor.name }) };
  switch (command.type) {
    case 'message.post': {
      const asked = asksForPerson(command.text);
      const posted: ConversationEvent = { type: 'message.posted', by: 'customer', person: actor.id };
      return {
        ok: true,
        body: { text: command.text, ...name },
        events: [
          ...opening(state, 'message', context),
          posted,
          ...(asked ? callPerson(state, context) : waiting(state, context)),
        ],
      };
    }
    case 'human.request': {
      if (command.choice === 'morning') return deferToMorning(state, context);
      return {
        ok: true,
        body: name,
        events: [...opening(state, 'human', context), ...callPerson(state, context, command.choice)],
      };
    }
    case 'answer.dispute': {
      if (state.status === 'none') return refuse('not_found');
      if (!state.answered || waitOf(state)) return refuse('nothing_to_dispute');
      return { ok: true, events: [{ type: 'answer.disputed' }, ...reopen(state, context)] };
    }
    case 'solved.answer': {
      if (state.status !== 'closed') return refuse(state.status === 'none' ? 'not_found' : 'not_closed');
      const answered: ConversationEvent = { type: 'solved.answered', solved: command.solved };
      return { ok: true, events: command.solved ? [answered] : [answered, ...reopen(state, context)] };
    }
    case 'conversation.rate': {
      if (state.status !== 'closed') return refuse(state.status === 'none' ? 'not_found' : 'not_closed');
      if (state.rated) return refuse('already_rated');
      const rated = state.lastOwner;
      const events: ConversationEvent[] = [{ type: 'conversation.rated', score: command.score, rated }];
      if (command.score === 'bad') {
        const due = now + context.policy.reviewWithin * 1000;
        // Whoever caused it does not look into it (invariant 8); with nobody else, every lead sees it unowned.
        const owner = context.reviewers.find((person) => person !== rated) ?? null;
        events.push(
          { type: 'review.opened', owner, rated, due },
          { type: 'clock.started', kind: 'review', since: now, due },
        );
      }
      return { ok: true, events, ...(command.comment && { body: { text: command.comment } }) };
    }
    case 'conversation.close': {
      if (state.status !== 'open') return refuse(state.status === 'none' ? 'not_found' : 'already_closed');
      return {
        ok: true,
        events: [...stopClocks(state, 'closed'), { type: 'conversation.closed', by: 'customer', person: actor.id }],
      };
    }
    default:
      return refuse('not_allowed');
  }
}

const opening = (state: Conversation, why: 'message' | 'human', { actor }: Context): ConversationEvent[] =>
  state.status === 'none'
    ? [{ type: 'conversation.opened', customer: actor.id }]
    : state.status === 'closed'
      ? [{ type: 'conversation.reopened', why }]
      : [];

/** A plain message: the wait runs from the oldest unanswered one; who agreed to an answer by morning has that promise. */
function waiting(state: Conversation, { now }: Context): ConversationEvent[] {
  if (waitOf(state) || clockOf(state, 'promise')) return [];
  return [startWait(state.owner ? 'reply' : 'connect', now)];
}

/** "A person": whoever has it lets go, the whole team is called, and the wait keeps its age. */
function callPerson(state: Conversation, context: Context, choice?: 'wake'): ConversationEvent[] {
  const { now } = context;
  const requested: ConversationEvent = { type: 'human.requested', ...(choice && { choice }) };
  const wait = waitOf(state);
  if (wait?.kind === 'connect') return [requested];
  const promise = clockOf(state, 'promise');
  const events: ConversationEvent[] = [];
  if (wait) events.push({ type: 'clock.stopped', kind: 'reply', outcome: 'done', since: wait.since });
  if (promise) events.push({ type: 'clock.stopped', kind: 'promise', outcome: 'done', since: promise.since });
  if (state.owner) events.push({ type: 'conversation.released', from: state.owner, why: 'customer' });
  const since = wait?.since ?? promise?.since ?? now;
  events.push(
    { type: 'clock.started', kind: 'connect', since, asked: now, ...(since !== now && { from: now }) },
    requested,
  );
  return events;
}

/** "An answer by 9:00 is fine": the wait becomes a promise with the same age; at its time the ladder begins unless kept. */
function deferToMorning(state: Conversation, context: Context): Decision<ConversationEvent> {
  const { morning, now } = context;
  if (morning <= now) return refuse('no_morning');
  if (clockOf(state, 'promise')) return { ok: true, events: [] };
  const wait = waitOf(state);
  const since = wait?.since ?? now;
  return {
    ok: true,
    events: [
      ...opening(state, 'human', context),
      { type: 'human.requested', choice: 'morning' },
      ...(wait ? [{ type: 'clock.stopped', kind: wait.kind, outcome: 'deferred', since } as const] : []),
      { type: 'promise.made', due: morning, by: state.owner },
      { type: 'clock.started', kind: 'promise', since, due: morning },
    ],
  };
}

/** Back to waiting with the age of the wait that was answered last; who had it has it again. */
function reopen(state: Conversation, { now }: Context): ConversationEvent[] {
  const since = state.answered?.since ?? now;
  const owner = state.owner ?? state.lastOwner;
  return [
    ...(state.status === 'closed' ? [{ type: 'conversation.reopened', why: 'unsolved' } as const] : []),
    ...(owner && !state.owner ? [{ type: 'conversation.claimed', owner } as const] : []),
    startWait(owner ? 'reply' : 'connect', since),
  ];
}
