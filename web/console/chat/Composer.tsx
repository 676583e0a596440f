import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Field } from '../core/Field.tsx';
import { when } from '../core/format.ts';
import type { Copy } from '../core/logic/copy.ts';
import { KEYS } from '../core/logic/hotkeys.ts';
import { DraftLine, OutOfSight } from '../desk/DraftLine.tsx';
import { HintLine } from '../desk/HintLine.tsx';
import { isFirstWord } from '../desk/logic/before-send.ts';
import type { Draft } from '../desk/logic/draft.ts';
import { mayI } from '../desk/may.ts';
import { Refusals } from '../desk/Refusals.tsx';
import { useHints } from '../desk/useHints.ts';
import { deskWords } from '../desk/words.ts';
import { useChat } from './console.ts';
import { chatWords } from './words.ts';

interface ComposerProps {
  /** id of the customer whom the chat is with */
  readonly customer: string;
  readonly name: string;
  readonly view: NonNullable<Copy['log']['view']>;
}

/** Where one writes to the customer; the button says to whom. A draft belongs to who it was begun for. */
export function Composer({ customer, name, view }: ComposerProps) {
  const { store, ticker, actions, drafts } = useChat();
  const { words } = store;
  const { composer } = chatWords();
  const desk = deskWords();
  const conversation = store.selected.value ?? '';
  const kept = useMemo(() => drafts('message'), [drafts]);
  const [draft, setDraft] = useState<Draft | null>(() => kept.read(conversation));
  const [settles, setSettles] = useState(false);
  const hints = useHints(conversation, customer);
  /** for whom the text was begun that was pasted into the empty field */
  const origin = useRef<Draft | null>(null);
  const restored = store.restored.value;
  useLayoutEffect(() => setDraft(kept.read(conversation)), [kept, conversation, restored]);
  const text = draft?.text ?? '';
  const due = store.promiseBy.value;
  const may = mayI(store, ticker);
  const hasPromise = view.clocks.some(({ kind, given }) => kind === 'promise' && given);

  const write = (next: string): void => {
    setDraft(kept.write({ conversation, customer }, next, origin.current ?? undefined));
    origin.current = null;
    hints.edited();
    if (next.trim() !== '') actions.typing(conversation);
  };
  const send = (andNext: boolean, confirmed = false): void => {
    if (!draft || text.trim() === '') return;
    const passed = hints.pass(draft, confirmed);
    if (!passed) return;
    const isFirst = isFirstWord(store.copy.peek()?.log.entries ?? [], store.viewer.peek()?.id ?? '');
    actions.send(
      {
        conversation,
        text,
        draft: { conversation: draft.conversation, customer: draft.customer },
        ...(confirmed && { confirmed }),
        ...(due !== null && { due }),
        ...(settles && hasPromise && due === null && { settles }),
        ...(passed.hints && { hints: passed.hints }),
      },
      { isFirst, isFlagged: passed.isFlagged },
    );
    store.promiseBy.value = null;
    setSettles(false);
    write('');
    if (andNext) actions.nextWaiting();
  };
  const offer = draft && due === null && may?.promise.ok ? hints.offer(draft) : undefined;
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send(false);
      }}
    >
      <Refusals
        log="conversation"
        name={name}
        onRestore={(refused) => write(text === '' ? refused : `${text}\n${refused}`)}
      />
      <OutOfSight conversation={conversation} kinds={['message']} />
      {!hints.hint && !offer && <DraftLine conversation={conversation} kind="message" />}
      <HintLine
        hint={hints.hint ?? offer ?? null}
        name={name}
        begunFor={draft?.conversation ?? null}
        onConfirm={() => send(false, true)}
        onNote={() => {
          actions.note(conversation, text);
          write('');
        }}
        onPromise={(by) => {
          store.promiseBy.value = by;
        }}
      />
      <div class="composer-box">
        <Field
          name="message"
          value={text}
          label={composer.label(name)}
          placeholder={composer.placeholder(name)}
          mark={hints.hint?.rule === 'emptySlot' ? hints.hint : null}
          onInput={write}
          onSend={send}
          onCopied={(copied) => {
            store.copied.value = { conversation, customer, text: copied };
          }}
          onPasted={(pasted) => {
            const from = store.copied.peek();
            const isElsewhere = from?.text === pasted && from.conversation !== conversation;
            origin.current = isElsewhere && text === '' ? from : null;
          }}
        />
        <div class="composer-buttons">
          {view.status === 'closed' && <p class="meta">{composer.closed(name)}</p>}
          {view.status === 'open' && view.owner === null && <p class="meta">{composer.joins}</p>}
          {due !== null && (
            <button
              type="button"
              class="chip promise-chip"
              title={desk.promise.drop}
              onClick={() => {
                store.promiseBy.value = null;
              }}
            >
              {desk.promise.by(when(due, ticker.now()))} ✕
            </button>
          )}
          {hasPromise && due === null && (
            <label class="switch settles">
              <input type="checkbox" checked={settles} onChange={(event) => setSettles(event.currentTarget.checked)} />
              {desk.promise.settles}
            </label>
          )}
          <div class="composer-tools">
            {due === null && may?.promise.ok && !hasPromise && (
              <button
                type="button"
                class="button button-quiet"
                title={`${words.keys.actions.promise} (${KEYS.promise.label})`}
                onClick={() => {
                  store.panel.value = { kind: 'promise' };
                }}
              >
                {desk.promise.button}
              </button>
            )}
            {may?.restate.ok && view.status === 'open' && (
              <button
                type="button"
                class="button button-quiet"
                onClick={() => {
                  store.panel.value = { kind: 'restate' };
                }}
              >
                {desk.restate.button}
              </button>
            )}
          </div>
          <button
            type="submit"
            class="button button-primary"
            title={`Enter. ${words.keys.actions['send.next']}: ${KEYS['send.next'].label}`}
            aria-disabled={text.trim() === ''}
          >
            {composer.sendTo(name)}
          </button>
        </div>
      </div>
    </form>
  );
}
