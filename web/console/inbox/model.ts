import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { OperatorState } from '../../../shared/client/types.ts';
import type { Viewer } from '../core/logic/viewer.ts';
import { type PlaceModel, show } from '../core/place.ts';
import type { SessionModel } from '../core/session.ts';
import {
  arrange,
  FOLDED,
  type Group,
  type Held,
  hold,
  mostUrgent,
  neighbour,
  rungBy,
  type Section,
  type Waiting,
  waitingNow,
} from './logic/inbox.ts';
import type { Today } from './logic/today.ts';
import { unreadIn } from './logic/unread.ts';
import type { InboxWords } from './words.en.ts';

/** The list of chats. */
export interface InboxModel {
  readonly words: InboxWords;
  readonly folded: Signal<ReadonlySet<Group>>;
  /** the pointer is over the list: rows keep their places */
  readonly pointerInList: Signal<boolean>;
  /** the list in its true order */
  readonly sections: ReadonlySignal<readonly Section[]>;
  /** who waits for a person, as every screen counts them */
  readonly waiting: ReadonlySignal<Waiting>;
  /** the list as it is shown */
  readonly held: ReadonlySignal<Held>;
  /** messages of their customers that I have not read, by those chats of mine that have some */
  readonly unread: ReadonlySignal<ReadonlyMap<string, number>>;
  /** null until the server has said */
  readonly today: Signal<Today | null>;
}

export interface InboxActions {
  /** Opens the row before (-1) or after (1) the open one. */
  step(direction: 1 | -1): void;
  /** Opens the chat that waits most urgently, if any does. */
  nextWaiting(): void;
}

type Needs = Pick<SessionModel, 'cards' | 'conversations' | 'viewer' | 'targets' | 'page'>;

export function createInbox({ cards, conversations, viewer, targets, page }: Needs): Omit<InboxModel, 'words'> {
  const pointerInList = signal(false);
  const rung = computed(() => rungBy(page.value));
  const sections = computed(() =>
    viewer.value === null ? [] : arrange(cards.value.values(), viewer.value, targets.value, rung.value),
  );
  const held = signal<Held>({ sections: [], added: 0 });
  effect(() => {
    const fresh = sections.value;
    held.value = pointerInList.value ? hold(held.peek().sections, fresh) : { sections: fresh, added: 0 };
  });
  return {
    folded: signal<ReadonlySet<Group>>(FOLDED),
    pointerInList,
    sections,
    waiting: computed(() => waitingNow(cards.value.values(), rung.value)),
    held,
    unread: computed(() => unreadOf(cards.value, conversations.value, viewer.value)),
    today: signal<Today | null>(null),
  };
}

export const inboxActions = (store: PlaceModel & InboxModel): InboxActions => ({
  step(direction) {
    const next = neighbour(store.held.peek().sections, store.selected.peek(), direction);
    if (next !== null) show(store, next);
  },
  nextWaiting() {
    const next = mostUrgent(store.sections.peek(), store.selected.peek());
    if (next !== null) show(store, next);
  },
});

function unreadOf(
  cards: SessionModel['cards']['value'],
  copies: OperatorState['conversations'],
  viewer: Viewer | null,
): ReadonlyMap<string, number> {
  const unread = new Map<string, number>();
  for (const [conversation, copy] of copies) {
    const count = viewer !== null && cards.get(conversation)?.owner === viewer.id ? unreadIn(copy) : 0;
    if (count > 0) unread.set(conversation, count);
  }
  return unread;
}
