import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { DownIcon } from '../../base/icons.tsx';
import { copyShown } from '../services/chat.ts';
import { type Item, timeline } from '../store/timeline.ts';
import { usePanel } from './context.ts';
import { FactLine, Message } from './Items.tsx';

/** Nearer to the end than this counts as the end, px. */
const NEAR = 60;

/**
 * The conversation, oldest first. Opens at the first unread message. It is laid out from its foot (`column-reverse` around
 * one block), so that the browser itself keeps the end in view, and the place of a reader who loads what was before.
 */
export function Log() {
  const { chat, words, locale, later } = usePanel();
  const { client, newAfter, unread } = chat.state;
  const copy = copyShown(chat.state);
  const items = timeline(copy, {
    newAfter,
    offset: client?.offset ?? 0,
    words,
    teller: later.get()?.tellerFor(chat, locale),
  });
  const Typing = later.get()?.Typing;
  const box = useRef<HTMLDivElement>(null);
  const placed = useRef('');
  const [isAtEnd, setAtEnd] = useState(true);
  const last = items.at(-1);

  const look = (): void => {
    const element = box.current;
    if (!element) return;
    setAtEnd(element.scrollTop > -NEAR);
    if (document.visibilityState === 'visible') chat.see(lastSeen(element));
  };
  const toEnd = (): void => {
    if (box.current) box.current.scrollTop = 0;
  };
  useLayoutEffect(() => {
    const element = box.current;
    const mark = element?.querySelector('.new');
    if (element && mark && placed.current === '')
      element.scrollTop += mark.getBoundingClientRect().top - element.getBoundingClientRect().top - 8;
    else if (last && last.key !== placed.current && isMine(last)) toEnd();
    placed.current = last?.key ?? '';
    look();
  });
  useEffect(() => {
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);

  const alone = useAlone();
  return (
    <div class="log-frame">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div class="log" role="log" aria-label={words.log} tabIndex={0} ref={box} onScroll={look}>
        <div>
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
          {Typing && <Typing />}
        </div>
      </div>
      {!isAtEnd && (
        <button type="button" class="to-end" aria-label={unread > 0 ? words.toNew(unread) : words.log} onClick={toEnd}>
          {unread > 0 && words.toNew(unread)}
          <DownIcon size={18} />
        </button>
      )}
    </div>
  );
}

/** By when the greeting offers an answer; null: somebody is there. It stays as it was once a conversation has begun. */
function useAlone(): string | null {
  const { chat, words } = usePanel();
  const { client, conversation, greeting } = chat.state;
  if (conversation !== null) return greeting?.morning ? words.byTime(greeting.morning, greeting.at) : null;
  return client?.welcome && !client.staffed ? words.byTime(client.morning, chat.ticker.now()) : null;
}

function ItemView({ item }: { readonly item: Item }) {
  const { words, later } = usePanel();
  switch (item.kind) {
    case 'day':
      return <div class="day">{words.day(item.at)}</div>;
    case 'new':
      return <div class="new">{words.newMessages}</div>;
    case 'message':
      return <Message item={item} />;
    case 'fact':
      return <FactLine item={item} />;
    default: {
      const Card = later.get()?.Card;
      return Card ? <Card item={item} /> : null;
    }
  }
}

const isMine = (item: Item): boolean => 'mine' in item && item.mine;

/** The newest of what was said whose foot is in view. */
function lastSeen(box: HTMLElement): number {
  const end = box.getBoundingClientRect().bottom + 4;
  const messages = [...box.querySelectorAll<HTMLElement>('[data-seq]')];
  const seen = messages.findLast((message) => message.getBoundingClientRect().bottom <= end);
  return Number(seen?.dataset['seq'] ?? 0);
}
