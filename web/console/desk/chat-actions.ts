import { batch } from '@preact/signals';
import type { RecallReason } from '../../../shared/domain/conversation/commands.ts';
import { type PlaceModel, wishFocus } from '../core/place.ts';
import type { OpenClient } from '../core/server.ts';
import type { SessionModel } from '../core/session.ts';
import type { SendCommand } from './chat-commands.ts';
import type { DeskModel } from './model.ts';

/** What one says of a message that is taken back. */
export interface Recall {
  readonly seq: number;
  readonly reason: RecallReason;
  readonly note?: string;
  /** other conversations that the mistake touches */
  readonly also?: readonly string[];
}

/** What is done with a chat besides writing in it. */
export interface ChatActions {
  claim(conversation: string): void;
  /** Takes it from a colleague; the reason is kept as a note, since customers never read why. */
  takeOver(conversation: string, reason: string): void;
  release(conversation: string): void;
  /** Closes it; `closed` then says so with a way back. */
  close(conversation: string): void;
  reopen(conversation: string): void;
  proposeMorning(conversation: string): void;
  closeReview(conversation: string, outcome: string): void;
  /** until a time, epoch ms, or (null) until the customer writes */
  snooze(conversation: string, until: number | null): void;
  unsnooze(conversation: string): void;
  keptPromise(conversation: string): void;
  movePromise(conversation: string, due: number): void;
  /** Takes a message back after it went out. */
  recall(conversation: string, recall: Recall): void;
  offerCall(conversation: string): void;
  called(conversation: string, outcome: 'reached' | 'missed', note: string): void;
  note(conversation: string, text: string): void;
  typing(conversation: string): void;
  older(conversation: string): void;
  dismiss(refusal: string): void;
}

type Store = Pick<SessionModel, 'words' | 'layout' | 'names' | 'cards'> &
  Pick<PlaceModel, 'focus' | 'panel'> &
  Pick<DeskModel, 'putAside' | 'closed'>;

export function chatActions(store: Store, client: OpenClient, command: SendCommand): ChatActions {
  const note = (conversation: string, text: string): void => {
    client()?.command(conversation, { type: 'note.post', text }, 'notes');
  };
  return {
    claim(conversation) {
      command(conversation, 'conversation.claim');
      // On a phone the keyboard would cover what there is to read first.
      if (store.layout.peek() !== 'phone') wishFocus(store, 'message');
    },
    takeOver(conversation, reason) {
      command(conversation, 'conversation.claim', { reason });
      note(conversation, store.words.tookOver(reason));
    },
    release: (conversation) => command(conversation, 'conversation.release'),
    close(conversation) {
      command(conversation, 'conversation.close');
      const name = store.names.peek().customer(store.cards.peek().get(conversation));
      store.closed.value = { conversation, name, at: Date.now() };
    },
    reopen(conversation) {
      command(conversation, 'conversation.reopen');
      if (store.closed.peek()?.conversation === conversation) store.closed.value = null;
    },
    proposeMorning: (conversation) => command(conversation, 'morning.propose'),
    closeReview: (conversation, outcome) => command(conversation, 'review.close', { outcome }),
    snooze(conversation, until) {
      command(conversation, 'conversation.snooze', { until });
      batch(() => {
        store.panel.value = null;
        store.putAside.value = { conversation, at: Date.now() };
      });
    },
    unsnooze(conversation) {
      store.putAside.value = null;
      command(conversation, 'conversation.wake');
    },
    keptPromise: (conversation) => command(conversation, 'promise.settle', { outcome: 'kept' }),
    movePromise: (conversation, due) => command(conversation, 'promise.settle', { outcome: 'moved', due }),
    recall: (conversation, recall) => command(conversation, 'message.recall', { ...recall }),
    offerCall: (conversation) => command(conversation, 'callback.offer'),
    called: (conversation, outcome, line) =>
      command(conversation, 'callback.done', { outcome, ...(line !== '' && { note: line }) }),
    note,
    typing: (conversation) => client()?.hint({ type: 'typing', conversation }),
    older: (conversation) => client()?.older(conversation),
    dismiss: (refusal) => client()?.dismiss(refusal),
  };
}
