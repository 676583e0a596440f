import { batch, effect } from '@preact/signals';
import { listen } from '../core/listen.ts';
import { AREAS, type Area, type PlaceModel, showArea } from '../core/place.ts';
import type { SessionModel } from '../core/session.ts';

const CONVERSATION = /^#([A-Za-z0-9_-]{16,64})$/;
const ON_CALL = /^#\/on-call(?:\/(\w+))?$/;

interface Place {
  readonly conversation: string | null;
  readonly area: Area | null;
}

/** What an address shows; an on-call screen that does not exist is the first of them. */
export function placeOf(hash: string): Place {
  const onCall = ON_CALL.exec(hash);
  return {
    conversation: CONVERSATION.exec(hash)?.[1] ?? null,
    area: onCall && (AREAS.find((area) => area === onCall[1]) ?? 'now'),
  };
}

/** An on-call screen lies over the conversation that is open. */
const hashOf = ({ conversation, area }: Place): string | null =>
  area !== null ? `#/on-call${area === 'now' ? '' : `/${area}`}` : conversation && `#${conversation}`;

/**
 * Keeps what is open in the address (`/console/#id`, `/console/#/on-call/calendar`): a reload finds it again, and a phone's
 * way back leads to the list instead of out of the console. Returns how to stop.
 */
export function startRoute(store: PlaceModel & Pick<SessionModel, 'signIn'>): () => void {
  const read = (): void => {
    const { conversation, area } = placeOf(location.hash);
    batch(() => {
      showArea(store, area);
      // It lies over the conversation, which stays open under it.
      if (area !== null) return;
      store.selected.value = conversation;
      store.pane.value = 'chat';
    });
  };
  const first = placeOf(location.hash);
  if (first.area !== null) showArea(store, first.area);
  else if (first.conversation !== null && store.selected.peek() === null) store.selected.value = first.conversation;
  const stopWriting = effect(() => {
    const wanted = { conversation: store.selected.value, area: store.area.value };
    const shown = placeOf(location.hash);
    const [hash, before] = [hashOf(wanted), hashOf(shown)];
    if (hash === before) return;
    if (hash === null) {
      // The entry that opening it made is taken back; one that came with the address is only renamed.
      // Not while signing out: the page is about to be left.
      const isIn = store.signIn.peek().status === 'in';
      if (isIn && (history.state as { fromList?: boolean } | null)?.fromList) history.back();
      else history.replaceState(null, '', location.pathname + location.search);
    } else if (before === null || (wanted.area === null) !== (shown.area === null))
      history.pushState({ fromList: true }, '', hash);
    else history.replaceState(history.state, '', hash);
  });
  const stopReading = listen(window, 'popstate', read);
  // A click on a notification, when this tab is the one that the service worker brought to the front.
  const worker = 'serviceWorker' in navigator ? navigator.serviceWorker : null;
  const stopListening = worker
    ? listen(worker, 'message', (event) => {
        const { type, hash } = ((event as MessageEvent).data ?? {}) as Record<string, unknown>;
        if (type === 'otvet.open' && typeof hash === 'string') location.hash = hash;
      })
    : null;
  return () => {
    stopWriting();
    stopReading();
    stopListening?.();
  };
}
