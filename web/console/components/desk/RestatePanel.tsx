import { useMemo, useState } from 'preact/hooks';
import { useConsole } from '../context.ts';
import type { PanelProps } from './Panel.tsx';
import { deskWords } from './words.ts';

/** The problem in the operator's own words, for the customer to say yes or "not quite" to. */
export function RestatePanel({ conversation, customer, name, close }: PanelProps) {
  const { actions, drafts } = useConsole();
  const { restate, cancel } = deskWords();
  const kept = useMemo(() => drafts('restate'), [drafts]);
  const [text, setText] = useState(() => kept.read(conversation)?.text ?? '');
  const write = (next: string): void => {
    setText(next);
    kept.write({ conversation, customer }, next);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const draft = kept.read(conversation) ?? { conversation, customer };
        if (text.trim() === '') return;
        actions.send(
          { conversation, text, draft: { conversation: draft.conversation, customer: draft.customer }, restates: true },
          { isFirst: false, isFlagged: false },
        );
        write('');
        close();
      }}
    >
      <p class="meta" id="restate-hint">
        {restate.hint(name)}
      </p>
      <textarea
        class="field"
        rows={3}
        maxLength={500}
        value={text}
        aria-label={restate.title}
        aria-describedby="restate-hint"
        placeholder={restate.placeholder}
        onInput={(event) => write(event.currentTarget.value)}
      />
      <div class="desk-card-buttons">
        <button type="button" class="button button-quiet" onClick={close}>
          {cancel}
        </button>
        <button type="submit" class="button button-primary" disabled={text.trim() === ''}>
          {restate.do(name)}
        </button>
      </div>
    </form>
  );
}
