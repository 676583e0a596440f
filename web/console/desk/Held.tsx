import { ClockIcon } from '../../base/icons.tsx';
import { useNow } from '../../base/ticker.ts';
import { when } from '../core/format.ts';
import { KEYS } from '../core/logic/hotkeys.ts';
import { useDesk } from './console.ts';
import type { HeldMessage } from './logic/held.ts';
import { deskWords } from './words.ts';

/** A message that has not left yet: outlined, with how long it can still be taken back. */
export function HeldBubble({ message }: { readonly message: HeldMessage }) {
  const { store, ticker, actions } = useDesk();
  const { held } = deskWords();
  const seconds = useSeconds(message);
  return (
    <section class="message message-ours message-pending message-held" aria-label={held.label}>
      <div class="bubble">
        <p>{message.text}</p>
      </div>
      <p class="held-line">
        <ClockIcon size={14} />
        <span aria-hidden="true">{held.goes(seconds)}</span>
        {message.due !== undefined && <span>· {held.promise(when(message.due, ticker.now()))}</span>}
        {message.restates && <span>· {held.restates}</span>}
        <button
          type="button"
          class="button button-quiet"
          title={`${store.words.keys.actions.undo} (${KEYS.undo.label})`}
          onClick={() => actions.undo(message.id)}
        >
          {held.undo}
        </button>
        <button type="button" class="button button-quiet" onClick={() => actions.sendNow(message.id)}>
          {held.now}
        </button>
      </p>
    </section>
  );
}

/** What is on its way to customers of other chats: one may have gone on to the next already. */
export function HeldElsewhere() {
  const { store } = useDesk();
  const elsewhere = store.heldMessages.value.filter(({ conversation }) => conversation !== store.selected.value);
  return (
    <>
      {elsewhere.map((message) => (
        <ElsewhereLine key={message.id} message={message} />
      ))}
    </>
  );
}

function ElsewhereLine({ message }: { readonly message: HeldMessage }) {
  const { store, actions } = useDesk();
  const { held } = deskWords();
  const seconds = useSeconds(message);
  const name = store.names.value.customer(store.cards.value.get(message.conversation));
  return (
    <p class="desk-strip">
      <ClockIcon size={16} />
      <span>{held.elsewhere(name, seconds)}</span>
      <span class="desk-strip-text">{message.text}</span>
      <button type="button" class="button button-quiet" onClick={() => actions.undo(message.id)}>
        {held.undo}
      </button>
    </p>
  );
}

function useSeconds({ until }: HeldMessage): number {
  const { ticker } = useDesk();
  return Math.max(0, Math.ceil((until - useNow(ticker)) / 1000));
}
