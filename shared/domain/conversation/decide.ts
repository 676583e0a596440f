import { seconds } from '../policy.ts';
import { type Decision, refuse } from '../types.ts';
import { asksForPerson } from '../words.ts';
import type { Context, ConversationCommand } from './commands.ts';
import { decideOperator } from './decide-operator.ts';
import type { ConversationEvent } from './events.ts';
import { type Conversation, clockOf, isEveryoneCalled, waitOf } from './state.ts';
import { backToTeam, startReply, startWait, stopClocks } from './waits.ts';

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
  return decideSystem(state, command);
}

/** What a page's ladder has to say to the customer it rings for. Said once a wait. */
function decideSystem(state: Conversation, command: ConversationCommand): Decision<ConversationEvent> {
  if (command.type !== 'everyone.call') return refuse('not_allowed');
  const wait = waitOf(state);
  return { ok: true, events: wait && !isEveryoneCalled(wait) ? [{ type: 'everyone.called' }] : [] };
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
      // With no morning to promise, who asks for one is a customer who waits: this command is refused to nobody.
      if (command.choice === 'morning' && context.morning > now) return deferToMorning(state, context);
      return {
        ok: true,
        body: name,
        events: [
          ...opening(state, 'human', context),
          ...callPerson(state, context, command.choice === 'wake' ? 'wake' : undefined),
        ],
      };
    }
    case 'answer.dispute': {
      if (state.status === 'none') return refuse('not_found');
      const wait = waitOf(state);
      // Who has written again already waits, but only since then: a dispute gives that wait its true age.
      if (!state.answered || (wait && wait.since <= state.answered.since)) return refuse('nothing_to_dispute');
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
        events.push(...openReview(state, rated, context));
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
  const released: ConversationEvent[] = state.owner
    ? [{ type: 'conversation.released', from: state.owner, why: 'customer' }]
    : [];
  if (wait) return [...released, ...backToTeam(wait, now, now), requested];
  const since = promise?.since ?? now;
  return [...stopClocks(state, 'done'), ...released, { ...startWait('connect', since, now), asked: now }, requested];
}

/** "An answer by 9:00 is fine": the wait becomes a promise with the same age; at its time the ladder begins unless kept. */
function deferToMorning(state: Conversation, context: Context): Decision<ConversationEvent> {
  const { morning, now } = context;
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

/** Back to waiting with the age of the wait that ended last; who had it has it again, unless somebody else is called. */
function reopen(state: Conversation, context: Context): ConversationEvent[] {
  const wait = waitOf(state);
  const since = Math.min(state.answered?.since ?? context.now, clockOf(state, 'promise')?.since ?? context.now);
  if (wait) {
    const { asked, fired } = wait;
    return [{ ...startWait(wait.kind, since, wait.from), ...(asked !== undefined && { asked }), fired }];
  }
  const owner = state.owner ?? state.lastOwner;
  return [
    ...(state.status === 'closed' ? [{ type: 'conversation.reopened', why: 'unsolved' } as const] : []),
    ...(owner && !state.owner ? [{ type: 'conversation.claimed', owner } as const] : []),
    ...stopClocks(state, 'done'),
    owner ? startReply(since, context) : startWait('connect', since, context.now),
  ];
}

/**
 * Whoever caused a bad rating does not look into it (invariant 8); with nobody else, every lead sees it unowned. A review
 * that is open already takes the new rating in and keeps its time and, if it may, its owner.
 */
function openReview(state: Conversation, rated: string | null, context: Context): ConversationEvent[] {
  const { review } = state;
  const clock = clockOf(state, 'review');
  const causes = [rated, ...(review?.rated ?? [])];
  const able = [...(review?.owner ? [review.owner] : []), ...context.reviewers];
  const owner = able.find((person) => !causes.includes(person)) ?? null;
  const due = clock?.due ?? context.now + seconds(context.policy.reviewWithin);
  return [
    { type: 'review.opened', owner, rated, due },
    { type: 'clock.started', kind: 'review', since: clock?.since ?? context.now, due },
  ];
}
