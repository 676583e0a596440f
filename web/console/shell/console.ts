import { batch, effect } from '@preact/signals';
import type { Client, ClientOptions, OperatorState } from '../../../shared/client/types.ts';
import type { DraftKind } from '../../../shared/protocol/values.ts';
import { accentVariables } from '../../base/accent.ts';
import type { Ticker } from '../../base/ticker.ts';
import { follow } from '../chat/follow.ts';
import { startViewing } from '../chat/viewing.ts';
import { listen } from '../core/listen.ts';
import { startDrafts } from '../desk/draft-keeping.ts';
import { Drafts, forgetOld } from '../desk/logic/drafts.ts';
import { createOutbox } from '../desk/outbox.ts';
import type { Outgoings } from '../desk/outgoing.ts';
import { startAlerts } from '../inbox/alerts.ts';
import type { Alert } from '../inbox/logic/alerts.ts';
import { startToday } from '../inbox/today.ts';
import { type Actions, createCommands, type PresenceState } from './actions.ts';
import type { Auth } from './auth/auth.ts';
import { newId } from './browser.ts';
import { startKeyboard } from './keyboard.ts';
import { runKey } from './keys.ts';
import { startRoute } from './route.ts';
import { type Store, show } from './store.ts';

/** Requests of screens that load by themselves, not by the socket. */
export interface Http {
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** of who is signed in, for the `authorization` header */
  idToken(): Promise<string>;
}

/** The socket, for screens that are fetched when they are opened; what is asked while nobody is signed in is refused. */
export type Server = {
  request: Client<OperatorState>['request'];
  command(...all: Parameters<Client<OperatorState>['command']>): void;
};

/** What the console is built on; the page gives the real ones, tests and pictures their own. */
export interface World {
  readonly store: Store;
  readonly ticker: Ticker;
  readonly auth: Auth;
  createClient(options: Pick<ClientOptions, 'ticket' | 'storage'>): Client<OperatorState>;
  fetch: Http['fetch'];
  ring(alert: Alert['kind']): void;
  /** drafts, choices and what is on its way out: all that stays on this machine */
  readonly local: Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;
  /** what lasts as long as the tab */
  readonly tab: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
}

/** A running console, as components see it. */
export interface Console {
  readonly store: Store;
  readonly ticker: Ticker;
  readonly actions: Actions;
  readonly http: Http;
  readonly server: Server;
  /** what stays on this machine */
  readonly local: World['local'];
  /** drafts of who is signed in */
  drafts(kind: DraftKind): Drafts;
  stop(): void;
}

const PRESENCE = 'otvet.presence';

