import { effect } from '@preact/signals';
import { listen } from '../../core/listen.ts';
import type { OnCallConsole } from '../console.ts';
import { onCallOf } from '../model.ts';
import { here, mend, whoIs } from './push.ts';

/**
 * Where this browser is a contact of whoever is signed in, sees that the server knows the address it rings at: now, and when
 * the service worker says that it has changed. Loaded only there. Returns how to stop.
 */
export function keepRinging(console: OnCallConsole): () => void {
  const { api, contacts } = onCallOf(console);
  let isMending = false;
  let seen = '';
  const look = async (): Promise<void> => {
    const who = whoIs(console.store);
    if (isMending || here(console.local, who) === null) return;
    isMending = true;
    const labelOf = (id: string): string => contacts.value.peek()?.contacts.find((one) => one.id === id)?.label ?? id;
    // Its label goes along to the new address.
    if (contacts.value.peek() === null) await contacts.load();
    if (await mend(api, console.local, who, labelOf)) await contacts.load();
    isMending = false;
  };
  const stopLooking = effect(() => {
    const who = whoIs(console.store);
    if (who === seen) return;
    seen = who;
    void look();
  });
  const stopListening =
    'serviceWorker' in navigator
      ? listen(navigator.serviceWorker, 'message', (event) => {
          const { type } = ((event as MessageEvent).data ?? {}) as Record<string, unknown>;
          if (type === 'otvet.moved') void look();
        })
      : null;
  return () => {
    stopLooking();
    stopListening?.();
  };
}
