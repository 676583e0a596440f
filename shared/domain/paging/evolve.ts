import type { Millis } from '../kernel/types.ts';
import { isOver } from './climb.ts';
import type { PagedWait, PageEvent } from './events.ts';
import { MAX_MORE, MAX_RUNG, MAX_WAITS, MAX_WOKEN, NO_PAGE, type Page } from './state.ts';
import { type TakeEnd, withTake } from './takes.ts';

type Event<T extends PageEvent['type']> = Extract<PageEvent, { type: T }>;

function apply(state: Page, event: PageEvent, at: Millis): Page {
  switch (event.type) {
    case 'page.raised':
      return raised(state, event, at);
    case 'page.joined': {
      const joined = event.wait ? withWait(state, event.wait, at) : state;
      const behind = event.behind === undefined ? state.behind : [...new Set([...state.behind, event.behind])];
      return { ...joined, alarm: state.alarm ?? event.alarm ?? null, behind };
    }
    case 'step.begun':
      return begun(state, event, at);
    case 'step.deferred':
      return { ...state, allBusyUntil: event.until };
    case 'step.resumed':
      return { ...state, begunAt: at };
    case 'step.sent': {
      const took = state.sends.flatMap(({ contact }) => (event.failed.includes(contact) ? [] : [contact]));
      return {
        ...state,
        sent: true,
        reached: state.reached || took.length > 0,
        rung: distinct([...state.rung, ...took]),
      };
    }
    case 'ring.reported':
      return state;
    case 'page.told':
      return { ...state, told: true, untold: [] };
    case 'specialist.woken':
      return { ...state, woken: [...state.woken, { ladder: event.ladder, by: event.by, at }].slice(-MAX_WOKEN) };
    case 'page.passed':
      return { ...state, passed: true };
    case 'page.widened':
      return { ...state, passed: true, place: Math.max(state.place, (state.ladder?.steps.length ?? 0) - 2) };
    case 'page.acknowledged': {
      const { by, conversation = null, since = at } = event;
      const take = { episode: state.episode, by, at, conversation, since, claimed: conversation === null, over: null };
      return {
        ...state,
        status: 'acknowledged',
        acknowledged: { by, at },
        takes: withTake(state.takes, take),
        behind: state.behind.filter((person) => person !== by),
        waits: state.waits.filter((wait) => wait.conversation !== conversation),
      };
    }
    case 'page.claimed': {
      const episode = event.episode ?? state.episode;
      if (event.conversation === null) return ended(state, episode, 'failed', at);
      const takes = state.takes.map((take) => (take.episode === episode ? { ...take, claimed: true } : take));
      return { ...state, takes };
    }
    case 'take.ended':
      return ended(state, event.episode, event.why, at);
    case 'wait.settled':
      return { ...state, waits: state.waits.filter((wait) => wait.conversation !== event.conversation) };
    case 'page.ended':
      return { ...state, status: 'ended', ended: { why: event.why, at } };
  }
}

const distinct = (contacts: readonly string[]): readonly string[] => [...new Set(contacts)].slice(0, MAX_RUNG);

/** A new episode. What outlives the one before: takes, and the contacts that have rung and were not told that it is over. */
function raised(state: Page, event: Event<'page.raised'>, at: Millis): Page {
  const { episode, ladder, rhythm, wait, alarm, rest, behind, silent } = event;
  const goesOn = rest !== undefined || (isOver(state) && !state.told);
  // Who acknowledges while a step is sent is faster than its mark.
  const ringing = state.sent ? [] : state.sends.map(({ contact }) => contact);
  const rang = [...state.rung, ...ringing];
  const rung = rest ? distinct(rang) : [];
  const untold = goesOn ? distinct([...state.untold, ...(rest ? [] : rang)]) : [];
  const { step, place, anchor, begunAt, sends, sent, reached } = rest?.climbs ? state : NO_PAGE;
  return {
    ...NO_PAGE,
    seq: state.seq,
    seen: state.seen,
    lease: state.lease,
    woken: state.woken,
    takes: state.takes,
    gentleAt: state.gentleAt,
    countedAt: state.countedAt,
    silent: silent ?? state.silent,
    status: 'ringing',
    episode,
    ladder,
    rhythm,
    raisedAt: at,
    root: goesOn ? state.root : episode,
    rung,
    untold,
    told: rung.length + untold.length === 0,
    behind: [...(rest ? state.behind : []), ...(behind === undefined ? [] : [behind])],
    waits: rest?.waits ?? (wait ? [wait] : []),
    more: rest?.more ?? 0,
    alarm: alarm ?? null,
    ...{ step, place, begunAt, sends, sent, reached },
    anchor: rest?.climbs ? anchor : at,
  };
}

function begun(state: Page, { step, sends, place: named, allBusyUntil }: Event<'step.begun'>, at: Millis): Page {
  const last = (state.ladder?.steps.length ?? 1) - 1;
  const place = named ?? Math.min(step, last);
  const after = (state.ladder?.steps[place]?.after ?? 0) * 1000;
  return {
    ...state,
    step,
    place,
    // Whose turn is left out costs nobody its time: the steps behind come as much sooner.
    anchor: place > state.place + 1 ? Math.min(state.anchor, at - after) : state.anchor,
    begunAt: at,
    sends,
    sent: false,
    passed: false,
    told: false,
    reached: sends.some(({ withheld }) => withheld),
    allBusyUntil: allBusyUntil ?? null,
    gentleAt: allBusyUntil === undefined ? state.gentleAt : at,
  };
}

/** A take is over. If nobody was free before, somebody may be now: the ladder begins at once. */
function ended(state: Page, episode: number, why: TakeEnd, at: Millis): Page {
  const takes = state.takes.map((take) => (take.episode === episode ? { ...take, over: { why, at } } : take));
  if (state.allBusyUntil === null) return { ...state, takes };
  return { ...state, takes, allBusyUntil: null, place: -1, anchor: at };
}

/** The oldest are named; who no longer fits is counted, and named when there is room. */
function withWait(state: Page, wait: PagedWait, at: Millis): Page {
  if (state.waits.some(({ conversation }) => conversation === wait.conversation)) return state;
  const waits = [...state.waits, wait].sort((a, b) => a.since - b.since);
  const more = waits.length > MAX_WAITS ? Math.min(MAX_MORE, state.more + 1) : Math.max(0, state.more - 1);
  const isCounted = waits.length > MAX_WAITS || state.more > 0;
  return { ...state, waits: waits.slice(0, MAX_WAITS), more, countedAt: isCounted ? at : state.countedAt };
}

export function evolvePage(state: Page, events: readonly PageEvent[], at: Millis): Page {
  const seq = state.seq + 1;
  return { ...events.reduce((s, event) => apply(s, event, at), state), seq, seen: { customer: 0, operator: seq } };
}
