import type { Millis } from '../../shared/domain/kernel/types.ts';
import type { Contact, Delivery } from '../../shared/domain/paging/contact.ts';

/** What ringing people needs of the world: their contacts, the carriers, and the data that says who is rung when. */

/** Contacts of a workspace's people. */
export interface Contacts {
  /** Consistently read, never cached: a contact just verified is rung, one just removed is not. */
  all(workspace: string): Promise<readonly Contact[]>;
  of(workspace: string, person: string): Promise<readonly Contact[]>;
  /** Puts a contact, new or changed; false when its row has been changed since `was` was read (null: must be new). */
  put(workspace: string, contact: Contact, was: Contact | null): Promise<boolean>;
  remove(workspace: string, person: string, id: string): Promise<void>;
  /** Writes down that it was rung at `delivery.at`, or what became of that ring. Harmless when the contact is gone. */
  note(workspace: string, contact: Pick<Contact, 'person' | 'id'>, delivery: Delivery): Promise<void>;
}

/**
 * What a contact is to say. Every text is ready in its person's language; carriers only lay it out. `id` is the same when
 * a send is repeated after a crash: a carrier that can, drops the second.
 */
export interface Ring {
  readonly id: string;
  /** page: wakes · test: a test ring or the monthly test page · code: verifies a contact · over: a page that is answered · notice: can wait */
  readonly kind: 'page' | 'test' | 'code' | 'over' | 'notice';
  /** its person is at it already, or was a moment ago: shown, without a sound */
  readonly gentle?: true;
  /** same tag = same page, and those that follow one another: a later notification takes the place of the earlier one */
  readonly tag: string;
  readonly title: string;
  readonly text: string;
  /** address of the acknowledge page, or of the screen that it is about */
  readonly link?: string;
  /** `kind: 'code'`: the digits */
  readonly code?: string;
  /** words of the notification's own button: "I have it" */
  readonly take?: string;
}

/** Sends one ring to one contact. @throws CarrierRefusal when it was not taken */
export interface Carrier {
  /** `receipt`: the carrier's id of it, by which it may later report delivery */
  send(contact: Contact, ring: Ring): Promise<{ readonly receipt: string | null }>;
}

/** A carrier said no. `isGone`: that contact will never take anything again (push: 404 or 410). */
export class CarrierRefusal extends Error {
  readonly isGone: boolean;
  constructor(message: string, { isGone = false, cause }: { isGone?: boolean; cause?: unknown } = {}) {
    super(message, { cause });
    this.name = 'CarrierRefusal';
    this.isGone = isGone;
  }
}

/** Which of people's own addresses may be called. What a name leads to is judged again when it is called. */
export interface CallGuard {
  /** @throws CarrierRefusal when no request may be made there */
  check(url: URL): void;
}

/** Which ring a carrier's receipt belongs to. */
export interface Receipt {
  readonly workspace: string;
  readonly ladder: string;
  readonly episode: number;
  readonly step: number;
  readonly person: string;
  readonly contact: string;
}
export interface Receipts {
  /** Remembers a receipt for four days: carriers report up to 72 h later (aws.md 1.5). */
  put(receipt: string, of: Receipt): Promise<void>;
  get(receipt: string): Promise<Receipt | null>;
}

export interface Links {
  /** Remembers whom a link's code belongs to. Putting it again is harmless. */
  put(code: string, link: Link): Promise<void>;
  /** Also a link that has lapsed, for a week after `expiresAt`: the caller decides what it still opens. */
  get(code: string): Promise<Link | null>;
}

export interface Link {
  readonly workspace: string;
  readonly ladder: string;
  readonly episode: number;
  readonly person: string;
  readonly expiresAt: Millis;
}

/** Where the steps of pages are told once each, for a company's own integrations (topic `pages`). They ring nobody. */
export interface Announcer {
  announce(message: Record<string, unknown>): Promise<void>;
}

/** Random values that people type or copy. */
export interface Codes {
  /** six digits, each as likely as the others */
  digits(): string;
  /** `whsec_` and 24 random bytes in base64: what requests to an HTTPS contact are signed with (Standard Webhooks) */
  secret(): string;
}
