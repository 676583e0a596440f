import type { Ladder } from '../kernel/policy.ts';
import type { Millis } from '../kernel/types.ts';
import type { PagedWait, PageEnd, Send } from './events.ts';

/** A page holds this many waits by name, the oldest; further ones are counted, so that forty chats are one page. */
export const MAX_WAITS = 20;

/** Specialists' ladders that the on-call log remembers, the newest: who opens a console is shown their pages. */
export const MAX_WOKEN = 10;

/** Contacts that an episode remembers to have rung: those of the largest team (20 people with 10 contacts each). */
export const MAX_RUNG = 200;

/** A specialist woken by a lead. */
export interface Woken {
  readonly ladder: string;
  readonly by: string;
  readonly at: Millis;
}

/**
 * The log of a ladder; a page is an episode of it. One log per workspace and ladder makes "is a page already ringing?" a
 * read of one partition, and puts acknowledgements and steps in one order (ADR 0005).
 */
export interface Page {
  readonly v: 1;
  readonly seq: number;
  readonly seen: { readonly customer: 0; readonly operator: number };
  readonly status: 'none' | 'ringing' | 'acknowledged' | 'ended';
  readonly episode: number;
  readonly ladder: Ladder | null;
  readonly rhythm: 'staffed' | 'unstaffed';
  readonly raisedAt: Millis;
  /** last step begun, -1 before the first */
  readonly step: number;
  /** when it was begun, or taken up again after a crash */
  readonly begunAt: Millis;
  /** whom the last step rings, and whether its sends were made */
  readonly sends: readonly Send[];
  readonly sent: boolean;
  /** the last step rang at least one contact whose carrier took it; while not, the next step does not wait */
  readonly reached: boolean;
  /** contacts that took a ring of this episode: until then none is withheld, and all of them are told when it is over */
  readonly rung: readonly string[];
  /** someone who was rung passed it on: the next step is due at once */
  readonly passed: boolean;
  readonly waits: readonly PagedWait[];
  /** waits beyond those named */
  readonly more: number;
  readonly alarm: { readonly by: string; readonly conversation?: string } | null;
  readonly acknowledged: { readonly by: string; readonly at: Millis } | null;
  readonly claimed: boolean;
  /** those who were rung know that it is over */
  readonly told: boolean;
  readonly ended: { readonly why: PageEnd; readonly at: Millis } | null;
  readonly woken: readonly Woken[];
  readonly lease: number | null;
}

export const NO_PAGE: Page = {
  v: 1,
  seq: 0,
  seen: { customer: 0, operator: 0 },
  status: 'none',
  episode: 0,
  ladder: null,
  rhythm: 'staffed',
  raisedAt: 0,
  step: -1,
  begunAt: 0,
  sends: [],
  sent: true,
  reached: true,
  rung: [],
  passed: false,
  waits: [],
  more: 0,
  alarm: null,
  acknowledged: null,
  claimed: true,
  told: true,
  ended: null,
  woken: [],
  lease: null,
};
