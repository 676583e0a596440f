import type { Client, CustomerState, Pending } from '../../../shared/client/types.ts';
import type { Ticker } from '../../base/ticker.ts';
import type { Situation, View } from '../store/situation.ts';
import type { Greeting } from './kept-conversation.ts';
import type { Keep } from './storage.ts';

export type Score = 'excellent' | 'good' | 'bad';

/** All that the panel draws. */
export interface ChatState {
  /** null until it is known who is signed in on the site */
  readonly client: CustomerState | null;
  /** the conversation shown; null: none has begun */
  readonly conversation: string | null;
  /** what the greeting said when it began; null: none has, or it began on another device */
  readonly greeting: Greeting | null;
  readonly view: View;
  readonly situation: Situation;
  readonly isOpen: boolean;
  /** the newest seq the reader has seen */
  readonly seen: number;
  /** where the "new" line stands since the panel was opened; null: nowhere */
  readonly newAfter: number | null;
  readonly unread: number;
  readonly draft: string;
  /** the draft could not be sent as it is */
  readonly isRefused: boolean;
  /** "bad" was tapped and this line about it is being written; null: not */
  readonly complaint: string | null;
  /** the question after the end was closed without an answer */
  readonly isDismissed: boolean;
  readonly hasSound: boolean;
}

/** What the panel can do. Every action is a command that is resent until it is answered. */
export interface Chat {
  readonly state: ChatState;
  readonly ticker: Ticker;
  subscribe(listener: () => void): () => void;
  open(): void;
  close(): void;
  /**
   * Sends the draft, which leaves its field once the outbox has it. False: it stays, being empty or too long; or until it is
   * known who is signed in on the site, and then goes by itself.
   */
  send(): boolean;
  write(draft: string): void;
  callPerson(choice?: 'wake' | 'morning'): void;
  /** Asks something of the conversation shown; queued until it is answered. */
  command(frame: Pending['command']): void;
  dispute(): void;
  finish(): void;
  answerSolved(solved: boolean): void;
  /** `bad` waits for its line, since the server takes one rating with one comment; leaving sends it as it is. */
  rate(score: Score): void;
  complain(text: string): void;
  sendComplaint(): void;
  dismissQuestion(): void;
  dismissRefusal(id: string): void;
  /** The reader has this message before his eyes. */
  see(seq: number): void;
  /** It has come here, and he has not. */
  receive(seq: number): void;
  older(): void;
  toggleSound(): void;
  /** Draws anew what has not changed: something to draw it with has come. */
  refresh(): void;
  wake(): void;
}

/** What the chat is built on; tests and the fixture pass their own. */
export interface ChatDeps {
  readonly keep: Keep;
  readonly ticker: Ticker;
  newId(): string;
  /** Who is signed in, and the client that speaks for him. */
  connect(): Promise<Client<CustomerState>>;
}
