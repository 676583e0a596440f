import { useLayoutEffect, useRef } from 'preact/hooks';
import { useConsole } from './context.ts';
import { isComposing } from './logic/composing.ts';
import type { FocusWish } from './place.ts';

interface FieldProps {
  readonly value: string;
  readonly label: string;
  readonly placeholder: string;
  /** which wish for the focus it grants */
  readonly name: FocusWish;
  readonly maxRows?: number;
  /** words of the text to be typed over: marked each time another object asks for it */
  readonly mark?: { readonly slot: string } | null;
  onInput(text: string): void;
  /** Enter without Shift, where a keyboard is at hand; `next` with Ctrl */
  onSend(next: boolean): void;
  /** a part of the text was copied, or cut out */
  onCopied?(text: string): void;
  /** about to be pasted */
  onPasted?(text: string): void;
}

const FINE_POINTER = typeof matchMedia === 'function' ? matchMedia('(pointer: fine)') : null;

/** A text field that grows with its text. Enter sends at a desk; on a phone it is a new line and the button sends. */
export function Field({
  value,
  label,
  placeholder,
  name,
  maxRows = 8,
  mark = null,
  onInput,
  onSend,
  onCopied,
  onPasted,
}: FieldProps) {
  const { store } = useConsole();
  const field = useRef<HTMLTextAreaElement>(null);
  const wish = store.focus.value;
  useLayoutEffect(() => {
    const area = field.current;
    if (!area) return;
    area.style.height = 'auto';
    area.style.height = `${Math.min(area.scrollHeight, maxRows * 22 + 18)}px`;
  }, [value, maxRows]);
  useLayoutEffect(() => {
    if (wish !== name) return;
    store.focus.value = null;
    field.current?.focus();
  }, [store, wish, name]);
  useLayoutEffect(() => {
    const area = field.current;
    const start = mark && area ? area.value.indexOf(mark.slot) : -1;
    if (!area || !mark || start < 0) return;
    area.focus();
    area.setSelectionRange(start, start + mark.slot.length);
  }, [mark]);
  return (
    <textarea
      ref={field}
      class="field"
      rows={1}
      value={value}
      aria-label={label}
      placeholder={placeholder}
      onCopy={(event) => onCopied?.(selected(event.currentTarget))}
      onCut={(event) => onCopied?.(selected(event.currentTarget))}
      onPaste={(event) => onPasted?.(event.clipboardData?.getData('text/plain') ?? '')}
      onInput={(event) => onInput(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || isComposing(event) || event.shiftKey) return;
        const next = event.ctrlKey || event.metaKey;
        if (!next && !FINE_POINTER?.matches) return;
        event.preventDefault();
        onSend(next);
      }}
    />
  );
}

const selected = ({ value, selectionStart, selectionEnd }: HTMLTextAreaElement): string =>
  value.slice(selectionStart, selectionEnd);
