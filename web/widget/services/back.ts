/** What the browser's Back needs of a page. */
export type BackPage = Pick<Window, 'history' | 'addEventListener'>;

const MARK = 'otvet';

/**
 * Where the chat fills the screen, Back closes it instead of leaving the shop: while it is open there is one entry more in the
 * history, with the site's own address and state. Closed in another way, the entry is taken back.
 */
export function createBack(page: BackPage, close: () => void) {
  const { history } = page;
  /** the chat is open, and Back is to close it */
  let isOurs = false;
  /** its entry is being taken back, which takes the browser a moment */
  let isLeaving = false;
  const mark = (): void => {
    if (!isMarked(history.state)) history.pushState({ ...(history.state as object | null), [MARK]: true }, '');
  };
  page.addEventListener('popstate', () => {
    if (isLeaving) {
      isLeaving = false;
      if (isOurs) mark(); // opened again meanwhile
      return;
    }
    if (!isOurs || isMarked(history.state)) return;
    isOurs = false;
    close();
  });
  return {
    opened(): void {
      isOurs = true;
      // Marked already: the page was loaded anew while the chat was open.
      if (!isLeaving) mark();
    },
    closed(): void {
      if (!isOurs) return;
      isOurs = false;
      if (isLeaving || !isMarked(history.state)) return;
      isLeaving = true;
      history.back();
    },
  };
}

const isMarked = (state: unknown): boolean => typeof state === 'object' && state !== null && MARK in state;
