import '../../styles/palette.css';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { SearchIcon } from '../../../base/icons.tsx';
import { filterItems } from '../../logic/palette.ts';
import { type FoundChat, searchChats } from '../../logic/search.ts';
import { paletteItems } from '../../services/palette.ts';
import { useConsole } from '../context.ts';
import { useCardWords } from '../customer/words.ts';

/** One line that can be chosen. */
interface Choice {
  readonly id: string;
  readonly chat?: FoundChat;
  readonly label: string;
  readonly keys?: string | undefined;
  run(): void;
}

/**
 * One field over everything: chats by what is in them, and with `mode="palette"` all that one can do, by name. The arrows
 * choose and Enter does it; the focus never leaves the field.
 */
export function Palette({ mode }: { readonly mode: 'search' | 'palette' }) {
  const console = useConsole();
  const { store, actions } = console;
  const words = useCardWords();
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  // The dialog was there before this: it has given the focus to its cross.
  useLayoutEffect(() => field.current?.focus(), []);
  // First the sheet goes, and gives the focus back: what was chosen may want it elsewhere, or open a sheet of its own.
  const wanted = useRef<Choice | null>(null);
  useEffect(
    () => () => {
      setTimeout(() => wanted.current?.run());
    },
    [],
  );
  const items = useMemo(() => (mode === 'palette' ? paletteItems(console, words) : []), []);
  const cards = store.cards.value;
  const conversations = store.client.value?.conversations;
  const names = store.names.value;
  const chats = useMemo(
    () =>
      searchChats(query, { cards, conversations: conversations ?? new Map(), nameOf: (card) => names.customer(card) }),
    [query, cards, conversations, names],
  );
  const doing: readonly Choice[] = filterItems(items, query);
  const found: readonly Choice[] = chats.map((chat) => ({
    id: chat.conversation,
    chat,
    label: chat.name,
    run: () => actions.open(chat.conversation),
  }));
  const choices = mode === 'palette' ? [...doing, ...found] : found;
  const chosen = Math.min(at, choices.length - 1);
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen, query]);
  const choose = (choice: Choice | undefined): void => {
    if (!choice) return;
    wanted.current = choice;
    store.sheet.value = null;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const last = choices.length - 1;
    const to = { ArrowDown: chosen + 1, ArrowUp: chosen - 1, PageDown: chosen + 8, PageUp: chosen - 8 }[event.key];
    if (event.key === 'Enter') choose(choices[chosen]);
    else if (to === undefined) return;
    else setAt(to > last ? (chosen === last ? 0 : last) : to < 0 ? (chosen === 0 ? last : 0) : to);
    event.preventDefault();
  };
  const isEmpty = query.trim() !== '' && choices.length === 0;
  return (
    <div class="palette">
      <div class="palette-field">
        <SearchIcon />
        <input
          ref={field}
          type="text"
          role="combobox"
          aria-expanded={choices.length > 0}
          aria-controls="palette-list"
          aria-activedescendant={choices.length > 0 ? `choice-${chosen}` : undefined}
          aria-autocomplete="list"
          aria-label={mode === 'search' ? words.search.field : words.search.paletteField}
          placeholder={mode === 'search' ? words.search.field : words.search.paletteField}
          autocomplete="off"
          spellcheck={false}
          maxLength={200}
          value={query}
          onInput={(event) => {
            setQuery(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div id="palette-list" role="listbox" aria-label={words.search.title} class="palette-list" ref={list}>
        {choices.map((choice, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus and the keys
          <div
            key={choice.id}
            id={`choice-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            class={choice.chat ? 'choice choice-chat' : 'choice'}
            onClick={() => choose(choice)}
            onPointerMove={() => setAt(index)}
          >
            <span class="choice-label">
              {choice.label}
              {choice.chat && (
                <span class="choice-excerpt">
                  {choice.chat.isNote && <b>{words.search.note}: </b>}
                  {choice.chat.excerpt || cards.get(choice.id)?.preview}
                </span>
              )}
            </span>
            {choice.keys && <kbd>{choice.keys}</kbd>}
          </div>
        ))}
      </div>
      <output class={isEmpty ? 'palette-nothing' : 'hidden'}>
        {isEmpty ? words.search.nothing(query.trim()) : query.trim() !== '' && words.search.found(choices.length)}
        {isEmpty && mode === 'search' && <span class="meta">{words.search.nothingHint}</span>}
      </output>
      {mode === 'search' && query.trim() === '' && <p class="meta palette-hint">{words.search.hint}</p>}
      <p class="meta keys-hint palette-keys">{words.search.keys}</p>
    </div>
  );
}
