import type { Throttle } from './model.ts';

/** A throttle: tokens flow in at the rate, up to the burst; each request takes one. */
export interface TokenBucket {
  /** Takes a token; false when there is none. */
  readonly take: () => boolean;
}

/** @param now milliseconds, never going back */
export function tokenBucket(throttle: Throttle | undefined, now: () => number = () => performance.now()): TokenBucket {
  if (throttle === undefined) return { take: () => true };
  const { rate, burst } = throttle;
  let tokens = burst;
  let filledAt = now();
  return {
    take: () => {
      // Nothing flows where one of the two is 0: such a stage answers 429 to everything.
      if (rate <= 0 || burst <= 0) return false;
      const time = now();
      tokens = Math.min(burst, tokens + ((time - filledAt) / 1000) * rate);
      filledAt = time;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}
