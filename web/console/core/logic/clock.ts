import type { WireCard } from '../../../../shared/protocol/pushes.ts';

/** What the workspace promised, in seconds: a person within `connect`, an answer within `reply` (from `welcome`). */
export interface Targets {
  readonly connect: number;
  readonly reply: number;
}

export type CardClock = NonNullable<WireCard['clock']>;

/** Calm up to 60 % of the target, due until it runs out, late after. */
export type Tone = 'calm' | 'due' | 'late';
const DUE_FROM = 0.6;

/** Under this, a clock counts seconds; a reply's clock above it counts minutes. */
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** When the clock runs out, epoch ms by the server's clock; never, when it only waits for the customer to write. */
export function lapsesAt(clock: CardClock, targets: Targets): number {
  if (clock.due !== undefined) return clock.due;
  if (clock.kind === 'snooze') return Number.POSITIVE_INFINITY;
  return clock.since + (clock.kind === 'reply' ? targets.reply : targets.connect) * 1000;
}

/** How long the clock runs in all, in ms; promises and reviews from their making to their due time. */
export const lengthOf = (clock: CardClock, targets: Targets): number => lapsesAt(clock, targets) - clock.since;

/** Share of the clock that is used up: 0 at the start, 1 when it runs out, more when late. */
function usedShare(clock: CardClock, targets: Targets, now: number): number {
  const length = lengthOf(clock, targets);
  return length <= 0 ? 1 : Math.max(0, (now - clock.since) / length);
}

/** The tone of a clock; promises and reviews, which take hours, turn amber in their last quarter of an hour. */
export function toneOf(clock: CardClock, targets: Targets, now: number): Tone {
  const remaining = lapsesAt(clock, targets) - now;
  // What was put aside is back then, and nobody was let down.
  if (remaining < 0) return clock.kind === 'snooze' ? 'due' : 'late';
  if (clock.due !== undefined) return remaining < 15 * MINUTE ? 'due' : 'calm';
  return usedShare(clock, targets, now) < DUE_FROM ? 'calm' : 'due';
}

/** `1:12`, `12:05`, `1:04:09`. Seconds are cut, not rounded. */
export function stopwatch(ms: number): string {
  const total = Math.max(0, Math.floor(ms / 1000));
  const pad = (n: number): string => String(n).padStart(2, '0');
  const [hours, minutes, seconds] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(seconds)}` : `${minutes}:${pad(seconds)}`;
}

/** Units as the screen says them. */
export interface Units {
  minutes(n: number): string;
  hours(n: number): string;
  days(n: number): string;
}

/** A length of time in one unit, the largest that fits: `8 min`, `3 h`, `2 d`. */
function inOneUnit(ms: number, units: Units): string {
  if (ms >= 2 * DAY) return units.days(Math.floor(ms / DAY));
  if (ms >= 2 * HOUR) return units.hours(Math.floor(ms / HOUR));
  return units.minutes(Math.max(1, Math.ceil(ms / MINUTE)));
}

/**
 * What stands in a row and in a chat's head, always upwards: how long a customer has waited, or by how much something that
 * was owed is late (`+0:35`). Nothing for what is not due yet: its time is said in words.
 */
export function waited(clock: CardClock, now: number, units: Units): string {
  const isWait = clock.due === undefined && clock.kind !== 'snooze';
  const ms = now - (isWait ? clock.since : (clock.due ?? Number.POSITIVE_INFINITY));
  if (ms < 0) return isWait ? stopwatch(0) : '';
  return `${isWait ? '' : '+'}${ms < DAY ? stopwatch(ms) : inOneUnit(ms, units)}`;
}

/** Share of the clock that is left: 1 at its start, 0 once it has run out. */
export const leftShare = (clock: CardClock, targets: Targets, now: number): number =>
  Math.min(1, Math.max(0, 1 - usedShare(clock, targets, now)));

/**
 * What stands on the card of a promise: `1:12` while a person is awaited, `8 min` for an answer (seconds in its last minute),
 * `+0:35` once late, counting up.
 */
export function reading(clock: CardClock, targets: Targets, now: number, units: Units): string {
  const remaining = lapsesAt(clock, targets) - now;
  if (!Number.isFinite(remaining)) return '';
  if (remaining < 0) return -remaining < DAY ? `+${stopwatch(-remaining)}` : `+${inOneUnit(-remaining, units)}`;
  // A second that has begun still counts: the clock shows 0:01 until it runs out.
  const shown = Math.ceil(remaining / 1000) * 1000;
  if (clock.kind === 'connect' || shown < MINUTE) return shown < HOUR ? stopwatch(shown) : inOneUnit(shown, units);
  return inOneUnit(shown, units);
}
