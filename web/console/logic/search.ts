import type { OperatorState } from '../../../shared/client/types.ts';
import { linesOf, type Match, MOST_FOUND, matchChat, wordsOf } from '../../../shared/domain/search.ts';
import type { WireCard } from '../../../shared/protocol/pushes.ts';

/** A chat that was found, and by what. */
export interface FoundChat extends Pick<Match, 'excerpt' | 'isNote'> {
  readonly conversation: string;
  readonly name: string;
}

/** What is searched here: rows of the inbox, and the texts of chats that are loaded. */
export interface SearchIn {
  readonly cards: ReadonlyMap<string, WireCard>;
  readonly conversations: OperatorState['conversations'];
  nameOf(card: WireCard): string;
}

/** Chats that have each word of the query in their name, their last words, or a loaded text; by name first, then newest. */
export function searchChats(query: string, { cards, conversations, nameOf }: SearchIn): readonly FoundChat[] {
  const words = wordsOf(query);
  const found: { readonly chat: FoundChat; readonly byName: boolean; readonly at: number }[] = [];
  for (const card of cards.values()) {
    const name = nameOf(card);
    const match = matchChat(words, name, linesAt(card, conversations.get(card.conversation)));
    if (!match) continue;
    const { byName, excerpt, isNote } = match;
    found.push({ chat: { conversation: card.conversation, name, excerpt, isNote }, byName, at: card.since });
  }
  return found
    .sort((a, b) => Number(b.byName) - Number(a.byName) || b.at - a.at)
    .slice(0, MOST_FOUND)
    .map(({ chat }) => chat);
}

type Loaded = OperatorState['conversations'] extends ReadonlyMap<string, infer C> ? C : never;

/** What was said, newest first. */
function linesAt(card: WireCard, copy: Loaded | undefined) {
  const shown = card.preview ? [{ text: card.preview, isNote: false }] : [];
  const newestFirst = [copy?.log, copy?.notes].flatMap((log) => log?.entries.toReversed() ?? []);
  return [...shown, ...linesOf(newestFirst.flatMap(({ events }) => events))];
}
