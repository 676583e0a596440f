import type { Panel } from '../core/place.ts';
import type { DeskConsole } from './console.ts';
import { mayI } from './may.ts';

/** Closes the open chat (true), or shows what has to be settled first. What is still held goes out before it. */
export function closeOrAsk({ store, actions, ticker }: Pick<DeskConsole, 'store' | 'actions' | 'ticker'>): boolean {
  const conversation = store.selected.peek();
  const verdict = mayI(store, ticker)?.close;
  if (conversation === null || !verdict) return false;
  // What is held goes out before whatever is asked of its chat.
  const isHeld = store.heldMessages.peek().some((message) => message.conversation === conversation);
  const open = verdict.ok ? null : openOf(verdict.reason, store.copy.peek()?.log.view?.clocks ?? []);
  if (verdict.ok || (open === 'wait' && isHeld)) {
    actions.close(conversation);
    return true;
  }
  if (open) store.panel.value = { kind: 'close', open };
  return false;
}

/** Whether pressing "close" leads anywhere: to the end, or to what is open. */
export const leadsSomewhere = (reason: string): boolean => reason === 'still_waiting' || reason === 'promise_open';

type Open = Extract<Panel, { kind: 'close' }>['open'];
function openOf(reason: string, clocks: readonly { readonly kind: string }[]): Open | null {
  if (!leadsSomewhere(reason)) return null;
  if (reason === 'still_waiting') return 'wait';
  return clocks.some(({ kind }) => kind === 'promise') ? 'promise' : 'call';
}
