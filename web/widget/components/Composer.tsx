import { useLayoutEffect } from 'preact/hooks';
import { isBlank } from '../../../shared/domain/kernel/blank-text.ts';
import { SendIcon } from '../../base/icons.tsx';
import { MAX_TEXT } from '../services/chat.ts';
import { usePanel } from './context.ts';
import { isComposing } from './focus.ts';
import type { FieldProps } from './parts.ts';

/** Height of one line and of five, px: see `.composer textarea` in widget.css. */
const LINE = 22;
const MAX_LINES = 5;

/** The message box: one to five lines, Enter sends, Shift+Enter begins a line. It is never switched off. */
export function Composer({ field }: FieldProps) {
  const { chat, words, locale, later } = usePanel();
  const { draft, view, isRefused } = chat.state;
  const over = draft.length - MAX_TEXT;
  const isWaiting = view.wait !== null && view.owner === null;
  const isUnseen = draft.trim() !== '' && isBlank(draft);
  const problem = over > 0 ? words.tooLong(over) : isUnseen ? words.blank : isRefused ? words.unsendable : null;
  useLayoutEffect(() => {
    const box = field.current;
    if (!box) return;
    box.style.height = 'auto';
    box.style.height = `${Math.min(box.scrollHeight, LINE * MAX_LINES + 22)}px`;
  }, [draft]);
  const send = (): void => {
    chat.send();
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || isComposing(event)) return;
    event.preventDefault();
    send();
  };
  const hint = later.get()?.hintFor(chat, locale) ?? (isWaiting ? words.placeholderWaiting : words.placeholder);
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <textarea
        class="field"
        rows={1}
        dir="auto"
        ref={field}
        value={draft}
        placeholder={hint}
        aria-label={words.placeholder}
        enterkeyhint="send"
        onInput={(event) => chat.write(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <button
        type="submit"
        class="send"
        aria-label={words.send}
        title={words.send}
        disabled={isBlank(draft) || over > 0}
      >
        <SendIcon size={22} />
      </button>
      {problem !== null && <output class="over">{problem}</output>}
    </form>
  );
}
