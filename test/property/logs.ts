import type { ConversationEvent } from '../../shared/domain/conversation/events.ts';
import type { Conversation } from '../../shared/domain/conversation/state.ts';
import type { Commit } from '../../shared/domain/kernel/log.ts';
import type { Actor, Decision, Millis, Refusal } from '../../shared/domain/kernel/types.ts';
import type { PageEvent } from '../../shared/domain/paging/events.ts';
import type { Page } from '../../shared/domain/paging/state.ts';

/** A function at work: it stops at each call of a service, where it can be killed or overtaken. */
export type Work<T = void> = Generator<void, T>;

interface State {
  readonly seq: number;
  readonly seen: { readonly customer: number; readonly operator: number };
  readonly lease: number | null;
}
export interface Log<E, S extends State> {
  readonly key: string;
  readonly commits: Commit<E, S>[];
  /** due leases by the seq of the commit that carries them */
  readonly leases: Map<number, Millis>;
}
export type ChatLog = Log<ConversationEvent, Conversation>;
export type PageLog = Log<PageEvent, Page>;

export type Appended<E, S extends State> =
  | {
      readonly ok: true;
      readonly commit: Commit<E, S> | null;
      readonly state: S;
      readonly before: S;
      readonly set: boolean;
    }
  | Refusal
  | { readonly ok: false; readonly reason: 'busy' };

interface Append<E, S extends State> {
  readonly actor: Actor;
  readonly command: string;
  /** last seq the sender had when it first sent the command; absent for the system's own */
  readonly after?: number;
  readonly empty: S;
  readonly decide: (state: S) => Decision<E>;
  readonly evolve: (state: S, events: readonly E[], at: Millis) => S;
  readonly due: (state: S) => Millis | null;
}

const TRIES = 5;

export const stateOf = <E, S extends State>(log: Log<E, S>, empty: S): S => log.commits.at(-1)?.state ?? empty;

export function logOf<E, S extends State>(logs: Map<string, Log<E, S>>, key: string): Log<E, S> {
  const log = logs.get(key) ?? { key, commits: [], leases: new Map() };
  logs.set(key, log);
  return log;
}

/** Load, decide, put if the place is free; else decide again on the winner's state. */
export function* append<E, S extends State>(
  log: Log<E, S>,
  options: Append<E, S>,
  world: { readonly now: Millis; id(): string },
): Work<Appended<E, S>> {
  const { actor, command, after, empty } = options;
  const isSame = (commit: Commit<E, S>): boolean =>
    commit.command === command && commit.by.kind === actor.kind && commit.by.id === actor.id;
  const repeat = (commit: Commit<E, S>): Appended<E, S> => ({
    ok: true,
    commit,
    state: commit.state,
    before: commit.state,
    set: false,
  });
  const known = after === undefined ? undefined : log.commits.find((commit) => commit.seq > after && isSame(commit));
  let state = stateOf(log, empty);
  yield;
  if (known) return repeat(known);
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const decision = options.decide(state);
    if (!decision.ok) return decision;
    if (decision.events.length === 0) return { ok: true, commit: null, state, before: state, set: false };
    const evolved = options.evolve(state, decision.events, world.now);
    const due = options.due(evolved);
    const kept = due !== null && state.lease !== null && options.due(state) === due;
    const commit: Commit<E, S> = {
      seq: evolved.seq,
      prev: state.seen,
      commitId: world.id(),
      command,
      at: world.now,
      by: { kind: actor.kind, id: actor.id },
      events: decision.events,
      body: decision.body ?? {},
      state: { ...evolved, lease: due === null ? null : kept ? state.lease : evolved.seq },
    };
    const winner = log.commits[commit.seq - 1];
    if (!winner) {
      log.commits.push(commit);
      if (due !== null && !kept) log.leases.set(commit.seq, due);
      return { ok: true, commit, state: commit.state, before: state, set: due !== null && !kept };
    }
    if (isSame(winner)) return repeat(winner);
    state = winner.state;
    yield;
  }
  return { ok: false, reason: 'busy' };
}
