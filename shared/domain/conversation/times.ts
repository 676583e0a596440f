import type { Millis } from '../kernel/types.ts';

/** A snooze shorter than this would be over before the screen has shown it. */
export const LEAST_SNOOZE: Millis = 10_000;
/** The longest that anything can be put aside or promised for: beyond it nobody remembers what it was. */
export const FARTHEST: Millis = 90 * 86_400_000;

/** Whether a moment that somebody chose lies ahead, by `least` or more, and not beyond {@link FARTHEST}. */
export const isAhead = (at: Millis, now: Millis, least: Millis = 1): boolean =>
  at >= now + least && at <= now + FARTHEST;
