import './tags.css';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { MAX_LABEL, tagOf } from '../../../shared/domain/conversation/tags.ts';
import { hasWords, wordsOf } from '../../../shared/domain/search/search.ts';
import { useTags } from './console.ts';
import { tagsWords } from './words.ts';

/** Tags of the open chat: each can be taken off; a new one is typed or chosen from those the workspace has. */
export function ChatTags({ conversation }: { readonly conversation: string }) {
  const { store, actions, server } = useTags();
  const words = tagsWords();
  const [typed, setTyped] = useState<string | null>(null);
  const list = useId();
  const add = useRef<HTMLButtonElement>(null);
  const ids = store.cards.value.get(conversation)?.tags ?? [];
  const known = store.tags.value;
  const isOpen = typed !== null;
  useEffect(() => setTyped(null), [conversation]);
  useEffect(() => {
    if (!isOpen) return;
    server.request({ type: 'tags' }).then(
      (answer) => {
        if (answer.type === 'tags') store.tags.value = answer.tags;
      },
      () => undefined, // offline or signed out: what is known is offered
    );
  }, [isOpen]);

  const close = (): void => {
    setTyped(null);
    add.current?.focus();
  };
  const put = (label: string): void => {
    if (label.trim() !== '') actions.tag(conversation, label);
    setTyped('');
  };
  const offered = known
    .filter(({ tag, label }) => !ids.includes(tag) && hasWords(label, wordsOf(typed ?? '')))
    .slice(0, 6);
  const isNew = typed !== null && typed.trim() !== '' && !known.some(({ tag }) => tag === tagOf(typed));
  return (
    <div class="chat-tags">
      {known
        .filter(({ tag }) => ids.includes(tag))
        .map(({ tag, label }) => (
          <span class="chip" key={tag}>
            {label}
            <button
              type="button"
              class="chip-off"
              aria-label={words.remove(label)}
              title={words.remove(label)}
              onClick={() => actions.untag(conversation, label)}
            >
              ×
            </button>
          </span>
        ))}
      {!isOpen && (
        <button type="button" class="chip chip-add" ref={add} onClick={() => setTyped('')}>
          {words.add}
        </button>
      )}
      {isOpen && (
        <form
          class="tag-form"
          onSubmit={(event) => {
            event.preventDefault();
            put(typed);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.stopPropagation();
            close();
          }}
        >
          <input
            // biome-ignore lint/a11y/noAutofocus: it was asked for by the button that it stands in place of
            autoFocus
            aria-label={words.field}
            placeholder={words.field}
            aria-controls={list}
            maxLength={MAX_LABEL}
            value={typed}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
          <ul id={list} class="tag-offers" aria-label={words.offers}>
            {offered.map(({ tag, label }) => (
              <li key={tag}>
                <button type="button" onClick={() => put(label)}>
                  {label}
                </button>
              </li>
            ))}
            {isNew && (
              <li>
                <button type="submit">{words.create(typed.trim())}</button>
              </li>
            )}
          </ul>
        </form>
      )}
    </div>
  );
}
