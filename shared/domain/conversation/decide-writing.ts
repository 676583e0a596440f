import { type Decided, type Decision, type Refusal, refuse } from '../kernel/types.ts';
import { sameWords } from '../kernel/words.ts';
import type { Context, ConversationCommand } from './commands.ts';
import type { ConversationEvent } from './events.ts';
import { type Conversation, clockOf, isSnoozed } from './state.ts';
import { isAhead } from './times.ts';
import { startReply, stop, stopWaits, wake } from './waits.ts';

type Writing = Extract<ConversationCommand, { type: 'message.post' | 'promise.make' | 'understanding.propose' }>;

/** What an operator writes to the customer: a message, one that promises, or the problem in other words. */
export function decideWriting(state: Conversation, command: Writing, context: Context): Decision<ConversationEvent> {
  const { actor, now } = context;
  const { draft } = command;
  // The draft says for whom it was begun; anything else is a mix-up that goes out only when it was confirmed (M2).
  const strays =
    draft !== undefined && (draft.conversation !== context.conversation || draft.customer !== state.customer);
  if (strays && !draft.confirmed) return refuse('draft_belongs_elsewhere');
  if (state.owner && state.owner !== actor.id) return refuse('not_owner', { by: state.owner });
  const moved = { ...(strays && { moved: true as const }) };
  const promise = clockOf(state, 'promise');
  const written = write(state, command, context, moved);
  switch (command.type) {
    case 'message.post': {
      const kept = command.settles && !written.holding && promise?.given ? [stop(promise, 'kept')] : [];
      return { ok: true, body: written.body, events: [...written.events, ...kept] };
    }
    case 'promise.make': {
      if (!isAhead(command.due, now)) return refuse('bad_time');
      // One at a time; and "one moment" is no answer that could keep the promise of one.
      if (promise && (promise.given || written.holding)) return refuse('promise_open', { at: promise.due ?? now });
      return {
        ok: true,
        body: written.body,
        events: [...written.events, ...promising(actor.id, command.due, now)],
      };
    }
    case 'understanding.propose':
      return { ok: true, body: written.body, events: written.events };
  }
}

interface Written extends Pick<Decided<ConversationEvent>, 'events'> {
  readonly body: NonNullable<Decided<ConversationEvent>['body']>;
  readonly holding: boolean;
}

/** The text itself, with what follows from a person's writing it: joined, answered, reopened. */
function write(state: Conversation, command: Writing, context: Context, moved: { readonly moved?: true }): Written {
  const { actor, policy } = context;
  const holding = policy.holding.some((text) => sameWords(text, command.text));
  const joined = state.owner ? [] : join(state, context);
  // A holding reply never stops the clock; it only turns "connect" into "reply", since a person has joined (P3).
  const answered = holding ? [] : stopWaits(afterJoin(state), 'answered');
  const reopened: ConversationEvent[] =
    state.status === 'closed' ? [{ type: 'conversation.reopened', why: 'message' }] : [];
  const since = answered[0]?.since ?? state.understanding?.since;
  const said: ConversationEvent =
    command.type === 'understanding.propose'
      ? { type: 'understanding.proposed', by: actor.id, ...(since !== undefined && { since }), ...moved }
      : {
          type: 'message.posted',
          by: 'operator',
          person: actor.id,
          ...(holding && { holding: true as const }),
          ...moved,
        };
  // A chat that came back from a snooze is at work again; one that is aside stays so until its time or its customer.
  const reminded = isSnoozed(state) ? [] : wake(state, 'person');
  return {
    events: [...reopened, ...joined, said, ...answered, ...reminded],
    body: { text: command.text, ...(actor.name !== undefined && { name: actor.name }) },
    holding,
  };
}

/** A promise given in so many words. */
export const promising = (by: string | null, due: number, now: number, since = now): ConversationEvent[] => [
  { type: 'promise.made', due, by },
  { type: 'clock.started', kind: 'promise', since, ...(since !== now && { from: now }), due, given: true },
];

/** A person joins: the connect wait is met, and becomes the wait for an answer with the same age. */
export function join(state: Conversation, context: Context, via?: 'page'): ConversationEvent[] {
  const connect = clockOf(state, 'connect');
  return [
    {
      type: 'conversation.claimed',
      owner: context.actor.id,
      ...(via && { via }),
      ...(state.owner && state.owner !== context.actor.id && { from: state.owner }),
    },
    ...(connect
      ? [
          { type: 'clock.stopped', kind: 'connect', outcome: 'done', since: connect.since } as const,
          startReply(connect.since, context),
        ]
      : []),
  ];
}

/** The clocks as they stand once `join` has run, so that one command can join and answer. */
export const afterJoin = (state: Conversation): Conversation => ({
  ...state,
  clocks: state.clocks.map((clock) => (clock.kind === 'connect' ? { ...clock, kind: 'reply' } : clock)),
});

/** Refuses whoever does not answer here; `lead`: a lead may all the same. */
export function notMine(state: Conversation, { actor }: Context, who: 'owner' | 'lead' | 'anyone'): Refusal | null {
  if (state.owner === actor.id || (who !== 'owner' && actor.role === 'lead')) return null;
  if (state.owner === null) return who === 'anyone' ? null : refuse('not_owner');
  return refuse('not_owner', { by: state.owner });
}
