import { useLayoutEffect } from 'preact/hooks';
import { SendIcon } from '../../base/icons.tsx';
import { MAX_TEXT } from '../services/chat.ts';
import { usePanel } from './context.ts';
import type { FieldProps } from './parts.ts';

/** Height of one line and of five, px: see `.composer textarea` in widget.css. */
const LINE = 22;
const MAX_LINES = 5;

/** The message box: one to five lines, Enter sends, Shift+Enter begins a line. It is never switched off. */
export function Composer({ field }: FieldProps) {
  const { chat, words, locale, later } = usePanel();
  const { draft, view } = chat.state;
  const over = draft.length - MAX_TEXT;
  const isWaiting = view.wait !== null;
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
    // A word being composed (Chinese, Japanese …) is confirmed with Enter as well.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
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
        disabled={draft.trim() === '' || over > 0}
      >
        <SendIcon size={22} />
      </button>
      {over > 0 && <output class="over">{words.tooLong(over)}</output>}
    </form>
  );
}
