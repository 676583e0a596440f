/** What `until` looks for: anything but `undefined`, `null` and `false`; a throw means "not yet" and is reported at the end. */
type Found<T> = Exclude<T, undefined | null | false>;

export interface UntilOptions {
  /** Milliseconds before giving up. */
  readonly timeout?: number;
  /** Milliseconds between the first two looks; between later ones a tenth of what has been waited, ten times this at the most. */
  readonly interval?: number;
  /** What is awaited, for the failure message. */
  readonly what?: string;
}

/**
 * Waits for a condition instead of sleeping; resolves with what the condition returned. Looks less often the longer it waits:
 * a look at a stack's table costs it milliseconds of processor, and what takes seconds is not missed by a moment.
 */
export async function until<T>(condition: () => T | Promise<T>, options: UntilOptions = {}): Promise<Found<T>> {
  const { timeout = 5_000, interval = 10, what = 'a condition' } = options;
  const began = performance.now();
  let lastError: unknown;
  for (;;) {
    try {
      const value = await condition();
      if (value !== undefined && value !== null && value !== false) return value as Found<T>;
      lastError = undefined;
    } catch (error) {
      lastError = error;
    }
    const waited = performance.now() - began;
    if (waited >= timeout) {
      throw new Error(`waited ${timeout} ms in vain for ${what}`, lastError === undefined ? {} : { cause: lastError });
    }
    const pause = Math.min(Math.max(interval, waited / 10), 10 * interval, Math.max(interval, timeout - waited));
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
