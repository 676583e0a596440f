import type { ServerPush } from '../protocol/pushes.ts';
import type { Frame } from './model.ts';
import { TIMING } from './timing.ts';
import { isLive, patch, send, show, type Turn } from './turn.ts';

type Push<T extends ServerPush['type']> = Extract<ServerPush, { type: T }>;

/** Another conversation is on the screen, or none: colleagues are told, and the next heartbeat asks for its customer. */
export function setViewing(turn: Turn, frame: Frame): boolean {
  if (frame.type !== 'viewing') return false;
  const conversation = String(frame['conversation']);
  if (turn.core.viewing?.conversation === conversation) return true;
  const { left } = turn.core.state;
  patch(turn, { viewing: conversation === '' ? null : { conversation, at: 0 } });
  if (left && left.conversation !== conversation) show(turn, { left: null });
  tell(turn);
  return true;
}

/** Says what is on the screen, now. */
export function tell(turn: Turn): void {
  const { viewing } = turn.core;
  if (!viewing || !isLive(turn.core)) return;
  patch(turn, { viewing: { ...viewing, at: turn.now } });
  send(turn, { type: 'viewing', conversation: viewing.conversation });
}

const serverNow = (turn: Turn): number => turn.now + turn.core.state.offset;

/**
 * A colleague looks on. Who is new to us has not heard of us either, and is told; who looks elsewhere now looks here no
 * more. While nobody else is there nothing is sent but the first word.
 */
export function onViewing(turn: Turn, { conversation, person }: Push<'viewing'>): void {
  const { viewing, state } = turn.core;
  const now = serverNow(turn);
  const isNew = (state.viewers.get(conversation)?.get(person) ?? 0) <= now;
  const viewers = new Map<string, ReadonlyMap<string, number>>();
  for (const [id, people] of state.viewers) {
    const others = new Map([...people].filter(([who, until]) => who !== person && until > now));
    if (others.size > 0) viewers.set(id, others);
  }
  viewers.set(conversation, new Map(viewers.get(conversation)).set(person, now + TIMING.viewing));
  show(turn, { viewers });
  if (isNew && viewing?.conversation === conversation) tell(turn);
}

/** With a heartbeat: told again while somebody is there to read it, and asked where the customer is. */
export function beatViewing(turn: Turn): { readonly open?: string } {
  const { viewing, state, watched } = turn.core;
  if (!viewing || !watched.has(viewing.conversation)) return {};
  const others = [...(state.viewers.get(viewing.conversation)?.values() ?? [])];
  const isSeen = others.some((until) => until > serverNow(turn));
  if (isSeen && turn.now - viewing.at >= TIMING.viewingEvery) tell(turn);
  return { open: viewing.conversation };
}
