import type { ClockKind } from '../kernel/policy.ts';
import type { Millis } from '../kernel/types.ts';
import type { Score } from './rating.ts';

/**
 * A clock: someone or something is due. Waits (`connect`, `reply`), promises, reviews, snoozes and calls are one kind of
 * thing, so that one look, one sweep and one sort order serve them all.
 */
export interface Clock {
  readonly kind: ClockKind;
  /** since when it has mattered: the oldest unanswered customer message, never moved by a release or a dispute */
  readonly since: Millis;
  /** rungs count from here: `since`, or the moment an absent owner's chat went back to the team */
  readonly from: Millis;
  /** all but waits: when it is due; their rungs count from here */
  readonly due?: Millis;
  /** the customer asked for a person in so many words: nobody waits out the 20 s of silence */
  readonly asked?: Millis;
  /** rungs reached, as `<act>@<after>` */
  readonly fired: readonly string[];
  /** a promise that an operator gave in so many words: no answer keeps it, but saying that it is kept */
  readonly given?: true;
  /** a snooze until the customer writes: `due` is only the longest it can last */
  readonly open?: true;
}

/**
 * Lists in the state and their caps, so that a commit stays about 1 KB. `rungs` of a clock, and four more, fit `fired`;
 * of each kind at most one clock runs, and a wait and a snooze never both.
 */
export const CAPS = { clocks: 5, rungs: 10, fired: 14, rated: 4, tags: 10 } as const;

export interface Conversation {
  /** version of this shape; readers upcast */
  readonly v: 1;
  readonly seq: number;
  /** seq of the last commit with anything for that audience: the next commit's `prev` */
  readonly seen: { readonly customer: number; readonly operator: number };
  readonly status: 'none' | 'open' | 'closed';
  readonly customer: string;
  readonly owner: string | null;
  /** who had it last: takes it back when an answer is disputed, and is the one a rating is about */
  readonly lastOwner: string | null;
  readonly clocks: readonly Clock[];
  /** the wait that ended last, by an answer or by the customer's close: a dispute or "not yet" has it again, as old */
  readonly answered: { readonly since: Millis; readonly at: Millis } | null;
  /** when the owner has only acknowledged a page and not yet written: since then */
  readonly coming: Millis | null;
  /** the lead asked whether an answer in the morning is fine */
  readonly proposed: Millis | null;
  readonly solved: boolean | null;
  readonly rated: Score | null;
  /** who looks into a bad rating, and whom it is about (none of them looks into it) */
  readonly review: { readonly owner: string | null; readonly rated: readonly string[] } | null;
  readonly openedAt: Millis;
  /** the wording of the problem that the customer has not answered yet: its commit, and the age of the wait it ended */
  readonly understanding?: { readonly seq: number; readonly since?: Millis };
  /** the commit of the call that was asked for and has not taken place: the number is in its body */
  readonly callback?: number;
  /** ids of the labels that the team has put on it, the oldest first; absent: none, ever */
  readonly tags?: readonly string[];
  /** the commit that last changed its bucket, owner, escalation, reviewer or tags: what the team's inbox shows */
  readonly moved: { readonly seq: number; readonly at: Millis };
  /** seq of the commit that carries the live due lease */
  readonly lease: number | null;
}

export const EMPTY: Conversation = {
  v: 1,
  seq: 0,
  seen: { customer: 0, operator: 0 },
  status: 'none',
  customer: '',
  owner: null,
  lastOwner: null,
  clocks: [],
  answered: null,
  coming: null,
  proposed: null,
  solved: null,
  rated: null,
  review: null,
  openedAt: 0,
  moved: { seq: 0, at: 0 },
  lease: null,
};

export const clockOf = (state: Conversation, kind: ClockKind): Clock | undefined =>
  state.clocks.find((clock) => clock.kind === kind);

/** The rungs by which a clock called a lead's phone. */
export const pageRungs = (clock: Clock): readonly string[] => clock.fired.filter((key) => key.startsWith('page@'));

/** In `fired`: everyone who can be woken was rung for it. */
export const EVERYONE = 'everyone';
export const isEveryoneCalled = (clock: Clock): boolean => clock.fired.includes(EVERYONE);
/** In `fired`: everyone who can be woken was with another customer. */
export const BUSY = 'busy';
export const isEveryoneBusy = (clock: Clock): boolean => clock.fired.includes(BUSY);

/** The clock by which a customer waits for a person, if one runs. */
export const waitOf = (state: Conversation): Wait | undefined => state.clocks.find(isWait);

/** Put aside, and not back yet: once its time has come, the snooze has reached its first rung. */
export const isSnoozed = (state: Conversation): boolean => clockOf(state, 'snooze')?.fired.length === 0;

/** A clock by which a customer waits: for a person, or for a person's answer. At most one runs. */
export type Wait = Clock & { readonly kind: 'connect' | 'reply' };
export const isWait = (clock: Clock): clock is Wait => clock.kind === 'connect' || clock.kind === 'reply';
