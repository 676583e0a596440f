import './console.css';
import { createOperatorClient } from '../../shared/client/index.ts';
import { chooseLocale } from '../base/locale.ts';
import { createTicker } from '../base/ticker.ts';
import { newId } from './core/new-id.ts';
import { chosenBefore } from './core/preferences.ts';
import { createBell } from './inbox/alerts.ts';
import { createAuth } from './shell/auth/auth.ts';
import { createPeers } from './shell/auth/peers.ts';
import { browserClientOptions } from './shell/browser.ts';
import { startConsole } from './shell/console.ts';
import type { FirstWords } from './shell/first-words.en.ts';
import { mount } from './shell/mount.tsx';
import { createStore } from './shell/store.ts';

// The way through the issuer's page loses the address's query: the language asked for by it stays with the tab.
const asked = new URLSearchParams(location.search).get('lang');
if (asked !== null) sessionStorage.setItem('otvet.lang', asked);
const locale = chooseLocale(sessionStorage.getItem('otvet.lang'), ...navigator.languages);
document.documentElement.lang = locale;

// Only the reader's language is loaded. Not awaited at the top level: chunks that import this file would wait for it, and it for them.
const words: Promise<FirstWords> =
  locale === 'ru'
    ? import('./shell/first-words.ru.ts').then(({ ru }) => ru)
    : import('./shell/first-words.en.ts').then(({ en }) => en);
void words.then(start);

function start(known: FirstWords): void {
  const store = createStore(known, chosenBefore(localStorage));
  if ('Notification' in globalThis) store.notifications.value = Notification.permission;

  const request = (path: string, init?: RequestInit): Promise<Response> =>
    fetch(path, { signal: AbortSignal.timeout(10_000), ...init });

  const auth = createAuth({
    storage: sessionStorage,
    locale,
    fetch: request,
    now: () => Date.now(),
    address: () => new URL(location.href),
    replaceAddress: (path) => history.replaceState(null, '', path),
    leave: (url) => location.assign(url),
    peers: createPeers(new BroadcastChannel('otvet.session')),
    newId,
  });

  mount(
    document.body,
    startConsole({
      store,
      auth,
      ticker: createTicker(),
      createClient: (options) => createOperatorClient(browserClientOptions(options)),
      fetch: request,
      ring: createBell(),
      local: localStorage,
      tab: sessionStorage,
    }),
  );
}
