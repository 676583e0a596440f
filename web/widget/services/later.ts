export type Later = typeof import('../later.tsx');

let loaded: Later | null = null;
let isLoading = false;
/** what the reader waits for it with */
let wish: ((it: Later) => void) | undefined;

/** The panel's second file once it is here; until then its parts are left out, and the way to a person is not among them. */
export const later = (): Later | null => loaded;

/**
 * Loads it, once; `then` makes it ready.
 * @param use what the reader has asked of it, done as soon as it is here
 */
export function loadLater(then: (it: Later) => void, use?: typeof wish): void {
  if (loaded) {
    use?.(loaded);
    return;
  }
  wish = use ?? wish;
  if (isLoading) return;
  isLoading = true;
  import('../later.tsx').then(
    (it) => {
      loaded = it;
      then(it);
      wish?.(it);
      wish = undefined;
    },
    () => {
      isLoading = false; // tried again with the next tap, or change of the conversation
      wish = undefined;
    },
  );
}
