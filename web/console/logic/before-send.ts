import { sameWords } from '../../../shared/domain/words.ts';
import { MAX_TEXT } from '../../../shared/protocol/values.ts';
import type { Draft } from './drafts.ts';

/** What is worth saying before a message goes out. Hard ones must be changed; a soft one is sent by pressing again. */
export type Hint =
  | { readonly rule: 'elsewhere'; readonly hard: true }
  | { readonly rule: 'tooLong'; readonly hard: true; readonly by: number }
  | { readonly rule: 'wroteMeanwhile'; readonly hard: false }
  | { readonly rule: 'sameAgain'; readonly hard: false };

/** What the rules look at besides the draft. */
export interface SendContext {
  readonly conversation: string;
  readonly customer: string;
  /** texts this side has sent in the chat */
  readonly sent: readonly string[];
  /** when the customer's newest message came; null before the first */
  readonly customerWroteAt: number | null;
  /** when the draft was last changed */
  readonly editedAt: number;
  readonly now: number;
}

/** A customer's message this fresh (ms) may not have been seen by who is about to press "send". */
const FRESH = 4_000;

/** Hints about a draft that is about to be sent, worst first. The screen shows one. */
export function beforeSend(draft: Draft, context: SendContext): readonly Hint[] {
  const hints: Hint[] = [];
  if (draft.conversation !== context.conversation || draft.customer !== context.customer)
    hints.push({ rule: 'elsewhere', hard: true });
  if (draft.text.length > MAX_TEXT) hints.push({ rule: 'tooLong', hard: true, by: draft.text.length - MAX_TEXT });
  const { customerWroteAt, editedAt, now } = context;
  if (customerWroteAt !== null && customerWroteAt > editedAt && now - customerWroteAt < FRESH)
    hints.push({ rule: 'wroteMeanwhile', hard: false });
  if (context.sent.some((text) => sameWords(text, draft.text))) hints.push({ rule: 'sameAgain', hard: false });
  return hints;
}
