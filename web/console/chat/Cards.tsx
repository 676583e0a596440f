import { useState } from 'preact/hooks';
import { NoteIcon, PhoneIcon, TickIcon } from '../../base/icons.tsx';
import { clockTime } from '../../base/locale.ts';
import { ClockRing, useClock } from '../core/Clock.tsx';
import { when } from '../core/format.ts';
import type { Copy } from '../core/logic/copy.ts';
import { mayI } from '../desk/may.ts';
import { deskWords } from '../desk/words.ts';
import { useChat } from './console.ts';
import type { Item } from './logic/timeline.ts';
import { chatWords } from './words.ts';

type CardItem<T extends Item['type']> = Extract<Item, { type: T }>;
interface CardProps<T extends Item['type']> {
  readonly item: CardItem<T>;
  readonly copy: Copy;
  /** the customer's */
  readonly name: string;
}

/** A clock of the conversation, as it runs; null when it does not. */
function useClockOf(copy: Copy, kind: 'promise' | 'callback') {
  const clock = copy.log.view?.clocks.find((one) => one.kind === kind) ?? null;
  const shown = clock && { kind, since: clock.since, ...(clock.due !== undefined && { due: clock.due }) };
  return { shown, state: useClock(shown) };
}

/** "An answer by 15:00": its clock while it is open, then what became of it. */
export function PromiseCard({ item, copy }: CardProps<'promise'>) {
  const { store, ticker, actions } = useChat();
  const { promise } = deskWords();
  const isOpen = item.state === 'open';
  const { shown, state } = useClockOf(copy, 'promise');
  const conversation = store.selected.value;
  const may = isOpen && mayI(store, ticker)?.settle.ok === true;
  const who = item.by === null ? store.words.someone : store.names.value.operator(item.by);
  return (
    <section class={`desk-card desk-card-${item.state}`} aria-label={promise.card(who, when(item.due, ticker.now()))}>
      <p>
        {isOpen && shown && state ? <ClockRing clock={shown} state={state} size={20} /> : <TickIcon size={16} />}
        <b>{promise.card(who, when(item.due, item.at))}</b>
      </p>
      {isOpen ? (
        state && <p class={`meta tone-${state.tone}`}>{state.left}</p>
      ) : (
        <p class={item.state === 'broken' ? 'meta tone-late' : 'meta'}>{promise.states[item.state]}</p>
      )}
      {may && conversation !== null && (
        <div class="desk-card-buttons">
          <button type="button" class="button" onClick={() => actions.keptPromise(conversation)}>
            {promise.kept}
          </button>
          <button
            type="button"
            class="button button-quiet"
            onClick={() => {
              store.panel.value = { kind: 'promise', move: true };
            }}
          >
            {promise.newTime}
          </button>
        </div>
      )}
    </section>
  );
}

/** The problem in the operator's words, and what the customer said to it. */
export function RestatedCard({ item, copy, name }: CardProps<'restated'>) {
  const { store, ticker, actions } = useChat();
  const { restate } = deskWords();
  const { timeline } = chatWords();
  const conversation = store.selected.value;
  const says =
    item.yes === null
      ? item.over
        ? restate.over
        : restate.waiting(name)
      : item.yes
        ? restate.yes(name)
        : restate.no(name);
  const mayCall = item.yes === false && copy.log.view?.callback === undefined && mayI(store, ticker)?.offerCall.ok;
  return (
    <section class="desk-card desk-card-restated" aria-label={restate.card}>
      <p class="meta">
        {restate.card} · {item.name ?? store.names.value.operator(item.person)}, {clockTime(item.at)}
      </p>
      <p class="desk-card-text">{item.text ?? timeline.withdrawn}</p>
      <p class={item.yes === false ? 'desk-card-answer tone-due' : 'desk-card-answer'}>{says}</p>
      {mayCall && conversation !== null && (
        <div class="desk-card-buttons">
          <button type="button" class="button" onClick={() => actions.offerCall(conversation)}>
            {restate.offerCall}
          </button>
        </div>
      )}
    </section>
  );
}

/** "Call me": number, clock, and how it went. */
export function CallCard({ item, copy, name }: CardProps<'call'>) {
  const { store, ticker, actions } = useChat();
  const { call } = deskWords();
  const [line, setLine] = useState('');
  const isOpen = item.state === 'open';
  const { shown, state } = useClockOf(copy, 'callback');
  const conversation = store.selected.value;
  const may = isOpen && mayI(store, ticker)?.called.ok === true;
  const done = (outcome: 'reached' | 'missed'): void => {
    if (conversation !== null) actions.called(conversation, outcome, line.trim());
  };
  return (
    <section
      class={`desk-card desk-card-call desk-card-${item.state}`}
      id={isOpen ? 'open-call' : undefined}
      aria-label={call.card(name)}
    >
      <p>
        {isOpen && shown && state ? <ClockRing clock={shown} state={state} size={20} /> : <PhoneIcon size={16} />}
        <b>{call.card(name)}</b>
        <span class="meta">{call.by(when(item.due, item.at))}</span>
      </p>
      {item.phone === null || item.state === 'cancelled' ? (
        <p class="meta">{item.phone ?? call.removed}</p>
      ) : (
        <a class="desk-card-phone" href={`tel:${item.phone}`}>
          {item.phone}
        </a>
      )}
      {item.state !== 'open' && <p class="meta">{call.states[item.state]}</p>}
      {may && (
        <form class="desk-card-form" onSubmit={(event) => event.preventDefault()}>
          <label>
            <span class="meta">{call.line}</span>
            <input type="text" maxLength={500} value={line} onInput={(event) => setLine(event.currentTarget.value)} />
          </label>
          <div class="desk-card-buttons">
            <button type="button" class="button" onClick={() => done('reached')}>
              {call.reached}
            </button>
            <button type="button" class="button button-quiet" onClick={() => done('missed')}>
              {call.missed}
            </button>
          </div>
        </form>
      )}
    </section>
  );
}

/** In the place of a message that was taken back: who and why, and for the team what it said. */
export function Tombstone({ recalled }: { readonly recalled: NonNullable<CardItem<'message'>['recalled']> }) {
  const { store } = useChat();
  const { recall } = deskWords();
  const who = recalled.name ?? store.names.value.operator(recalled.by);
  return (
    <>
      <p class="withdrawn">{recall.tombstone(who, recall.reasons[recalled.reason ?? 'other'])}</p>
      {typeof recalled.original === 'string' && (
        <details class="original">
          <summary>
            <NoteIcon size={14} /> {recall.original}
          </summary>
          <p>{recalled.original}</p>
        </details>
      )}
    </>
  );
}
