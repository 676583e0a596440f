import type { Clock, Logger, Meter, Poster, Random, Timers } from '../../functions/kernel/ports.ts';
import type { EscalationStart, PageStart } from '../../functions/kernel/timers.ts';
import type { Announcer } from '../../functions/paging/ports.ts';
import { type Carrier, CarrierRefusal, type Ring } from '../../functions/paging/ports.ts';
import type { LookInput } from '../../shared/contract.ts';
import { MAX_FRAME_BYTES } from '../../shared/protocol/values.ts';

/** Fakes of the ports that store nothing: each remembers what it was asked. */

/** A clock that stands until it is moved. */
export function manualClock(
  start = Date.UTC(2026, 10, 22, 9),
): Clock & { advance(ms: number): void; set(at: number): void } {
  let now = start;
  return {
    now: () => now,
    advance: (ms) => {
      now += ms;
    },
    set: (at) => {
      now = at;
    },
  };
}

/** Ids in order: `id-000000000000001`, … They have the form of real ones. */
export function countingRandom(prefix = 'id-'): Random {
  let count = 0;
  return {
    id: () => `${prefix}${String(++count).padStart(16, '0')}`,
  };
}

export interface FakePoster extends Poster {
  /** frames by connection, parsed, in order */
  readonly posts: { readonly connection: string; readonly frame: Record<string, unknown> }[];
  readonly closed: string[];
  /** connections that answer with 410 */
  readonly gone: Set<string>;
  /** connections to which posts fail otherwise */
  readonly failing: Set<string>;
  framesTo(connection: string): Record<string, unknown>[];
}
/** What the gateway would close the socket for (1009) fails the test. */
export function fitsFrame(text: string): void {
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_FRAME_BYTES) throw new Error(`a frame of ${bytes} bytes was sent to a client: ${text.slice(0, 80)}`);
}

export function fakePoster(): FakePoster {
  const posts: FakePoster['posts'] = [];
  const closed: string[] = [];
  const gone = new Set<string>();
  const failing = new Set<string>();
  return {
    posts,
    closed,
    gone,
    failing,
    framesTo: (connection) => posts.filter((post) => post.connection === connection).map(({ frame }) => frame),
    post: async (connection, frame) => {
      fitsFrame(frame);
      if (gone.has(connection)) return 'gone';
      if (failing.has(connection)) return 'failed';
      posts.push({ connection, frame: JSON.parse(frame) as Record<string, unknown> });
      return 'sent';
    },
    close: async (connection) => void closed.push(connection),
  };
}

export interface FakeTimers extends Timers {
  readonly looks: { readonly input: LookInput; readonly delaySeconds: number }[];
  readonly escalations: EscalationStart[];
  readonly pages: PageStart[];
}
export function fakeTimers(): FakeTimers {
  const looks: FakeTimers['looks'] = [];
  const escalations: EscalationStart[] = [];
  const pages: PageStart[] = [];
  return {
    looks,
    escalations,
    pages,
    lookLater: async (input, delaySeconds) => void looks.push({ input, delaySeconds }),
    finishRecallLater: async () => undefined,
    startEscalation: async (start) => void escalations.push(start),
    startPage: async (start) => void pages.push(start),
  };
}

/** One ring that a carrier took. */
export interface Rung {
  readonly person: string;
  readonly contact: string;
  readonly address: string;
  readonly ring: Ring;
}
export interface FakeCarrier extends Carrier {
  readonly rung: Rung[];
  /** addresses that the carrier refuses, and those of contacts that are gone */
  readonly refusing: Set<string>;
  readonly gone: Set<string>;
}
export function fakeCarrier(): FakeCarrier {
  const rung: Rung[] = [];
  const refusing = new Set<string>();
  const gone = new Set<string>();
  return {
    rung,
    refusing,
    gone,
    send: async ({ person, id, address }, ring) => {
      if (gone.has(address)) throw new CarrierRefusal('gone', { isGone: true });
      if (refusing.has(address)) throw new CarrierRefusal('the carrier refuses this number');
      rung.push({ person, contact: id, address, ring });
      return { receipt: `receipt-${rung.length}` };
    },
  };
}

export function fakeAnnouncer(): Announcer & { readonly announced: Record<string, unknown>[] } {
  const announced: Record<string, unknown>[] = [];
  return { announced, announce: async (message) => void announced.push(message) };
}

export interface FakeMeter extends Meter {
  readonly counts: Map<string, number>;
}
export function fakeMeter(): FakeMeter {
  const counts = new Map<string, number>();
  return { counts, count: (metric, value = 1) => void counts.set(metric, (counts.get(metric) ?? 0) + value) };
}

export interface FakeLogger extends Logger {
  readonly lines: {
    level: 'info' | 'warn' | 'error';
    message: string;
    data?: Record<string, unknown>;
    error?: unknown;
  }[];
}
export function fakeLogger(): FakeLogger {
  const lines: FakeLogger['lines'] = [];
  return {
    lines,
    info: (message, data) => void lines.push({ level: 'info', message, ...(data && { data }) }),
    warn: (message, data) => void lines.push({ level: 'warn', message, ...(data && { data }) }),
    error: (message, error, data) => void lines.push({ level: 'error', message, error, ...(data && { data }) }),
  };
}
