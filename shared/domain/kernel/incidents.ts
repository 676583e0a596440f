import type { Millis } from './types.ts';

/** Mistakes that anybody can make, one word each; what is counted is the mistake, never the person. */
export const INCIDENT_KINDS = ['wrong_chat', 'leaked_note', 'wrong_information', 'wrong_account', 'forgotten'] as const;
export type IncidentKind = (typeof INCIDENT_KINDS)[number];

/** A conversation that a mistake touches, whose it is, and when that customer was told. */
export interface Touched {
  readonly conversation: string;
  readonly customer: string;
  readonly told?: Millis;
}

/** One mistake: open until everyone it touches was told, and then until somebody says what was put right. */
export interface Incident {
  readonly id: string;
  readonly kind: IncidentKind;
  readonly at: Millis;
  readonly touches: readonly Touched[];
  /** closed by this commit; gone from the next */
  readonly closed?: Millis;
}

/** Of one conversation; what is open longer than that is no record of mistakes any more. */
export const MAX_INCIDENTS = 8;
/** Conversations that one incident touches. */
export const MAX_TOUCHED = 10;

export const isTold = ({ touches }: Incident): boolean => touches.every(({ told }) => told !== undefined);
