import { effect } from '@preact/signals';
import type { Store } from '../store/store.ts';
import { listen } from './listen.ts';

const IN_ADDRESS = /^#([A-Za-z0-9_-]{16,64})$/;

/**
 * Keeps the open conversation in the address (`/console/#id`): a reload finds it again, and a phone's way back leads to
 * the list instead of out of the console. Returns how to stop.
 */
export function startRoute(store: Store): () => void {
  const inAddress = (): string | null => IN_ADDRESS.exec(location.hash)?.[1] ?? null;
  const first = inAddress();
  if (first !== null && store.selected.peek() === null) store.selected.value = first;
  const stopWriting = effect(() => {
    const wanted = store.selected.value;
    const shown = inAddress();
    if (wanted === shown) return;
    if (wanted === null) {
      // The entry that opening it made is taken back; one that came with the address is only renamed.
      // Not while signing out: the page is about to be left.
      const isIn = store.signIn.peek().status === 'in';
      if (isIn && (history.state as { fromList?: boolean } | null)?.fromList) history.back();
      else history.replaceState(null, '', location.pathname + location.search);
    } else if (shown === null) history.pushState({ fromList: true }, '', `#${wanted}`);
    else history.replaceState(history.state, '', `#${wanted}`);
  });
  const stopReading = listen(window, 'popstate', () => {
    store.selected.value = inAddress();
    store.pane.value = 'chat';
  });
  return () => {
    stopWriting();
    stopReading();
  };
}
