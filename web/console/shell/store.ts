import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { OperatorState } from '../../../shared/client/types.ts';
import type { HintsSeen } from '../../../shared/domain/hint-rules.ts';
import type { WireCard, WirePage, WirePerson } from '../../../shared/protocol/pushes.ts';
import { cardOfLog } from '../core/logic/card-of-log.ts';
import type { Targets } from '../core/logic/clock.ts';
import type { Action } from '../core/logic/hotkeys.ts';
import { type Names, namesOf } from '../core/logic/names.ts';
import type { Words } from '../core/strings-en.ts';
import type { Draft } from '../desk/logic/drafts.ts';
import type { HeldMessage } from '../desk/logic/held.ts';
import { arrange, FOLDED, type Group, type Held, hold, type Section, type Viewer } from '../inbox/logic/inbox.ts';
import type { Today } from '../inbox/logic/today.ts';
import { unreadIn } from '../inbox/logic/unread.ts';

/** Who is at this console: not known yet, signed out (with why), or signed in. */
export type SignIn =
  | { readonly status: 'looking' }
  | { readonly status: 'out'; readonly code: string | null }
  | { readonly status: 'leaving' }
  | { readonly status: 'in' };

/** A conversation as the client holds it. */
export type Copy = OperatorState['conversations'] extends ReadonlyMap<string, infer C> ? C : never;
export type Pane = 'chat' | 'notes' | 'card';
export type Tab = 'waiting' | 'mine' | 'onCall' | 'me';
/** The on-call screens: they take the place of the columns. */
export const AREAS = ['now', 'calendar', 'policy', 'pages', 'alerts'] as const;
export type Area = (typeof AREAS)[number];
/** What lies over the page; one at a time. */
export type Sheet = 'alarm' | 'wake' | 'keys' | 'me' | 'search' | 'palette' | 'incident' | null;
/** wide: three columns · desk: the third folds · phone: one screen at a time */
export type Layout = 'wide' | 'desk' | 'phone';

/** What is done in an open chat besides writing: one at a time, between what was said and the field. */
export type Panel =
  | { readonly kind: 'snooze' | 'restate' }
  /** `move`: the promise that stands gets another time */
  | { readonly kind: 'promise'; readonly move?: true }
  | { readonly kind: 'recall'; readonly seq: number; readonly text: string }
  /** it cannot be closed yet: what is open */
  | { readonly kind: 'close'; readonly open: 'promise' | 'call' | 'wait' };

/** A field that a key or a button wants the focus in; who grants the wish ends it. */
export type FocusWish = 'message' | 'note';

/**
 * All that is drawn. Signals that components read; only services write to them, but for the few that hold what is open
 * or folded. Derived ones are computed: a row is drawn anew when its card has changed, not when the second hand moves.
 */
export interface Store {
  readonly words: Words;
  readonly signIn: Signal<SignIn>;
  readonly client: Signal<OperatorState | null>;
  readonly layout: Signal<Layout>;

  readonly selected: Signal<string | null>;
  readonly pane: Signal<Pane>;
  readonly tab: Signal<Tab>;
  /** the on-call screen that is open; null: the chats */
  readonly area: Signal<Area | null>;
  readonly sheet: Signal<Sheet>;
  /** the third column where it folds */
  readonly sideOpen: Signal<boolean>;
  readonly folded: Signal<ReadonlySet<Group>>;
  readonly focus: Signal<FocusWish | null>;
  /** what is on its way to customers and can still be taken back */
  readonly heldMessages: Signal<readonly HeldMessage[]>;
  /** counts up when a text was put into a draft from elsewhere: an undo, an apology */
  readonly restored: Signal<number>;
  /** chats with which nothing can be done any more, as the server said when something of theirs was to be kept or seen */
  readonly outOfSight: Signal<ReadonlySet<string>>;
  /** what is being done in the open chat besides writing; null: nothing */
  readonly panel: Signal<Panel | null>;
  /** until when the message being written promises something; null: it does not */
  readonly promiseBy: Signal<number | null>;
  /** the chat that was put aside just now */
  readonly putAside: Signal<{ readonly conversation: string; readonly at: number } | null>;
  /** what was copied out of a draft, and for whom that had been begun */
  readonly copied: Signal<Draft | null>;
  /** hints that came up in each chat since its last message: they go with the next */
  readonly hints: Signal<ReadonlyMap<string, HintsSeen>>;
  /** what keys do in the open chat; null while none is open */
  readonly chatKeys: Signal<((action: Action) => boolean) | null>;
  /** the pointer is over the list: rows keep their places */
  readonly pointerInList: Signal<boolean>;
  /** `ladder.episode` of a page whose strip was put away */
  readonly hiddenPage: Signal<string | null>;
  /** null until the server has said */
  readonly today: Signal<Today | null>;
  readonly singleKeys: Signal<boolean>;
  readonly sound: Signal<boolean>;
  readonly notifications: Signal<NotificationPermission | 'none'>;

