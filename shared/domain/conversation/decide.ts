import { phoneOf } from '../kernel/phone.ts';
import { seconds } from '../kernel/policy.ts';
import { type Decision, type Millis, refuse } from '../kernel/types.ts';
import { asksForPerson, isThanks } from '../kernel/words.ts';
import type { Context, ConversationCommand } from './commands.ts';
import { decideOperator } from './decide-operator.ts';
import type { ConversationEvent } from './events.ts';
import { type Conversation, clockOf, isEveryoneBusy, isEveryoneCalled, isSnoozed, waitOf } from './state.ts';
import { isAhead } from './times.ts';
import { backToTeam, reopen, startWait, stop, stopAll, stopWaits, waiting, wake } from './waits.ts';

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
  const wait = waitOf(state);
  if (command.type === 'everyone.busy')
    return { ok: true, events: wait && !isEveryoneBusy(wait) ? [{ type: 'everyone.busy' }] : [] };
  if (command.type !== 'everyone.call') return refuse('not_allowed');
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
      // "Thanks!" under a chat that was put aside asks for nothing: it stays aside.
      const calm = isSnoozed(state) && isThanks(command.text);
      return {
        ok: true,
        body: { text: command.text, ...name },
        events: [
          ...opening(state, 'message', context),
          posted,
          ...(calm ? [] : asked ? callPerson(state, context) : woken(state, waiting(state, context))),
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
      return { ok: true, events: [{ type: 'answer.disputed' }, ...reopen(state, context, ageOf(state, now))] };
    }
    case 'solved.answer': {
      if (state.status !== 'closed') return refuse(state.status === 'none' ? 'not_found' : 'not_closed');
      const answered: ConversationEvent = { type: 'solved.answered', solved: command.solved };
      return {
        ok: true,
        events: command.solved ? [answered] : [answered, ...reopen(state, context, ageOf(state, now))],
      };
    }
    case 'conversation.rate': {
      if (state.status !== 'closed') return refuse(state.status === 'none' ? 'not_found' : 'not_closed');
      if (state.rated) return refuse('already_rated');
      const rated = state.lastOwner;
      const events: ConversationEvent[] = [{ type: 'conversation.rated', score: command.score, rated }];
      if (opensReview(command)) {
        events.push(...openReview(state, rated, context));
      }
      return { ok: true, events, ...(command.comment && { body: { text: command.comment } }) };
    }
    case 'conversation.close': {
      if (state.status !== 'open') return refuse(state.status === 'none' ? 'not_found' : 'already_closed');
      return {
        ok: true,
        events: [...stopAll(state, 'closed'), { type: 'conversation.closed', by: 'customer', person: actor.id }],
      };
    }
    case 'understanding.answer': {
      const { understanding } = state;
      if (state.status === 'none') return refuse('not_found');
      if (understanding?.seq !== command.seq) return refuse('already_settled');
      const answered: ConversationEvent = { type: 'understanding.answered', seq: command.seq, yes: command.yes };
      // "Not quite" is the question once more, as old as it was; "yes" leaves the answer to it to be given.
      const owed = command.yes
        ? woken(state, waiting(state, context))
        : reopen(state, context, understanding.since ?? now);
      return { ok: true, events: [answered, ...owed] };
    }
    case 'callback.request':
      return requestCall(state, command, context);
    case 'callback.cancel': {
      if (state.status === 'none') return refuse('not_found');
      if (state.callback === undefined) return refuse('already_settled');
      // Whoever waits for an answer waits on: not needing the call answers nothing. What was put aside stays aside.
      const call = clockOf(state, 'callback');
      return { ok: true, events: [{ type: 'callback.cancelled' }, ...(call ? [stop(call, 'cancelled')] : [])] };
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
  const since = promise && !promise.given ? promise.since : now;
  return [
    ...wake(state, 'customer'),
    ...stopWaits(state, 'done'),
    ...released,
    { ...startWait('connect', since, now), asked: now },
    requested,
  ];
}

/** "An answer by 9:00 is fine": the wait becomes a promise with the same age; at its time the ladder begins unless kept. */
function deferToMorning(state: Conversation, context: Context): Decision<ConversationEvent> {
  const { morning, now } = context;
  const promise = clockOf(state, 'promise');
  const wait = waitOf(state);
  if (promise && !wait) return { ok: true, events: [] };
  const since = wait?.since ?? now;
  // What an operator has promised by then already is not put off: it takes the wait in, and lapses when it said.
  const due = Math.min(morning, promise?.due ?? morning);
  const given = promise ? ({ given: true } as const) : {};
  return {
    ok: true,
    events: [
      ...opening(state, 'human', context),
      { type: 'human.requested', choice: 'morning' },
      ...wake(state, 'customer'),
      ...(wait ? [{ type: 'clock.stopped', kind: wait.kind, outcome: 'deferred', since } as const] : []),
      ...(promise ? [stop(promise, 'done')] : []),
      { type: 'promise.made', due, by: state.owner },
      { type: 'clock.started', kind: 'promise', since, ...(since !== now && promise && { from: now }), due, ...given },
    ],
  };
}

/**
 * "Call me": by the time the customer chose, or as soon as an answer would be due; then the wait for a person runs as
 * well, so that somebody comes to it at once. Asking answers nothing: a wait that runs goes on beside the call. Asked
 * again, the new number and time hold.
 */
function requestCall(
  state: Conversation,
  { phone: typed, at }: Extract<ConversationCommand, { type: 'callback.request' }>,
  context: Context,
): Decision<ConversationEvent> {
  const { actor, now, policy } = context;
  const phone = phoneOf(typed);
  if (phone === null) return refuse('bad_phone');
  if (at !== undefined && !isAhead(at, now)) return refuse('bad_time');
  const due = at ?? now + seconds(policy.targets.reply);
  const wait = waitOf(state);
  const started =
    wait?.kind === 'connect' && wait.asked === undefined
      ? [{ ...startWait('connect', wait.since, wait.from), asked: now, fired: wait.fired }]
      : waiting(state, context).map((event) =>
          event.type === 'clock.started' && event.kind === 'connect' ? { ...event, asked: now } : event,
        );
  return {
    ok: true,
    body: { phone, ...(actor.name !== undefined && { name: actor.name }) },
    events: [
      ...opening(state, 'human', context),
      { type: 'callback.requested', due },
      { type: 'clock.started', kind: 'callback', since: now, due },
      ...woken(state, at === undefined ? started : []),
    ],
  };
}

/** What a customer does ends a snooze. */
const woken = (state: Conversation, events: readonly ConversationEvent[]): ConversationEvent[] => [
  ...wake(state, 'customer'),
  ...events,
];

/** The age that a customer's wait has again: that of the wait which ended last, or of the morning that was agreed to. */
function ageOf(state: Conversation, now: Millis): Millis {
  const promise = clockOf(state, 'promise');
  return Math.min(state.answered?.since ?? now, (promise && !promise.given ? promise.since : undefined) ?? now);
}

/** Whether a command begins a review: of all commands this one alone depends on who could own it, `context.reviewers`. */
export const opensReview = (command: ConversationCommand): boolean =>
  command.type === 'conversation.rate' && command.score === 'bad';

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
