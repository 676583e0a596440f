import { sha256Digest } from '../../functions/entry/adapters/sha256-digest.ts';

/** What makes a demo the same each time: ids and choices that follow from names, never from chance. */

/** An id of 22 characters, as clients make them. */
export const idOf = (...names: readonly (string | number)[]): string => sha256Digest.of('demo', ...names.map(String));

/** Numbers from 0 to 1 that look like chance and follow from the names (mulberry32). */
export function choicesOf(...names: readonly (string | number)[]): Choices {
  let state = Buffer.from(idOf(...names), 'base64url').readUInt32LE();
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    chance: (share) => next() < share,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    oneOf: (list) => {
      const chosen = list[Math.floor(next() * list.length)];
      if (chosen === undefined) throw new Error('There is nothing to choose from.');
      return chosen;
    },
  };
}

export interface Choices {
  /** true in this share of the cases */
  readonly chance: (share: number) => boolean;
  /** a whole number, both ends included */
  readonly between: (low: number, high: number) => number;
  readonly oneOf: <T>(list: readonly T[]) => T;
}
