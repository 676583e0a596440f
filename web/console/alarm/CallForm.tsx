import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { refusalText } from '../core/refusal-text.ts';
import { useAlarm } from './console.ts';

interface Calling {
  readonly busy: boolean;
  /** why the last try came to nothing, in words */
  readonly problem: string | null;
}

/** Calls somebody, one try at a time; closes the sheet when the call has begun. `failed`: what is said without an answer. */
export function useCall(failed: string) {
  const { store, ticker } = useAlarm();
  const [calling, setCalling] = useState<Calling>({ busy: false, problem: null });
  return {
    calling,
    /** `ask` resolves with null or with the code of a refusal, and rejects without an answer. */
    call(ask: () => Promise<string | null>): void {
      if (calling.busy) return;
      setCalling({ busy: true, problem: null });
      ask().then(
        (code) => {
          if (code === null) store.sheet.value = null;
          else setCalling({ busy: false, problem: refusalText(store, code, {}, ticker.now()) });
        },
        () => setCalling({ busy: false, problem: failed }),
      );
    },
  };
}

interface CallFormProps {
  readonly calling: Calling;
  readonly words: { readonly call: string; readonly calling: string; readonly cancel: string };
  /** a line beside the buttons */
  readonly hint?: string;
  /** nothing to call with yet: the button is off */
  readonly isIncomplete?: boolean;
  readonly children: ComponentChildren;
  onCall(): void;
}

/** The form of both sheets that call somebody: questions, what went wrong, and the two buttons. */
export function CallForm({ calling, words, hint, isIncomplete = false, children, onCall }: CallFormProps) {
  const { store } = useAlarm();
  const { busy, problem } = calling;
  return (
    <form
      class="alarm"
      onSubmit={(event) => {
        event.preventDefault();
        onCall();
      }}
    >
      {children}
      {problem !== null && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <div class="sheet-buttons">
        {hint !== undefined && <span class="meta keys-hint">{hint}</span>}
        <button
          type="button"
          class="button button-quiet"
          onClick={() => {
            store.sheet.value = null;
          }}
        >
          {words.cancel}
        </button>
        <button type="submit" class="button button-alarm" disabled={busy || isIncomplete}>
          {busy ? `${words.calling}…` : words.call}
        </button>
      </div>
    </form>
  );
}
