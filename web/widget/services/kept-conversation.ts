import type { Keep } from './storage.ts';

/** What the greeting said when the conversation began. */
export interface Greeting {
  /** when that was, the server's time, epoch ms */
  readonly at: number;
  /** nobody was there: when an answer was offered; null: somebody was */
  readonly morning: number | null;
}

/** The conversation that this browser shows. Whose it is is a part of it: the two are kept, and thrown away, as one. */
export interface KeptConversation {
  readonly id: string;
  /** the customer's id; null: it was begun before the server has said who this is */
  readonly customer: string | null;
  readonly greeting: Greeting | null;
}

export const keepConversation = (keep: Keep, it: KeptConversation): void =>
  keep.set('conversation', JSON.stringify(it));

export function keptConversation(keep: Keep): KeptConversation | null {
  const text = keep.get('conversation');
  if (text === null) return null;
  try {
    return JSON.parse(text) as KeptConversation;
  } catch {
    return { id: text, customer: null, greeting: null }; // as it was kept before it had an owner: the bare id
  }
}

/** With what was kept of it: how far it was read, and a rating that was begun. */
export function forgetConversation(keep: Keep): void {
  for (const key of ['conversation', 'seen', 'came', 'bad']) keep.set(key, null);
}
