import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Item } from './logic/timeline.ts';

/** The timeline scrolls with new lines while it is within this many px of its end. */
const NEAR = 80;

/** What I have just written stands at the end: there I look. */
const MINE: ReadonlySet<Item['type']> = new Set(['pending', 'held']);

/** Keeps the end in sight as lines arrive, unless one has scrolled up; older lines that load above move nothing. */
export function useFollowing(items: readonly Item[]) {
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
