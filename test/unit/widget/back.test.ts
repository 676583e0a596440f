import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createBack } from '../../../web/widget/services/back.ts';

/** A tab's history: `back` goes one entry back and tells the page, as a browser does. */
function aPage(state: unknown = null, isSlow = false) {
  const waiting: (() => void)[] = [];
  const entries: unknown[] = ['another site', state];
  const listeners: (() => void)[] = [];
  const history = {
    get state() {
      return entries.at(-1);
    },
    pushState: (next: unknown) => void entries.push(next),
    back: () => void (isSlow ? waiting.push(pop) : pop()),
  };
  const pop = (): void => {
    entries.pop();
    for (const listener of listeners) listener();
  };
  const addEventListener = (_: string, listener: () => void) => void listeners.push(listener);
  const arrive = (): void => waiting.shift()?.();
  return { entries, history, addEventListener, arrive };
}

describe('Back, where the chat fills the screen', () => {
  const close = vi.fn();
  beforeEach(() => close.mockReset());
  const back = (page: ReturnType<typeof aPage>) => createBack(page as never, close);

  it('closes the chat and leaves the page where it was, with the state that the site keeps', () => {
    const page = aPage({ scroll: 7 });
    back(page).opened();
    expect(page.history.state).toEqual({ scroll: 7, otvet: true });
    page.history.back();
    expect(close).toHaveBeenCalledOnce();
    expect(page.entries).toEqual(['another site', { scroll: 7 }]);
  });

  it('needs to be pressed once after the chat was closed in another way', () => {
    const page = aPage();
    const it = back(page);
    it.opened();
    it.closed();
    expect(page.entries).toEqual(['another site', null]);
    expect(close).not.toHaveBeenCalled();
    it.opened();
    page.history.back();
    expect(close).toHaveBeenCalledOnce();
  });

  it('closes it too when it was closed and opened again before the browser had gone back', () => {
    const page = aPage(null, true);
    const it = back(page);
    it.opened();
    it.closed();
    it.opened();
    page.arrive();
    expect(page.entries).toEqual(['another site', null, { otvet: true }]);
    expect(close).not.toHaveBeenCalled();
    page.history.back();
    page.arrive();
    expect(close).toHaveBeenCalledOnce();
  });

  it('is the site’s own where the site moved on while the chat was open', () => {
    const page = aPage();
    const it = back(page);
    it.opened();
    page.history.pushState({ product: 5 });
    it.closed();
    expect(page.entries.at(-1)).toEqual({ product: 5 });
    expect(close).not.toHaveBeenCalled();
  });

  it('does not pile up entries when a page is loaded anew with the chat’s entry on top', () => {
    const page = aPage({ otvet: true });
    back(page).opened();
    expect(page.entries).toHaveLength(2);
    page.history.back();
    expect(close).toHaveBeenCalledOnce();
  });
});
