import { useState } from 'preact/hooks';
import { wishFocus } from '../core/place.ts';
import { useChat } from './console.ts';
import { chatWords } from './words.ts';

/** A colleague answers: one may leave a note, or take over and say why. */
export function HeldByColleague({ owner, mayTakeOver }: { readonly owner: string; readonly mayTakeOver: boolean }) {
  const { store, actions } = useChat();
  const { composer } = chatWords();
  const [reason, setReason] = useState<string | null>(null);
  const name = store.names.value.operator(owner);
  const conversation = store.selected.value;
  if (conversation === null) return null;
  const takeNote = (): void => {
    store.sideOpen.value = true;
    store.pane.value = 'notes';
    wishFocus(store, 'note');
  };
  if (reason !== null)
    return (
      <form
        class="held"
        onKeyDown={(event) => {
          if (event.key === 'Escape') setReason(null);
        }}
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.trim() === '') return;
          actions.takeOver(conversation, reason.trim());
          setReason(null);
        }}
      >
        <label>
          <span>
            {composer.reason} <span class="meta">{composer.reasonHint(name)}</span>
          </span>
          <input
            type="text"
            required
            maxLength={400}
            value={reason}
            ref={(field) => {
              // Asked for by a click just now: the caret belongs here.
              if (field && reason === '') field.focus();
            }}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        </label>
        <div class="held-buttons">
          <button type="button" class="button button-quiet" onClick={() => setReason(null)}>
            {composer.cancel}
          </button>
          <button type="submit" class="button button-primary" disabled={reason.trim() === ''}>
            {composer.takeOver}
          </button>
        </div>
      </form>
    );
  return (
    <div class="held">
      <p>
        <b>{composer.answering(name)}</b>
        <span class="meta">{composer.answeringHint}</span>
      </p>
      <div class="held-buttons">
        <button type="button" class="button" onClick={takeNote}>
          {composer.writeNote}
        </button>
        {mayTakeOver && (
          <button type="button" class="button" onClick={() => setReason('')}>
            {composer.takeOver}
          </button>
        )}
      </div>
    </div>
  );
}
