import { effect } from '@preact/signals';
import type { Client, OperatorState } from '../../../shared/client/types.ts';
import { listen } from '../core/listen.ts';
import type { PlaceModel } from '../core/place.ts';
import type { OpenClient } from '../core/server.ts';
import type { SessionModel } from '../core/session.ts';

type Store = Pick<SessionModel, 'cards' | 'viewer' | 'signIn'> & Pick<PlaceModel, 'selected' | 'copy'>;

/**
 * Follows the conversation that is open and every one that is mine: the server sends a conversation's commits to those who
 * watch it, and a customer who writes in a chat of mine must move its row, wherever I look. Says how far the open one has
 * been read while somebody looks at it.
 */
export function follow(store: Store, client: OpenClient): () => void {
  let watching: { readonly client: Client<OperatorState>; readonly conversations: Set<string> } | null = null;
  const told = new Map<string, number>();
  const stopWatching = effect(() => {
    const wanted = new Set(mine(store));
    if (store.selected.value !== null) wanted.add(store.selected.value);
    const isIn = store.signIn.value.status === 'in';
    const open = client();
    if (watching?.client !== open) watching = open ? { client: open, conversations: new Set() } : null;
    if (!watching || !isIn) return;
    const { conversations } = watching;
    for (const conversation of conversations) {
      if (wanted.has(conversation)) continue;
      conversations.delete(conversation);
      watching.client.unwatch(conversation);
    }
    for (const conversation of wanted) {
      if (conversations.has(conversation)) continue;
      conversations.add(conversation);
      watching.client.watch(conversation);
    }
  });
  const tell = (): void => {
    const conversation = store.selected.peek();
    const copy = store.copy.peek();
    const view = copy?.log.view;
    if (conversation === null || !copy || !view || document.visibilityState !== 'visible' || !document.hasFocus())
      return;
    // Only the owner's look counts as read, if there is an owner: the two ticks tell the customer that an answer is coming.
    if (view.owner !== null && view.owner !== store.viewer.peek()?.id) return;
    // Marks go up to the customer's newest message only: each mark is a write, and a later one would tell nobody anything.
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

/** Chats I own that are not closed, from the inbox. */
const mine = (store: Pick<Store, 'cards' | 'viewer'>): string[] =>
  [...store.cards.value.values()]
    .filter(({ owner, bucket }) => owner !== null && owner === store.viewer.value?.id && bucket === 'owned')
    .map(({ conversation }) => conversation);
