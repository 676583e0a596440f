/** What the widget keeps in the site's localStorage, each key under the workspace's prefix; see `storagePrefix`. */
export interface Keep {
  get(key: string): string | null;
  /** null removes */
  set(key: string, value: string | null): void;
  keys(): string[];
}

/** Over a browser's storage; where that is forbidden or full, over memory: the widget then forgets with the page. */
export function keepIn(prefix: string, open: () => Storage): Keep {
  const memory = new Map<string, string>();
  const attempt = <T>(act: (storage: Storage) => T, instead: () => T): T => {
    try {
      return act(open());
    } catch {
      return instead(); // forbidden or full: memory has it
    }
  };
  return {
    get: (key) =>
      memory.get(key) ??
      attempt(
        (storage) => storage.getItem(prefix + key),
        () => null,
      ),
    set(key, value) {
      memory.delete(key);
      if (value === null)
        return attempt(
          (storage) => storage.removeItem(prefix + key),
          () => {},
        );
      attempt(
        (storage) => storage.setItem(prefix + key, value),
        () => void memory.set(key, value),
      );
    },
    keys: () => [
      ...memory.keys(),
      ...attempt(
        (storage) => Object.keys(storage),
        () => [],
      )
        .filter((key) => key.startsWith(prefix))
        .map((key) => key.slice(prefix.length)),
    ],
  };
}
