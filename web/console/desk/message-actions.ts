import type { DraftKind } from '../../../shared/protocol/values.ts';
import { type PlaceModel, show, wishFocus } from '../core/place.ts';
import type { SendCommand, WithOutgoings } from './chat-commands.ts';
import type { DraftKeeping } from './draft-keeping.ts';
import { returnHints } from './hints.ts';
import type { Draft, DraftFor } from './logic/draft.ts';
import type { Outgoing } from './logic/held.ts';
import type { DeskModel, DraftsOf } from './model.ts';

/** For this long (ms) after a chat was put aside or closed, the key for "undo" brings it back. */
export const UNDO_WITHIN = 10_000;

/** What is done with what one writes. */
export interface MessageActions {
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
}

interface Needs {
  readonly command: SendCommand;
  readonly outgoing: WithOutgoings;
  readonly drafts: DraftsOf;
  readonly keeping: Pick<DraftKeeping, 'take' | 'putAway'>;
}

export function messageActions(
  store: PlaceModel & DeskModel,
  { command, outgoing, drafts, keeping }: Needs,
): MessageActions {
  const restore = (place: DraftFor, text: string, origin: DraftFor = place): void => {
    drafts('message').putBack(place, text, origin);
    store.restored.value += 1;
  };
  return {
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
      const closed = store.closed.peek();
      const isLately = ({ at }: { readonly at: number }): boolean => Date.now() - at <= UNDO_WITHIN;
      if (closed && isLately(closed) && closed.at >= (aside?.at ?? 0)) {
        store.closed.value = null;
        command(closed.conversation, 'conversation.reopen');
        show(store, closed.conversation);
        return true;
      }
      if (!aside || !isLately(aside)) return false;
      store.putAside.value = null;
      command(aside.conversation, 'conversation.wake');
      return true;
    },
    putBack: (draft) => restore(draft, draft.text),
    takeDraft: keeping.take,
    putAwayDraft: keeping.putAway,
  };
}
