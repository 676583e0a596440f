import { type Clock, type Conversation, pageRungs, waitOf } from './state.ts';

/** What a page asks of a conversation that it rings for. */

/** Whether a lead's phone should ring for this wait. */
export const isPaged = (wait: Clock): boolean => pageRungs(wait).length > 0;

/** Whether a lead's phone is to ring for what the customer of this conversation waits for. */
export function isRinging(state: Conversation): boolean {
  const wait = waitOf(state);
  return wait !== undefined && isPaged(wait);
}

/** Who took the chat from a page and has not written yet. */
export const holderOf = ({ coming, owner }: Conversation): string | null => (coming === null ? null : owner);

/** Whether it is still what a page is about: it is to ring, or it was taken and its customer waits for who took it. */
export const concernsPage = (state: Conversation): boolean =>
  isRinging(state) || (holderOf(state) !== null && waitOf(state) !== undefined);

/** Whether what a person did ends that: nobody waits for a phone any more, or who has taken it has written or has lost it. */
export const endsPage = (before: Conversation, after: Conversation): boolean =>
  concernsPage(before) && (!concernsPage(after) || (holderOf(before) !== null && holderOf(before) !== holderOf(after)));
