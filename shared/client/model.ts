import type { ServerPush } from '../protocol/pushes.ts';
import type { Log } from '../protocol/values.ts';
import type { ClientState, ConversationCopy, Pending } from './types.ts';

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
  /** own marks that could not be sent: `read`, `delivered` */
  readonly owedMarks: readonly Frame[];
  readonly typed: { readonly conversation: string; readonly at: number } | null;
  /** operators: what is on the screen, and when colleagues were told */
  readonly viewing: { readonly conversation: string; readonly at: number } | null;
  readonly inbox: {
    /** when a `ping` last carried its hash */
    readonly comparedAt: number;
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
      readonly after: number | null;
    }
  | { readonly type: 'request'; readonly id: string; readonly frame: Frame }
  | { readonly type: 'hint'; readonly frame: Frame }
  | { readonly type: 'watch' | 'unwatch' | 'older'; readonly conversation: string }
  | { readonly type: 'dismiss'; readonly id: string };

export type Effect =
  | { readonly type: 'open' | 'close'; readonly transport: number }
  | { readonly type: 'send'; readonly transport: number; readonly frame: Frame }
  | { readonly type: 'settle'; readonly id: string; readonly frame: ServerPush };
