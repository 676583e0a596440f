import type { RecallReason } from '../../shared/domain/conversation/commands.ts';
import type { Millis } from '../../shared/domain/kernel/types.ts';

/** Starts the execution that climbs the rungs of one unanswered chat. */
export interface EscalationStart {
  readonly workspace: string;
  readonly conversation: string;
  /** seq of the commit that carries the wait's lease: with the conversation it names the execution */
  readonly lease: number;
  /** counts up each time the sweep has to begin anew: a closed execution's name is taken for 90 days */
  readonly attempt: number;
  readonly wakeAt: Millis;
}

/** Starts the execution that climbs a page's ladder. */
export interface PageStart {
  readonly workspace: string;
  readonly ladder: string;
  readonly episode: number;
  readonly attempt: number;
  readonly wakeAt: Millis;
}

/** A recall that has begun: who looks at it later finishes what is missing. Ids only; its words are in the logs. */
export interface RecallBegun {
  readonly workspace: string;
  readonly conversation: string;
  /** the command's id, and `after` as its sender counted it */
  readonly command: string;
  readonly after: number;
  /** the message that is taken back, and why */
  readonly seq: number;
  readonly reason: RecallReason;
  /** who takes it back */
  readonly person: string;
  readonly role: 'operator' | 'lead';
}
