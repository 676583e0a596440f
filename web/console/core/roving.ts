import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * Makes many buttons one stop of the Tab key: the arrows, Home and End go among them, and the last one that had the focus is
 * where Tab comes back to. Drawn anew, what is marked with `preferred` is the stop until one has had the focus. A part that
 * scrolls by itself (`parts`) keeps a stop of its own, since its end could not be reached otherwise.
 */
export function useRoving(
  box: RefObject<HTMLElement | null>,
  { items, preferred, parts }: { readonly items: string; readonly preferred?: string; readonly parts?: string },
) {
  const current = useRef<HTMLElement | null>(null);
  const all = (): HTMLElement[] => [...(box.current?.querySelectorAll<HTMLElement>(items) ?? [])];
  const place = (): void => {
    const found = all();
    const { current: held } = current;
    const wanted = preferred === undefined ? null : (box.current?.querySelector<HTMLElement>(preferred) ?? null);
    const stop = held && found.includes(held) ? held : (wanted ?? found[0]);
    const stops = new Set([stop]);
    for (const part of parts === undefined ? [] : (box.current?.querySelectorAll<HTMLElement>(parts) ?? [])) {
      const inside = found.filter((item) => part.contains(item));
      if (part.scrollHeight > part.clientHeight && !(stop && inside.includes(stop))) stops.add(inside[0]);
    }
    for (const item of found) item.tabIndex = stops.has(item) ? 0 : -1;
  };
  useLayoutEffect(place);
  return {
    onFocusIn(event: FocusEvent): void {
      const item = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>(items) : null;
      if (!item) return;
      current.current = item;
      place();
    },
    onKeyDown(event: KeyboardEvent): void {
      const found = all();
      const at = found.indexOf(document.activeElement as HTMLElement);
      if (at < 0 || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: found.length - 1 }[event.key];
      const item = to === undefined ? undefined : found[to];
      if (!item) return;
      event.preventDefault();
      item.focus();
    },
  };
}
