import type { Millis } from '../kernel/types.ts';
import { seenBy } from './audience.ts';
import { cardMoved } from './card.ts';
import type { ConversationEvent, Outcome } from './events.ts';
import { BUSY, CAPS, type Clock, type Conversation, EVERYONE, isWait } from './state.ts';

const without = (clocks: readonly Clock[], kind: Clock['kind']): readonly Clock[] =>
  clocks.filter((c) => c.kind !== kind);

/** A second bad rating joins the review that is open. */
const ratedWith = ({ review }: Conversation, rated: string | null): readonly string[] =>
  [...new Set([...(review?.rated ?? []), ...(rated === null ? [] : [rated])])].slice(-CAPS.rated);

const ENDS_WAIT: ReadonlySet<Outcome> = new Set(['answered', 'kept', 'closed']);

/** The waits, and the morning that was agreed to instead of one. */
const wasWait = ({ clocks }: Conversation, kind: Clock['kind']): boolean =>
  clocks.some((clock) => clock.kind === kind && (isWait(clock) || (kind === 'promise' && !clock.given)));

const withoutUnderstanding = ({ understanding: _, ...state }: Conversation): Conversation => state;
const withoutCall = ({ callback: _, ...state }: Conversation): Conversation => state;

/** State after one event of a commit made at `at`. Total: every event of every version is understood. */
function apply(state: Conversation, event: ConversationEvent, at: Millis): Conversation {
  switch (event.type) {
    case 'conversation.opened':
      return { ...state, status: 'open', customer: event.customer, openedAt: at };
    case 'message.posted':
      return event.by === 'operator' ? { ...state, coming: null, proposed: null } : state;
    case 'human.requested':
      return {
        ...state,
        proposed: null,
        clocks: state.clocks.map((c) => (c.kind === 'connect' && c.asked === undefined ? { ...c, asked: at } : c)),
      };
    case 'conversation.claimed':
      return { ...state, owner: event.owner, lastOwner: event.owner, coming: event.via === 'page' ? at : null };
    case 'conversation.released':
      return { ...state, owner: null, coming: null };
    case 'clock.started': {
      const { type: _, ...clock } = event;
      const started: Clock = { ...clock, from: clock.from ?? clock.since, fired: clock.fired ?? [] };
      return { ...state, clocks: [...without(state.clocks, event.kind), started].slice(-CAPS.clocks) };
    }
    case 'clock.stopped':
      return {
        ...state,
        clocks: without(state.clocks, event.kind),
        // A morning that was kept is an answer as well; one who closed unanswered may say "not yet" with the old clock.
        ...(ENDS_WAIT.has(event.outcome) && wasWait(state, event.kind) && { answered: { since: event.since, at } }),
        ...(event.outcome === 'answered' && { coming: null }),
      };
    case 'rung.reached': {
      const key = `${event.act}@${event.after}`;
      return {
        ...state,
        clocks: state.clocks.map((c) =>
          c.kind === event.kind ? { ...c, fired: [...c.fired, key].slice(-CAPS.fired) } : c,
        ),
      };
    }
    case 'everyone.called':
    case 'everyone.busy': {
      const key = event.type === 'everyone.busy' ? BUSY : EVERYONE;
      return {
        ...state,
        clocks: state.clocks.map((c) => (isWait(c) ? { ...c, fired: [...c.fired, key].slice(-CAPS.fired) } : c)),
      };
    }
    case 'morning.proposed':
      return { ...state, proposed: event.due };
    case 'promise.made':
      return { ...state, proposed: null };
    case 'conversation.snoozed':
    case 'conversation.woken':
    case 'callback.offered':
      return state; // the clock says it
    case 'conversation.tagged':
      return { ...state, tags: [...(state.tags ?? []), event.tag].slice(-CAPS.tags) };
    case 'conversation.untagged':
      return { ...state, tags: (state.tags ?? []).filter((tag) => tag !== event.tag) };
    case 'understanding.proposed': {
      const understanding = { seq: state.seq + 1, ...(event.since !== undefined && { since: event.since }) };
      return { ...state, coming: null, proposed: null, understanding };
    }
    case 'understanding.answered':
      return withoutUnderstanding(state);
    case 'callback.requested':
      return { ...state, callback: state.seq + 1 };
    case 'callback.cancelled':
    case 'callback.done':
      return withoutCall(state);
    case 'message.recalled':
      return state.understanding?.seq === event.seq ? withoutUnderstanding(state) : state;
    case 'answer.disputed':
      return { ...state, solved: null };
    case 'conversation.closed': {
      const ended = { status: 'closed', owner: null, coming: null, proposed: null, solved: null, rated: null } as const;
      return { ...withoutUnderstanding(withoutCall(state)), ...ended };
    }
    case 'conversation.reopened':
      return { ...state, status: 'open', solved: null, rated: null };
    case 'solved.answered':
      return { ...state, solved: event.solved };
    case 'conversation.rated':
      return { ...state, rated: event.score };
    case 'review.opened':
      return { ...state, review: { owner: event.owner, rated: ratedWith(state, event.rated) } };
    case 'review.closed':
      return { ...state, review: null };
  }
}

/** State after a commit: its events folded in order, then what every commit moves (seq, what each audience has, bucket). */
export function evolve(state: Conversation, events: readonly ConversationEvent[], at: Millis): Conversation {
  const seq = state.seq + 1;
  const folded = events.reduce((s, event) => apply(s, event, at), state);
  return {
    ...folded,
    seq,
    seen: {
      customer: events.some((event) => seenBy('customer', event)) ? seq : state.seen.customer,
      operator: events.some((event) => seenBy('operator', event)) ? seq : state.seen.operator,
    },
    moved: cardMoved(state, folded, events)
      ? { seq, at }
      : // A tag is shown in the row, which keeps its place among the others.
        { ...state.moved, ...(folded.tags !== state.tags && { seq }) },
  };
}
