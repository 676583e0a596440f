import { type Decision, refuse } from '../kernel/types.ts';
import type { Context, ConversationCommand } from './commands.ts';
import { decideCall, decidePromise, decideRecall, decideSnooze, decideWake } from './decide-desk.ts';
import { decideWriting, join } from './decide-writing.ts';
import type { ConversationEvent } from './events.ts';
import { type Conversation, clockOf, waitOf } from './state.ts';
import { decideTag } from './tags.ts';
import { backToTeam, stopAll, wake } from './waits.ts';

/** The operator's half of {@link decide}. */
export function decideOperator(
  state: Conversation,
  command: ConversationCommand,
  context: Context,
): Decision<ConversationEvent> {
  const { actor, now } = context;
  if (state.status === 'none') return refuse('not_found');
  const name = { ...(actor.name !== undefined && { name: actor.name }) };
  switch (command.type) {
    case 'message.post':
    case 'promise.make':
    case 'understanding.propose':
      return decideWriting(state, command, context);
    case 'promise.settle':
      return decidePromise(state, command, context);
    case 'conversation.snooze':
      return decideSnooze(state, command, context);
    case 'conversation.wake':
      return decideWake(state, context);
    case 'conversation.tag':
    case 'conversation.untag':
      return decideTag(state, command, context);
    case 'callback.offer':
    case 'callback.done':
      return decideCall(state, command, context);
    case 'message.recall':
      return decideRecall(state, command, context);
    case 'conversation.claim': {
      if (state.status === 'closed') return refuse('already_closed');
      // Who owes an answer and says on a page that they come, has said so now: from then on they may be silent for a while.
      const isComing = command.via === 'page' && waitOf(state) !== undefined;
      if (state.owner === actor.id && !isComing) return { ok: true, events: [] };
      if (state.owner && state.owner !== actor.id && command.reason === undefined)
        return refuse('already_claimed', { by: state.owner });
      const reason = state.owner && command.reason !== undefined && !command.via ? { reason: command.reason } : {};
      return {
        ok: true,
        body: { ...name, ...reason },
        events: [...join(state, context, command.via), ...wake(state, 'claimed')],
      };
    }
    case 'conversation.release': {
      if (state.owner !== actor.id) return refuse('not_owner', state.owner ? { by: state.owner } : {});
      const wait = waitOf(state);
      return {
        ok: true,
        events: [
          { type: 'conversation.released', from: actor.id, why: 'operator' },
          ...wake(state, 'released'),
          ...(wait ? backToTeam(wait, now) : []),
        ],
      };
    }
    case 'conversation.reopen': {
      // It is open, which is what was asked for: a message of the customer has come first.
      if (state.status !== 'closed') return { ok: true, events: [] };
      const reopened = { type: 'conversation.reopened', why: 'operator' } as const;
      return { ok: true, body: name, events: [reopened, ...join(state, context)] };
    }
    case 'conversation.close': {
      if (state.status === 'closed') return refuse('already_closed');
      if (state.owner && state.owner !== actor.id) return refuse('not_owner', { by: state.owner });
      const wait = waitOf(state);
      if (wait) return refuse('still_waiting', { at: wait.since });
      const promise = clockOf(state, 'promise') ?? clockOf(state, 'callback');
      if (promise) return refuse('promise_open', { at: promise.due ?? promise.since });
      const rest = stopAll(state, 'closed');
      return { ok: true, events: [...rest, { type: 'conversation.closed', by: 'operator', person: actor.id }] };
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
