import type { WireEvent } from '../protocol/events.ts';
import type {
  CustomerPush,
  OperatorPush,
  ServerPush,
  WireCard,
  WireDraft,
  WirePage,
  WirePerson,
} from '../protocol/pushes.ts';

/**
 * The reconnecting client that widget, console, acknowledge page, tests and load generator share: a pure reducer
 * (`reducer.ts`) and a thin shell (`client.ts`) that owns the socket, the timers and the storage given to it.
 */

/** One entry of a conversation's log as the client holds it. */
export interface Entry {
  readonly seq: number;
  readonly at: number;
  readonly by: { readonly kind: 'customer' | 'operator' | 'system'; readonly id: string };
  readonly command: string;
  readonly events: readonly WireEvent[];
}

/** A command that is not acknowledged yet. One per conversation is on the wire; resent after 3 s and on reconnect. */
export interface Pending {
  readonly id: string;
  readonly conversation: string;
  readonly log: 'conversation' | 'notes';
  /** the frame without id, conversation and after; `after` is fixed when it is first sent */
  readonly command: { readonly type: string; readonly [field: string]: unknown };
  readonly after: number | null;
  readonly queuedAt: number;
  readonly sentAt: number | null;
  /** not acknowledged for 10 s: the screen says "not sent, we'll retry" */
  readonly late: boolean;
}

/** One log the client follows. `View` is WireCustomerView for customers, the Conversation state for operators. */
export interface LogCopy<View> {
  /** the newest seq applied; what `ping` and `sync` report */
  readonly seq: number;
  readonly entries: readonly Entry[];
  readonly view: View | null;
  /** everything before the first entry has been loaded */
  readonly complete: boolean;
  /** a gap is being mended */
  readonly syncing: boolean;
}

export interface ConversationCopy<View> {
  readonly log: LogCopy<View>;
  readonly notes: LogCopy<null>;
  readonly pending: readonly Pending[];
  /** who writes now: until the given server time */
  readonly typing: {
    readonly kind: 'customer' | 'operator';
    readonly person: string;
    readonly name?: string;
    readonly until: number;
  } | null;
  /** read marks of both sides; `delivered`: how far what the customer had not read yet has come to him, as operators are told */
  readonly read: { readonly customer: number; readonly operator: number; readonly delivered: number };
  /** operators: their own drafts here, as the server had them when it was last asked; another list with each answer */
  readonly drafts?: readonly WireDraft[];
}

export type Connection =
  | { readonly status: 'connecting'; readonly since: number; readonly attempt: number }
  | { readonly status: 'online'; readonly since: number }
  | { readonly status: 'offline'; readonly since: number; readonly attempt: number; readonly retryAt: number }
  /** the ticket was refused for good: sign in again */
  | { readonly status: 'stopped'; readonly code: string };

type WelcomeOf<P extends ServerPush> = Extract<P, { type: 'welcome' }>;

export interface ClientState<View, P extends ServerPush> {
  readonly connection: Connection;
  /** add to the local clock to get the server's, in ms */
  readonly offset: number;
  readonly welcome: WelcomeOf<P> | null;
  readonly staffed: boolean;
  readonly morning: number;
  readonly conversations: ReadonlyMap<string, ConversationCopy<View>>;
  /** operators only */
  readonly inbox: { readonly cards: ReadonlyMap<string, WireCard>; readonly loaded: boolean; readonly asOf: number };
  readonly people: readonly WirePerson[];
  /** colleagues who have a conversation on their screen, each until a server time, by conversation and person */
  readonly viewers: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** where the customer of the open conversation is: null while there, else when they left */
  readonly left: { readonly conversation: string; readonly at: number | null } | null;
  /** of the on-call ladder: it rings, or was just acknowledged */
  readonly page: WirePage | null;
  /** of specialists whom a lead woke, and test pages, by ladder */
  readonly otherPages: ReadonlyMap<string, WirePage>;
  /** errors of commands that will not be retried; the screen shows them where they were typed, then dismisses */
  readonly refusals: readonly {
    readonly id: string;
    readonly conversation: string | null;
    readonly code: string;
    readonly by?: string;
    readonly at?: number;
    readonly command: Pending['command'];
  }[];
}

export type CustomerState = ClientState<Extract<CustomerPush, { type: 'commit' }>['view'], CustomerPush>;
export type OperatorState = ClientState<Extract<OperatorPush, { type: 'commit' }>['view'], OperatorPush>;

/** What the shell needs; nothing of it is taken from globals, so tests and workers pass their own. */
export interface ClientOptions {
  /** A ticket for one attempt, fetched anew each time. Rejecting with `{ fatal: code }` stops the client. */
  ticket(): Promise<{ ticket: string; address: string }>;
  openSocket(address: string, protocols: string[]): SocketLike;
  now(): number;
  setTimer(run: () => void, ms: number): unknown;
  clearTimer(timer: unknown): void;
  /** 0 <= x < 1, for jitter */
  random(): number;
  /** 128 random bits, base64url */
  newId(): string;
  /** Keeps unacknowledged commands across reloads (localStorage); absent: memory only. */
  storage?: { load(): string | null; save(value: string): void };
}
export interface SocketLike {
  send(data: string): void;
  close(code?: number): void;
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
}

export interface Client<State> {
  readonly state: State;
  /** Called after each change; returns how to stop. */
  subscribe(listener: (state: State) => void): () => void;
  start(): void;
  stop(): void;
  /**
   * Queues a command of a conversation's log; it is sent in order, resent until answered. Returns its id. `known`: it has
   * an id already, and the `after` it was first sent with, if it was: then it is the same command, not another.
   */
  command(
    conversation: string,
    command: Pending['command'],
    log?: 'conversation' | 'notes',
    known?: Pick<Pending, 'id' | 'after'>,
  ): string;
  /** A request outside any log (inbox.watch, presence.set, alarm.raise, page.acknowledge): resolves with its answer. */
  request(frame: { readonly type: string; readonly [field: string]: unknown }): Promise<ServerPush>;
  /**
   * Best effort: `typing` (sent at most each 3 s, dropped when offline), `read` and the customers' `delivered` (each seq once,
   * told on the next socket; what is read needs no `delivered`), `viewing` (this conversation is on the screen from now on; another one, or an empty id for none, ends it).
   */
  hint(frame: { readonly type: string; readonly [field: string]: unknown }): void;
  /** Follows a conversation (operators: subscribes; customers: syncs). */
  watch(conversation: string): void;
  unwatch(conversation: string): void;
  /** Loads 50 older entries. */
  older(conversation: string): void;
  dismiss(refusal: string): void;
  /** The page became visible, or the network came back: connect now, check what was missed. */
  wake(): void;
  /** Whether the chat is on screen (at first: yes): customers' heartbeats are 60 s apart with it, 5 min without. */
  setActive(active: boolean): void;
}
