import type { Copy, Core, State } from './model.ts';
import type { fromText } from './stored.ts';
import { NO_COPY } from './turn.ts';

/** The state of a client that has not begun, with what an earlier life of this tab left unanswered. */
export function initial(session: string, now: number, stored: ReturnType<typeof fromText>): Core {
  const conversations = new Map<string, Copy>();
  for (const pending of stored) {
    const copy = conversations.get(pending.conversation) ?? NO_COPY;
    const queued = { ...pending, sentAt: null, late: false, tries: 0, retryAt: 0, stale: false };
    conversations.set(pending.conversation, { ...copy, pending: [...copy.pending, queued] });
  }
  const state: State = {
    connection: { status: 'offline', since: now, attempt: 0, retryAt: now },
    offset: 0,
    welcome: null,
    staffed: false,
    morning: 0,
    conversations,
    inbox: { cards: new Map(), loaded: false, asOf: 0 },
    people: [],
    viewers: new Map(),
    left: null,
    page: null,
    otherPages: new Map(),
    refusals: [],
  };
  return {
    state,
    session,
    counter: 0,
    isRunning: false,
    isActive: true,
    link: null,
    next: null,
    rotateAt: 0,
    attempt: 0,
    retryAt: now,
    ping: null,
    beatAt: 0,
    asks: new Map(),
    watched: new Set(),
    owedMarks: [],
    typed: null,
    viewing: null,
    inbox: { isWatched: false, comparedAt: 0, parts: null, recent: [], commits: new Map() },
  };
}
