import { batch } from '@preact/signals';
import type { Client, OperatorState } from '../../../shared/client/types.ts';
import type { Draft } from '../logic/drafts.ts';
import { mostUrgent, neighbour } from '../logic/inbox.ts';
import { type Area, type Pane, type Store, show, showArea, type Tab, wishFocus } from '../store/store.ts';

export type PresenceState = 'available' | 'away' | 'off';

/** Everything a person can do here. Components call these and nothing else. */
export interface Actions {
  open(conversation: string | null): void;
  step(direction: 1 | -1): void;
  /** to who waits most urgently, if anybody does */
  nextWaiting(): void;
  pane(pane: Pane): void;
  tab(tab: Tab): void;
  /** an on-call screen, or null: back to the chats */
  area(area: Area | null): void;
  claim(conversation: string): void;
  /** Takes it from a colleague; the reason is kept as a note, since customers never read why. */
  takeOver(conversation: string, reason: string): void;
  release(conversation: string): void;
  close(conversation: string): void;
  proposeMorning(conversation: string): void;
  closeReview(conversation: string, outcome: string): void;
  /** Goes to whom the draft was begun for, whatever is on the screen. */
  send(conversation: string, draft: Draft): void;
  note(conversation: string, text: string): void;
  typing(conversation: string): void;
  older(conversation: string): void;
  dismiss(refusal: string): void;
  presence(state: PresenceState): void;
  /** Resolves with null when it rings, else with the code of the refusal; rejects without an answer. */
  alarm(reason: string, conversation: string | null): Promise<string | null>;
  acknowledge(ladder: string, episode: number): Promise<string | null>;
  /** whoever is rung hands it on: the next step begins now */
  passPage(ladder: string, episode: number): Promise<string | null>;
  /** leads: wakes a specialist, or all who have a skill, by a page of its own */
  wake(
    who: { readonly person: string } | { readonly skill: string },
    reason: string,
    conversation: string | null,
  ): Promise<string | null>;
  /** leads: a specialist is not needed any more */
  callOff(ladder: string, episode: number): Promise<string | null>;
  reconnect(): void;
  signIn(): Promise<void>;
  signOut(): void;
  notify(): void;
  sound(on: boolean): void;
  singleKeys(on: boolean): void;
  copyText(text: string): Promise<void>;
}

/** The actions that are commands to the server. `client` is null while nobody is signed in: then they do nothing. */
export function createCommands(
  store: Store,
  client: () => Client<OperatorState> | null,
): Omit<Actions, 'reconnect' | 'signIn' | 'signOut' | 'notify' | 'sound' | 'singleKeys' | 'copyText' | 'presence'> {
  const command = (conversation: string, type: string, fields: Record<string, unknown> = {}): void => {
    client()?.command(conversation, { type, ...fields });
  };
  const ask = async (frame: { type: string; [field: string]: unknown }): Promise<string | null> => {
    const open = client();
    if (!open) throw new Error('Nobody is signed in.');
    const answer = await open.request(frame);
    return answer.type === 'error' ? answer.code : null;
  };
  const note = (conversation: string, text: string): void => {
    client()?.command(conversation, { type: 'note.post', text }, 'notes');
  };
  return {
    open: (conversation) => show(store, conversation),
    step(direction) {
      const next = neighbour(store.held.peek().sections, store.selected.peek(), direction);
      if (next !== null) show(store, next);
    },
    nextWaiting() {
      const next = mostUrgent(store.sections.peek(), store.selected.peek());
      if (next !== null) show(store, next);
    },
    pane(pane) {
      store.pane.value = pane;
    },
    tab(tab) {
      batch(() => {
        store.tab.value = tab;
        store.area.value = tab === 'onCall' ? 'now' : tab === 'me' ? 'alerts' : null;
        show(store, null);
      });
    },
    area: (area) => showArea(store, area),
    claim(conversation) {
      command(conversation, 'conversation.claim');
      // On a phone the keyboard would jump up over what there is to read first.
      if (store.layout.peek() !== 'phone') wishFocus(store, 'message');
    },
    takeOver(conversation, reason) {
      command(conversation, 'conversation.claim', { reason });
      note(conversation, store.words.composer.reasonNote(reason));
    },
    release: (conversation) => command(conversation, 'conversation.release'),
    close: (conversation) => command(conversation, 'conversation.close'),
    proposeMorning: (conversation) => command(conversation, 'morning.propose'),
    closeReview: (conversation, outcome) => command(conversation, 'review.close', { outcome }),
    send(conversation, { text, conversation: begunIn, customer }) {
      command(conversation, 'message.post', { text, draft: { conversation: begunIn, customer } });
    },
    note,
    typing: (conversation) => client()?.hint({ type: 'typing', conversation }),
    older: (conversation) => client()?.older(conversation),
    dismiss: (refusal) => client()?.dismiss(refusal),
    alarm: (reason, conversation) =>
      ask({ type: 'alarm.raise', reason, ...(conversation !== null && { conversation }) }),
    acknowledge: (ladder, episode) => ask({ type: 'page.acknowledge', ladder, episode }),
    passPage: (ladder, episode) => ask({ type: 'page.pass', ladder, episode }),
    callOff: (ladder, episode) => ask({ type: 'page.call_off', ladder, episode }),
    wake: (who, reason, conversation) =>
      ask({ type: 'specialist.wake', who, reason, ...(conversation !== null && { conversation }) }),
  };
}
