import type { ClientCommand } from '../protocol/commands.ts';
import type { ServerPush } from '../protocol/pushes.ts';
import type { Log } from '../protocol/values.ts';
import type { AnyCommit, Ask, Copy, Core, Effect, Frame, State, View } from './model.ts';
import type { LogCopy } from './types.ts';

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
  ping?(turn: Turn): Partial<Extract<ClientCommand, { type: 'ping' }>>;
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
  /** a hint only this door has; false for all others */
  hint?(turn: Turn, frame: Frame): boolean;
  /** frames only this door has, and what only it has in a `synced` */
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

const NO_LOG = { seq: 0, entries: [], view: null, complete: false, syncing: false } as const;
export const NO_COPY: Copy = {
  log: NO_LOG,
  notes: NO_LOG,
  pending: [],
  typing: null,
  read: { customer: 0, operator: 0, delivered: 0 },
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
