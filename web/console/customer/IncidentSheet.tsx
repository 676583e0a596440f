import './customer.css';
import { useState } from 'preact/hooks';
import { INCIDENT_KINDS, type IncidentKind, MAX_TOUCHED } from '../../../shared/domain/kernel/incidents.ts';
import { CloseIcon } from '../../base/icons.tsx';
import { isComposing } from '../core/logic/composing.ts';
import { searchChats } from '../search/logic/search.ts';
import { useCustomer } from './console.ts';
import { incidentCommands } from './customers.ts';
import { customerWords } from './words.ts';

/** Recording that something went wrong in the open chat: what, whom it touches, and an apology to begin from. */
export function IncidentSheet() {
  const console = useCustomer();
  const { store, actions } = console;
  const { mistakes: words, apologies } = customerWords();
  const conversation = store.selected.value;
  const view = store.copy.value?.log.view;
  const [kind, setKind] = useState<IncidentKind | null>(null);
  const [note, setNote] = useState('');
  const [also, setAlso] = useState<readonly string[]>([]);
  const [apologises, setApologises] = useState(true);
  if (conversation === null || !view) return null;
  const close = (): void => {
    store.sheet.value = null;
  };
  const save = (): void => {
    if (kind === null || note.trim() === '') return;
    incidentCommands(console, conversation).open(kind, note.trim(), also);
    if (apologises) {
      actions.putBack({ conversation, customer: view.customer, text: apologies[kind] });
      for (const other of also) {
        const customer = store.cards.peek().get(other)?.customer;
        if (customer !== undefined) actions.putBack({ conversation: other, customer, text: apologies[kind] });
      }
    }
    close();
  };
  return (
    <form
      class="incident"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <p class="meta">{words.lead}</p>
      <fieldset>
        <legend>{words.kind}</legend>
        <div class="chips">
          {INCIDENT_KINDS.map((one) => (
            <label class="chip" key={one}>
              <input type="radio" name="kind" required checked={kind === one} onChange={() => setKind(one)} />
              {words.kinds[one]}
            </label>
          ))}
        </div>
      </fieldset>
      <label class="incident-note">
        <span>{words.note}</span>
        <textarea
          class="field"
          rows={3}
          maxLength={500}
          required
          placeholder={words.noteHint}
          value={note}
          onInput={(event) => setNote(event.currentTarget.value)}
        />
      </label>
      <Touches conversation={conversation} also={also} onChange={setAlso} />
      <label class="switch">
        <input type="checkbox" checked={apologises} onChange={(event) => setApologises(event.currentTarget.checked)} />
        <span>
          {words.apology}
          <span class="meta"> {words.apologyHint}</span>
        </span>
      </label>
      <div class="sheet-buttons">
        <button type="button" class="button button-quiet" onClick={close}>
          {words.cancel}
        </button>
        <button type="submit" class="button button-primary" disabled={kind === null || note.trim() === ''}>
          {words.save}
        </button>
      </div>
    </form>
  );
}

interface TouchesProps {
  readonly conversation: string;
  readonly also: readonly string[];
  onChange(also: readonly string[]): void;
}

/** This chat, and others that are found by name or words. */
function Touches({ conversation, also, onChange }: TouchesProps) {
  const { store } = useCustomer();
  const { mistakes: words } = customerWords();
  const [query, setQuery] = useState<string | null>(null);
  const cards = store.cards.value;
  const nameOf = (id: string): string => store.names.value.customer(cards.get(id));
  const isFull = also.length >= MAX_TOUCHED - 1;
  const found = searchChats(query ?? '', {
    cards,
    conversations: store.client.value?.conversations ?? new Map(),
    nameOf: (card) => store.names.value.customer(card),
  }).filter((chat) => chat.conversation !== conversation && !also.includes(chat.conversation));
  return (
    <fieldset>
      <legend>{words.touches}</legend>
      <div class="chips">
        <span class="chip chip-still">
          {nameOf(conversation)} <span class="meta">{words.thisChat}</span>
        </span>
        {also.map((id) => (
          <button
            type="button"
            class="chip"
            key={id}
            aria-label={words.remove(nameOf(id))}
            onClick={() => onChange(also.filter((one) => one !== id))}
          >
            {nameOf(id)} <CloseIcon size={16} />
          </button>
        ))}
        {!isFull && query === null && (
          <button type="button" class="chip chip-add" onClick={() => setQuery('')}>
            {words.addChat}
          </button>
        )}
      </div>
      {isFull && <p class="meta">{words.most}</p>}
      {!isFull && query !== null && (
        <>
          <input
            ref={(element) => {
              if (element && query === '') element.focus();
            }}
            type="text"
            class="field"
            maxLength={100}
            aria-label={words.addChat}
            placeholder={words.find}
            value={query}
            onInput={(event) => setQuery(event.currentTarget.value)}
            onKeyDown={(event) => {
              const [first] = found;
              if (event.key !== 'Enter' || isComposing(event)) return;
              event.preventDefault();
              if (!first) return;
              onChange([...also, first.conversation]);
              setQuery(null);
            }}
          />
          <ul class="found-short">
            {found.slice(0, 5).map((chat) => (
              <li key={chat.conversation}>
                <button
                  type="button"
                  class="found"
                  onClick={() => {
                    onChange([...also, chat.conversation]);
                    setQuery(null);
                  }}
                >
                  <b>{chat.name}</b> <span class="meta">{chat.excerpt}</span>
                </button>
              </li>
            ))}
          </ul>
          {query.trim() !== '' && found.length === 0 && <p class="meta">{words.nothing}</p>}
        </>
      )}
    </fieldset>
  );
}
