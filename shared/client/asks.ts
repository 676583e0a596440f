import type { ServerPush } from '../protocol/pushes.ts';
import type { Log } from '../protocol/values.ts';
import type { Ask, Frame } from './model.ts';
import { resendDelay } from './timing.ts';
import { copyOf, isLive, logOf, NO_COPY, newAskId, patch, send, setLog, type Turn } from './turn.ts';

/** Questions: what is asked again until it is answered. One per key is in flight. */
export const syncKey = (conversation: string, log: Log): string => `${log} ${conversation}`;
export const historyKey = (conversation: string, log: Log): string => `history ${log} ${conversation}`;

export function setAsk(turn: Turn, key: string, ask: Ask | null): void {
  const asks = new Map(turn.core.asks);
  if (ask) asks.set(key, ask);
  else asks.delete(key);
  patch(turn, { asks });
}

const blank = {
  conversation: '',
  log: 'conversation',
  frame: null,
  since: 0,
  carried: false,
  isSent: false,
  tries: 0,
} as const;

/** Begins a question, to be sent by {@link sendAsks} once `retryAt` has come. */
export function ask(turn: Turn, key: string, part: Pick<Ask, 'kind' | 'id'> & Partial<Ask>): void {
  setAsk(turn, key, { ...blank, retryAt: turn.now, ...part });
}

/** Asks for what is missing in a log; once, until it is answered. */
export function startSync(turn: Turn, conversation: string, log: Log, carrier?: string): void {
  const copy = logOf(copyOf(turn.core, conversation) ?? NO_COPY, log);
  const key = syncKey(conversation, log);
  if (!turn.core.asks.has(key)) {
    const more = carrier === undefined ? {} : { carried: true, isSent: true, retryAt: turn.now + resendDelay(1) };
    const id = carrier ?? newAskId(turn, 's');
    ask(turn, key, { kind: 'sync', id, conversation, log, since: copy.seq, ...more });
  }
  if (!copy.syncing) setLog(turn, conversation, log, { ...copy, syncing: true });
}

/** Ends a question about a log's end; `again` begins the next at once. */
export function endSync(turn: Turn, conversation: string, log: Log, again: boolean): void {
  setAsk(turn, syncKey(conversation, log), null);
  const copy = logOf(copyOf(turn.core, conversation) ?? NO_COPY, log);
  if (again) startSync(turn, conversation, log);
  else if (copy.syncing) setLog(turn, conversation, log, { ...copy, syncing: false });
}

/** Asks for 50 older entries of each of the logs that has more. */
export function askOlder(turn: Turn, conversation: string, logs: readonly Log[] = turn.door.logs): void {
  const copy = copyOf(turn.core, conversation);
  for (const log of copy ? logs : []) {
    const key = historyKey(conversation, log);
    if (!copy || logOf(copy, log).complete || turn.core.asks.has(key)) continue;
    ask(turn, key, { kind: 'history', id: newAskId(turn, 'h'), conversation, log });
  }
}

function frameOf(turn: Turn, ask: Ask): Frame {
  const { kind, id, conversation, log, frame } = ask;
  const copy = copyOf(turn.core, conversation) ?? NO_COPY;
  switch (kind) {
    case 'sync':
      return { type: 'sync', id, conversation, log, since: logOf(copy, log).seq };
    case 'history':
      return { type: 'history', id, conversation, log, before: logOf(copy, log).entries[0]?.seq ?? null, limit: 50 };
    default:
      return { type: '', ...frame, id, ...(conversation && turn.door.question?.(turn, ask)) };
  }
}

/** Sends every question whose time has come. */
export function sendAsks(turn: Turn): void {
  if (!isLive(turn.core)) return;
  for (const [key, due] of turn.core.asks) {
    if (due.retryAt > turn.now) continue;
    const tries = due.tries + 1;
    const retryAt = turn.now + resendDelay(tries);
    const since = logOf(copyOf(turn.core, due.conversation) ?? NO_COPY, due.log).seq;
    const next = { ...due, isSent: true, tries, retryAt, since };
    const sent = due.carried ? { ...next, carried: false, id: newAskId(turn, 's') } : next;
    setAsk(turn, key, sent);
    send(turn, frameOf(turn, sent));
  }
}

/** The question that `id` answers; of those a `conversation.watch` carries, the watch itself. */
export function findAsk(turn: Turn, id: string): [string, Ask] | undefined {
  for (const found of turn.core.asks) if (found[1].id === id && !found[1].carried) return found;
  return undefined;
}

/** Forgets a question and hands its answer to who asked it. */
export function settle(turn: Turn, key: string, asked: Ask, frame: ServerPush): void {
  setAsk(turn, key, null);
  if (asked.kind === 'request') turn.effects.push({ type: 'settle', id: asked.id, frame });
  turn.door.answered?.(turn, asked, frame);
}
