import './palette.css';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { MAX_QUERY } from '../../../shared/domain/search/search.ts';
import { SearchIcon } from '../../base/icons.tsx';
import { dayName } from '../../base/locale.ts';
import { locale } from '../core/format.ts';
import { isComposing } from '../core/logic/composing.ts';
import { useSearch } from './console.ts';
import { type Earlier, useEarlier } from './earlier.ts';
import { filterItems } from './logic/palette.ts';
import { type FoundChat, mergeFound, searchChats } from './logic/search.ts';
import { paletteItems } from './palette.ts';
import { searchWords } from './words.ts';

/** One line that can be chosen. */
interface Choice {
  readonly id: string;
  readonly chat?: FoundChat;
  readonly label: string;
  readonly keys?: string | undefined;
  /** it is done here, and the palette stays */
  readonly stays?: boolean;
  run(): void;
}

/** What is said of the search behind the list; a nothing while it is quick. */
type Said = Partial<Record<Earlier['status'], string | false>>;

/**
 * One field over everything: chats by what is in them, and with `mode="palette"` all that one can do, by name. The arrows
 * choose and Enter does it; the focus never leaves the field. What is known here is found at once; the server's part comes
 * after it, and moves nothing that is shown.
 */
export function Palette({ mode }: { readonly mode: 'search' | 'palette' }) {
  const console = useSearch();
  const { store, ticker, actions } = console;
  const words = searchWords();
  const [query, setQuery] = useState(() => store.typedAhead.peek() ?? '');
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  // The dialog was there before this: it has given the focus to its cross.
  useLayoutEffect(() => {
    store.typedAhead.value = null;
    field.current?.focus();
  }, []);
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
  const earlier = useEarlier(console, query);
  const shown = useRef<{ readonly query: string; readonly ids: readonly string[] }>({ query: '', ids: [] });
  const all = useMemo(() => {
    const last = shown.current.query === query ? shown.current.ids : [];
    const merged = mergeFound(chats, earlier.chats, last, (name) => names.customer(name === undefined ? {} : { name }));
    shown.current = { query, ids: merged.map(({ conversation }) => conversation) };
    return merged;
  }, [query, chats, earlier.chats, names]);
  const doing: readonly Choice[] = filterItems(items, query);
  const found: readonly Choice[] = all.map((chat) => ({
    id: chat.conversation,
    chat,
    label: chat.name,
    run() {
      store.foundNames.value = new Map([...store.foundNames.peek(), [chat.conversation, chat.name]]);
      actions.open(chat.conversation);
    },
  }));
  const now = ticker.now();
  const before = earlier.before === null ? null : dayName(locale(), earlier.before, now);
  const further: readonly Choice[] =
    before === null ? [] : [{ id: 'further', label: words.search.further(before), stays: true, run: earlier.further }];
  const choices = [...(mode === 'palette' ? doing : []), ...found, ...further];
  const chosen = Math.min(at, choices.length - 1);
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen, query]);
  const choose = (choice: Choice | undefined): void => {
    if (!choice) return;
    if (choice.stays) choice.run();
    else {
      wanted.current = choice;
      store.sheet.value = null;
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event)) return;
    const last = choices.length - 1;
    const to = { ArrowDown: chosen + 1, ArrowUp: chosen - 1, PageDown: chosen + 8, PageUp: chosen - 8 }[event.key];
    if (event.key === 'Enter') choose(choices[chosen]);
    else if (to === undefined) return;
    else setAt(to > last ? (chosen === last ? 0 : last) : to < 0 ? (chosen === 0 ? last : 0) : to);
    event.preventDefault();
  };
  const isKnown = earlier.status !== 'soon' && earlier.status !== 'asking';
  const asked = query.trim();
  const isEmpty = asked !== '' && choices.length === further.length && isKnown;
  const { asking, offline, failed, all: allOfThem } = words.search;
  const said: Said = { asking, offline, failed, done: earlier.isAll && allOfThem };
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
          maxLength={MAX_QUERY}
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
            // A click leaves the focus where it is.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(choice)}
            onPointerMove={() => setAt(index)}
          >
            <span class="choice-label">
              <span class="choice-name">
                {choice.label}
                {choice.chat?.isClosed && (
                  <span class="choice-when">
                    {words.search.closed}, {dayName(locale(), choice.chat.at, now)}
                  </span>
                )}
              </span>
              {choice.chat && (
                <span class="choice-excerpt">
                  {choice.chat.isNote && <b>{words.search.note}: </b>}
                  {choice.chat.excerpt}
                </span>
              )}
            </span>
            {choice.keys && <kbd>{choice.keys}</kbd>}
          </div>
        ))}
      </div>
      <output class={isEmpty ? 'palette-nothing' : 'hidden'}>
        {asked !== '' && !isEmpty && words.search.found(choices.length - further.length)}
        {isEmpty && (before === null ? words.search.nothing(asked) : words.search.nothingYet(asked))}
        {isEmpty && before === null && mode === 'search' && <span class="meta">{words.search.nothingHint}</span>}
      </output>
      {asked !== '' && <output class="meta palette-said">{said[earlier.status]}</output>}
      {mode === 'search' && asked === '' && <p class="meta palette-hint">{words.search.hint}</p>}
      <p class="meta keys-hint palette-keys">{words.search.keys}</p>
    </div>
  );
}
