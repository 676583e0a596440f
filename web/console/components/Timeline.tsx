import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { ClockIcon, DownIcon, MoreIcon, NoteIcon, TickIcon, TicksIcon } from '../../base/icons.tsx';
import { clockTime } from '../../base/locale.ts';
import { useNow } from '../../base/ticker.ts';
import { factText } from '../logic/facts.ts';
import { type Item, timeline } from '../logic/timeline.ts';
import type { Copy } from '../store/store.ts';
import { useConsole } from './context.ts';
import { CallCard, PromiseCard, RestatedCard, Tombstone } from './desk/Cards.tsx';
import { HeldBubble } from './desk/Held.tsx';
import { deskWords } from './desk/words.ts';
import { dayKey, dayTitle, when } from './format.ts';

/** Within this many px of its end the timeline follows what arrives. */
const NEAR = 80;

/** What was said and what happened, top to bottom, with the team's notes as folded lines in their place in time. */
export function Timeline() {
  const { store, actions } = useConsole();
  const { words } = store;
  const copy = store.copy.value;
  const conversation = store.selected.value;
  const readUpTo = useReadUpTo(copy);
  const held = store.heldMessages.value;
  const items = useMemo(
    () =>
      copy === null
        ? []
        : timeline({
            entries: copy.log.entries,
            notes: copy.notes.entries,
            pending: copy.pending,
            held: held.filter((message) => message.conversation === conversation),
            readUpTo,
            dayOf: dayKey,
          }),
    [copy, readUpTo, held, conversation],
  );
  const { box, onScroll, isBelow, unread, toEnd } = useFollowing(items);
  const isLoading = copy === null || copy.log.view === null;
  const name = store.names.value.customer(store.card.value ?? undefined);
  return (
    <div class="timeline-box">
      <div
        class="timeline"
        role="log"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys (WCAG 2.1.1)
        tabIndex={0}
        aria-label={words.timeline.label(name)}
        ref={box}
        onScroll={onScroll}
      >
        {isLoading ? (
          <TimelineSkeleton />
        ) : (
          <div class="timeline-lines">
            {!copy.log.complete && (
              <button
                type="button"
                class="button button-quiet older"
                onClick={() => conversation && actions.older(conversation)}
              >
                {words.timeline.older}
              </button>
            )}
            {items.map((item) => (
              <Line key={item.key} item={item} copy={copy} name={name} />
            ))}
            <Typing copy={copy} name={name} />
          </div>
        )}
      </div>
      {isBelow && (
        <button
          type="button"
          class="to-end"
          aria-label={unread > 0 ? undefined : words.timeline.unread}
          onClick={toEnd}
        >
          {unread > 0 && <span>{deskWords().unread(unread)}</span>}
          <DownIcon />
        </button>
      )}
    </div>
  );
}

/** How far it had been read when it was opened: where the "new" line stands, and stays while one reads. */
function useReadUpTo(copy: Copy | null): number | null {
  const [known, setKnown] = useState<number | null>(null);
  useLayoutEffect(() => {
    // Nothing read yet means that all is new: a line at the top would say nothing.
    if (known === null && copy?.log.view) setKnown(copy.read.operator || Number.POSITIVE_INFINITY);
  }, [copy, known]);
  return known;
}

/** What I have just written stands at the end: there I look. */
const MINE: ReadonlySet<Item['type']> = new Set(['pending', 'held']);

