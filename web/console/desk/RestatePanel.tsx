import { useLayoutEffect, useMemo, useState } from 'preact/hooks';
import { useDesk } from './console.ts';
import { DraftLine, OutOfSight } from './DraftLine.tsx';
import { HintLine } from './HintLine.tsx';
import type { PanelProps } from './panel-props.ts';
import { useHints } from './useHints.ts';
import { deskWords } from './words.ts';

/** The problem in the operator's own words, for the customer to say yes or "not quite" to. */
export function RestatePanel({ conversation, customer, name, close }: PanelProps) {
  const { store, actions, drafts } = useDesk();
  const { restate, cancel } = deskWords();
  const kept = useMemo(() => drafts('restate'), [drafts]);
  const [text, setText] = useState(() => kept.read(conversation)?.text ?? '');
  const restored = store.restored.value;
  useLayoutEffect(() => setText(kept.read(conversation)?.text ?? ''), [kept, conversation, restored]);
  const hints = useHints(conversation, customer);
  const write = (next: string): void => {
    setText(next);
    hints.edited();
    kept.write({ conversation, customer }, next);
  };
  const draft = { ...(kept.read(conversation) ?? { conversation, customer }), text };
  const send = (confirmed = false): void => {
    const passed = text.trim() === '' ? null : hints.pass(draft, confirmed);
    if (!passed) return;
    actions.send(
      {
        conversation,
        text,
        draft: { conversation: draft.conversation, customer: draft.customer },
        restates: true,
        ...(confirmed && { confirmed }),
        ...(passed.hints && { hints: passed.hints }),
      },
      { isFirst: false, isFlagged: passed.isFlagged },
    );
    write('');
    close();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <p class="meta" id="restate-hint">
        {restate.hint(name)}
      </p>
      <OutOfSight conversation={conversation} kinds={['restate']} />
      <DraftLine conversation={conversation} kind="restate" />
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
      <HintLine
        hint={hints.hint}
        name={name}
        begunFor={draft.conversation}
        onConfirm={() => send(true)}
        onNote={() => {
          actions.note(conversation, text);
          write('');
        }}
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
