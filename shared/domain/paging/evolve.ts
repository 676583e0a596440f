import type { Millis } from '../kernel/types.ts';
import type { PagedWait, PageEvent } from './events.ts';
import { MAX_RUNG, MAX_WAITS, MAX_WOKEN, NO_PAGE, type Page } from './state.ts';

function apply(state: Page, event: PageEvent, at: Millis): Page {
  switch (event.type) {
    case 'page.raised':
      return {
        ...NO_PAGE,
        seq: state.seq,
        seen: state.seen,
        lease: state.lease,
        woken: state.woken,
        status: 'ringing',
        episode: event.episode,
        ladder: event.ladder,
        rhythm: event.rhythm,
        raisedAt: at,
        waits: event.wait ? [event.wait] : [],
        alarm: event.alarm ?? null,
      };
    case 'page.joined':
      return { ...(event.wait ? withWait(state, event.wait) : state), alarm: state.alarm ?? event.alarm ?? null };
    case 'step.begun':
      return {
        ...state,
        step: event.step,
        begunAt: at,
        sends: event.sends,
        sent: false,
        passed: false,
        told: false,
        reached: event.sends.some(({ withheld }) => withheld),
      };
    case 'step.resumed':
      return { ...state, begunAt: at };
    case 'step.sent': {
      const took = state.sends.flatMap(({ contact }) => (event.failed.includes(contact) ? [] : [contact]));
      return {
        ...state,
        sent: true,
        reached: state.reached || took.length > 0,
        rung: [...new Set([...state.rung, ...took])].slice(0, MAX_RUNG),
      };
    }
    case 'ring.reported':
      return state;
    case 'page.told':
      return { ...state, told: true };
    case 'specialist.woken':
      return { ...state, woken: [...state.woken, { ladder: event.ladder, by: event.by, at }].slice(-MAX_WOKEN) };
    case 'page.passed':
      return { ...state, passed: true };
    case 'page.acknowledged':
      return { ...state, status: 'acknowledged', acknowledged: { by: event.by, at }, claimed: false };
    case 'page.claimed':
      return { ...state, claimed: true };
    case 'wait.settled':
      return { ...state, waits: state.waits.filter((wait) => wait.conversation !== event.conversation) };
    case 'page.ended':
      return { ...state, status: 'ended', ended: { why: event.why, at } };
  }
}

/** The oldest are named; who no longer fits is counted. */
function withWait(state: Page, wait: PagedWait): Page {
  const waits = [...state.waits, wait].sort((a, b) => a.since - b.since);
  return { ...state, waits: waits.slice(0, MAX_WAITS), more: state.more + Math.max(0, waits.length - MAX_WAITS) };
}

export function evolvePage(state: Page, events: readonly PageEvent[], at: Millis): Page {
  const seq = state.seq + 1;
  return { ...events.reduce((s, event) => apply(s, event, at), state), seq, seen: { customer: 0, operator: seq } };
}
