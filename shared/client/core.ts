import type { ClientCommand } from '../protocol/commands.ts';
import type { ServerPush } from '../protocol/pushes.ts';
import type { Log } from '../protocol/values.ts';
import type { ClientState, ConversationCopy, LogCopy, Pending } from './types.ts';

/** Everything the client waits for, in milliseconds. The numbers are the contract's (docs/PROTOCOL.md, delivery). */
export const TIMING = {
  /** ticket, handshake and `welcome` together; then the attempt has failed */
  attempt: 10_000,
  backoffBase: 500,
  backoffCap: 20_000,
  /** a socket that lived this long begins the backoff anew: one that is dropped at once must not be retried at once */
  steady: 10_000,
  /** what is not answered is sent again, at first after this long */
  resend: 3_000,
  late: 10_000,
  pong: 10_000,
  typing: 6_000,
  /** at most one `typing` per conversation in this time */
  typingEvery: 3_000,
  /** the gateway ends a socket after 2 h: a new one is opened before, spread over 10 minutes */
  rotate: 110 * 60_000,
  rotateSpread: 10 * 60_000,
  rotateRetry: 30_000,
  /** heartbeats: operators (presence lease 75 s), customers with the chat on screen, and without (gateway idle limit 10 min) */
  beatOperator: 25_000,
  beatActive: 60_000,
  beatIdle: 300_000,
} as const;

/** Conversations a `ping` can name. */
export const PING_SEQS = 50;

type Commit = Extract<ServerPush, { type: 'commit' }>;
export type View = Commit['view'];
export type AnyCommit = Omit<Commit, 'type' | 'conversation' | 'log'>;
export type Synced = Extract<ServerPush, { type: 'synced' }>;
export type State = ClientState<View, ServerPush>;

/** A pending command with what the outbox needs to know of its sending. */
export interface Queued extends Pending {
  readonly tries: number;
  readonly retryAt: number;
  /** the server asked to load the log anew first */
  readonly stale: boolean;
}
export interface Copy extends ConversationCopy<View> {
  readonly pending: readonly Queued[];
}

/** A question that is asked again until answered: part of no log. */
export interface Ask {
  readonly kind: 'sync' | 'history' | 'watch' | 'unwatch' | 'request';
  readonly id: string;
  readonly conversation: string;
  readonly log: Log;
  /** requests: the frame */
  readonly frame: Frame | null;
  /** sync: the seq it asked from */
  readonly since: number;
  /** sync: rides on a `conversation.watch`; if that leaves it unanswered, it is sent by itself */
  readonly carried: boolean;
  readonly isSent: boolean;
  readonly tries: number;
  readonly retryAt: number;
}

export interface Link {
  readonly transport: number;
  readonly phase: 'opening' | 'greeting' | 'live';
  /** opening and greeting: when the attempt has failed */
  readonly deadline: number;
  readonly hello: string;
  readonly helloAt: number;
  readonly liveAt: number;
}

/** The whole state: what screens see (`state`) and what only the client needs. */
export interface Core {
  readonly state: State;
  /** random; ids of questions are made from it and a counter, so that the reducer needs no randomness */
  readonly session: string;
  readonly counter: number;
  readonly isRunning: boolean;
  readonly isActive: boolean;
  readonly link: Link | null;
  /** the socket that will take over before the gateway's limit */
  readonly next: Link | null;
  readonly rotateAt: number;
  readonly attempt: number;
  readonly retryAt: number;
  readonly ping: { readonly id: string; readonly at: number } | null;
  readonly beatAt: number;
  readonly asks: ReadonlyMap<string, Ask>;
  readonly watched: ReadonlySet<string>;
  /** own read marks that could not be sent */
  readonly owedReads: ReadonlyMap<string, number>;
  readonly typed: { readonly conversation: string; readonly at: number } | null;
  readonly inbox: {
    readonly isWatched: boolean;
    /** parts of a whole inbox that is arriving */
    readonly parts: { readonly id: string; readonly cards: readonly Card[] } | null;
    /** cards pushed of late: the projection that a whole inbox is read from may not have them yet */
    readonly recent: readonly { readonly card: Card; readonly at: number }[];
    /** newest commit that refreshed a card */
    readonly commits: ReadonlyMap<string, number>;
  };
}
export type Card = State['inbox']['cards'] extends ReadonlyMap<string, infer C> ? C : never;

/** A frame before it is checked against its schema. */
export interface Frame {
  readonly type: string;
  readonly [field: string]: unknown;
}

