import type { Actor, Body, Millis } from './types.ts';

/** The three aggregates, each a log of its own: what the customer sees and is told about, what the team notes, pages. */
export type LogKind = 'conversation' | 'notes' | 'page';

/** One entry of a log. Never changed, but for `body` (removable) and the due lease that rides beside it. */
export interface Commit<E, S> {
  readonly seq: number;
  /** seqs of the commits before it that had anything for each audience, so that each can see a gap */
  readonly prev: { readonly customer: number; readonly operator: number };
  /** random, made by the writer: tells its own write from another's when a conditional put is in doubt */
  readonly commitId: string;
  /** id of the command that led to it, chosen by its sender: the same id again is the same command */
  readonly command: string;
  readonly at: Millis;
  readonly by: Pick<Actor, 'kind' | 'id'>;
  readonly events: readonly E[];
  readonly body: Body;
  /** state after it */
  readonly state: S;
}
