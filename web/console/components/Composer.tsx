import { useMemo, useRef, useState } from 'preact/hooks';
import { WarnIcon } from '../../base/icons.tsx';
import { beforeSend, type Hint } from '../logic/before-send.ts';
import type { Draft } from '../logic/drafts.ts';
import { KEYS } from '../logic/hotkeys.ts';
import type { Copy } from '../store/store.ts';
import { useConsole } from './context.ts';
import { Field } from './Field.tsx';
import { Refusals } from './Refusals.tsx';

interface ComposerProps {
  /** id of the customer whom the chat is with */
  readonly customer: string;
  readonly name: string;
  readonly view: NonNullable<Copy['log']['view']>;
}

/** Where one writes to the customer; the button says to whom. A draft belongs to who it was begun for. */
export function Composer({ customer, name, view }: ComposerProps) {
  const { store, ticker, actions, drafts } = useConsole();
  const { words } = store;
  const conversation = store.selected.value ?? '';
  const kept = useMemo(() => drafts('message'), [drafts]);
  const [draft, setDraft] = useState<Draft | null>(() => kept.read(conversation));
  const [hint, setHint] = useState<Hint | null>(null);
  const editedAt = useRef(0);
  const text = draft?.text ?? '';

  const write = (next: string): void => {
    setDraft(kept.write({ conversation, customer }, next));
    setHint(null);
    editedAt.current = ticker.now();
    if (next.trim() !== '') actions.typing(conversation);
  };
  const send = (andNext: boolean): void => {
    if (!draft || text.trim() === '') return;
    const hints = beforeSend(draft, {
      ...contextOf(store.copy.peek()),
      conversation,
      customer,
      editedAt: editedAt.current,
      now: ticker.now(),
    });
    const worst = hints[0];
    // The same key again sends what was only a soft hint.
    if (worst && (worst.hard || worst.rule !== hint?.rule)) {
      setHint(worst);
      return;
    }
    actions.send(conversation, draft);
    write('');
    if (andNext) actions.nextWaiting();
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send(false);
      }}
    >
      <Refusals log="conversation" onRestore={(refused) => write(text === '' ? refused : `${text}\n${refused}`)} />
      <HintLine hint={hint} name={name} />
      <div class="composer-box">
        <Field
          name="message"
          value={text}
          label={words.composer.label(name)}
          placeholder={words.composer.placeholder(name)}
          onInput={write}
          onSend={send}
        />
        <div class="composer-buttons">
          {view.status === 'closed' && <p class="meta">{words.composer.closed(name)}</p>}
          {view.status === 'open' && view.owner === null && <p class="meta">{words.composer.joins}</p>}
          <button
            type="submit"
            class="button button-primary"
            title={`Enter. ${words.keys.actions['send.next']}: ${KEYS['send.next'].label}`}
            aria-disabled={text.trim() === ''}
          >
            {words.composer.sendTo(name)}
          </button>
        </div>
      </div>
    </form>
  );
}

/** What the hints look at: the texts sent so far, and when the customer wrote last. */
function contextOf(copy: Copy | null): { sent: readonly string[]; customerWroteAt: number | null } {
  const sent: string[] = [];
  let customerWroteAt: number | null = null;
  for (const { at, events } of copy?.log.entries ?? []) {
    for (const event of events) {
      if (event.type !== 'message.posted') continue;
      if (event.by === 'customer') customerWroteAt = at;
      else if (event.text !== null) sent.push(event.text);
    }
  }
  return { sent, customerWroteAt };
}

/** One hint at a time, above the field: never a window to click away. */
function HintLine({ hint, name }: { readonly hint: Hint | null; readonly name: string }) {
  const { composer } = useConsole().store.words;
  if (!hint) return null;
  const text = {
    elsewhere: () => composer.elsewhere,
    tooLong: () => composer.tooLong(hint.rule === 'tooLong' ? hint.by : 0),
    wroteMeanwhile: () => composer.wroteMeanwhile(name),
    sameAgain: () => composer.sameAgain,
  }[hint.rule]();
  return (
    <output class="hint">
      <WarnIcon size={16} />
      <span>
        <b>{text}.</b> {!hint.hard && `${composer.sendAnyway}.`}
      </span>
    </output>
  );
}
