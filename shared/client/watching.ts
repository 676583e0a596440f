import { ask, askWatch, setAsk, startSync, watchKey } from './asks.ts';
import { type Copy, copyOf, isLive, KEPT_COPIES, newAskId, patch, setCopy, show, TIMING, type Turn } from './core.ts';

/** Follows a conversation. Customers have one subscription for all of theirs and only load; operators subscribe to each. */
export function watch(turn: Turn, conversation: string): void {
  if (turn.core.watched.has(conversation)) return;
  patch(turn, { watched: new Set(turn.core.watched).add(conversation) });
  const copy = copyOf(turn.core, conversation);
  if (!copy) setCopy(turn, conversation, {});
  if (turn.door.kind === 'customer') {
    // What is just being written brings the log's end with its answer; asking for a log that is not there yet is no use.
    if (isLive(turn.core) && !copy?.pending.length) startSync(turn, conversation, 'conversation');
    return;
  }
  if (!isLive(turn.core)) return; // asked with `welcome`
  const open = turn.core.asks.get(watchKey(conversation));
  if (!open) {
    askWatch(turn, conversation);
    return;
  }
  // Not yet unsubscribed: still served. Else its answer decides (`watchSettled`): frames of a socket may overtake each other.
  if (open.kind === 'unwatch' && !open.isSent) setAsk(turn, watchKey(conversation), null);
}

export function unwatch(turn: Turn, conversation: string): void {
  if (!turn.core.watched.has(conversation)) return;
  const watched = new Set(turn.core.watched);
  watched.delete(conversation);
  patch(turn, { watched });
  if (turn.door.kind === 'operator' && isLive(turn.core) && !turn.core.asks.has(watchKey(conversation)))
    ask(turn, watchKey(conversation), {
      kind: 'unwatch',
      id: newAskId(turn, 'u'),
      conversation,
      retryAt: turn.now + TIMING.unwatch,
    });
  forget(turn);
}

/** A subscription was answered for; meanwhile the opposite may have been wanted. */
export function watchSettled(turn: Turn, kind: 'watch' | 'unwatch', conversation: string): void {
  const isWanted = turn.core.watched.has(conversation);
  if (kind === 'unwatch' && isWanted) askWatch(turn, conversation);
  if (kind === 'watch' && !isWanted)
    ask(turn, watchKey(conversation), { kind: 'unwatch', id: newAskId(turn, 'u'), conversation });
}

/** Keeps the copies of what is watched or waits to be sent, and the last few others. */
function forget(turn: Turn): void {
  const conversations = turn.core.state.conversations as Map<string, Copy>;
  const idle = [...conversations].filter(([id, { pending }]) => !turn.core.watched.has(id) && pending.length === 0);
  if (idle.length <= KEPT_COPIES) return;
  const left = new Map(conversations);
  for (const [id] of idle.slice(0, idle.length - KEPT_COPIES)) left.delete(id);
  show(turn, { conversations: left });
}
