import type { ServerPush } from '../protocol/pushes.ts';
import type { Log } from '../protocol/values.ts';
import { askOlder, startSync } from './asks.ts';
import { covers } from './copies.ts';
import type { Copy, Frame, Queued } from './model.ts';
import { resendDelay, retryDelay, TIMING } from './timing.ts';
import { copyOf, isLive, logOf, NO_COPY, send, setCopy, show, type Turn } from './turn.ts';
import type { Pending } from './types.ts';

type WireError = Extract<ServerPush, { type: 'error' }>;
export const LOGS: readonly Log[] = ['conversation', 'notes'];

/** Puts a command at the end of its log's queue. */
export function enqueue(turn: Turn, conversation: string, pending: Omit<Pending, 'conversation'>): void {
  const copy = copyOf(turn.core, conversation) ?? NO_COPY;
  const queued: Queued = { ...pending, conversation, tries: 0, retryAt: turn.now, stale: false };
  setCopy(turn, conversation, { pending: [...copy.pending, queued] });
}

const change = (turn: Turn, conversation: string, pending: readonly Queued[]): void =>
  setCopy(turn, conversation, { pending });
const replace = (turn: Turn, copy: Copy, next: Queued): void =>
  change(
    turn,
    next.conversation,
    copy.pending.map((queued) => (queued.id === next.id ? next : queued)),
  );

/** Removes the commands that `ids` names: their commits are here, or they changed nothing. */
export function done(turn: Turn, conversation: string, ids: ReadonlySet<string>): void {
  const copy = copyOf(turn.core, conversation);
  const left = copy?.pending.filter(({ id }) => !ids.has(id));
  if (copy && left && left.length < copy.pending.length) change(turn, conversation, left);
}

/** The queued command with this id, with its copy. */
export function findQueued(turn: Turn, id: string): { copy: Copy; queued: Queued } | undefined {
  for (const copy of turn.core.state.conversations.values() as MapIterator<Copy>) {
    const queued = copy.pending.find((pending) => pending.id === id);
    if (queued) return { copy, queued };
  }
  return undefined;
}

/** The first command of a log: the only one that may be on the wire. */
const firstOf = (copy: Copy | undefined, log: Log): Queued | undefined =>
  copy?.pending.find((queued) => queued.log === log);

/** Told that `after` is too old, a command waits for the log: had it been committed after all, it would be there. */
const isReady = (copy: Copy, { stale, after, log }: Queued): boolean => !stale || covers(logOf(copy, log), after ?? 0);

/** When something of a queue becomes due: a command is late, or (online) the first of a log is to be sent again. */
export function dueTimes(copy: Copy, isOnline: boolean): readonly number[] {
  const late = copy.pending.flatMap((queued) => (queued.late ? [] : queued.queuedAt + TIMING.late));
  if (!isOnline) return late;
  const firsts = LOGS.flatMap((log) => firstOf(copy, log) ?? []);
  return [...late, ...firsts.flatMap((queued) => (isReady(copy, queued) ? queued.retryAt : []))];
}

/**
 * Sends what is due: of each log the first command only, the next when it is answered. `after` is fixed with the first
 * sending and stays, whatever happens, so that the server can find out whether it has had this command.
 */
export function sendPending(turn: Turn): void {
  for (const [conversation, { pending }] of turn.core.state.conversations) {
    if (pending.length === 0) continue;
    for (const log of LOGS) sendFirst(turn, conversation, log);
    markLate(turn, conversation);
  }
}

function sendFirst(turn: Turn, conversation: string, log: Log): void {
  const copy = copyOf(turn.core, conversation);
  const first = firstOf(copy, log);
  if (!copy || !first || !isLive(turn.core)) return;
  const held = logOf(copy, log);
  if (!isReady(copy, first)) {
    if (!held.syncing) askOlder(turn, conversation, [log]);
    return;
  }
  if (first.retryAt > turn.now) return;
  const after = first.stale || first.after === null ? held.seq : first.after;
  const tries = first.tries + 1;
  const retryAt = turn.now + resendDelay(tries);
  replace(turn, copy, { ...first, after, tries, retryAt, stale: false, sentAt: turn.now });
  send(turn, { ...first.command, id: first.id, conversation, after });
}

function markLate(turn: Turn, conversation: string): void {
  const copy = copyOf(turn.core, conversation);
  const isLate = (queued: Queued): boolean => queued.late || turn.now - queued.queuedAt >= TIMING.late;
  if (!copy?.pending.some((queued) => isLate(queued) !== queued.late)) return;
  change(
    turn,
    conversation,
    copy.pending.map((queued) => (isLate(queued) ? { ...queued, late: true } : queued)),
  );
}

/** Whatever is unanswered is sent at once on a new socket, or a little later after the gateway failed with a frame. */
export function hurry(turn: Turn, retryAt: number, isFresh: boolean): void {
  for (const [conversation, copy] of turn.core.state.conversations as Map<string, Copy>) {
    if (copy.pending.length === 0) continue;
    change(
      turn,
      conversation,
      copy.pending.map((queued) => ({
        ...queued,
        tries: isFresh ? 0 : queued.tries,
        retryAt: Math.min(queued.retryAt, retryAt),
      })),
    );
  }
}

/** An `error` for a command: again later, load and look, or give it back to the screen. */
export function refused(turn: Turn, { copy, queued }: { copy: Copy; queued: Queued }, error: WireError): void {
  const { conversation, log } = queued;
  if (error.retry === 'same') {
    replace(turn, copy, { ...queued, retryAt: turn.now + retryDelay(queued.tries, turn.random) });
    return;
  }
  if (error.retry === 'resync') {
    replace(turn, copy, { ...queued, stale: true, retryAt: turn.now + retryDelay(queued.tries, turn.random) });
    startSync(turn, conversation, log);
    return;
  }
  done(turn, conversation, new Set([queued.id]));
  addRefusal(turn, conversation, queued.command, error, queued.id);
}

export function addRefusal(turn: Turn, conversation: string, command: Frame, error: WireError, id: string): void {
  const { code, by, at } = error;
  const refusal = { id, conversation, code, command, ...(by !== undefined && { by }), ...(at !== undefined && { at }) };
  show(turn, { refusals: [...turn.core.state.refusals, refusal] });
}
