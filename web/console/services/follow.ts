import { effect } from '@preact/signals';
import type { Client, OperatorState } from '../../../shared/client/types.ts';
import type { Store } from '../store/store.ts';
import { listen } from './listen.ts';

/** Follows the conversation that is open, and says how far it has been read while somebody looks at it. */
export function follow(store: Store, client: () => Client<OperatorState> | null): () => void {
  let watched: { client: Client<OperatorState>; conversation: string } | null = null;
  const told = new Map<string, number>();
  const stopWatching = effect(() => {
    const conversation = store.selected.value;
    const isIn = store.signIn.value.status === 'in';
    const open = client();
    if (watched && (watched.conversation !== conversation || watched.client !== open)) {
      watched.client.unwatch(watched.conversation);
      watched = null;
    }
    if (conversation !== null && open && isIn && !watched) {
      watched = { client: open, conversation };
      open.watch(conversation);
    }
  });
  const tell = (): void => {
    const conversation = store.selected.peek();
    const copy = store.copy.peek();
    const view = copy?.log.view;
    if (conversation === null || !copy || !view || document.visibilityState !== 'visible' || !document.hasFocus())
      return;
    // A colleague who only looks in has not read it for the team: two ticks promise that somebody will answer.
    if (view.owner !== null && view.owner !== store.viewer.peek()?.id) return;
    // Only the customer's words are read: a mark costs a write, and says nothing else to anybody.
    const newest = copy.log.entries.findLast(({ events }) =>
      events.some((event) => event.type === 'message.posted' && event.by === 'customer'),
    )?.seq;
    if (newest === undefined || newest <= Math.max(copy.read.operator, told.get(conversation) ?? 0)) return;
    told.set(conversation, newest);
    client()?.hint({ type: 'read', conversation, seq: newest });
  };
  const stopReading = effect(() => {
    store.copy.value;
    tell();
  });
  const stopFocus = listen(window, 'focus', tell);
  return () => {
    stopWatching();
    stopReading();
    stopFocus();
  };
}