/** Keeps the end in sight as lines arrive, unless one has scrolled up; older lines that load above move nothing. */
function useFollowing(items: readonly Item[]) {
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const before = useRef<{ first: string | undefined; height: number }>({ first: undefined, height: 0 });
  const [isBelow, setBelow] = useState(false);
  /** the newest message that was in sight */
  const seen = useRef(0);
  const newest = items.reduce((seq, item) => (item.type === 'message' ? Math.max(seq, item.seq) : seq), 0);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const [first, wasMine] = [items[1]?.key, MINE.has(items.at(-1)?.type ?? 'day')];
    const grewAbove = before.current.first !== undefined && before.current.first !== first;
    if (atEnd.current || wasMine) element.scrollTop = element.scrollHeight;
    else if (grewAbove) element.scrollTop += element.scrollHeight - before.current.height;
    else if (element.scrollHeight > before.current.height) setBelow(true);
    if (atEnd.current || wasMine) seen.current = newest;
    before.current = { first, height: element.scrollHeight };
  }, [items]);
  // The box itself changes when the composer grows or the keyboard opens: its end stays in sight.
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(() => {
      if (atEnd.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const isUnread = (item: Item): boolean =>
    item.type === 'message' && item.by === 'customer' && item.seq > seen.current;
  return {
    box,
    isBelow,
    /** messages of the customer that came in below what is in sight */
    unread: isBelow ? items.filter(isUnread).length : 0,
    onScroll(): void {
      const element = box.current;
      if (!element) return;
      atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR;
      if (!atEnd.current) return;
      seen.current = newest;
      setBelow(false);
    },
    toEnd(): void {
      const element = box.current;
      if (element) element.scrollTop = element.scrollHeight;
    },
  };
}

interface LineProps {
  readonly item: Item;
  readonly copy: Copy;
  readonly name: string;
}

function Line({ item, copy, name }: LineProps) {
  const { store, ticker } = useConsole();
  const { words } = store;
  switch (item.type) {
    case 'day':
      return (
        <h2 class="day">
          <span>{dayTitle(item.at, ticker.now())}</span>
        </h2>
      );
    case 'new':
      return (
        <p class="day day-new">
          <span>{words.timeline.unread}</span>
        </p>
      );
    case 'fact': {
      const names = store.names.value;
      const text = factText(item.event, item.entry, {
        words,
        desk: deskWords().facts,
        names,
        customer: name,
        when: (at) => when(at, item.at),
      });
      if (text === null) return null;
      return (
        <p class="fact">
          <time dateTime={new Date(item.at).toISOString()}>{clockTime(item.at)}</time> {text}
        </p>
      );
    }
    case 'note':
      return (
        <details class="note-line">
          <summary>
            <NoteIcon size={16} />
            <b>{words.timeline.note}</b>
            <span>
              {item.name ?? store.names.value.operator(item.person)}, {clockTime(item.at)}
            </span>
            <span class="note-start">{item.text ?? words.timeline.withdrawn}</span>
          </summary>
          <p>{item.text ?? words.timeline.withdrawn}</p>
        </details>
      );
    case 'message':
      return <Message item={item} copy={copy} name={name} />;
    case 'promise':
      return <PromiseCard item={item} copy={copy} name={name} />;
    case 'restated':
      return <RestatedCard item={item} copy={copy} name={name} />;
    case 'call':
      return <CallCard item={item} copy={copy} name={name} />;
    case 'held':
      return <HeldBubble message={item.message} />;
    case 'pending':
      return (
        <div class="message message-ours message-pending">
          <div class="bubble">
            <p>{item.text}</p>
            <span class="message-meta">
              <ClockIcon size={14} />
              <span class={item.late ? '' : 'hidden'}>
                {item.late ? words.timeline.notSent : words.timeline.sending}
              </span>
            </span>
          </div>
        </div>
      );
  }
}

function Message({ item, copy, name }: LineProps & { readonly item: Extract<Item, { type: 'message' }> }) {
  const { store } = useConsole();
  const { words } = store;
  const ours = item.by === 'operator';
  const author = ours ? (item.name ?? store.names.value.operator(item.person)) : name;
  const isMine = ours && item.person === store.viewer.value?.id;
  const isRead = copy.read.customer >= item.seq;
  const { recall } = deskWords();
  const mayRecall = ours && item.text !== null && (isMine || store.viewer.value?.role === 'lead');
  const isCounting = item.holding && copy.log.view?.clocks.some(({ kind }) => kind === 'reply' || kind === 'connect');
  return (
    <div class={`message ${ours ? 'message-ours' : 'message-theirs'}${item.first ? ' message-first' : ''}`}>
      {item.first && <span class={isMine ? 'hidden' : 'author'}>{isMine ? words.you : author}</span>}
      <div class="bubble">
        {item.recalled ? (
          <Tombstone recalled={item.recalled} />
        ) : (
          <p class={item.text === null ? 'withdrawn' : ''}>{item.text ?? words.timeline.withdrawn}</p>
        )}
        <span class="message-meta">
          <time dateTime={new Date(item.at).toISOString()}>{clockTime(item.at)}</time>
          {ours && (
            <span
              class={isRead ? 'ticks ticks-read' : 'ticks'}
              title={isRead ? words.timeline.read : words.timeline.sent}
            >
              {isRead ? <TicksIcon size={14} /> : <TickIcon size={14} />}
              <span class="hidden">{isRead ? words.timeline.read : words.timeline.sent}</span>
            </span>
          )}
        </span>
        {mayRecall && (
          <button
            type="button"
            class="icon-button message-more"
            aria-label={`${recall.button}: ${item.text?.slice(0, 40)}`}
            title={recall.button}
            onClick={() => {
              store.panel.value = { kind: 'recall', seq: item.seq, text: item.text ?? '' };
            }}
          >
            <MoreIcon size={16} />
          </button>
        )}
      </div>
      {isCounting && (
        <span class="counting" title={words.timeline.countingHint}>
          <ClockIcon size={14} /> {words.timeline.counting}
        </span>
      )}
    </div>
  );
}

function Typing({ copy, name }: { readonly copy: Copy; readonly name: string }) {
  const { store, ticker } = useConsole();
  const { typing } = copy;
  const now = useNow(ticker, typing !== null);
  if (!typing || typing.until < now || typing.person === store.viewer.value?.id) return null;
  const who = typing.kind === 'customer' ? name : (typing.name ?? store.names.value.operator(typing.person));
  return <p class="typing">{store.words.timeline.typing(who)}…</p>;
}

/** The shape of a conversation, drawn after 200 ms. */
function TimelineSkeleton() {
  const { store } = useConsole();
  return (
    <output class="skeleton timeline-lines" aria-label={store.words.timeline.loading}>
      <span class="bone bone-bubble" style={{ width: '46%' }} />
      <span class="bone bone-bubble" style={{ width: '30%' }} />
      <span class="bone bone-bubble bone-ours" style={{ width: '52%' }} />
      <span class="bone bone-bubble" style={{ width: '38%' }} />
    </output>
  );
}
