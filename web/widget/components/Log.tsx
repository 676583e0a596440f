import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { DownIcon } from '../../base/icons.tsx';
import { dayName } from '../../base/locale.ts';
import { useNow } from '../../base/ticker.ts';
import { type Item, timeline } from '../store/timeline.ts';
import { usePanel } from './context.ts';
import { FactLine, Message, PromiseCard } from './Items.tsx';

/** Nearer to the end than this, new messages keep the end in view, px. */
const NEAR = 60;

/** The conversation, oldest first. Opens at the first unread message, stays where the reader is otherwise. */
export function Log() {
  const { chat, words } = usePanel();
  const { client, conversation, newAfter, unread } = chat.state;
  const copy = conversation === null ? undefined : client?.conversations.get(conversation);
  const items = timeline(copy, { newAfter, offset: client?.offset ?? 0, words });
  const box = useRef<HTMLDivElement>(null);
  const [isAtEnd, setAtEnd] = useState(true);
  const before = useRef({ last: '', first: '', height: 0, isAtEnd: true, isPlaced: false });
  const first = items[0]?.key ?? '';
  const last = items.at(-1)?.key ?? '';

  const look = (): void => {
    const element = box.current;
    if (!element) return;
    const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR;
    before.current.isAtEnd = atEnd;
    before.current.height = element.scrollHeight;
    setAtEnd(atEnd);
    if (document.visibilityState === 'visible') chat.see(lastSeen(element));
  };

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const then = before.current;
    const mark = element.querySelector<HTMLElement>('.new');
    if (!then.isPlaced && items.length > 0) {
      then.isPlaced = true;
      element.scrollTop = mark ? mark.offsetTop - 8 : element.scrollHeight;
    } else if (then.first !== first && then.last === last) element.scrollTop += element.scrollHeight - then.height;
    else if (then.isAtEnd || (items.at(-1)?.key !== then.last && isMine(items.at(-1))))
      element.scrollTop = element.scrollHeight;
    then.first = first;
    then.last = last;
    look();
  });
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    // The dock below grows and shrinks; the end stays in view if it was.
    const sizes = new ResizeObserver(() => {
      if (before.current.isAtEnd) element.scrollTop = element.scrollHeight;
      look();
    });
    sizes.observe(element);
    document.addEventListener('visibilitychange', look);
    return () => {
      sizes.disconnect();
      document.removeEventListener('visibilitychange', look);
    };
  }, []);

  const alone = client?.welcome && !client.staffed ? words.byTime(client.morning, chat.ticker.now()) : null;
  return (
    <div class="log-frame">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div class="log" role="log" aria-label={words.log} tabIndex={0} ref={box} onScroll={look}>
        {copy && copy.log.entries.length > 0 && !copy.log.complete ? (
          <button type="button" class="quiet" onClick={() => chat.older()}>
            {words.older}
          </button>
        ) : (
          <div class="intro">
            <span class="tag">{words.automatic}</span>
            <p>{alone === null ? words.hello : words.helloAlone(alone)}</p>
          </div>
        )}
        {items.map((item) => (
          <ItemView key={item.key} item={item} />
        ))}
        <Typing />
      </div>
      {!isAtEnd && (
        <button
          type="button"
          class="to-end"
          aria-label={unread > 0 ? words.toNew(unread) : words.log}
          onClick={() => box.current?.scrollTo({ top: box.current.scrollHeight })}
        >
          {unread > 0 && words.toNew(unread)}
          <DownIcon size={18} />
        </button>
      )}
    </div>
  );
}

function ItemView({ item }: { readonly item: Item }) {
  const { chat, words, locale } = usePanel();
  switch (item.kind) {
    case 'day':
      return <div class="day">{dayName(locale, item.at, chat.ticker.now())}</div>;
    case 'new':
      return <div class="new">{words.newMessages}</div>;
    case 'message':
      return <Message item={item} />;
    case 'fact':
      return <FactLine item={item} />;
    case 'promise':
      return <PromiseCard item={item} />;
  }
}

function Typing() {
  const { chat, words } = usePanel();
  const { client, conversation } = chat.state;
  const typing = conversation === null ? null : (client?.conversations.get(conversation)?.typing ?? null);
  const now = useNow(chat.ticker, typing !== null);
  if (typing?.kind !== 'operator' || typing.until <= now) return null;
  return (
    <div class="typing" role="img" aria-label={words.typing(typing.name ?? null)}>
      <i />
      <i />
      <i />
    </div>
  );
}

const isMine = (item: Item | undefined): boolean => item?.kind === 'message' && item.mine;

/** The newest message whose foot is in view. */
function lastSeen(box: HTMLElement): number {
  const end = box.getBoundingClientRect().bottom + 4;
  const messages = [...box.querySelectorAll<HTMLElement>('[data-seq]')];
  const seen = messages.findLast((message) => message.getBoundingClientRect().bottom <= end);
  return Number(seen?.dataset['seq'] ?? 0);
}
