/** A part of the panel that is loaded on use; what it draws is left out until then, and the way to a person is never in it. */
export interface Part<T> {
  /** null until it is here */
  get(): T | null;
  /**
   * Loads it, once. After a failure the next call tries again.
   * @param use what the reader has asked of it, done as soon as it is here
   */
  load(use?: (it: T) => void): void;
}

/** @param ready makes it ready, before anything uses it */
export function createPart<T>(load: () => Promise<T>, ready: (it: T) => void): Part<T> {
  let loaded: T | null = null;
  let isLoading = false;
  /** what the reader waits for it with: the newest only */
  let wish: ((it: T) => void) | undefined;
  return {
    get: () => loaded,
    load(use) {
      if (loaded) {
        use?.(loaded);
        return;
      }
      wish = use ?? wish;
      if (isLoading) return;
      isLoading = true;
      load().then(
        (it) => {
          loaded = it;
          ready(it);
          wish?.(it);
          wish = undefined;
        },
        () => {
          isLoading = false; // the connection is gone: tried again with the next tap, or change of the conversation
          wish = undefined;
        },
      );
    },
  };
}
