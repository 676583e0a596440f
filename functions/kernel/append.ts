import type { Commit } from '../../shared/domain/kernel/log.ts';
import type { Actor, Body, Decision, Millis, Refusal } from '../../shared/domain/kernel/types.ts';
import { MAX_BEHIND } from '../../shared/protocol/values.ts';
import type { Clock, LogKey, LogStore, Random } from './ports.ts';

/** What every state of a log has, whatever its aggregate. */
export interface LogState {
  readonly seq: number;
  readonly seen: { readonly customer: number; readonly operator: number };
  readonly lease: number | null;
}

export interface Append<E, S extends LogState> {
  readonly store: LogStore<E, S>;
  readonly key: LogKey;
  readonly empty: S;
  readonly clock: Clock;
  readonly random: Random;
  readonly actor: Actor;
  /** id of the command: the same id by the same actor is the same command */
  readonly command: string;
  /** the rules, given the newest state; asked again on the winner's state when another writer was first */
  decide(state: S, now: Millis): Decision<E>;
  evolve(state: S, events: readonly E[], at: Millis): S;
  /** When the log must next be looked at. Asked of the states before and after: what did not change keeps its lease. */
  due(state: S, now: Millis): Millis | null;
  /** what the caller adds to the body that the rules leave */
  readonly body?: Body;
}

export type Appended<E, S> =
  | {
      readonly ok: true;
      /** the state it was decided on; of a duplicate, the one after it */
      readonly before: S;
      readonly state: S;
      /** null when the command changes nothing */
      readonly commit: Commit<E, S> | null;
      /** the command had been carried out before; its commit is repeated */
      readonly duplicate: boolean;
      /** the time of the lease that this commit set, to arm a timer for; null when it set none */
      readonly due: Millis | null;
      /** seq of the lease that the state before it named and this one does not */
      readonly released: number | null;
    }
  | Refusal
  | { readonly ok: false; readonly reason: 'resync' | 'busy' };

const TRIES = 5;

/**
 * Loads a log from `after` on and appends what the rules decide: one consistent query, one conditional put. The query's
 * newest item is the state; a commit in it with the same command id is the command itself, sent again.
 */
export async function appendSince<E, S extends LogState>(
  options: Append<E, S>,
  after: number,
): Promise<Appended<E, S>> {
  const { commits, more } = await options.store.read(options.key, Math.max(after, 1), MAX_BEHIND + 1);
  if (more || (commits.length === 0 && after > 0)) return { ok: false, reason: 'resync' };
  const known = commits.find((commit) => commit.seq > after && isSame(commit, options));
  if (known) return repeat(known);
  return append(options, commits.at(-1)?.state ?? options.empty);
}

/**
 * The same for commands whose sender does not know the log. Of the system's, whose decisions are idempotent, the newest
 * commit alone is read. For a person's, `among` the newest so many the command itself is looked for, in the very read that
 * it is then appended to: of two that arrive at once, the second finds the first in its way.
 */
export async function appendNewest<E, S extends LogState>(
  options: Append<E, S>,
  { among = 1 }: { readonly among?: number } = {},
): Promise<Appended<E, S>> {
  const newest = await options.store.readBack(options.key, null, among);
  const known = among > 1 ? newest.find((commit) => isSame(commit, options)) : undefined;
  return known ? repeat(known) : append(options, newest[0]?.state ?? options.empty);
}

async function append<E, S extends LogState>(options: Append<E, S>, from: S): Promise<Appended<E, S>> {
  const { store, key, clock, random, actor, command } = options;
  let state = from;
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const now = clock.now();
    const decision = options.decide(state, now);
    if (!decision.ok) return decision;
    if (decision.events.length === 0)
      return { ok: true, before: state, state, commit: null, duplicate: false, due: null, released: null };
    const evolved = options.evolve(state, decision.events, now);
    const due = options.due(evolved, now);
    // The lease is set by the commit that creates the need. What is due as before keeps the lease it has: a second
    // message of a waiting customer moves nothing (see ADR 0003 for why this cannot lose a rung).
    const kept = due !== null && state.lease !== null && options.due(state, now) === due;
    const lease = due === null ? null : kept ? state.lease : evolved.seq;
    const commit: Commit<E, S> = {
      seq: evolved.seq,
      prev: { customer: state.seen.customer, operator: state.seen.operator },
      commitId: random.id(),
      command,
      at: now,
      by: { kind: actor.kind, id: actor.id },
      events: decision.events,
      body: { ...decision.body, ...options.body },
      state: { ...evolved, lease },
    };
    const set = kept ? null : due;
    const result = await store.append(key, commit, set);
    if (result.ok || result.winner.commitId === commit.commitId) {
      const released = state.lease !== null && state.lease !== lease ? state.lease : null;
      return { ok: true, before: state, state: commit.state, commit, duplicate: false, due: set, released };
    }
    if (isSame(result.winner, options)) return repeat(result.winner);
    state = result.winner.state;
  }
  return { ok: false, reason: 'busy' };
}

const isSame = <E, S>(commit: Commit<E, S>, { command, actor }: { command: string; actor: Actor }): boolean =>
  commit.command === command && commit.by.kind === actor.kind && commit.by.id === actor.id;

const repeat = <E, S>(commit: Commit<E, S>): Appended<E, S> => ({
  ok: true,
  before: commit.state,
  state: commit.state,
  commit,
  duplicate: true,
  due: null,
  released: null,
});