  readonly viewer: ReadonlySignal<Viewer | null>;
  readonly me: ReadonlySignal<WirePerson | null>;
  readonly people: ReadonlySignal<readonly WirePerson[]>;
  readonly names: ReadonlySignal<Names>;
  readonly targets: ReadonlySignal<Targets>;
  readonly cards: ReadonlySignal<ReadonlyMap<string, WireCard>>;
  /** the list in its true order */
  readonly sections: ReadonlySignal<readonly Section[]>;
  /** the list as it is shown */
  readonly held: ReadonlySignal<Held>;
  /** names of chats that were found far back, by conversation: their logs may be too long to have them loaded */
  readonly foundNames: Signal<ReadonlyMap<string, string>>;
  /** the card of what is open; of a chat that left the inbox long ago, made of its log */
  readonly card: ReadonlySignal<WireCard | null>;
  readonly copy: ReadonlySignal<Copy | null>;
  readonly page: ReadonlySignal<WirePage | null>;
  /** messages of their customers that I have not read, by those chats of mine that have some */
  readonly unread: ReadonlySignal<ReadonlyMap<string, number>>;
  /** colleagues who have a conversation on their screen, by conversation */
  readonly viewers: ReadonlySignal<ReadonlyMap<string, readonly string[]>>;
  /** moved on by the server's clock, so that who has left the screen goes from it */
  readonly minute: Signal<number>;
  readonly online: ReadonlySignal<boolean>;
}

const DEFAULT_TARGETS: Targets = { connect: 100, reply: 600 };

