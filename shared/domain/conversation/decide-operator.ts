import { type Decision, refuse } from '../types.ts';
import { sameWords } from '../words.ts';
import type { Context, ConversationCommand } from './commands.ts';
import type { ConversationEvent } from './events.ts';
import { type Conversation, clockOf, waitOf } from './state.ts';
import { backToTeam, startReply, stopClocks } from './waits.ts';

/** The operator's half of {@link decide}. */
export function decideOperator(
  state: Conversation,
  command: ConversationCommand,
  context: Context,
): Decision<ConversationEvent> {
  const { actor, policy, now } = context;
  if (state.status === 'none') return refuse('not_found');
  const name = { ...(actor.name !== undefined && { name: actor.name }) };
  switch (command.type) {
    case 'message.post': {
      const { draft } = command;
      // The draft says for whom it was begun; anything else is a mix-up that cannot be sent (M2).
      if (draft && (draft.conversation !== context.conversation || draft.customer !== state.customer))
        return refuse('draft_belongs_elsewhere');
      if (state.owner && state.owner !== actor.id) return refuse('not_owner', { by: state.owner });
      const holding = policy.holding.some((text) => sameWords(text, command.text));
      const joined: ConversationEvent[] = state.owner ? [] : join(state, context);
      // A holding reply never stops the clock; it only turns "connect" into "reply", since a person has joined (P3).
      const answered = holding ? [] : stopClocks(afterJoin(state), 'answered');
      const reopened: ConversationEvent[] =
        state.status === 'closed' ? [{ type: 'conversation.reopened', why: 'message' }] : [];
      const posted: ConversationEvent = {
        type: 'message.posted',
        by: 'operator',
        person: actor.id,
        ...(holding && { holding: true as const }),
      };
      return { ok: true, body: { text: command.text, ...name }, events: [...reopened, ...joined, posted, ...answered] };
    }
    case 'conversation.claim': {
      if (state.status === 'closed') return refuse('already_closed');
      if (state.owner === actor.id) return { ok: true, events: [] };
      if (state.owner && command.reason === undefined) return refuse('already_claimed', { by: state.owner });
      const reason = state.owner && command.reason !== undefined && !command.via ? { reason: command.reason } : {};
      return { ok: true, body: { ...name, ...reason }, events: join(state, context, command.via) };
    }
    case 'conversation.release': {
      if (state.owner !== actor.id) return refuse('not_owner', state.owner ? { by: state.owner } : {});
      const wait = waitOf(state);
      return {
        ok: true,
        events: [
          { type: 'conversation.released', from: actor.id, why: 'operator' },
          ...(wait ? backToTeam(wait, now) : []),
        ],
      };
    }
    case 'conversation.close': {
      if (state.status === 'closed') return refuse('already_closed');
      if (state.owner && state.owner !== actor.id) return refuse('not_owner', { by: state.owner });
      const wait = waitOf(state);
      if (wait) return refuse('still_waiting', { at: wait.since });
      const promise = clockOf(state, 'promise');
      if (promise) return refuse('promise_open', { at: promise.due ?? promise.since });
      return { ok: true, events: [{ type: 'conversation.closed', by: 'operator', person: actor.id }] };
    }
    case 'morning.propose': {
      if (!waitOf(state)) return refuse('not_waiting');
      if (state.owner && state.owner !== actor.id) return refuse('not_owner', { by: state.owner });
      if (context.morning <= now) return refuse('no_morning');
      if (state.proposed === context.morning) return { ok: true, events: [] }; // pressed twice: it is asked once
      return { ok: true, body: name, events: [{ type: 'morning.proposed', by: actor.id, due: context.morning }] };
    }
    case 'review.close': {
      const { review } = state;
      if (!review) return refuse('not_found');
      if (review.rated.includes(actor.id)) return refuse('not_allowed');
      if (review.owner !== actor.id && actor.role !== 'lead')
        return refuse('not_owner', review.owner ? { by: review.owner } : {});
      const clock = clockOf(state, 'review');
      return {
        ok: true,
        events: [
          { type: 'review.closed', by: actor.id },
          { type: 'clock.stopped', kind: 'review', outcome: 'done', since: clock?.since ?? now },
        ],
        body: { text: command.outcome, ...name },
      };
    }
    default:
      return refuse('not_allowed');
  }
}

/** A person joins: the connect wait is met, and becomes the wait for an answer with the same age. */
function join(state: Conversation, context: Context, via?: 'page'): ConversationEvent[] {
  const connect = clockOf(state, 'connect');
  return [
    {
      type: 'conversation.claimed',
      owner: context.actor.id,
      ...(via && { via }),
      ...(state.owner && { from: state.owner }),
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
const afterJoin = (state: Conversation): Conversation => ({
  ...state,
  clocks: state.clocks.map((clock) => (clock.kind === 'connect' ? { ...clock, kind: 'reply' } : clock)),
});
