import type { Actor, Millis } from '../../shared/domain/kernel/types.ts';

/** What letting people in needs of the world: tokens, tickets, sockets. */

/** Where a customer was when the widget opened a socket, as far as its page says: shown to operators, decides nothing. */
export interface Visit {
  /** path of the page, without query and fragment, at most 200 characters */
  readonly path?: string;
  /** time zone of the browser, an IANA name: all that it knows of the place without asking anybody */
  readonly zone?: string;
}

/** Who holds a socket. Comes from the authorizer's verified context, never from a frame. */
export interface Caller extends Visit {
  readonly connection: string;
  readonly workspace: string;
  readonly actor: Actor;
  /** the company's server vouched for this customer */
  readonly verified: boolean;
  readonly locale: 'ru' | 'en';
  /** what that server said of them */
  readonly attributes?: Readonly<Record<string, string>>;
  /** the host of the page that opened the socket, when a browser did */
  readonly site?: string;
  /** when the session ends; frames after it are refused */
  readonly expires: Millis;
}

/** A person as a session or a ticket names them. */
export interface Person {
  readonly workspace: string;
  readonly subject: string;
  readonly kind: 'customer' | 'operator';
  readonly role: 'customer' | 'operator' | 'lead';
  readonly name?: string;
  readonly verified: boolean;
  /** what the company's server says of its customer; see {@link Identity} */
  readonly attributes?: Readonly<Record<string, string>>;
  /** the only conversation this person may touch */
  readonly scope?: string;
  readonly locale: 'ru' | 'en';
}

/** A session outlives tickets and sockets: customers 30 days, a lead who came by a page's link 30 minutes. */
export interface Session extends Person {
  readonly expiresAt: Millis;
}
/** Opens one socket of one door, once, within a minute. */
export interface Ticket extends Session, Visit {
  readonly id: string;
  /** when the ticket itself lapses; `expiresAt` is the session's end */
  readonly usableUntil: Millis;
}

/** What a company's server says of its customer. */
export interface Identity {
  readonly subject: string;
  readonly name?: string;
  /** facts for operators to read, such as a plan or an order: at most 10, names up to 30 characters, values up to 80 */
  readonly attributes?: Readonly<Record<string, string>>;
  /** names of fields that were left out: no words, or unknown to us */
  readonly ignored?: readonly string[];
}

/** Reading a token gives null for anything that is not valid now: forged, expired, or made for something else. */
export interface Tokens {
  writeSession(session: Session): Promise<string>;
  readSession(token: string): Promise<Session | null>;
  writeTicket(ticket: Ticket): Promise<string>;
  readTicket(token: string, door: 'customer' | 'operator'): Promise<Ticket | null>;
  /** A company's word about its customer, signed with the workspace's own secret. */
  readIdentity(token: string, secret: string): Promise<Identity | null>;
}

/** Who signed in at the identity provider. */
export interface SignedIn {
  readonly workspace: string;
  readonly subject: string;
}
export interface SignIn {
  readonly issuer: string;
  readonly clientId: string;
  /** Null when the ID token is not valid now, or of another issuer or client. */
  read(idToken: string): Promise<SignedIn | null>;
}

export interface Tickets {
  /** Marks a ticket used; false when it had been. The mark is kept until the ticket is long dead. */
  use(ticket: string, keepUntil: Millis): Promise<boolean>;
}

/** Values that are the same on every device for the same input, and cannot be guessed back. */
export interface Digest {
  /** 128 bits, base64url (22 characters), over all parts and where each ends */
  of(...parts: readonly string[]): string;
}

/** Where a customer is. Eventually consistent, and a hint: a gateway that tells us nothing of a closed socket leaves no time. */
export interface Whereabouts {
  /** A socket of theirs has closed; kept for a day. */
  left(workspace: string, customer: string): Promise<void>;
  /** `here` while a socket is open; `left`: when one closed last, null when nobody knows. */
  of(workspace: string, customer: string): Promise<{ readonly here: boolean; readonly left: Millis | null }>;
}

/** Whether a company's widget stands on a site: since the first session that a page of an allowed origin opened. */
export interface Sightings {
  /** Keeps the first of all calls. */
  note(workspace: string, now: Millis): Promise<void>;
  /** null: none yet */
  first(workspace: string): Promise<Millis | null>;
}
