import type { Card } from '../../shared/domain/card.ts';
import type { Score } from '../../shared/domain/conversation/events.ts';
import type { IncidentKind } from '../../shared/domain/incidents.ts';
import type { Millis } from '../../shared/domain/types.ts';
import type { LogKey } from '../ports.ts';

/** The newest message as the inbox shows it; `text` is null once it was withdrawn. */
export interface Preview {
  readonly text: string | null;
  readonly by: 'customer' | 'operator';
}

/** One addition to a day's figures. `all` and, when a person had a part in it, that person's row get it. */
export interface Count {
  readonly metric: 'joined' | 'answered' | 'rated' | 'incident';
  readonly person: string | null;
  /** day and hour in the workspace's zone: `2026-11-22`, 0 to 23 */
  readonly day: string;
  readonly hour: number;
  /** what is added to the counters of the row, by name */
  readonly add: Readonly<Record<string, number>>;
}

/** Whose lines are the team's own list of mistakes: no customer's id. */
export const TEAM = '*';

/** One line of the customer's card, or of {@link TEAM}'s; put if its log has brought nothing newer for the same id. */
export type HistoryRow = { readonly customer: string; readonly at: Millis; readonly conversation: string } & (
  | { readonly kind: 'rating'; readonly score: Score }
  | {
      readonly kind: 'incident';
      readonly incident: string;
      readonly mistake: IncidentKind;
      readonly told: boolean;
      readonly closed: boolean;
    }
);

/**
 * What one commit changes in the projections. *State* is put if newer, *counts* go in one transaction with a marker of
 * the commit: a record that is delivered twice, or late, changes nothing.
 */
export interface Projection {
  readonly key: LogKey;
  readonly seq: number;
  /** `notes`: seqs of that log; a conversation's when absent */
  readonly log?: 'notes';
  readonly card?: {
    readonly card: Card;
    /** set by the opening commit, kept by all others */
    readonly customer?: { readonly name?: string; readonly verified?: boolean };
    readonly preview?: Preview;
    /** the message that was taken back: if it is the one shown, its text goes */
    readonly withdrawn?: number;
  };
  readonly customer?: {
    readonly customer: string;
    readonly seq: number;
    readonly status: 'open' | 'closed';
    readonly at: Millis;
    /** when an open promise is due */
    readonly promise?: Millis;
  };
  /** rows of the customer's card that operators see */
  readonly history?: readonly HistoryRow[];
  readonly counts: readonly Count[];
}

export interface Projections {
  apply(projection: Projection): Promise<void>;
}

/** Figures of a day, for the strip above the inbox. */
export interface Figures {
  /** Of those whom a person joined that day: how many, and how many within the target. */
  joined(workspace: string, day: string): Promise<{ joined: number; inTime: number }>;
}
