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
  /** tries the same file under another address, once it has failed under the last one */
  let again: (() => Promise<T>) | null = null;
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
      (again ?? load)().then(
        (it) => {
          loaded = it;
          ready(it);
          wish?.(it);
          wish = undefined;
        },
        (error: unknown) => {
          again = underAnotherAddress(error);
          isLoading = false; // the connection is gone: tried again with the next tap, or change of the conversation
          wish = undefined;
        },
      );
    },
  };
}

/**
 * A browser remembers a module that failed to load, and refuses it at once the next time: each further try needs an address
 * of its own. Its error message has the last one; Safari's has none, and there the same import is tried again.
 */
function underAnotherAddress<T>(error: unknown): (() => Promise<T>) | null {
  const address = nextAddress(String(error));
  return address === null ? null : () => import(/* @vite-ignore */ address);
}

/** The address that a message names, numbered one further: `x.js`, `x.js?2`, `x.js?3`. */
export function nextAddress(message: string): string | null {
  const found = /(https?:\/\/[^\s?]+\.js)(?:\?(\d+))?/.exec(message);
  return found && `${found[1]}?${Number(found[2] ?? 1) + 1}`;
}
