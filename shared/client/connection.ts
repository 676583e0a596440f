import type { ServerPush } from '../protocol/pushes.ts';
import { PROTOCOL_VERSION } from '../protocol/values.ts';
import { sendAsks, setAsk } from './asks.ts';
import { beat, scheduleBeat } from './heartbeat.ts';
import { sendOwedMarks } from './hints.ts';
import type { Link } from './model.ts';
import { hurry } from './outbox.ts';
import { retryDelay, TIMING } from './timing.ts';
import { isLive, newAskId, patch, show, type Turn } from './turn.ts';

type Welcome = Extract<ServerPush, { type: 'welcome' }>;

/** Begins an attempt: a ticket, a socket, `hello`. The shell answers with `opened` or `closed`. */
function open(turn: Turn): Link {
  const transport = turn.core.counter + 1;
  patch(turn, { counter: transport });
  turn.effects.push({ type: 'open', transport });
  return { transport, phase: 'opening', deadline: turn.now + TIMING.attempt, hello: '', helloAt: 0, liveAt: 0 };
}
const close = (turn: Turn, link: Link): void => {
  turn.effects.push({ type: 'close', transport: link.transport });
};

/** Since when there has been no connection: kept from attempt to attempt. */
function downSince(turn: Turn): number {
  const { connection } = turn.core.state;
  return connection.status === 'connecting' || connection.status === 'offline' ? connection.since : turn.now;
}

export function connect(turn: Turn): void {
  patch(turn, { link: open(turn) });
  show(turn, { connection: { status: 'connecting', since: downSince(turn), attempt: turn.core.attempt } });
}

/** The live socket, or the attempt at one, is gone. Full jitter: many clients that fell together come back apart. */
function lost(turn: Turn): void {
  const { link, next } = turn.core;
  patch(turn, { link: next, next: null, ping: null });
  const since = downSince(turn);
  if (next) {
    show(turn, { connection: { status: 'connecting', since, attempt: turn.core.attempt } });
    return;
  }
  const wasSteady = link?.phase === 'live' && turn.now - link.liveAt >= TIMING.steady;
  const attempt = wasSteady ? 0 : turn.core.attempt + 1;
  const wait = Math.ceil(turn.random * Math.min(TIMING.backoffCap, TIMING.backoffBase * 2 ** Math.min(attempt, 10)));
  patch(turn, { attempt, retryAt: turn.now + wait });
  show(turn, { connection: { status: 'offline', since, attempt, retryAt: turn.now + wait } });
}

export function drop(turn: Turn): void {
  if (turn.core.link) close(turn, turn.core.link);
  lost(turn);
}

/** Ends for good: `start` begins anew. */
export function stop(turn: Turn, code: string): void {
  for (const link of [turn.core.link, turn.core.next]) if (link) close(turn, link);
  patch(turn, { isRunning: false, link: null, next: null, ping: null });
  show(turn, { connection: { status: 'stopped', code } });
}

export function opened(turn: Turn, transport: number): void {
  const id = newAskId(turn, 'c');
  const greet = (link: Link): Link => ({ ...link, phase: 'greeting', hello: id, helloAt: turn.now });
  const { link, next } = turn.core;
  if (link?.transport === transport) patch(turn, { link: greet(link) });
  else if (next?.transport === transport) patch(turn, { next: greet(next) });
  else return;
  turn.effects.push({ type: 'send', transport, frame: { type: 'hello', id, version: PROTOCOL_VERSION } });
}

export function closed(turn: Turn, transport: number, fatal: string | undefined): void {
  const { link, next } = turn.core;
  if (next?.transport === transport) patch(turn, { next: null, rotateAt: turn.now + TIMING.rotateRetry });
  else if (link?.transport !== transport) return;
  else if (fatal !== undefined) stop(turn, fatal);
  else lost(turn);
}

/** The socket serves: the clock is set, everything followed is asked for since what we have, everything unanswered resent. */
export function welcomed(turn: Turn, transport: number, welcome: Welcome): void {
  const { link, next } = turn.core;
  const fresh = [link, next].find((candidate) => candidate?.transport === transport);
  if (!fresh || fresh.hello !== welcome.id) return;
  if (fresh === next && link) close(turn, link);
  const rotateAt = turn.now + TIMING.rotate - Math.floor(turn.random * TIMING.rotateSpread);
  const { serverTime, staffed, morning } = welcome;
  patch(turn, { link: { ...fresh, phase: 'live', liveAt: turn.now }, next: null, ping: null, rotateAt });
  const wasOnline = turn.core.state.connection.status === 'online';
  show(turn, {
    ...(!wasOnline && { connection: { status: 'online', since: turn.now } }),
    offset: Math.round(serverTime - (fresh.helloAt + turn.now) / 2),
    welcome,
    staffed,
    morning,
  });
  scheduleBeat(turn);
  resume(turn);
}

function resume(turn: Turn): void {
  for (const [key, old] of turn.core.asks) {
    const isLasting = old.kind === 'request' || old.kind === 'history';
    setAsk(turn, key, isLasting ? { ...old, tries: 0, retryAt: turn.now } : null);
  }
  hurry(turn, turn.now, true);
  sendOwedMarks(turn);
  turn.door.ready(turn);
}

/** The gateway failed with one of our frames and does not say which: all that is unanswered goes again, soon. */
export function trouble(turn: Turn): void {
  if (!isLive(turn.core)) {
    if (turn.core.link?.phase === 'greeting') drop(turn);
    return;
  }
  const soon = turn.now + retryDelay(1, turn.random);
  hurry(turn, soon, false);
  for (const [key, old] of turn.core.asks) setAsk(turn, key, { ...old, retryAt: Math.min(old.retryAt, soon) });
  if (turn.core.ping) patch(turn, { ping: null, beatAt: soon });
}

/** The page is on screen again, or the network is back. */
export function wake(turn: Turn): void {
  if (!turn.core.isRunning) return;
  if (!turn.core.link) {
    patch(turn, { attempt: 0 });
    connect(turn);
  } else beat(turn);
}

/** What the time brings: attempts, limits of waiting, heartbeats, the planned change of sockets. */
export function tickConnection(turn: Turn): void {
  const { core, now } = turn;
  if (!core.isRunning) return;
  if (!core.link) {
    if (core.retryAt <= now) connect(turn);
    return;
  }
  if (core.link.phase !== 'live') {
    if (core.link.deadline <= now) drop(turn);
    return;
  }
  if (core.ping && core.ping.at + TIMING.pong <= now) {
    drop(turn);
    return;
  }
  if (core.next && core.next.deadline <= now) {
    close(turn, core.next);
    patch(turn, { next: null, rotateAt: now + TIMING.rotateRetry });
  }
  if (!turn.core.next && turn.core.rotateAt <= now) patch(turn, { next: open(turn) });
  if (!core.ping && core.beatAt <= now) beat(turn);
  sendAsks(turn);
}
