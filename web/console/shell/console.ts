import { effect } from '@preact/signals';
import { accentVariables } from '../../base/accent.ts';
import { alarmActions } from '../alarm/model.ts';
import type { ChatConsole } from '../chat/console.ts';
import { follow } from '../chat/follow.ts';
import { startViewing } from '../chat/viewing.ts';
import { listen } from '../core/listen.ts';
import { placeActions } from '../core/place.ts';
import { preferenceActions } from '../core/preferences.ts';
import { type OpenClient, serverOf } from '../core/server.ts';
import type { CustomerConsole } from '../customer/console.ts';
import { chatActions } from '../desk/chat-actions.ts';
import { chatCommands } from '../desk/chat-commands.ts';
import { startDrafts } from '../desk/draft-keeping.ts';
import { draftsOf } from '../desk/drafts-of.ts';
import { forgetOld } from '../desk/logic/drafts.ts';
import { messageActions } from '../desk/message-actions.ts';
import { startAlerts } from '../inbox/alerts.ts';
import { inboxActions } from '../inbox/model.ts';
import { startToday } from '../inbox/today.ts';
import { type OnCallConsole, onCallActions } from '../on-call/console.ts';
import type { SearchConsole } from '../search/console.ts';
import { tagsActions } from '../tags/actions.ts';
import type { TagsConsole } from '../tags/console.ts';
import { followTags } from '../tags/follow.ts';
import { createConnection } from './connection.ts';
import { startKeyboard } from './keyboard.ts';
import { runKey } from './keys.ts';
import { startRoute } from './route.ts';
import { greet, sessionActions } from './sign-in.ts';
import { followStage } from './stage.ts';
import type { Store } from './store.ts';
import type { World } from './world.ts';

/** A running console: what each feature has named as its needs, and how to stop it. */
export interface Console extends ChatConsole, SearchConsole, CustomerConsole, OnCallConsole, TagsConsole {
  readonly store: Store;
  readonly actions: ChatConsole['actions'] & OnCallConsole['actions'] & TagsConsole['actions'];
  stop(): void;
}

/** Starts everything: sign-in, connection, sounds, keys. */
export function startConsole(world: World): Console {
  const { store, ticker, local } = world;
  const { client, outgoing, ...line } = createConnection(world, connected);

  forgetOld(local, Date.now());
  const drafts = draftsOf(store, local, (conversation, kind) => keeping.changed(conversation, kind));
  const keeping = startDrafts({ store, client, drafts, page: window, screen: document, now: () => Date.now() });

  const command = chatCommands(store, client, outgoing);
  const session = sessionActions(world, { client, ...line }, () => keeping.flush());
  const actions: Console['actions'] = {
    ...session,
    ...placeActions(store),
    ...preferenceActions(store, local, () => world.ring('mine')),
    ...inboxActions(store),
    ...chatActions(store, client, command),
    ...tagsActions(store, command),
    ...messageActions(store, { command, outgoing, drafts, keeping }),
    ...alarmActions(client),
    ...onCallActions(client),
    copyText: (text) => navigator.clipboard.writeText(text),
  };

  let ringing: Promise<() => void> | null = null;
  function connected(): void {
    // Only where this browser is somebody's contact (on-call/contacts/push.ts): it must go on ringing.
    if (!ringing && local.getItem('otvet.push') !== null)
      ringing = import('../on-call/contacts/keep-ringing.ts').then(({ keepRinging }) => keepRinging(running));
  }

  // Before the route reads the address: a sign-in that comes back puts the place into it that was asked for.
  void session.resume();
  const stops = [
    () => keeping.stop(),
    greet(world, (state) => actions.presence(state)),
    follow(store, client),
    followTags(store, client),
    startViewing(store, ticker, client),
    startRoute(store),
    startToday(store, ticker),
    startAlerts(store, ticker, (kind) => world.ring(kind)),
    startKeyboard(store, (action) => runKey(action, store, actions)),
    effect(() => {
      const accent = store.client.value?.welcome?.workspace.accent;
      for (const [name, value] of Object.entries(accentVariables(accent)))
        document.documentElement.style.setProperty(name, value);
    }),
    wakeWithThePage(store, client),
    warnOfUnsent(store),
    followStage(session),
  ];

  const running: Console = {
    store,
    ticker,
    actions,
    drafts,
    server: serverOf(client),
    http: { fetch: world.fetch, idToken: () => world.auth.idToken() },
    local,
    runKey: (action) => runKey(action, store, actions),
    stop() {
      for (const stop of stops) stop();
      void ringing?.then((stop) => stop());
      line.stop();
    },
  };
  return running;
}

/**
 * Tries the connection again when the machine is online again, or the page is looked at; that the machine has lost its network
 * is shown at once, long before the socket knows. Returns how to stop.
 */
function wakeWithThePage(
  { network, client: state }: Pick<Store, 'network' | 'client'>,
  client: OpenClient,
): () => void {
  const stops = [
    listen(window, 'online', () => {
      network.value = null;
      client()?.wake();
    }),
    listen(window, 'offline', () => {
      network.value = Date.now() + (state.peek()?.offset ?? 0);
    }),
    listen(document, 'visibilitychange', () => {
      if (document.visibilityState === 'visible') client()?.wake();
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/**
 * Asks before the page is left while commands wait for a connection. The next console in this browser sends them, but
 * nobody knows when that is.
 */
const warnOfUnsent = ({ conversations, online }: Store): (() => void) =>
  listen(window, 'beforeunload', (event) => {
    const isWaiting = [...conversations.peek().values()].some(({ pending }) => pending.length > 0);
    if (!online.peek() && isWaiting) event.preventDefault();
  });