/** Starts everything: sign-in, connection, sounds, keys. */
export function startConsole(world: World): Console {
  const { store, ticker, auth } = world;
  let client: Client<OperatorState> | null = null;
  const drafts = new Map<string, Drafts>();
  let ringing: Promise<() => void> | null = null;

  const outbox = createOutbox(world.local, newId());
  let outgoing: Promise<Outgoings> | null = null;
  let ready: Outgoings | null = null;

  const commands = createCommands(store, {
    client: () => client,
    outgoing(run) {
      // In the order in which they are done: what is let go now stands before what is asked for next.
      if (ready) run(ready);
      else void outgoing?.then(run);
    },
    drafts: () => running.drafts('message'),
  });
  const actions: Actions = {
    ...commands,
    presence(state) {
      world.tab.setItem(PRESENCE, state);
      void client?.request({ type: 'presence.set', state }).catch(() => undefined); // stopped meanwhile
    },
    reconnect: () => client?.wake(),
    async signIn() {
      store.signIn.value = { status: 'leaving' };
      try {
        await auth.begin(null);
      } catch {
        store.signIn.value = { status: 'out', code: 'unreachable' };
      }
    },
    signOut: () => void signOut(),
    notify() {
      void Notification.requestPermission().then((answer) => {
        store.notifications.value = answer;
      });
    },
    sound(on) {
      store.sound.value = on;
      world.local.setItem('otvet.sound', on ? '1' : '0');
      if (on) world.ring('mine');
    },
    singleKeys(on) {
      store.singleKeys.value = on;
      world.local.setItem('otvet.single-keys', on ? '1' : '0');
    },
    takeDraft: (conversation, kind) => keeping.take(conversation, kind),
    putAwayDraft: (conversation, kind) => keeping.putAway(conversation, kind),
    copyText: (text) => navigator.clipboard.writeText(text),
  };

  async function signOut(): Promise<void> {
    const leaving = client;
    ready?.flush();
    keeping.flush();
    if (leaving && leaving.state.connection.status === 'online') {
      // Off before the socket goes, or the team would count on this person for as long as the lease lasts.
      const off = leaving.request({ type: 'presence.set', state: 'off' }).catch(() => undefined);
      await Promise.race([off, new Promise((resolve) => setTimeout(resolve, 1_000))]);
    }
    world.tab.removeItem(PRESENCE);
    disconnect();
    batch(() => {
      store.signIn.value = { status: 'out', code: null };
      show(store, null);
    });
    await auth.signOut();
  }

  function disconnect(): void {
    client?.stop();
    client = null;
    store.client.value = null;
  }

  function connect(): void {
    const opened = world.createClient({ ticket: () => auth.ticket(), storage: outbox.storage });
    client = opened;
    store.client.value = opened.state;
    store.signIn.value = { status: 'in' };
    carry(opened.state);
    opened.subscribe((state) => {
      if (client !== opened) return;
      ticker.setOffset(state.offset);
      if (state.connection.status === 'stopped') {
        const { code } = state.connection;
        disconnect();
        auth.forget();
        store.signIn.value = { status: 'out', code };
        return;
      }
      store.client.value = state;
      carry(state);
    });
    opened.start();
    opened.request({ type: 'inbox.watch' }).catch(() => undefined); // stopped before it was answered
    // Only where this browser is somebody's contact (push.ts): it must go on ringing.
    if (!ringing && world.local.getItem('otvet.push') !== null)
      ringing = import('../on-call/contacts/keep-ringing.ts').then(({ keepRinging }) => keepRinging(running));
  }

  /** Once it is known who is here: what they, or an earlier tab of theirs, have on its way out. */
  function carry({ welcome }: OperatorState): void {
    if (!welcome || outgoing) return;
    const who = `${welcome.workspace.id}.${welcome.me.id}`;
    outbox.own(who);
    const owner = outbox.owner ?? '';
    const { local } = world;
    outgoing = import('../desk/outgoing.ts').then(({ startOutgoing }) => {
      ready = startOutgoing({
        store,
        ticker,
        local,
        client: () => client,
        who,
        owner,
        newId,
        page: window,
        ...(navigator.locks && { locks: navigator.locks }),
      });
      return ready;
    });
  }

  forgetOld(world.local, Date.now());
  const keeping = startDrafts({
    store,
    client: () => client,
    drafts: (kind) => running.drafts(kind),
    page: window,
    screen: document,
    now: () => Date.now(),
  });

  const stops = [
    () => keeping.stop(),
    greet(store, (state) => actions.presence(state), world.tab),
    follow(store, () => client),
    startViewing(store, ticker, () => client),
    startRoute(store),
    startToday(store, ticker),
    startAlerts(store, ticker, (kind) => world.ring(kind)),
    startKeyboard(store, (action) => runKey(action, store, actions)),
    effect(() => {
      const accent = store.client.value?.welcome?.workspace.accent;
      for (const [name, value] of Object.entries(accentVariables(accent)))
        document.documentElement.style.setProperty(name, value);
    }),
    listen(window, 'online', () => client?.wake()),
    listen(document, 'visibilitychange', () => {
      if (document.visibilityState === 'visible') client?.wake();
    }),
    listen(window, 'beforeunload', (event) => {
      // What is not acknowledged is sent by the next console in this browser; who has no connection is told that it waits.
      const copies = store.client.peek()?.conversations.values() ?? [];
      if (!store.online.peek() && [...copies].some(({ pending }) => pending.length > 0)) event.preventDefault();
    }),
    listen(window, 'message', (event) => {
      if (event instanceof MessageEvent)
        fromStage(event, { signIn: (as) => void signInAs(as), signOut: () => void signOut() });
    }),
  ];

  async function signInAs(as: string): Promise<void> {
    disconnect();
    store.signIn.value = { status: 'leaving' };
    try {
      await auth.begin(as);
    } catch {
      store.signIn.value = { status: 'out', code: 'unreachable' };
    }
  }

  void auth.resume().then((resumed) => {
    if (resumed.status === 'in') connect();
    else store.signIn.value = resumed;
  });

  const running: Console = {
    store,
    ticker,
    actions,
    http: { fetch: world.fetch, idToken: () => auth.idToken() },
    server: {
      request: async (frame) => {
        if (!client) throw new Error('Nobody is signed in.');
        return client.request(frame);
      },
      command: (...all) => void client?.command(...all),
    },
    local: world.local,
    drafts(kind) {
      const welcome = store.client.peek()?.welcome;
      const who = `${welcome?.workspace.id ?? ''}.${welcome?.me.id ?? ''}`;
      const changed = (conversation: string): void => keeping.changed(conversation, kind);
      const kept = drafts.get(`${kind} ${who}`) ?? new Drafts(world.local, who, kind, changed);
      drafts.set(`${kind} ${who}`, kept);
      return kept;
    },
    stop() {
      for (const stop of stops) stop();
      void ringing?.then((stop) => stop());
      void outgoing?.then((started) => started.stop());
      disconnect();
    },
  };
  return running;
}

/** The stage, a page of the same site that shows this one in a frame, signs people in and out by message. */
function fromStage(event: MessageEvent, run: { signIn(as: string): void; signOut(): void }): void {
  if (event.origin !== location.origin || event.data === null || typeof event.data !== 'object') return;
  const { type, action, as } = event.data as Record<string, unknown>;
  if (type !== 'otvet.stage') return;
  if (action === 'sign-in' && typeof as === 'string') run.signIn(as);
  if (action === 'sign-out') run.signOut();
}

/** Who opens the console is at work; who said otherwise in this tab stays so. Said again with each new socket: leases end. */
function greet(store: Store, presence: (state: PresenceState) => void, tab: World['tab']): () => void {
  let greeted: string | null = null;
  return effect(() => {
    const welcome = store.client.value?.welcome;
    if (!welcome || welcome.id === greeted) return;
    greeted = welcome.id;
    const chosen = tab.getItem(PRESENCE);
    presence(chosen === 'away' || chosen === 'off' ? chosen : 'available');
  });
}
