import type { Millis } from '../kernel/types.ts';

/** The ways by which a person can be rung. `push` is a browser or a phone that was allowed to show notifications. */
export const CONTACT_KINDS = ['push', 'sms', 'email', 'https'] as const;
export type ContactKind = (typeof CONTACT_KINDS)[number];

/** One way to ring one person. It counts only once a code that was sent to it has come back. */
export interface Contact {
  /** no other of its workspace has it, whosever it is: pages name contacts by it alone */
  readonly id: string;
  readonly person: string;
  readonly kind: ContactKind;
  /** phone number (E.164), e-mail address, URL, or the push service's URL of a browser */
  readonly address: string;
  /** what its owner calls it: "Phone", "Firefox on Linux" */
  readonly label: string;
  /** push only: what messages are encrypted for (RFC 8291) */
  readonly keys?: { readonly p256dh: string; readonly auth: string };
  /** https only: what requests are signed with (Standard Webhooks, `whsec_…`) */
  readonly secret?: string;
  readonly createdAt: Millis;
  /** null: not yet, or not any more (a push service said that it is gone) */
  readonly verifiedAt: Millis | null;
  readonly pending: PendingCode | null;
  /** when it was rung, newest last, as far back as the throttle looks */
  readonly rang: readonly Millis[];
  readonly last: Delivery | null;
}

/** A code on its way; only its digest is kept. */
export interface PendingCode {
  readonly digest: string;
  readonly sentAt: Millis;
  readonly tries: number;
}

/** What is known of the last ring. Sent is not delivered: `delivered` and `undelivered` are the carrier's later word. */
export interface Delivery {
  readonly at: Millis;
  readonly result: 'sent' | 'failed' | 'delivered' | 'undelivered';
  /** the carrier's own words, for the person whose contact it is */
  readonly detail?: string;
}

export const isVerified = (contact: Pick<Contact, 'verifiedAt'>): boolean => contact.verifiedAt !== null;

/** Contacts of one person; more would be noise. */
export const MAX_CONTACTS = 10;

const MINUTE: Millis = 60_000;

/**
 * How often one contact rings at most, beyond the first ring of each page: `count` within `within`. For a telephone
 * network GoAlert's long-tried limits (field.md A13): SMS 5 in 15 min, 11 in an hour, 21 in 3 h. A notification replaces
 * the one before it, and what a company's own system makes of a call is its own affair: those are bounded, not spaced out.
 */
const LIMITS: Readonly<Record<ContactKind, readonly { readonly count: number; readonly within: Millis }[]>> = {
  push: [{ count: 15, within: 15 * MINUTE }],
  sms: [
    { count: 5, within: 15 * MINUTE },
    { count: 11, within: 60 * MINUTE },
    { count: 21, within: 180 * MINUTE },
  ],
  email: [
    { count: 5, within: 15 * MINUTE },
    { count: 11, within: 60 * MINUTE },
  ],
  https: [{ count: 15, within: 15 * MINUTE }],
};

/** How far back the throttle looks. */
export const RANG_KEPT: Millis = 180 * MINUTE;
/** The rings of that time that are kept at most: one a minute, and those that are never withheld. */
export const MAX_RANG = 200;

/**
 * Whether a contact may be rung now. The first ring of a page is never withheld, however stormy the night; further ones
 * are spaced out. A page whose every contact is throttled rings on with its next round.
 */
export function mayRing(contact: Pick<Contact, 'kind' | 'rang'>, now: Millis, isFirst: boolean): boolean {
  if (isFirst) return true;
  return LIMITS[contact.kind].every(
    ({ count, within }) => contact.rang.filter((at) => at > now - within && at <= now).length < count,
  );
}

/** The history after one more ring. */
export const rangAt = (rang: readonly Millis[], now: Millis): readonly Millis[] =>
  [...rang.filter((at) => at > now - RANG_KEPT), now].slice(-MAX_RANG);

/** A code lives so long, may be tried so often, and is sent anew at most so often. Six digits: 5 tries in a million. */
export const CODE_LIFE: Millis = 10 * MINUTE;
export const CODE_TRIES = 5;
export const CODE_AGAIN: Millis = 30_000;

export type CodeVerdict = 'right' | 'wrong' | 'too_late' | 'too_often' | 'not_asked';

/** What a code that came back is worth. */
export function judgeCode(pending: PendingCode | null, digest: string, now: Millis): CodeVerdict {
  if (pending === null) return 'not_asked';
  if (now >= pending.sentAt + CODE_LIFE) return 'too_late';
  if (pending.tries >= CODE_TRIES) return 'too_often';
  return pending.digest === digest ? 'right' : 'wrong';
}
