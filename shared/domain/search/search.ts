/**
 * How chats are searched: on an operator's device and by the server in the same way. A chat is found when each word of the
 * query stands in its customer's name or in something that was said in it.
 */

/** Longest query, in characters; a longer one finds fewer and fewer. */
export const MAX_QUERY = 100;
/** Shortest query that the server is asked: a single letter stands in every chat. */
export const MIN_QUERY = 2;
/** More chats than anybody reads through. */
export const MOST_FOUND = 30;
/** Characters of an excerpt, and of those how many stand before what was found. */
const EXCERPT = { length: 90, before: 25 } as const;

/** Something that was said in a chat, or (`isNote`) noted beside it. */
export interface Line {
  readonly text: string;
  readonly isNote: boolean;
}

/** The line that a chat was found by, cut around what was found; empty when the name has all of the words. */
export interface Match {
  readonly byName: boolean;
  readonly excerpt: string;
  readonly isNote: boolean;
}

/** Letters that are written both ways are one; so are capitals, and any run of spaces. */
const plain = (text: string): string => text.normalize('NFC').toLowerCase().replaceAll('ё', 'е').replace(/\s+/g, ' ');

/** The words of a query. */
export const wordsOf = (query: string): readonly string[] => plain(query).split(' ').filter(Boolean);

/** Whether each word of a query stands somewhere in a text: what the palette is filtered by. */
export function hasWords(text: string, words: readonly string[]): boolean {
  const where = plain(text);
  return words.every((word) => where.includes(word));
}

/** Where the texts of a chat's events are; in all others nothing was said by a person, or not to be found again. */
const SAID: Readonly<Record<string, 'text' | 'phone' | 'comment' | 'label'>> = {
  'conversation.tagged': 'label',
  'message.posted': 'text',
  'understanding.proposed': 'text',
  'callback.requested': 'phone',
  'conversation.rated': 'comment',
  'note.posted': 'text',
};

/** An event as operators get it, with its text; null once that was removed. */
interface Told {
  readonly type: string;
  readonly text?: unknown;
  readonly phone?: unknown;
  readonly comment?: unknown;
  readonly label?: unknown;
  readonly tag?: unknown;
}

/**
 * What a chat's events, newest first, say, in that order. A message that was taken back has no text any more, and its original among
 * the notes (`message.withdrawn`) is not searched either: whoever withdrew it wanted it out of the way.
 */
export function linesOf(events: Iterable<Told>): readonly Line[] {
  const lines: Line[] = [];
  // Newest first, a tag's end stands before its beginning: a label that was taken off is not found.
  const ended = new Set<unknown>();
  for (const event of events) {
    if (event.type === 'conversation.untagged') ended.add(event.tag);
    if (event.type === 'conversation.tagged' && ended.delete(event.tag)) continue;
    const field = SAID[event.type];
    const said = field && event[field];
    if (typeof said === 'string') lines.push({ text: said, isNote: event.type === 'note.posted' });
  }
  return lines;
}

/** Whether a chat has all of the words, and by which line; `lines` newest first. Null when it has not. */
export function matchChat(words: readonly string[], name: string, lines: readonly Line[]): Match | null {
  if (words.length === 0) return null;
  const named = plain(name);
  const missing = words.filter((word) => !named.includes(word));
  if (missing.length === 0) return { byName: true, excerpt: '', isNote: false };
  const texts = lines.map(({ text }) => plain(text));
  if (!missing.every((word) => texts.some((text) => text.includes(word)))) return null;
  const counts = texts.map((text) => missing.filter((word) => text.includes(word)).length);
  // The line with the most of the words, the newest of several.
  const line = lines[counts.indexOf(Math.max(...counts))];
  return line ? { byName: false, excerpt: cut(line.text, missing), isNote: line.isNote } : null;
}

/** A line around the first of the words that it has. */
function cut(text: string, words: readonly string[]): string {
  const flat = text.normalize('NFC').replace(/\s+/g, ' ').trim();
  const low = plain(flat);
  const at = words.map((word) => low.indexOf(word)).find((index) => index >= 0) ?? 0;
  const from = at > EXCERPT.before ? low.lastIndexOf(' ', at - EXCERPT.before) + 1 : 0;
  const part = [...flat.slice(from)].slice(0, EXCERPT.length).join('');
  return `${from > 0 ? '… ' : ''}${part}${from + part.length < flat.length ? ' …' : ''}`;
}
