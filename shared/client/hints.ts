import type { ServerPush } from '../protocol/pushes.ts';
import type { Copy, Frame } from './model.ts';
import { TIMING } from './timing.ts';
import { copyOf, isLive, patch, send, setCopy, type Turn } from './turn.ts';

/** Best effort: `typing` at most each 3 s and never later; `read` and `delivered` move our own mark here at once. */
export function hint(turn: Turn, frame: Frame): void {
  if (turn.door.hint?.(turn, frame)) return;
  const conversation = String(frame['conversation']);
  if ('seq' in frame) {
    mark(turn, frame, conversation, Number(frame['seq']));
    return;
  }
  const { typed } = turn.core;
  if (!isLive(turn.core) || (typed?.conversation === conversation && turn.now - typed.at < TIMING.typingEvery)) return;
  patch(turn, { typed: { conversation, at: turn.now } });
  send(turn, frame);
}

/** What is read was delivered as well. */
function mark(turn: Turn, frame: Frame, conversation: string, seq: number): void {
  const copy = copyOf(turn.core, conversation);
  const isRead = frame.type === 'read';
  const side = isRead ? turn.door.kind : 'delivered';
  if (copy && Math.max(copy.read[side], isRead ? 0 : copy.read.customer) >= seq) return;
  if (copy) setCopy(turn, conversation, { read: { ...copy.read, [side]: seq } });
  const isOver = (owed: Frame): boolean =>
    owed['conversation'] === conversation && (isRead || owed.type === frame.type);
  if (isLive(turn.core)) send(turn, frame);
  else patch(turn, { owedMarks: [...turn.core.owedMarks.filter((owed) => !isOver(owed)), frame] });
}

/** What was read, or came, without a socket is told on the next one. */
export function sendOwedMarks(turn: Turn): void {
  for (const frame of turn.core.owedMarks) send(turn, frame);
  patch(turn, { owedMarks: [] });
}

export function endTyping(turn: Turn): void {
  const serverNow = turn.now + turn.core.state.offset;
  for (const [conversation, { typing }] of turn.core.state.conversations as ReadonlyMap<string, Copy>)
    if (typing && typing.until <= serverNow) setCopy(turn, conversation, { typing: null });
}

type Push<T extends ServerPush['type']> = Extract<ServerPush, { type: T }>;

export function onTyping(turn: Turn, { conversation, kind, person, name }: Push<'typing'>): void {
  if (!copyOf(turn.core, conversation)) return;
  const until = turn.now + turn.core.state.offset + TIMING.typing;
  setCopy(turn, conversation, { typing: { kind, person, until, ...(name !== undefined && { name }) } });
}

/** Marks only move forward. */
export function onMark(turn: Turn, conversation: string, kind: keyof Copy['read'], seq: number): void {
  const copy = copyOf(turn.core, conversation);
  if (copy && seq > copy.read[kind]) setCopy(turn, conversation, { read: { ...copy.read, [kind]: seq } });
}
