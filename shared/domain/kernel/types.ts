/** Epoch milliseconds. The rules never read a clock: whoever calls them passes `now`. */
export type Millis = number;

/** Who acts. Identity and workspace come from verified claims; `system` is a clock or a projection of ours. */
export interface Actor {
  readonly kind: 'customer' | 'operator' | 'system';
  readonly id: string;
  /** operators only */
  readonly role?: 'operator' | 'lead';
  /** the name others see; for operators the first name */
  readonly name?: string;
  /** when set, the only conversation this actor may touch (a lead who came by a page's link) */
  readonly scope?: string;
}

export const SYSTEM: Actor = { kind: 'system', id: 'system' };

/** Every reason for which the rules refuse a command. Expected outcomes are values, never exceptions. */
export type RefusalReason =
  | 'not_found'
  | 'not_allowed'
  | 'already_claimed'
  | 'already_closed'
  | 'already_rated'
  | 'already_taken'
  | 'not_closed'
  | 'not_owner'
  | 'not_waiting'
  | 'still_waiting'
  | 'promise_open'
  | 'nothing_to_dispute'
  | 'draft_belongs_elsewhere'
  | 'bad_time'
  | 'bad_phone'
  | 'already_settled'
  | 'not_told'
  | 'too_many'
  | 'no_morning'
  | 'page_over'
  | 'not_reachable';

export interface Refusal {
  readonly ok: false;
  readonly reason: RefusalReason;
  /** who stands in the way, when it is a person */
  readonly by?: string;
  /** since when, when the reason has a time */
  readonly at?: Millis;
}

/** `body` holds what recall and erasure may remove: texts and names. Events and state hold ids and times only. */
export interface Body {
  readonly text?: string;
  /** the actor's name as others saw it then */
  readonly name?: string;
  /** why a conversation was taken over from a colleague, or what went wrong in an incident; for the team only */
  readonly reason?: string;
  /** words of a tag that was put on the chat or taken off; for the team only */
  readonly label?: string;
  /** the number a customer asked to be called at, E.164 */
  readonly phone?: string;
  /** the customer's name, when a conversation opens */
  readonly customerName?: string;
  /** true when the company's server vouched for the customer */
  readonly verified?: boolean;
  /** what it said of them, when a conversation opens: for the team only */
  readonly attributes?: Readonly<Record<string, string>>;
  /** the site that the customer wrote from, as its browser said, the page there, its time zone, its widget's language */
  readonly site?: string;
  readonly path?: string;
  readonly zone?: string;
  readonly locale?: 'ru' | 'en';
  /** names of hints that came up while it was written, and those it was sent over: counted by their rule, told to nobody */
  readonly hints?: { readonly shown: readonly string[]; readonly overridden: readonly string[] };
}

export interface Decided<E> {
  readonly ok: true;
  readonly events: readonly E[];
  readonly body?: Body;
}
export type Decision<E> = Decided<E> | Refusal;

export const refuse = (reason: RefusalReason, more: { by?: string; at?: Millis } = {}): Refusal => ({
  ok: false,
  reason,
  ...more,
});
