import { batch } from '@preact/signals';
import type { Client, OperatorState } from '../../../shared/client/types.ts';
import type { RecallReason } from '../../../shared/domain/conversation/commands.ts';
import type { DraftKind } from '../../../shared/protocol/values.ts';
import { returnHints } from '../desk/hints.ts';
import type { Draft, DraftFor, Drafts } from '../desk/logic/drafts.ts';
import type { Outgoing } from '../desk/logic/held.ts';
import type { Outgoings } from '../desk/outgoing.ts';
import { mostUrgent, neighbour } from '../inbox/logic/inbox.ts';
import { type Area, type Pane, type Store, show, showArea, type Tab, wishFocus } from './store.ts';

export type PresenceState = 'available' | 'away' | 'off';

/** What one says of a message that is taken back. */
export interface Recall {
  readonly seq: number;
  readonly reason: RecallReason;
  readonly note?: string;
  /** other conversations that the mistake touches */
  readonly also?: readonly string[];
}

/** For this long (ms) after a chat was put aside, the key for "undo" brings it back. */
const UNDO_SNOOZE = 10_000;

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
  /** Says for whom its draft was begun, whatever is on the screen; held for a moment, unless it is a first word. */
  send(message: Outgoing, how: { readonly isFirst: boolean; readonly isFlagged: boolean }): void;
  /** A command that was refused since its draft was begun for somebody else: its writer has confirmed it by name. */
  sendAfterAll(conversation: string, refused: { readonly type: string; readonly [field: string]: unknown }): void;
  /** Takes back what was done last, if it still can be: a held message returns to its field, a chat from its snooze. */
  undo(message?: string): boolean;
  sendNow(message: string): void;
  /** Puts a text before what stands in the field of a chat; it is never sent by itself. */
  putBack(draft: Draft): void;
  /** Takes the draft that is offered above a field; what stands in the field is offered in turn. */
  takeDraft(conversation: string, kind: DraftKind): void;
  putAwayDraft(conversation: string, kind: DraftKind): void;
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

interface Doors {
  /** null while nobody is signed in: then nothing is sent */
  client(): Client<OperatorState> | null;
  /** at once, as soon as it is there */
  outgoing(run: (open: Outgoings) => void): void;
  /** messages' */
  drafts(): Drafts;
}

/** The actions that are commands to the server. */
export function createCommands(
  store: Store,
  { client, outgoing, drafts }: Doors,
): Omit<
  Actions,
  | 'reconnect'
  | 'signIn'
  | 'signOut'
  | 'notify'
  | 'sound'
  | 'singleKeys'
  | 'copyText'
  | 'presence'
  | 'takeDraft'
  | 'putAwayDraft'
> {
  const command = (conversation: string, type: string, fields: Record<string, unknown> = {}): void => {
    // Nothing overtakes what was written before: a chat given back is not joined again by a message that was held.
    const held = store.heldMessages.peek().find((message) => message.conversation === conversation);
    if (held) outgoing((open) => open.sendNow(held.id));
    client()?.command(conversation, { type, ...fields });
  };
  const ask = async (frame: { type: string; [field: string]: unknown }): Promise<string | null> => {
    const open = client();
    if (!open) throw new Error('Nobody is signed in.');
    const answer = await open.request(frame);
    return answer.type === 'error' ? answer.code : null;
  };
  const restore = (place: DraftFor, text: string, origin: DraftFor = place): void => {
    drafts().putBack(place, text, origin);
    store.restored.value += 1;
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
    send(message, how) {
      outgoing((open) => open.send(message, how));
    },
    sendAfterAll(conversation, { type, ...fields }) {
      const draft = { ...(fields['draft'] as object), confirmed: true };
      command(conversation, type, { ...fields, draft });
    },
    sendNow(message) {
      outgoing((open) => open.sendNow(message));
    },
    undo(message) {
      const held = store.heldMessages.peek();
      const aside = store.putAside.peek();
      if (held.length > 0) {
        outgoing((open) => {
          const taken = open.undo(message);
          if (!taken) return;
          show(store, taken.conversation);
          const customer = store.copy.peek()?.log.view?.customer ?? taken.draft.customer;
          restore({ conversation: taken.conversation, customer }, taken.text, taken.draft);
          returnHints(store, taken.conversation, taken.hints);
          store.promiseBy.value = taken.due ?? null;
          wishFocus(store, 'message');
        });
        return true;
      }
      if (!aside || Date.now() - aside.at > UNDO_SNOOZE) return false;
      store.putAside.value = null;
      command(aside.conversation, 'conversation.wake');
      return true;
    },
    putBack: (draft) => restore(draft, draft.text),
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
    alarm: (reason, conversation) =>
      ask({ type: 'alarm.raise', reason, ...(conversation !== null && { conversation }) }),
    acknowledge: (ladder, episode) => ask({ type: 'page.acknowledge', ladder, episode }),
    passPage: (ladder, episode) => ask({ type: 'page.pass', ladder, episode }),
    callOff: (ladder, episode) => ask({ type: 'page.call_off', ladder, episode }),
    wake: (who, reason, conversation) =>
      ask({ type: 'specialist.wake', who, reason, ...(conversation !== null && { conversation }) }),
  };
}
