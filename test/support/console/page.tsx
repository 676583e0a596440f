import '../../../web/console/console.css';
import type { OperatorState } from '../../../shared/client/types.ts';
import { createTicker } from '../../../web/base/ticker.ts';
import type { SignIn } from '../../../web/console/core/session.ts';
import { startConsole } from '../../../web/console/shell/console.ts';
import { mount } from '../../../web/console/shell/mount.tsx';
import { createStore } from '../../../web/console/shell/store.ts';
import { tellCards, tellClocks, tellMistake } from './card-stories.ts';
import { FakeClient } from './fake-client.ts';
import { FakeOnCall } from './fake-on-call.ts';
import { tellEarlier } from './search-stories.ts';
import { peopleOf, tellCrowd, tellStories } from './stories.ts';
import { WORDS } from './words.ts';

/**
 * The real console over a client without a server, for pictures and for checks of what is drawn. The address says which:
 * `?lang=ru&me=oleg&state=empty|first|loading|out&oncall=new|unreachable&waiting=50`. The client is `window.fake`, for a test to tell the rest.
 */
const query = new URLSearchParams(location.search);
const locale = query.get('lang') === 'ru' ? 'ru' : 'en';
const me = query.get('me') ?? 'oleg';
const state = query.get('state');
document.documentElement.lang = locale;

const now = (): number => Date.now();
const people = peopleOf(locale);
const role = people.find(({ id }) => id === me)?.role ?? 'operator';
const client = new FakeClient({ me, role, people, now, today: { joined: 50, inTime: 48 } });
if (state === 'loading') client.set({ inbox: { ...client.state.inbox, loaded: false } });
else if (state !== 'first') tellStories(client, locale);
if (state === 'empty') {
  const cards = new Map([...client.state.inbox.cards].filter(([, card]) => card.bucket !== 'person'));
  client.set({ inbox: { ...client.state.inbox, cards } });
}

tellCards(client, locale, now);
const waiting = Number(query.get('waiting') ?? 0);
if (waiting > 0) tellCrowd(client, locale, waiting);
if (query.has('earlier')) tellEarlier(client, locale, now);
if (query.has('clocks')) tellClocks(client, locale, now);
if (query.has('mistake')) tellMistake(client, locale);

const onCall = new FakeOnCall(locale, now, query.get('oncall'));

const store = createStore(WORDS[locale], { singleKeys: true, sound: false });
const fixed = (signIn: SignIn) => async () =>
  signIn.status === 'out' ? ({ status: 'out', code: signIn.code } as const) : ({ status: 'in' } as const);
const console = startConsole({
  store,
  ticker: createTicker(),
  auth: {
    resume: fixed(state === 'out' ? { status: 'out', code: query.get('code') } : { status: 'in' }),
    begin: async () => undefined,
    ticket: async () => ({ ticket: '', address: '' }),
    idToken: async () => 'token',
    signOut: async () => false,
    forget: () => undefined,
    onOver: () => undefined,
  },
  createClient: () => client,
  fetch: onCall.fetch,
  ring: () => undefined,
  local: localStorage,
  tab: sessionStorage,
});
const open = query.get('open');
if (open !== null) store.selected.value = open;
mount(document.body, console);

declare global {
  interface Window {
    fake: FakeClient;
    onCall: FakeOnCall;
    shown: () => OperatorState | null;
  }
}
window.fake = client;
window.onCall = onCall;
window.shown = () => store.client.peek();
