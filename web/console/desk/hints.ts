import { type CountedRule, type HintsSeen, NO_HINTS, seeHint } from '../../../shared/domain/desk/hint-rules.ts';
import type { DeskModel } from './model.ts';

type Hints = Pick<DeskModel, 'hints'>;

/** Keeps that a hint came up, or was sent over, until the next message of that chat takes it along. */
export function noteHint({ hints }: Hints, conversation: string, rule: CountedRule, what?: keyof HintsSeen): void {
  const all = hints.peek();
  hints.value = new Map(all).set(conversation, seeHint(all.get(conversation) ?? NO_HINTS, rule, what));
}

/** What came up in a chat since its last message; it goes with this one, and with no other. */
export function takeHints({ hints }: Hints, conversation: string): HintsSeen | undefined {
  const seen = hints.peek().get(conversation);
  if (seen) hints.value = new Map([...hints.peek()].filter(([id]) => id !== conversation));
  return seen;
}

/** A message that was taken back before it went: what had come up goes with what is sent in its place. */
export function returnHints(store: Hints, conversation: string, seen: HintsSeen | undefined): void {
  for (const rule of seen?.shown ?? []) noteHint(store, conversation, rule);
}
