import type { OperatorState } from '../../../shared/client/types.ts';
import type { WireCard } from '../../../shared/protocol/pushes.ts';

/** A chat that was found, and the words that it was found by. */
export interface FoundChat {
  readonly conversation: string;
  readonly name: string;
  /** the line with the first of the words, cut around it; empty when the name has them all */
  readonly excerpt: string;
  readonly isNote: boolean;
}

/** What is searched: rows of the inbox, and the texts of chats that are loaded. */
export interface SearchIn {
  readonly cards: ReadonlyMap<string, WireCard>;
  readonly conversations: OperatorState['conversations'];
  nameOf(card: WireCard): string;
}

/** More than anybody reads through; a longer query finds fewer. */
const MOST = 30;
/** Characters of an excerpt, and of those how many stand before what was found. */
const EXCERPT = { length: 90, before: 25 } as const;

/** Letters that are written both ways are one; so are capitals, and any run of spaces. */
const plain = (text: string): string => text.toLowerCase().replaceAll('ё', 'е').replace(/\s+/g, ' ');

/** The words of a query. */
export const wordsOf = (query: string): readonly string[] => plain(query).split(' ').filter(Boolean);

/** Whether each word of a query stands somewhere in a text: what the palette is filtered by. */
export function hasWords(text: string, words: readonly string[]): boolean {
  const where = plain(text);
  return words.every((word) => where.includes(word));
}

interface Line {
  readonly text: string;
  readonly isNote: boolean;
}

/** Chats that have each word of the query in their name, their last words, or a loaded text; by name first, then newest. */
export function searchChats(query: string, { cards, conversations, nameOf }: SearchIn): readonly FoundChat[] {
  const words = wordsOf(query);
  if (words.length === 0) return [];
  const found: (FoundChat & { readonly byName: boolean; readonly at: number })[] = [];
  for (const card of cards.values()) {
    const name = nameOf(card);
    const lines = linesOf(card, conversations.get(card.conversation));
    const missing = words.filter((word) => !plain(name).includes(word));
    const line = missing.length === 0 ? null : best(lines, missing);
    if (missing.length > 0 && !missing.every((word) => lines.some(({ text }) => plain(text).includes(word)))) continue;
    found.push({
      conversation: card.conversation,
      name,
      excerpt: line ? cut(line.text, missing) : '',
      isNote: line?.isNote ?? false,
      byName: missing.length === 0,
      at: card.since,
    });
  }
  return found
    .sort((a, b) => Number(b.byName) - Number(a.byName) || b.at - a.at)
    .slice(0, MOST)
    .map(({ byName: _, at: __, ...chat }) => chat);
}

type Loaded = OperatorState['conversations'] extends ReadonlyMap<string, infer C> ? C : never;

/** What was said, newest first. */
function linesOf(card: WireCard, copy: Loaded | undefined): readonly Line[] {
  const lines: Line[] = card.preview ? [{ text: card.preview, isNote: false }] : [];
  for (const { events } of copy?.log.entries.toReversed() ?? [])
    for (const event of events)
      if (event.type === 'message.posted' && event.text !== null) lines.push({ text: event.text, isNote: false });
  for (const { events } of copy?.notes.entries.toReversed() ?? [])
    for (const event of events)
      if (event.type === 'note.posted' && event.text !== null) lines.push({ text: event.text, isNote: true });
  return lines;
}

/** The line with the most of the words, the newest of several. */
function best(lines: readonly Line[], words: readonly string[]): Line | null {
  let [most, found]: [number, Line | null] = [0, null];
  for (const line of lines) {
    const has = words.filter((word) => plain(line.text).includes(word)).length;
    if (has > most) [most, found] = [has, line];
  }
  return found;
}

function cut(text: string, words: readonly string[]): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  const low = plain(flat);
  const at = Math.max(
    0,
    ...words
      .map((word) => low.indexOf(word))
      .filter((index) => index >= 0)
      .slice(0, 1),
  );
  const from = at > EXCERPT.before ? low.lastIndexOf(' ', at - EXCERPT.before) + 1 : 0;
  const part = [...flat.slice(from)].slice(0, EXCERPT.length).join('');
  return `${from > 0 ? '… ' : ''}${part}${from + part.length < flat.length ? ' …' : ''}`;
}
