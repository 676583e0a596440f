import { useState } from 'preact/hooks';
import type { RecallReason } from '../../../shared/domain/conversation/commands.ts';
import { useDesk } from './console.ts';
import type { PanelProps } from './panel-props.ts';
import { deskWords } from './words.ts';

const REASONS = ['wrong_chat', 'wrong_information', 'leaked_note', 'wrong_account', 'other'] as const;

/** Takes a message back, says why, and has an apology ready in the field: a person sends it, or does not. */
export function RecallPanel({
  conversation,
  customer,
  name,
  seq,
  text,
  close,
}: PanelProps & { readonly seq: number; readonly text: string }) {
  const { store, actions } = useDesk();
  const { recall, cancel } = deskWords();
  const [reason, setReason] = useState<RecallReason | null>(null);
  const [meant, setMeant] = useState('');
  const [note, setNote] = useState('');
  const others = [...store.cards.value.values()].filter(
    (card) => card.conversation !== conversation && (card.bucket === 'person' || card.owner === store.viewer.value?.id),
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (reason === null) return;
        actions.recall(conversation, {
          seq,
          reason,
          ...(note.trim() !== '' && { note: note.trim() }),
          ...(reason === 'wrong_chat' && meant !== '' && { also: [meant] }),
        });
        const sorry = recall.apologies[reason];
        if (sorry !== null) actions.putBack({ conversation, customer, text: sorry });
        close();
      }}
    >
      <blockquote>{text}</blockquote>
      <p class="meta">{recall.lead(name)}</p>
      <fieldset class="choices">
        <legend class="meta">{recall.reason}</legend>
        {REASONS.map((one) => (
          <label key={one} class={reason === one ? 'chip chip-on' : 'chip'}>
            <input type="radio" name="reason" checked={reason === one} onChange={() => setReason(one)} />
            {recall.reasons[one]}
          </label>
        ))}
      </fieldset>
      {reason === 'wrong_chat' && others.length > 0 && (
        <label>
          <span class="meta">{recall.meant}</span>
          <select value={meant} onChange={(event) => setMeant(event.currentTarget.value)}>
            <option value="">{recall.nobody}</option>
            {others.map((card) => (
              <option key={card.conversation} value={card.conversation}>
                {store.names.value.customer(card)}
              </option>
            ))}
          </select>
        </label>
      )}
      <label>
        <span class="meta">{recall.note}</span>
        <input type="text" maxLength={500} value={note} onInput={(event) => setNote(event.currentTarget.value)} />
      </label>
      <div class="desk-card-buttons">
        <button type="button" class="button button-quiet" onClick={close}>
          {cancel}
        </button>
        <button type="submit" class="button button-primary" disabled={reason === null}>
          {recall.do}
        </button>
      </div>
    </form>
  );
}
