import { effect, signal } from '@preact/signals';
import type { Client, OperatorState } from '../../../shared/client/types.ts';
import type { Ticker } from '../../base/ticker.ts';
import { listen } from '../core/listen.ts';
import type { PlaceModel } from '../core/place.ts';
import type { OpenClient } from '../core/server.ts';
import type { SessionModel } from '../core/session.ts';

type Store = Pick<SessionModel, 'client' | 'signIn' | 'minute'> & Pick<PlaceModel, 'selected' | 'area'>;

/** How often (ms) `minute` moves on, which drops colleagues who have left a chat. */
const LOOKED = 10_000;

/**
 * Tells colleagues what is on this screen, while somebody can see it, and forgets those who are at a chat no longer.
 * Returns how to stop.
 */
export function startViewing(store: Store, ticker: Ticker, client: OpenClient): () => void {
  const isVisible = signal(document.visibilityState === 'visible');
  let told: { readonly client: Client<OperatorState>; readonly conversation: string } | null = null;
  const stopTelling = effect(() => {
    const isShown = isVisible.value && store.area.value === null && store.signIn.value.status === 'in';
    const conversation = (isShown && store.selected.value) || '';
    const open = client();
    if (!open || (told?.client === open && told.conversation === conversation)) return;
    told = { client: open, conversation };
    open.hint({ type: 'viewing', conversation });
  });
  const stopLooking = ticker.subscribe((now) => {
    const isAnybody = (store.client.peek()?.viewers.size ?? 0) > 0;
    if (isAnybody && now - store.minute.peek() >= LOOKED) store.minute.value = now;
  });
  const stopListening = listen(document, 'visibilitychange', () => {
    isVisible.value = document.visibilityState === 'visible';
  });
  return () => {
    stopTelling();
    stopLooking();
    stopListening();
  };
}
