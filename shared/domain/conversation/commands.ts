import type { IncidentKind } from '../kernel/incidents.ts';
import type { Policy } from '../kernel/policy.ts';
import type { Actor, Millis } from '../kernel/types.ts';
import type { Score } from './rating.ts';

/** The conversation and customer that an operator's text was begun for: it can go nowhere else (M2) … */
export interface DraftFor {
  readonly conversation: string;
  readonly customer: string;
  /** … unless its writer has confirmed, by the name on the button, that it is meant for this one after all */
  readonly confirmed?: true;
}

/** Why a message is taken back; all but the last are mistakes of the record (see {@link IncidentKind}). */
export type RecallReason = Exclude<IncidentKind, 'forgotten'> | 'other';

/** What people may ask of a conversation. Imperative; the facts that follow are events. */
export type ConversationCommand =
  | {
      readonly type: 'message.post';
      readonly text: string;
      readonly draft?: DraftFor;
      /** operators: this answer is what was promised */
      readonly settles?: true;
    }
  | { readonly type: 'human.request'; readonly choice?: 'wake' | 'morning' }
  | { readonly type: 'answer.dispute' }
  | { readonly type: 'solved.answer'; readonly solved: boolean }
  | { readonly type: 'conversation.rate'; readonly score: Score; readonly comment?: string }
  | { readonly type: 'conversation.close' }
  | { readonly type: 'understanding.answer'; readonly seq: number; readonly yes: boolean }
  | {
      readonly type: 'callback.request';
      /** as it was typed */
      readonly phone: string;
      /** when it suits; absent: now */
      readonly at?: Millis;
    }
  | { readonly type: 'callback.cancel' }
  | {
      readonly type: 'conversation.claim';
      /** why it is taken from a colleague; without it only a free conversation can be claimed */
      readonly reason?: string;
      readonly via?: 'page';
    }
  | { readonly type: 'conversation.release' }
  /** an operator's: a closed chat is open again, and theirs */
  | { readonly type: 'conversation.reopen' }
  | { readonly type: 'morning.propose' }
  | { readonly type: 'review.close'; readonly outcome: string }
  /** a message, and with it the time by which something is promised */
  | { readonly type: 'promise.make'; readonly text: string; readonly due: Millis; readonly draft?: DraftFor }
  | { readonly type: 'promise.settle'; readonly outcome: 'kept' | 'moved'; readonly due?: Millis }
  /** put aside until then; null: until the customer writes */
  | { readonly type: 'conversation.snooze'; readonly until: Millis | null }
  | { readonly type: 'conversation.wake' }
  /** `label` as it was typed; see tags.ts */
  | { readonly type: 'conversation.tag' | 'conversation.untag'; readonly label: string }
  /** the problem in the operator's words, for the customer to say yes or "not quite" to (M3) */
  | { readonly type: 'understanding.propose'; readonly text: string; readonly draft?: DraftFor }
  | { readonly type: 'callback.offer' }
  | { readonly type: 'callback.done'; readonly outcome: 'reached' | 'missed' }
  | {
      readonly type: 'message.recall';
      readonly seq: number;
      readonly reason: RecallReason;
      readonly written: Written;
    }
  /** the system's: the page that rings for this wait has come to the end of its ladder */
  | { readonly type: 'everyone.call' }
  /** everyone who can be woken is with another customer */
  | { readonly type: 'everyone.busy' };

/** What the log says of a message that is to be recalled; the state does not remember single messages. */
export interface Written {
  readonly by: string;
  /** the age of the wait that it ended, unless something else has answered since: without it the customer waits again */
  readonly ended?: Millis;
}

/** What a decision depends on besides state and command. Nothing here is read from a clock or a store by the rules. */
export interface Context {
  readonly now: Millis;
  readonly actor: Actor;
  readonly policy: Policy;
  /** the conversation the command is addressed to */
  readonly conversation: string;
  /** operators who may own a review, leads first; asked for by a command that opens one (see `opensReview`), else empty */
  readonly reviewers: readonly string[];
  /** when "an answer in the morning" would be due */
  readonly morning: Millis;
}
