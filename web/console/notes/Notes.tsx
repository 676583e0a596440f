import { useLayoutEffect, useMemo, useState } from 'preact/hooks';
import { NoteIcon } from '../../base/icons.tsx';
import { LinkedText } from '../../base/LinkedText.tsx';
import { Field } from '../core/Field.tsx';
import { when } from '../core/format.ts';
import { KEYS } from '../core/logic/hotkeys.ts';
import { useDesk } from '../desk/console.ts';
import { DraftLine, OutOfSight } from '../desk/DraftLine.tsx';
import { Refusals } from '../desk/Refusals.tsx';
import { notesWords } from './words.ts';

/** The team's own place: another colour, another field, another button, another log. Nothing here can reach a customer. */
export function Notes() {
  const { store, ticker, actions, drafts } = useDesk();
  const { words } = store;
  const { notes: said } = notesWords();
  const conversation = store.selected.value ?? '';
  const customer = store.copy.value?.log.view?.customer ?? '';
  const kept = useMemo(() => drafts('note'), [drafts]);
  const [text, setText] = useState(() => kept.read(conversation)?.text ?? '');
  const restored = store.restored.value;
  useLayoutEffect(() => setText(kept.read(conversation)?.text ?? ''), [kept, conversation, restored]);
  const copy = store.copy.value;
  const notes = (copy?.notes.entries ?? []).flatMap((entry) =>
    entry.events.flatMap((event) => (event.type === 'note.posted' ? [{ entry, event }] : [])),
  );
  const saved = new Set(notes.map(({ entry }) => entry.command));
  const pending = (copy?.pending ?? []).filter(({ log, id }) => log === 'notes' && !saved.has(id));
  const write = (next: string): void => {
    setText(next);
    kept.write({ conversation, customer }, next);
  };
  const save = (): void => {
    if (text.trim() === '') return;
    actions.note(conversation, text);
    write('');
  };
  return (
    <section class="notes" aria-labelledby="notes-title">
      <h2 id="notes-title">
        <NoteIcon size={16} /> {said.title}
      </h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys (WCAG 2.1.1) */}
      <ul class="notes-list" tabIndex={0}>
        {notes.length === 0 && pending.length === 0 && <li class="meta">{said.none}</li>}
        {notes.map(({ entry, event }) => (
          <li class="note" key={entry.seq}>
            <span class="note-by">
              <b>{event.name ?? store.names.value.operator(event.person)}</b> {when(entry.at, ticker.now())}
            </span>
            <p>
              <LinkedText text={event.text ?? said.withdrawn} />
            </p>
          </li>
        ))}
        {pending.map(({ id, command, late }) => (
          <li class="note note-pending" key={id}>
            <span class="note-by">{late ? said.notSent : said.saving}</span>
            <p>{String(command['text'] ?? '')}</p>
          </li>
        ))}
      </ul>
      <form
        class="note-composer"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Refusals log="notes" onRestore={(refused) => write(text === '' ? refused : `${text}\n${refused}`)} />
        <OutOfSight conversation={conversation} kinds={['note']} />
        <DraftLine conversation={conversation} kind="note" />
        <Field
          name="note"
          value={text}
          label={said.label}
          placeholder={said.placeholder}
          onInput={write}
          onSend={save}
        />
        <button
          type="submit"
          class="button button-note"
          aria-disabled={text.trim() === ''}
          title={`${words.keys.actions.note}: ${KEYS.note.label}`}
        >
          {said.save}
        </button>
      </form>
    </section>
  );
}
