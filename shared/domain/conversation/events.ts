import type { Act, ClockKind } from '../kernel/policy.ts';
import type { Millis } from '../kernel/types.ts';
import type { RecallReason } from './commands.ts';
import type { Score } from './rating.ts';

/** Why a clock stopped; `cancelled`: the customer does not need the call any more. */
export type Outcome = 'answered' | 'closed' | 'deferred' | 'kept' | 'broken' | 'cancelled' | 'done';

/** What ended a snooze: its time, the customer, something due that could not wait, somebody who took it, or its owner. */
export type WakeReason = 'time' | 'customer' | 'due' | 'claimed' | 'released' | 'person';

/**
 * What can happen to a conversation. Ids and times only: texts and names are in the commit's body, which can be removed.
 * A message's identity is the seq of its commit.
 */
export type ConversationEvent =
  | { readonly type: 'conversation.opened'; readonly customer: string }
  | {
      readonly type: 'message.posted';
      readonly by: 'customer' | 'operator';
      readonly person: string;
      readonly holding?: true;
      /** the draft had been begun for somebody else, and was confirmed for this customer */
      readonly moved?: true;
    }
  | { readonly type: 'human.requested'; readonly choice?: 'wake' | 'morning' }
  | { readonly type: 'conversation.claimed'; readonly owner: string; readonly via?: 'page'; readonly from?: string }
  | { readonly type: 'conversation.released'; readonly from: string; readonly why: 'absent' | 'operator' | 'customer' }
  /**
   * The customer waits, or something is due: `since` is shown and sorted by, rungs count from `from` (absent: since);
   * `fired` are rungs it has reached already.
   */
  | {
      readonly type: 'clock.started';
      readonly kind: ClockKind;
      readonly since: Millis;
      readonly from?: Millis;
      readonly due?: Millis;
      readonly asked?: Millis;
      readonly fired?: readonly string[];
      readonly given?: true;
      readonly open?: true;
    }
  | { readonly type: 'clock.stopped'; readonly kind: ClockKind; readonly outcome: Outcome; readonly since: Millis }
  | { readonly type: 'rung.reached'; readonly kind: ClockKind; readonly act: Act; readonly after: number }
  /** everyone who can be woken was rung, and nobody has come yet: the customer is told so */
  | { readonly type: 'everyone.called' }
  /** everyone who can be woken is with another customer, and knows of this one: the customer is told so */
  | { readonly type: 'everyone.busy' }
  | { readonly type: 'morning.proposed'; readonly by: string; readonly due: Millis }
  | { readonly type: 'promise.made'; readonly due: Millis; readonly by: string | null }
  | { readonly type: 'conversation.snoozed'; readonly by: string; readonly until: Millis | null }
  | { readonly type: 'conversation.woken'; readonly why: WakeReason; readonly by?: string }
  /** `tag`: id of the label, whose words are in the body */
  | { readonly type: 'conversation.tagged'; readonly by: string; readonly tag: string }
  | { readonly type: 'conversation.untagged'; readonly by: string; readonly tag: string }
  /** the operator's wording of the problem; `since`: the age of the wait that it ended */
  | { readonly type: 'understanding.proposed'; readonly by: string; readonly since?: Millis; readonly moved?: true }
  | { readonly type: 'understanding.answered'; readonly seq: number; readonly yes: boolean }
  | { readonly type: 'callback.offered'; readonly by: string }
  | { readonly type: 'callback.requested'; readonly due: Millis }
  | { readonly type: 'callback.cancelled' }
  | { readonly type: 'callback.done'; readonly by: string; readonly outcome: 'reached' | 'missed' }
  | { readonly type: 'message.recalled'; readonly seq: number; readonly by: string; readonly reason: RecallReason }
  | { readonly type: 'answer.disputed' }
  | { readonly type: 'conversation.closed'; readonly by: 'customer' | 'operator'; readonly person: string }
  | { readonly type: 'conversation.reopened'; readonly why: 'message' | 'unsolved' | 'human' | 'operator' }
  | { readonly type: 'solved.answered'; readonly solved: boolean }
  | { readonly type: 'conversation.rated'; readonly score: Score; readonly rated: string | null }
  | {
      readonly type: 'review.opened';
      readonly owner: string | null;
      readonly rated: string | null;
      readonly due: Millis;
    }
  | { readonly type: 'review.closed'; readonly by: string };
