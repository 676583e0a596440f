import type { ServerPush } from '../protocol/pushes.ts';
import { ask, endSync, setAsk, startSync, syncKey } from './asks.ts';
import type { Ask, Copy, Frame } from './model.ts';
import { addRefusal } from './outbox.ts';
import { copyOf, isLive, NO_COPY, newAskId, patch, setLog, show, type Turn } from './turn.ts';

/** Operators subscribe to each conversation they look at; one question about that is open at a time. */
const key = (conversation: string): string => `watch ${conversation}`;
/** A conversation left is unsubscribed a little later, so that flicking between two asks nothing. */
const UNWATCH_MS = 5_000;
/** Copies of conversations nobody looks at any more, kept so that coming back shows them at once. */
const KEPT_COPIES = 30;

/** Subscribes to a conversation and loads both of its logs. */
export function askWatch(turn: Turn, conversation: string): void {
  const id = newAskId(turn, 'w');
  ask(turn, key(conversation), { kind: 'watch', id, conversation });
  for (const log of turn.door.logs) startSync(turn, conversation, log, id);
}

const askUnwatch = (turn: Turn, conversation: string, retryAt: number): void =>
  ask(turn, key(conversation), { kind: 'unwatch', id: newAskId(turn, 'u'), conversation, retryAt });

export function question(turn: Turn, { kind, conversation }: Ask): Frame {
  const { log, notes } = copyOf(turn.core, conversation) ?? NO_COPY;
  return kind === 'watch'
    ? { type: 'conversation.watch', conversation, since: log.seq, notes: notes.seq }
    : { type: 'conversation.unwatch', conversation };
}

export function watch(turn: Turn, conversation: string): void {
  const open = turn.core.asks.get(key(conversation));
  if (!open) askWatch(turn, conversation);
  // Not yet unsubscribed: still served. Else its answer decides (`answered`): frames of a socket may overtake each other.
  else if (open.kind === 'unwatch' && !open.isSent) setAsk(turn, key(conversation), null);
}

export function unwatch(turn: Turn, conversation: string): void {
  if (isLive(turn.core) && !turn.core.asks.has(key(conversation)))
    askUnwatch(turn, conversation, turn.now + UNWATCH_MS);
  forget(turn);
}

/** A subscription was answered for; meanwhile the opposite may have been wanted. */
export function answered(turn: Turn, { kind, id, conversation }: Ask, answer: ServerPush): void {
  if (kind === 'watch' && answer.type === 'error') {
    const watched = new Set(turn.core.watched);
    watched.delete(conversation);
    patch(turn, { watched });
    for (const log of turn.door.logs) endSync(turn, conversation, log, false);
    addRefusal(turn, conversation, { type: 'conversation.watch' }, answer, id);
    return;
  }
  if (kind === 'watch' && answer.type === 'synced') noMoreNotes(turn, id, conversation);
  const isWanted = turn.core.watched.has(conversation);
  if (kind === 'unwatch' && isWanted) askWatch(turn, conversation);
  if (kind === 'watch' && !isWanted) askUnwatch(turn, conversation, turn.now);
}

/** The server sends notes before it answers a watch, and only if there are any: what has not come by now is not there. */
function noMoreNotes(turn: Turn, id: string, conversation: string): void {
  if (turn.core.asks.get(syncKey(conversation, 'notes'))?.id !== id) return;
  endSync(turn, conversation, 'notes', false);
  const notes = copyOf(turn.core, conversation)?.notes;
  if (notes?.seq === 0) setLog(turn, conversation, 'notes', { ...notes, complete: true });
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
