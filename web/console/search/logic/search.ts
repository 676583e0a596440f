import type { OperatorState } from '../../../../shared/client/types.ts';
import { linesOf, type Match, MOST_FOUND, matchChat, wordsOf } from '../../../../shared/domain/search/search.ts';
import type { OperatorPush, WireCard } from '../../../../shared/protocol/pushes.ts';

/** A chat that was found, and by what. */
export interface FoundChat extends Pick<Match, 'excerpt' | 'isNote'> {
  readonly conversation: string;
  readonly name: string;
  /** when it came into its place in the inbox; of those that only the server knows, when one took it */
  readonly at: number;
  readonly isClosed: boolean;
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
  const found: (FoundChat & { readonly byName: boolean })[] = [];
  for (const card of cards.values()) {
    const name = nameOf(card);
    const match = matchChat(words, name, linesAt(card, conversations.get(card.conversation)));
    if (!match) continue;
    const { byName, excerpt, isNote } = match;
    const { conversation, since: at, bucket } = card;
    const isClosed = bucket === 'closed' || bucket === 'review';
    found.push({ conversation, name, excerpt: excerpt || (card.preview ?? ''), isNote, at, isClosed, byName });
  }
  return found
    .sort((a, b) => Number(b.byName) - Number(a.byName) || b.at - a.at)
    .slice(0, MOST_FOUND)
    .map(({ byName: _, ...chat }) => chat);
}

type Loaded = OperatorState['conversations'] extends ReadonlyMap<string, infer C> ? C : never;

/** What was said, newest first. */
function linesAt(card: WireCard, copy: Loaded | undefined) {
  const shown = card.preview ? [{ text: card.preview, isNote: false }] : [];
  const newestFirst = [copy?.log, copy?.notes].flatMap((log) => log?.entries.toReversed() ?? []);
  return [...shown, ...linesOf(newestFirst.flatMap(({ events }) => events))];
}

export type ServerFound = Extract<OperatorPush, { type: 'found' }>['chats'];

/**
 * What was found here and by the server as one list. `shown` is the order on the screen: what is there stays where it is,
 * whatever has come or been loaded meanwhile, so that nothing moves under a finger; what is new comes after it.
 */
export function mergeFound(
  here: readonly FoundChat[],
  server: ServerFound,
  shown: readonly string[],
  nameOf: (name: string | undefined) => string,
): readonly FoundChat[] {
  const known = new Map(here.map((chat) => [chat.conversation, chat]));
  for (const { name, status, ...chat } of server)
    if (!known.has(chat.conversation))
      known.set(chat.conversation, { ...chat, name: nameOf(name), isClosed: status === 'closed' });
  const places = new Map(shown.map((conversation, index) => [conversation, index]));
  const place = ({ conversation }: FoundChat): number => places.get(conversation) ?? shown.length;
  return [...known.values()].sort((a, b) => place(a) - place(b));
}
