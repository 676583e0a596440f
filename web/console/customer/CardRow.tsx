import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useCustomer } from './console.ts';
import { customerWords } from './words.ts';

/** One line of the card: what it is, and what is known. */
export function Row({ term, children }: { readonly term: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A value that a click puts on the clipboard. */
export function CopyButton({ text }: { readonly text: string }) {
  const { actions } = useCustomer();
  const { customer: card } = customerWords();
  const [copied, setCopied] = useState(false);
  return (
    <button
      type="button"
      class="copy"
      title={copied ? card.copied : card.copy}
      onClick={() => {
        actions.copyText(text).then(
          () => setCopied(true),
          () => undefined, // not allowed here: the value can be marked by hand
        );
      }}
    >
      {text}
      <span class="hidden" role={copied ? 'status' : undefined}>
        {' '}
        {copied ? card.copied : card.copy}
      </span>
    </button>
  );
}
