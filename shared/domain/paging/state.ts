import type { Ladder } from '../kernel/policy.ts';
import type { Millis } from '../kernel/types.ts';
import type { PagedWait, PageEnd, Send } from './events.ts';
import type { Take } from './takes.ts';

/** A page holds this many waits by name, the oldest; further ones are counted, so that a flood of chats is one page. */
export const MAX_WAITS = 60;
/** Further waits are counted up to here: "80 or more". */
export const MAX_MORE = 20;

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
  /** last step begun, -1 before the first; counts up without end */
  readonly step: number;
  /** which step of the ladder that is, -1 before the first */
  readonly place: number;
  /** steps of the ladder count from here: when it was raised, earlier when steps were left out since their people are busy */
  readonly anchor: Millis;
  /** when it was begun, or taken up again after a crash */
  readonly begunAt: Millis;
  /** whom the last step rings, and whether its sends were made */
  readonly sends: readonly Send[];
  readonly sent: boolean;
  /** the last step rang at least one contact whose carrier took it; while not, the next step does not wait */
  readonly reached: boolean;
  /** contacts that took a ring of this page or of those it succeeds: until then none is withheld; all are told when it is over */
  readonly rung: readonly string[];
  /** contacts that took a ring of an earlier page and were not told yet that it is over */
  readonly untold: readonly string[];
  /** someone who was rung passed it on: the next step is due at once */
  readonly passed: boolean;
  readonly waits: readonly PagedWait[];
  /** waits beyond those named, as far as is known: each says once a minute that it still waits */
  readonly more: number;
  /** when one of those was last counted or named */
  readonly countedAt: Millis;
  readonly alarm: { readonly by: string; readonly conversation?: string } | null;
  readonly acknowledged: { readonly by: string; readonly at: Millis } | null;
  /** what was taken from pages of this ladder and is not answered yet, and what was before: outlives the episode */
  readonly takes: readonly Take[];
  /** seconds for which who takes a chat may be silent */
  readonly silent: number;
  /** people who took a chat and were silent: the ladder begins behind them */
  readonly behind: readonly string[];
  /** while everybody who can be reached holds a chat: when they are told again how many wait */
  readonly allBusyUntil: Millis | null;
  /** when they were last told so */
  readonly gentleAt: Millis;
  /** the first episode of this run of pages, each raised by the acknowledgement of the one before: one notification */
  readonly root: number;
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
  place: -1,
  anchor: 0,
  begunAt: 0,
  sends: [],
  sent: true,
  reached: true,
  rung: [],
  untold: [],
  passed: false,
  waits: [],
  more: 0,
  countedAt: 0,
  alarm: null,
  acknowledged: null,
  takes: [],
  silent: 180,
  behind: [],
  allBusyUntil: null,
  gentleAt: 0,
  root: 0,
  told: true,
  ended: null,
  woken: [],
  lease: null,
};
