/** What `until` looks for: anything but `undefined`, `null` and `false`; a throw means "not yet" and is reported at the end. */
type Found<T> = Exclude<T, undefined | null | false>;

export interface UntilOptions {
  /** Milliseconds before giving up. */
  readonly timeout?: number;
  /** Milliseconds between two looks. */
  readonly interval?: number;
  /** What is awaited, for the failure message. */
  readonly what?: string;
}

/** Waits for a condition instead of sleeping; resolves with what the condition returned. */
export async function until<T>(condition: () => T | Promise<T>, options: UntilOptions = {}): Promise<Found<T>> {
  const { timeout = 5_000, interval = 10, what = 'a condition' } = options;
  const deadline = performance.now() + timeout;
  let lastError: unknown;
  for (;;) {
    try {
      const value = await condition();
      if (value !== undefined && value !== null && value !== false) return value as Found<T>;
      lastError = undefined;
    } catch (error) {
      lastError = error;
    }
    if (performance.now() >= deadline) {
      throw new Error(`waited ${timeout} ms in vain for ${what}`, lastError === undefined ? {} : { cause: lastError });
    }
    await new Promise((resolve) => setTimeout(resolve, interval));
  }
}
