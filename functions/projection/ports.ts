import type { Card, Last } from '../../shared/domain/conversation/card.ts';
import type { Score } from '../../shared/domain/conversation/rating.ts';
import type { CountedRule } from '../../shared/domain/desk/hint-rules.ts';
import type { IncidentKind } from '../../shared/domain/kernel/incidents.ts';
import type { Millis } from '../../shared/domain/kernel/types.ts';
import type { WireCard } from '../../shared/protocol/pushes.ts';
import type { LogKey } from '../kernel/ports.ts';

/** The newest message as the inbox shows it; `text` is null once it was withdrawn. */
export interface Preview {
  readonly text: string | null;
  readonly by: 'customer' | 'operator';
}

/** One addition to a day's figures. `all` and, when a person had a part in it, that person's row get it. */
export interface Count {
  readonly metric: 'joined' | 'answered' | 'rated' | 'incident' | 'hint' | 'tag';
  readonly person: string | null;
  /** day and hour in the workspace's zone: `2026-11-22`, 0 to 23 */
  readonly day: string;
  readonly hour: number;
  /** what is added to the counters of the row, by name */
  readonly add: Readonly<Record<string, number>>;
}

/** Whose lines are the team's own list of mistakes: no customer's id. */
export const TEAM = '*';

/** Where the chats that an operator has had are listed: no customer's id either. */
export const servedBy = (operator: string): string => `${TEAM}${operator}`;

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
    /** what happened last, if this commit has it */
    readonly last?: { readonly kind: Last; readonly at: Millis };
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
  /** who has the chat from now on: a line of that operator's own list */
  readonly served?: { readonly operator: string; readonly at: Millis };
  /** a label that was put on the chat: the workspace's list of tags has it from now on */
  readonly tagged?: { readonly tag: string; readonly label: string };
  readonly counts: readonly Count[];
}

export interface Projections {
  apply(projection: Projection): Promise<void>;
}

/** Chats that operators have had, from the projection: what a search through one's own goes along. */
export interface Served {
  /**
   * Those that an operator took before `before` (null: all), the newest first, at most `limit`. A chat that was taken
   * twice is there twice.
   */
  newest(
    workspace: string,
    operator: string,
    before: Millis | null,
    limit: number,
  ): Promise<readonly { readonly conversation: string; readonly at: Millis }[]>;
}

/** The workspace's tags, from the projection. */
export interface Vocabulary {
  /** each with its words as they were last typed, and in how many chats it was put */
  tags(workspace: string): Promise<readonly { readonly tag: string; readonly label: string; readonly n: number }[]>;
}

/** Names of the counters of a hint in the row of its hour. */
export const hintCounters = (rule: string) => ({ shown: `${rule}Shown`, overridden: `${rule}Sent` });

/** Figures of days, for the strip above the inbox. */
export interface Figures {
  /** Of those whom a person joined that day: how many, and how many within the target. */
  joined(workspace: string, day: string): Promise<{ joined: number; inTime: number }>;
  /** Of some days together, by rule: messages for which a hint came up, and those that were sent over it. None: no entry. */
  hints(
    workspace: string,
    days: readonly string[],
  ): Promise<Readonly<Partial<Record<CountedRule, { readonly shown: number; readonly overridden: number }>>>>;
}

export interface Inbox {
  /** Cards of all chats that are not closed: what the hash of an inbox is made of. Eventually consistent: `ping` repairs. */
  open(workspace: string): Promise<readonly WireCard[]>;
  /** All cards that a console shows: those, and the newest 50 closed ones. */
  cards(workspace: string): Promise<readonly WireCard[]>;
}

/** A customer's conversations, from the projection. */
export interface CustomerIndex {
  conversations(
    workspace: string,
    customer: string,
  ): Promise<readonly { conversation: string; seq: number; status: 'open' | 'closed' }[]>;
}

/** What the team keeps of a customer, from the projections; newest first, at most 100 of each. */
export interface CustomerHistory {
  of(
    workspace: string,
    customer: string,
  ): Promise<{
    readonly chats: readonly {
      conversation: string;
      status: 'open' | 'closed';
      at: Millis;
      /** when an open promise of it is due */
      promise?: Millis;
    }[];
    readonly ratings: readonly { conversation: string; score: 'excellent' | 'good' | 'bad'; at: Millis }[];
    readonly incidents: readonly {
      incident: string;
      kind: IncidentKind;
      /** whose notes it stands in */
      conversation: string;
      at: Millis;
      /** this customer was told, in every conversation that it touches */
      told: boolean;
      closed: boolean;
    }[];
  }>;
  /** The team's mistakes, newest first: all that are open, and those closed within 90 days. */
  mistakes(workspace: string): Promise<
    readonly {
      incident: string;
      kind: IncidentKind;
      conversation: string;
      at: Millis;
      /** everyone whom it touches was told */
      told: boolean;
      closed: boolean;
    }[]
  >;
}
