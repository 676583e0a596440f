import './console.css';
import { createOperatorClient } from '../../shared/client/index.ts';
import { chooseLocale } from '../base/locale.ts';
import { createTicker } from '../base/ticker.ts';
import { mount } from './mount.tsx';
import { createBell } from './services/alerts.ts';
import { createAuth } from './services/auth.ts';
import { browserClientOptions } from './services/browser.ts';
import { startConsole } from './services/console.ts';
import { createStore } from './store/store.ts';
import type { Words } from './strings-en.ts';

// The way through the issuer's page loses the address's query: the language asked for by it stays with the tab.
const asked = new URLSearchParams(location.search).get('lang');
if (asked !== null) sessionStorage.setItem('otvet.lang', asked);
const locale = chooseLocale(sessionStorage.getItem('otvet.lang'), ...navigator.languages);
document.documentElement.lang = locale;

// Nobody loads the words of other languages. Not awaited at the top: what is loaded later would wait for this file in turn.
const words: Promise<Words> =
  locale === 'ru' ? import('./strings-ru.ts').then(({ ru }) => ru) : import('./strings-en.ts').then(({ en }) => en);
void words.then(start);

function start(known: Words): void {
  const store = createStore(known, {
    singleKeys: localStorage.getItem('otvet.single-keys') !== '0',
    sound: localStorage.getItem('otvet.sound') !== '0',
  });
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
