import type { Millis } from '../../shared/domain/kernel/types.ts';
import { SWEEP } from './machinery.ts';
import { GRACE, type Simulator } from './simulator.ts';

/** What the checks need to see of a system: the simulator, or the functions themselves on a store in memory. */
export type Watched = Pick<
  Simulator,
  'now' | 'policy' | 'night' | 'changedAt' | 'chats' | 'pages' | 'page' | 'rungs' | 'broken' | 'staff'
>;

/** With everything else dead, the sweep finds what is due within this time. */
export const SWEPT = SWEEP + GRACE;

/** @throws with the promise that was broken, and the facts that show it */
export function ensure(truth: boolean, promise: string, ...facts: unknown[]): asserts truth {
  if (!truth) throw new Error(`${promise}: ${facts.map((fact) => JSON.stringify(fact)).join(' ')}`);
}

export const seconds = (n: number): Millis => n * 1000;

/** Whether two states are one, whatever watches them. */
export const same = (a: { lease: unknown }, b: { lease: unknown }): boolean =>
  JSON.stringify({ ...a, lease: null }) === JSON.stringify({ ...b, lease: null });
