import type { ClockKind } from '../kernel/policy.ts';
import type { Millis } from '../kernel/types.ts';
import type { ConversationEvent } from './events.ts';
import type { Score } from './rating.ts';
import { type Conversation, clockOf, isEveryoneBusy, isEveryoneCalled, pageRungs, waitOf } from './state.ts';

/** Customers and operators see one log through two windows; notes are another log altogether. */
export type Audience = 'customer' | 'operator';

/** What a customer is shown. Everything else in the log is how the team works, not what it says. */
const CUSTOMER_SEES: ReadonlySet<ConversationEvent['type']> = new Set([
  'conversation.opened',
  'message.posted',
  'human.requested',
  'conversation.claimed',
  'conversation.released',
  'everyone.called',
  'everyone.busy',
  'morning.proposed',
  'promise.made',
  'understanding.proposed',
  'understanding.answered',
  'callback.offered',
  'callback.requested',
  'callback.cancelled',
  'callback.done',
  'message.recalled',
  'answer.disputed',
  'conversation.closed',
  'conversation.reopened',
  'solved.answered',
  'conversation.rated',
] satisfies ConversationEvent['type'][]);

const CUSTOMER_CLOCKS: ReadonlySet<ClockKind> = new Set<ClockKind>(['connect', 'reply', 'promise']);

/** Whether `event` is shown to that audience. */
export function seenBy(audience: Audience, event: ConversationEvent): boolean {
  if (audience === 'operator' || CUSTOMER_SEES.has(event.type)) return true;
  if (event.type === 'clock.started' || event.type === 'clock.stopped') return CUSTOMER_CLOCKS.has(event.kind);
  return event.type === 'rung.reached' && event.act === 'page' && CUSTOMER_CLOCKS.has(event.kind);
}

/** What the customer's side needs to draw a conversation's state; a part of {@link Conversation}, never more. */
export interface CustomerView {
  readonly status: Conversation['status'];
  readonly owner: string | null;
  readonly coming: Millis | null;
  readonly wait: {
    readonly kind: 'connect' | 'reply';
    readonly since: Millis;
    readonly asked: boolean;
    /** a lead's phone rings for this wait */
    readonly paged: boolean;
    /** everyone who can be woken was rung, and nobody has come yet */
    readonly everyone?: true;
    /** everyone who can be woken is with another customer, and knows of this one */
    readonly busy?: true;
  } | null;
  readonly promise: Millis | null;
  /** seq of the wording that waits for a yes or "not quite" */
  readonly understanding?: number;
  readonly proposed: Millis | null;
  /** whether there is an answer that "this doesn't answer my question" could reopen */
  readonly answered: boolean;
  readonly solved: boolean | null;
  readonly rated: Score | null;
}

export function customerView(state: Conversation): CustomerView {
  const wait = waitOf(state);
  const { understanding } = state;
  return {
    status: state.status,
    owner: state.owner,
    coming: state.coming,
    wait: wait
      ? {
          kind: wait.kind,
          since: wait.since,
          asked: wait.asked !== undefined,
          paged: pageRungs(wait).length > 0,
          ...(isEveryoneCalled(wait) && { everyone: true }),
          ...(isEveryoneBusy(wait) && !isEveryoneCalled(wait) && { busy: true }),
        }
      : null,
    promise: clockOf(state, 'promise')?.due ?? null,
    ...(understanding && { understanding: understanding.seq }),
    proposed: state.proposed,
    answered: state.answered !== null,
    solved: state.solved,
    rated: state.rated,
  };
}