/** An empty store. `singleKeys` and `sound` come from what the person chose before. */
export function createStore(words: Words, chosen: { singleKeys: boolean; sound: boolean }): Store {
  const client = signal<OperatorState | null>(null);
  const selected = signal<string | null>(null);
  const pointerInList = signal(false);
  const minute = signal(0);
  const foundNames = signal<ReadonlyMap<string, string>>(new Map());

  const people = computed(() => client.value?.people ?? []);
  // Object identities that stay while nothing in them changed: what hangs on them is not computed anew with each frame.
  const viewer = keep(
    computed<Viewer | null>(() => {
      const me = client.value?.welcome?.me;
      return me ? { id: me.id, role: me.role } : null;
    }),
  );
  const targets = keep(
    computed<Targets>(() => {
      const workspace = client.value?.welcome?.workspace;
      return workspace ? { connect: workspace.connect, reply: workspace.reply } : DEFAULT_TARGETS;
    }),
  );
  const names = computed(() => namesOf(people.value, words));
  const cards = computed(() => client.value?.inbox.cards ?? EMPTY);
  const conversations = computed(() => client.value?.conversations ?? NONE);
  const sections = computed(() =>
    viewer.value === null ? [] : arrange(cards.value.values(), viewer.value, targets.value),
  );

  const held = signal<Held>({ sections: [], added: 0 });
  effect(() => {
    const fresh = sections.value;
    held.value = pointerInList.value ? hold(held.peek().sections, fresh) : { sections: fresh, added: 0 };
  });

  return {
    words,
    signIn: signal<SignIn>({ status: 'looking' }),
    client,
    layout: signal<Layout>('wide'),
    selected,
    pane: signal<Pane>('chat'),
    tab: signal<Tab>('waiting'),
    area: signal<Area | null>(null),
    sheet: signal<Sheet>(null),
    sideOpen: signal(false),
    folded: signal<ReadonlySet<Group>>(FOLDED),
    focus: signal<FocusWish | null>(null),
    heldMessages: signal<readonly HeldMessage[]>([]),
    restored: signal(0),
    outOfSight: signal<ReadonlySet<string>>(new Set()),
    panel: signal<Panel | null>(null),
    promiseBy: signal<number | null>(null),
    putAside: signal<{ readonly conversation: string; readonly at: number } | null>(null),
    copied: signal<Draft | null>(null),
    hints: signal<ReadonlyMap<string, HintsSeen>>(new Map()),
    chatKeys: signal<((action: Action) => boolean) | null>(null),
    pointerInList,
    hiddenPage: signal<string | null>(null),
    today: signal<Today | null>(null),
    singleKeys: signal(chosen.singleKeys),
    sound: signal(chosen.sound),
    notifications: signal<NotificationPermission | 'none'>('none'),
    viewer,
    me: computed(() => people.value.find((person) => person.id === viewer.value?.id) ?? null),
    people,
    names,
    targets,
    cards,
    sections,
    held,
    foundNames,
    card: computed(() => {
      const id = selected.value;
      if (id === null) return null;
      return cards.value.get(id) ?? cardOfLog(id, conversations.value.get(id), foundNames.value.get(id));
    }),
    copy: computed(() => (selected.value === null ? null : (conversations.value.get(selected.value) ?? null))),
    page: computed(() => client.value?.page ?? null),
    unread: computed(() => unreadOf(cards.value, conversations.value, viewer.value)),
    viewers: computed(() => viewersAt(client.value?.viewers ?? NOBODY, minute.value)),
    minute,
    online: computed(() => client.value?.connection.status === 'online'),
  };
}

function unreadOf(cards: Store['cards']['value'], copies: OperatorState['conversations'], viewer: Viewer | null) {
  const unread = new Map<string, number>();
  for (const [conversation, copy] of copies) {
    const count = viewer !== null && cards.get(conversation)?.owner === viewer.id ? unreadIn(copy) : 0;
    if (count > 0) unread.set(conversation, count);
  }
  return unread;
}

const NOBODY: OperatorState['viewers'] = new Map();

/** Who looks at what at a time: each counts for as long as the client says. */
function viewersAt(viewers: OperatorState['viewers'], now: number): ReadonlyMap<string, readonly string[]> {
  const shown = new Map<string, readonly string[]>();
  for (const [conversation, people] of viewers) {
    const here = [...people].filter(([, until]) => until > now).map(([person]) => person);
    if (here.length > 0) shown.set(conversation, here);
  }
  return shown;
}

const EMPTY: ReadonlyMap<string, WireCard> = new Map();
const NONE: OperatorState['conversations'] = new Map();

/** Hands on the earlier object while the new one says the same. */
function keep<T>(source: ReadonlySignal<T>): ReadonlySignal<T> {
  let last: T = source.peek();
  return computed(() => {
    const next = source.value;
    if (JSON.stringify(next) !== JSON.stringify(last)) last = next;
    return last;
  });
}

/** Asks for the focus in a field, which may be about to be drawn. */
export function wishFocus(store: Store, field: FocusWish): void {
  store.focus.value = field;
}

/** Shows a conversation, or the list again. */
export function show(store: Store, conversation: string | null): void {
  batch(() => {
    if (conversation !== null) showArea(store, null);
    if (store.selected.peek() !== conversation) {
      store.panel.value = null;
      store.promiseBy.value = null;
    }
    store.selected.value = conversation;
    store.pane.value = 'chat';
  });
}

/** Shows an on-call screen, or the chats again; the phone's tabs go along. */
export function showArea(store: Store, area: Area | null): void {
  batch(() => {
    store.area.value = area;
    const tab = store.tab.peek();
    if (area !== null) store.tab.value = area === 'alerts' ? 'me' : 'onCall';
    else if (tab === 'me' || tab === 'onCall') store.tab.value = 'waiting';
  });
}
