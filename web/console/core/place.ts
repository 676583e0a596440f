import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { WireCard } from '../../../shared/protocol/pushes.ts';
import { cardOfLog } from './logic/card-of-log.ts';
import type { Copy } from './logic/copy.ts';
import type { SessionModel } from './session.ts';

export type Pane = 'chat' | 'notes' | 'card';
export type Tab = 'waiting' | 'mine' | 'onCall' | 'me';
/** The on-call screens: they take the place of the columns. */
export const AREAS = ['now', 'calendar', 'policy', 'pages', 'alerts'] as const;
export type Area = (typeof AREAS)[number];
/** What lies over the page; one at a time. */
export type Sheet = 'alarm' | 'wake' | 'keys' | 'me' | 'search' | 'palette' | 'incident' | null;

/** What is done in an open chat besides writing: one at a time, between what was said and the field. */
export type Panel =
  | { readonly kind: 'snooze' | 'restate' }
  /** `move`: the promise that stands gets another time */
  | { readonly kind: 'promise'; readonly move?: true }
  | { readonly kind: 'recall'; readonly seq: number; readonly text: string }
  /** it cannot be closed yet: what is open */
  | { readonly kind: 'close'; readonly open: 'promise' | 'call' | 'wait' };

/** What a key or a button wants the focus in (`row`: that of the open chat); whatever takes it sets this back to null. */
export type FocusWish = 'message' | 'note' | 'row';

/** What is open on this screen. */
export interface PlaceModel {
  readonly selected: Signal<string | null>;
  readonly pane: Signal<Pane>;
  readonly tab: Signal<Tab>;
  /** the on-call screen that is open; null: the chats */
  readonly area: Signal<Area | null>;
  readonly sheet: Signal<Sheet>;
  /** what was typed for the search's field before it was there; null: it is there, or not asked for */
  readonly typedAhead: Signal<string | null>;
  /** the third column where it folds */
  readonly sideOpen: Signal<boolean>;
  readonly focus: Signal<FocusWish | null>;
  /** what is being done in the open chat besides writing; null: nothing */
  readonly panel: Signal<Panel | null>;
  /** until when the message being written promises something; null: it does not */
  readonly promiseBy: Signal<number | null>;
  /** names of chats that a search found, by conversation: their logs may be too long to load for a name */
  readonly foundNames: Signal<ReadonlyMap<string, string>>;
  /** the card of the open chat; of a chat that left the inbox long ago, made of its log */
  readonly card: ReadonlySignal<WireCard | null>;
  readonly copy: ReadonlySignal<Copy | null>;
}

export function createPlace({ cards, conversations }: Pick<SessionModel, 'cards' | 'conversations'>): PlaceModel {
  const selected = signal<string | null>(null);
  const foundNames = signal<ReadonlyMap<string, string>>(new Map());
  return {
    selected,
    pane: signal<Pane>('chat'),
    tab: signal<Tab>('waiting'),
    area: signal<Area | null>(null),
    sheet: signal<Sheet>(null),
    typedAhead: signal<string | null>(null),
    sideOpen: signal(false),
    focus: signal<FocusWish | null>(null),
    panel: signal<Panel | null>(null),
    promiseBy: signal<number | null>(null),
    foundNames,
    card: computed(() => {
      const id = selected.value;
      if (id === null) return null;
      return cards.value.get(id) ?? cardOfLog(id, conversations.value.get(id), foundNames.value.get(id));
    }),
    copy: computed(() => (selected.value === null ? null : (conversations.value.get(selected.value) ?? null))),
  };
}

/** Asks for the focus in a field, which may be about to be drawn. */
export function wishFocus({ focus }: Pick<PlaceModel, 'focus'>, field: FocusWish): void {
  focus.value = field;
}

/** Opens the search, whose field may still be on its way: what is typed from now on is kept for it. */
export function openSearch(place: Pick<PlaceModel, 'sheet' | 'typedAhead'>, sheet: 'search' | 'palette'): void {
  batch(() => {
    place.typedAhead.value = '';
    place.sheet.value = sheet;
  });
}

/** Shows a conversation, or (null) the list again. */
export function show(place: PlaceModel, conversation: string | null): void {
  batch(() => {
    if (conversation !== null) showArea(place, null);
    if (place.selected.peek() !== conversation) {
      place.panel.value = null;
      place.promiseBy.value = null;
    }
    place.selected.value = conversation;
    place.pane.value = 'chat';
  });
}

/** Shows an on-call screen, or (null) the chats again; the phone's tabs go along. */
export function showArea(place: Pick<PlaceModel, 'area' | 'tab'>, area: Area | null): void {
  batch(() => {
    place.area.value = area;
    const tab = place.tab.peek();
    if (area !== null) place.tab.value = area === 'alerts' ? 'me' : 'onCall';
    else if (tab === 'me' || tab === 'onCall') place.tab.value = 'waiting';
  });
}

/** Going from one screen to another. */
export interface PlaceActions {
  open(conversation: string | null): void;
  pane(pane: Pane): void;
  tab(tab: Tab): void;
  /** an on-call screen, or null: back to the chats */
  area(area: Area | null): void;
}

export const placeActions = (place: PlaceModel): PlaceActions => ({
  open: (conversation) => show(place, conversation),
  pane(pane) {
    place.pane.value = pane;
  },
  tab(tab) {
    batch(() => {
      place.tab.value = tab;
      place.area.value = tab === 'onCall' ? 'now' : tab === 'me' ? 'alerts' : null;
      show(place, null);
    });
  },
  area: (area) => showArea(place, area),
});
