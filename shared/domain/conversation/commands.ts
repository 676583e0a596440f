import type { Policy } from '../policy.ts';
import type { Actor, Millis } from '../types.ts';
import type { Score } from './events.ts';

/** What people may ask of a conversation. Imperative; the facts that follow are events. */
export type ConversationCommand =
  | {
      readonly type: 'message.post';
      readonly text: string;
      /** operators: the conversation and customer the draft was begun for (M2: it can go nowhere else) */
      readonly draft?: { readonly conversation: string; readonly customer: string };
    }
  | { readonly type: 'human.request'; readonly choice?: 'wake' | 'morning' }
  | { readonly type: 'answer.dispute' }
  | { readonly type: 'solved.answer'; readonly solved: boolean }
  | { readonly type: 'conversation.rate'; readonly score: Score; readonly comment?: string }
  | { readonly type: 'conversation.close' }
  | {
      readonly type: 'conversation.claim';
      /** why it is taken from a colleague; without it only a free conversation can be claimed */
      readonly reason?: string;
      readonly via?: 'page';
    }
  | { readonly type: 'conversation.release' }
  | { readonly type: 'morning.propose' }
  | { readonly type: 'review.close'; readonly outcome: string }
  /** the system's: the page that rings for this wait has come to the end of its ladder */
  | { readonly type: 'everyone.call' };

/** What a decision depends on besides state and command. Nothing here is read from a clock or a store by the rules. */
export interface Context {
  readonly now: Millis;
  readonly actor: Actor;
  readonly policy: Policy;
  /** the conversation the command is addressed to */
  readonly conversation: string;
  /** operators who may own a review, leads first */
  readonly reviewers: readonly string[];
  /** when "an answer in the morning" would be due */
  readonly morning: Millis;
}