export type Input =
  | { readonly type: 'start' | 'stop' | 'wake' | 'tick' }
  | { readonly type: 'active'; readonly active: boolean }
  | { readonly type: 'opened' | 'trouble'; readonly transport: number }
  | { readonly type: 'closed'; readonly transport: number; readonly fatal?: string }
  | { readonly type: 'frame'; readonly transport: number; readonly frame: ServerPush }
  | {
      readonly type: 'command';
      readonly id: string;
      readonly conversation: string;
      readonly log: Log;
      readonly command: Frame;
    }
  | { readonly type: 'request'; readonly id: string; readonly frame: Frame }
  | { readonly type: 'hint'; readonly frame: Frame }
  | { readonly type: 'watch' | 'unwatch' | 'older'; readonly conversation: string }
  | { readonly type: 'dismiss'; readonly id: string };

export type Effect =
  | { readonly type: 'open' | 'close'; readonly transport: number }
  | { readonly type: 'send'; readonly transport: number; readonly frame: Frame }
  | { readonly type: 'settle'; readonly id: string; readonly frame: ServerPush };

/** What differs between the two doors. The customer's names nothing of the operator's, so that bundles stay small. */
export interface Door {
  readonly kind: 'customer' | 'operator';
  /** the logs of a conversation that this door has */
  readonly logs: readonly Log[];
  /** null for what this client does not know */
  parse(text: string): ServerPush | null;
  /** throws when the frame is not what the schema says */
  encode(frame: Frame): string;
  /** more for a `ping` */
  ping?(core: Core): Partial<Extract<ClientCommand, { type: 'ping' }>>;
  /** after `welcome`: loads what is followed since what we have */
  ready(turn: Turn): void;
  /** online, and a conversation is to be followed that was not */
  watch(turn: Turn, conversation: string): void;
  /** a conversation need not be followed any more */
  unwatch?(turn: Turn, conversation: string): void;
  /** the frame of a question only this door asks */
  question?(turn: Turn, ask: Ask): Frame;
  /** such a question was answered, or refused for good */
  answered?(turn: Turn, ask: Ask, answer: ServerPush): void;
  /** frames only this door has */
  frame?(turn: Turn, frame: ServerPush): void;
  /** after commits of a conversation's log were received, oldest first, known ones or with a gap before them as well */
  commits?(turn: Turn, conversation: string, commits: readonly AnyCommit[]): void;
}

/** One run of the reducer: `core` is replaced, never changed; `now` and `random` are values, so the whole stays pure. */
export interface Turn {
  core: Core;
  readonly effects: Effect[];
  readonly door: Door;
  readonly now: number;
  readonly random: number;
}

export const patch = (turn: Turn, part: Partial<Core>): void => {
  turn.core = { ...turn.core, ...part };
};
export const show = (turn: Turn, part: Partial<State>): void => patch(turn, { state: { ...turn.core.state, ...part } });

/** An id for a question; `mark` keeps kinds apart. */
export function newAskId(turn: Turn, mark: string): string {
  const counter = turn.core.counter + 1;
  patch(turn, { counter });
  return `${turn.core.session}-${mark}${counter.toString(36)}`;
}

/** Sends on the live socket; without one nothing happens: whoever asks keeps what must be sent again. */
export function send(turn: Turn, frame: Frame): void {
  const { link } = turn.core;
  if (link?.phase === 'live') turn.effects.push({ type: 'send', transport: link.transport, frame });
}
export const isLive = (core: Core): boolean => core.link?.phase === 'live';

/** Wait before the `tries`-th resend of something unanswered. */
export const resendDelay = (tries: number): number =>
  Math.min(TIMING.backoffCap, TIMING.resend * 2 ** Math.max(0, tries - 1));
/** Wait after an answer that says "again later": grows, spread over its half. */
export const retryDelay = (tries: number, random: number): number =>
  Math.ceil(Math.min(TIMING.backoffCap, TIMING.backoffBase * 2 ** tries) * (0.5 + random / 2));

const NO_LOG = { seq: 0, entries: [], view: null, complete: false, syncing: false } as const;
export const NO_COPY: Copy = {
  log: NO_LOG,
  notes: NO_LOG,
  pending: [],
  typing: null,
  read: { customer: 0, operator: 0 },
};

export const copyOf = (core: Core, conversation: string): Copy | undefined =>
  core.state.conversations.get(conversation) as Copy | undefined;

/** Changes one conversation's copy, making it if there is none. */
export function setCopy(turn: Turn, conversation: string, part: Partial<Copy>): void {
  const copy = { ...(copyOf(turn.core, conversation) ?? NO_COPY), ...part };
  show(turn, { conversations: new Map(turn.core.state.conversations).set(conversation, copy) });
}
export const logOf = (copy: Copy, log: Log): LogCopy<View> => (log === 'notes' ? copy.notes : copy.log);
export function setLog(turn: Turn, conversation: string, log: Log, value: LogCopy<View>): void {
  setCopy(turn, conversation, log === 'notes' ? { notes: { ...value, view: null } } : { log: value });
}

/** Conversations whose gaps are mended: operators name them, customers have all they hold. */
export const isFollowed = (turn: Turn, conversation: string): boolean =>
  turn.door.kind === 'customer' || turn.core.watched.has(conversation);
