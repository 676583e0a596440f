import type { ServerPush } from '../protocol/pushes.ts';
import type { Copy, Frame } from './model.ts';
import { TIMING } from './timing.ts';
import { copyOf, isLive, patch, send, setCopy, type Turn } from './turn.ts';

/** Best effort: `typing` at most each 3 s and never later; `read` moves our own mark here at once. */
export function hint(turn: Turn, frame: Frame): void {
  if (turn.door.hint?.(turn, frame)) return;
  const conversation = String(frame['conversation']);
  if (frame.type === 'read') {
    read(turn, conversation, Number(frame['seq']));
    return;
  }
  const { typed } = turn.core;
  if (!isLive(turn.core) || (typed?.conversation === conversation && turn.now - typed.at < TIMING.typingEvery)) return;
  patch(turn, { typed: { conversation, at: turn.now } });
  send(turn, frame);
}

function read(turn: Turn, conversation: string, seq: number): void {
  const copy = copyOf(turn.core, conversation);
  const side = turn.door.kind;
  if (copy && copy.read[side] >= seq) return;
  if (copy) setCopy(turn, conversation, { read: { ...copy.read, [side]: seq } });
  if (isLive(turn.core)) send(turn, { type: 'read', conversation, seq });
  else patch(turn, { owedReads: new Map(turn.core.owedReads).set(conversation, seq) });
}

/** What was read without a socket is told on the next one. */
export function sendOwedReads(turn: Turn): void {
  for (const [conversation, seq] of turn.core.owedReads) send(turn, { type: 'read', conversation, seq });
  if (turn.core.owedReads.size > 0) patch(turn, { owedReads: new Map() });
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

/** Read marks only move forward. */
export function onRead(turn: Turn, { conversation, kind, seq }: Omit<Push<'read'>, 'type'>): void {
  const copy = copyOf(turn.core, conversation);
  if (copy && seq > copy.read[kind]) setCopy(turn, conversation, { read: { ...copy.read, [kind]: seq } });
}
