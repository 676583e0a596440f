import type { ServerPush } from '../protocol/pushes.ts';
import { PING_SEQS, TIMING } from './timing.ts';
import { isLive, newAskId, patch, send, show, type Turn } from './turn.ts';

type Pong = Extract<ServerPush, { type: 'pong' }>;

const beatEvery = (turn: Turn): number =>
  turn.door.kind === 'operator' ? TIMING.beatOperator : turn.core.isActive ? TIMING.beatActive : TIMING.beatIdle;
export const scheduleBeat = (turn: Turn): void => patch(turn, { beatAt: turn.now + beatEvery(turn) });

/** The heartbeat, which is the repair as well: the server compares what we hold and sends what we lack. */
export function beat(turn: Turn): void {
  if (!isLive(turn.core) || turn.core.ping) return;
  const id = newAskId(turn, 'p');
  const copies = [...turn.core.state.conversations].filter(
    ([conversation, { log }]) => turn.core.watched.has(conversation) || (turn.door.kind === 'customer' && log.seq > 0),
  );
  const seqs = Object.fromEntries(copies.slice(-PING_SEQS).map(([conversation, { log }]) => [conversation, log.seq]));
  patch(turn, { ping: { id, at: turn.now } });
  send(turn, { type: 'ping', id, seqs, ...turn.door.ping?.(turn) });
}

export function ponged(turn: Turn, { id, serverTime, staffed, morning }: Pong): void {
  const { ping, state } = turn.core;
  if (ping?.id !== id) return;
  const offset = Math.round(serverTime - (ping.at + turn.now) / 2);
  patch(turn, { ping: null });
  scheduleBeat(turn);
  const isMoved = Math.abs(offset - state.offset) > 250; // the computer slept, or its clock was set
  if (isMoved || staffed !== state.staffed || morning !== state.morning)
    show(turn, { staffed, morning, ...(isMoved && { offset }) });
}
