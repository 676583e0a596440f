import { render } from 'preact';
import { createCustomerClient } from '../../shared/client/index.ts';
import { createTicker } from '../base/ticker.ts';
import { providePanel } from './components/context.ts';
import { isSheet } from './components/focus.ts';
import { PanelView } from './components/PanelView.tsx';
import type { Parts } from './components/parts.ts';
import type { Launcher, MountPanel, Panel } from './launcher-api.ts';
import { type Options, storagePrefix } from './options.ts';
import { createAttention } from './services/attention.ts';
import { createBack } from './services/back.ts';
import { browserClientOptions, randomId } from './services/browser.ts';
import { createChat } from './services/chat.ts';
import type { Chat, ChatState } from './services/chat-types.ts';
import { openOutbox } from './services/outbox.ts';
import { createPart } from './services/part.ts';
import { createSessions } from './services/session.ts';
import { type Keep, keepIn } from './services/storage.ts';
import styles from './widget.css?inline';
import { words } from './words/panel.ts';

/** The panel's file: loaded by the launcher when somebody wants to write, or when a conversation goes on. */
export const mount: MountPanel = (root, options, launcher) => {
  const prefix = storagePrefix(options);
  const keep = keepIn(prefix, () => localStorage);
  const tab = keepIn(prefix, () => sessionStorage);
  const sessions = createSessions(options, keep, fetch.bind(window), Date.now, () => ({
    path: location.pathname.slice(0, 1000),
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  }));
  const chat = createChat({
    keep,
    ticker: createTicker(),
    newId: randomId,
    async connect() {
      await sessions.settle();
      return createCustomerClient(browserClientOptions(sessions.ticket, openOutbox(keep, randomId)));
    },
  });
  return show(root, chat, { options, launcher, remember: (isOpen) => tab.set('open', isOpen ? '1' : null), keep });
};

interface Place {
  readonly options: Options;
  readonly launcher: Launcher;
  readonly keep: Keep;
  /** whether it is open, for the next page of the site */
  remember(isOpen: boolean): void;
}

/** Draws a chat into the launcher's shadow root, and ties it to the page: badge, title, sound, network, visibility. */
export function show(root: ShadowRoot, chat: Chat, { options, launcher, keep, remember }: Place): Panel {
  const adopt = (css: string): void => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    // Before the launcher's: what both set, the launcher's rules decide.
    root.adoptedStyleSheets.splice(-1, 0, sheet);
  };
  adopt(styles);
  const place = document.createElement('div');
  root.prepend(place);

  let wantsFocus = false;
  const dress = (it: { readonly styles: string }): void => {
    adopt(it.styles);
    chat.refresh();
  };
  const { later, forms, copying }: Parts = {
    later: createPart(
      () => import('./later.tsx'),
      (it) => {
        dress(it);
        it.tellDelivered(chat, keep);
      },
    ),
    forms: createPart(() => import('./forms.tsx'), dress),
    copying: createPart(
      () => import('./services/save-copy.ts'),
      () => {},
    ),
  };
  providePanel({ chat, locale: options.locale, words: words(options.locale), later, forms, copying });
  render(<PanelView focus={() => wantsFocus} />, place);

  const back = createBack(window, () => chat.close());
  const attention = createAttention(document);
  let before = { unread: 0, isOpen: false, accent: options.accent };
  const follow = (): void => {
    const { unread, isOpen, client, hasSound } = chat.state;
    const accent = client?.welcome?.workspace.accent ?? before.accent;
    if (unread !== before.unread) {
      launcher.unread(unread);
      attention.unread(unread);
      if (unread > before.unread && hasSound) later.get()?.chime();
    }
    if (isPastWaiting(chat.state)) later.load();
    if (chat.state.view.status === 'closed') forms.load();
    if (isOpen !== before.isOpen) {
      launcher.opened(isOpen);
      if (!isOpen) back.closed();
      else if (isSheet()) back.opened();
      remember(isOpen);
    }
    if (accent !== before.accent) {
      launcher.accent(accent);
      keep.set('accent', accent ?? null);
    }
    before = { unread, isOpen, accent };
  };
  chat.subscribe(follow);
  follow();

  const wake = (): void => {
    if (document.visibilityState === 'visible') chat.wake();
    else chat.sendComplaint(); // the last moment that a phone tells us of
  };
  document.addEventListener('visibilitychange', wake);
  addEventListener('online', wake);
  addEventListener('pagehide', () => chat.sendComplaint());
  return {
    open(focus) {
      wantsFocus = focus;
      chat.open();
    },
    close: () => chat.close(),
  };
}

/** Something stands in the conversation, or is refused, that the panel's second file draws. */
const isPastWaiting = ({ view, client, conversation }: ChatState): boolean =>
  view.owner !== null ||
  view.promise !== null ||
  view.status === 'closed' ||
  (client?.refusals ?? []).length > 0 ||
  (client?.conversations.get(conversation ?? '')?.log.entries ?? []).some(
    ({ by, events }) => by.kind === 'operator' || events.some(({ type }) => /^callback/.test(type)),
  );
