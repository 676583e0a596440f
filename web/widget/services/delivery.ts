import { unreadOf } from '../store/timeline.ts';
import { copyShown } from './chat.ts';
import type { Chat } from './chat-types.ts';
import type { Keep } from './storage.ts';

/** What is not read within this time is told to have come, ms: who has the chat before his eyes reads it at once. */
export const UNREAD_MS = 2_000;

/**
 * Tells the team what has come and lies there unread, since the chat is folded away or the page is hidden: once for the
 * newest, and by one of the site's open pages, which share what is kept. Who reads has told more.
 */
export function tellDelivered(
  chat: Chat,
  keep: Keep,
  setTimer: (run: () => void, ms: number) => unknown = setTimeout,
): void {
  let isTimed = false;
  const newest = (): number => {
    const known = Math.max(chat.state.seen, Number(keep.get('seen')), Number(keep.get('came')));
    return unreadOf(copyShown(chat.state), known).at(-1) ?? 0;
  };
  const tell = (): void => {
    isTimed = false;
    const seq = newest();
    if (seq === 0) return;
    keep.set('came', String(seq));
    chat.receive(seq);
  };
  const look = (): void => {
    if (isTimed || newest() === 0) return;
    isTimed = true;
    setTimer(tell, UNREAD_MS);
  };
  chat.subscribe(look);
  look();
}
