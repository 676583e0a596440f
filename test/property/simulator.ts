import type { ConversationCommand } from '../../shared/domain/conversation/commands.ts';
import { decide } from '../../shared/domain/conversation/decide.ts';
import type { ConversationEvent } from '../../shared/domain/conversation/events.ts';
import { evolve } from '../../shared/domain/conversation/evolve.ts';
import { isPaged, type Look, look, nextDue } from '../../shared/domain/conversation/look.ts';
import { type Conversation, EMPTY, waitOf } from '../../shared/domain/conversation/state.ts';
import type { Commit } from '../../shared/domain/log.ts';
import {
  decidePage,
  nextStepDue,
  type PageCommand,
  pageDue,
  peopleOf,
  stepAt,
} from '../../shared/domain/page/decide.ts';
import type { PageEvent } from '../../shared/domain/page/events.ts';
import { evolvePage } from '../../shared/domain/page/evolve.ts';
import { NO_PAGE, type Page } from '../../shared/domain/page/state.ts';
import type { Policy } from '../../shared/domain/policy.ts';
import { type Actor, type Decision, type Millis, type Refusal, SYSTEM } from '../../shared/domain/types.ts';
import { NOON } from '../support/builders.ts';

/**
 * A model of everything around the rules: logs with conditional appends, leases that ride on commits, a queue and
 * machines that can be dead, a sweep that cannot, functions that are killed or stand still between any two of their
 * calls. Small and without I/O, so that thousands of hours of it run in a second.
 */

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

/** One contact rung: what a phone would show. */
export interface Rung {
  readonly page: string;
  readonly episode: number;
  readonly step: number;
  readonly person: string;
  readonly code: string;
  readonly at: Millis;
}

export type Presence = 'available' | 'away' | 'off';
export const GRACE = 15_000;
export const SWEEP = 60_000;
const TRIES = 5;

export const stateOf = <E, S extends State>(log: Log<E, S>, empty: S): S => log.commits.at(-1)?.state ?? empty;

export class Simulator {
  now: Millis = NOON;
  readonly policy: Policy;
  readonly leads: readonly string[];
  readonly chats = new Map<string, ChatLog>();
  readonly pages = new Map<string, PageLog>();
  readonly rungs: Rung[] = [];
  /** steps whose sender was killed or stood still before it had marked them, by `page/episode/step` */
  readonly broken = new Map<string, number>();
  readonly presence = new Map<string, Presence>();
  night = false;
  /** when who is there last changed */
  changedAt: Millis = NOON;
  alive = { queue: true, machines: true };
  looks = 0;
  private timers: { readonly at: Millis; readonly run: () => Work<unknown> }[] = [];
  private standing: { readonly work: Work<unknown>; readonly since: Millis; readonly killed: () => void }[] = [];
  private nextSweep = NOON + SWEEP;
  private ids = 0;
  private random: number;

  constructor(policy: Policy, leads: readonly string[], seed: number) {
    this.policy = policy;
    this.leads = leads;
    this.random = seed;
  }

  // People

  chat(workspace: string, conversation: string): ChatLog {
    return logOf(this.chats, `${workspace}/${conversation}`);
  }
  page(workspace: string): PageLog {
    return logOf(this.pages, `${workspace}/oncall`);
  }
  staff(workspace: string): { staffed: boolean; night: boolean; present: ReadonlySet<string> } {
    const here = [...this.presence].filter(([key, state]) => key.startsWith(`${workspace}/`) && state !== 'off');
    return {
      staffed: here.some(([, state]) => state === 'available'),
      night: this.night,
      present: new Set(here.map(([key]) => key.slice(workspace.length + 1))),
    };
  }
  setPresence(workspace: string, operator: string, state: Presence): void {
    this.presence.set(`${workspace}/${operator}`, state);
    this.changedAt = this.now;
  }
  setNight(night: boolean): void {
    this.night = night;
    this.changedAt = this.now;
  }

  /** A person's command, as a socket function carries it out. */
  *command(
    workspace: string,
    conversation: string,
    actor: Actor,
    frame: { readonly id: string; readonly after?: number; readonly command: ConversationCommand },
  ): Work<Appended<ConversationEvent, Conversation>> {
    const log = this.chat(workspace, conversation);
    const result = yield* this.append(log, {
      actor,
      command: frame.id,
      ...(frame.after !== undefined && { after: frame.after }),
      empty: EMPTY,
      decide: (state) =>
        decide(state, frame.command, {
          now: this.now,
          actor,
          policy: this.policy,
          conversation,
          reviewers: this.leads,
          morning: this.now + 400 * this.policy.recheck * 1000,
        }),
      evolve,
      due: (state) => nextDue(state, { now: this.now, policy: this.policy }),
    });
    if (!result.ok || !result.commit) return result;
    yield; // the posts
    if (result.set) this.armQueue(workspace, conversation, log, result.commit.seq);
    if (rings(result.before) && !rings(result.state)) {
      yield;
      yield* this.pageCommand(workspace, { type: 'wait.settle', conversations: [conversation], why: 'answered' });
    }
    return result;
  }

  *raiseAlarm(workspace: string, by: string): Work {
    yield* this.raise(workspace, { alarm: { by } });
  }

  *acknowledge(workspace: string, by: string, episode: number): Work<Appended<PageEvent, Page>> {
    const result = yield* this.pageCommand(workspace, { type: 'page.acknowledge', by, episode });
    if (result.ok) {
      yield; // killed here, the page's own lease makes the claim
      yield* this.claim(workspace, result.state, by);
    }
    return result;
  }

  // Clocks

  /** A look, whoever called for it. */
  *look(workspace: string, conversation: string, lease: number, caller: 'queue' | 'machine' | 'sweep'): Work<Look> {
    this.looks += 1;
    const log = this.chat(workspace, conversation);
    const at = (state: Conversation): Look =>
      look(state, { now: this.now, policy: this.policy, ...this.staff(workspace) });
    let looked: Look = { events: [], actions: [], nextDue: null };
    const result = yield* this.append(log, {
      actor: SYSTEM,
      command: this.id(),
      empty: EMPTY,
      decide: (state) => {
        looked = at(state);
        return { ok: true, events: looked.events };
      },
      evolve,
      due: (state) => at(state).nextDue,
    });
    if (!result.ok) return looked;
    yield;
    const { state } = result;
    if (state.lease !== lease) log.leases.delete(lease);
    if (state.lease !== null) {
      if (looked.nextDue === null) log.leases.delete(state.lease);
      else if (!result.set && log.leases.has(state.lease)) log.leases.set(state.lease, looked.nextDue);
    }
    yield;
    for (const action of looked.actions) {
      if (action.type !== 'page.raise') continue;
      yield* this.raise(workspace, { wait: { conversation, since: action.since }, rhythm: action.rhythm });
    }
    const escalated = looked.actions.some(({ type }) => type === 'escalate');
    const due = looked.nextDue;
    if (due === null || state.lease === null) return looked;
    const by = state.lease;
    const hand = escalated || caller === 'machine' ? 'machine' : 'queue';
    if (hand === 'machine' ? this.alive.machines : this.alive.queue)
      this.timers.push({ at: due, run: () => this.look(workspace, conversation, by, hand) });
    return looked;
  }

  /** One look at a page: claim, settle, or begin the step that is due and send it. */
  *pageStep(workspace: string, episode: number): Work {
    const log = this.page(workspace);
    let page = stateOf(log, NO_PAGE);
    yield;
    if (page.episode !== episode) return;
    if (page.status === 'acknowledged' && !page.claimed) {
      yield* this.claim(workspace, page, page.acknowledged?.by ?? '');
      return;
    }
    const settled = page.waits
      .map(({ conversation }) => conversation)
      .filter((conversation) => !rings(stateOf(this.chat(workspace, conversation), EMPTY)));
    if (settled.length > 0) {
      const result = yield* this.pageCommand(workspace, {
        type: 'wait.settle',
        conversations: settled,
        why: 'answered',
      });
      if (result.ok) page = result.state;
    }
    if (page.status === 'ringing' && page.ladder && page.sent && nextStepDue(page) <= this.now) {
      const step = page.step + 1;
      const people = peopleOf(stepAt(page.ladder, step), {
        onCall: this.leads,
        everyone: [...this.leads, 'everybody'],
      });
      const sends = people.map((person) => ({ person, code: this.id() }));
      const begun = yield* this.pageCommand(workspace, { type: 'step.begin', step, sends });
      if (begun.ok && begun.commit) yield* this.send(workspace, begun.state);
    } else if (page.status === 'ringing' && !page.sent && (pageDue(page) ?? 0) <= this.now) {
      yield* this.send(workspace, page);
    }
    const next = pageDue(stateOf(log, NO_PAGE));
    if (next !== null && this.alive.machines)
      this.timers.push({ at: Math.max(next, this.now + 1), run: () => this.pageStep(workspace, episode) });
  }

  // Time

  /** Moves the clock, and lets all that falls due on the way happen in order. */
  advance(ms: Millis): void {
    const until = this.now + ms;
    for (let turns = 0; ; turns++) {
      if (turns > 50_000) throw new Error('runaway: the clocks never come to rest');
      this.timers.sort((a, b) => a.at - b.at);
      const timer = this.timers[0];
      if (timer && timer.at <= Math.min(until, this.nextSweep)) {
        this.now = Math.max(this.now, timer.at);
        this.timers.shift();
        this.run(timer.run(), this.chaos());
      } else if (this.nextSweep <= until) {
        this.now = this.nextSweep;
        this.nextSweep += SWEEP;
        this.sweep();
      } else break;
      this.wake(false);
    }
    this.now = until;
  }

  /** Runs a function to its end, or to the `stop`-th call of a service, where it is killed or stands still. */
  run<T>(work: Work<T>, stop: { readonly at: number; readonly fate: 'killed' | 'stands' } | null = null): T | null {
    for (let calls = 0; ; calls++) {
      if (stop !== null && calls === stop.at) {
        const leave = (): void => void work.return(null as T);
        if (stop.fate === 'killed') leave();
        else this.standing.push({ work, since: this.now, killed: leave });
        return null;
      }
      const { done, value } = work.next();
      if (done) return value;
    }
  }

  /** Functions that stood still go on; one that stood for longer than a function may live is killed. */
  wake(all: boolean): void {
    const standing = this.standing;
    this.standing = [];
    for (const one of standing) {
      if (this.now - one.since > 29_000) one.killed();
      else if (all || this.below(3) === 0) this.run(one.work);
      else this.standing.push(one);
    }
  }

  /** While on, timers' functions are killed or stand still now and then. */
  chaotic = false;
  private chaos(): { at: number; fate: 'killed' | 'stands' } | null {
    if (!this.chaotic || this.below(4) > 0) return null;
    return { at: this.below(8), fate: this.below(2) === 0 ? 'killed' : 'stands' };
  }

  private sweep(): void {
    for (const [key, log] of this.chats) {
      const [workspace = '', conversation = ''] = key.split('/');
      for (const [seq, due] of [...log.leases]) {
        if (due >= this.now - GRACE) continue;
        if (stateOf(log, EMPTY).lease !== seq) log.leases.delete(seq);
        else this.run(this.look(workspace, conversation, seq, 'sweep'));
      }
    }
    for (const [key, log] of this.pages) {
      const [workspace = ''] = key.split('/');
      for (const [seq, due] of [...log.leases]) {
        if (due >= this.now - GRACE) continue;
        const state = stateOf(log, NO_PAGE);
        if (state.lease !== seq) log.leases.delete(seq);
        else this.run(this.pageStep(workspace, state.episode));
      }
    }
  }

  private armQueue(workspace: string, conversation: string, log: ChatLog, seq: number): void {
    const due = log.leases.get(seq);
    if (due === undefined || !this.alive.queue || due - this.now > 900_000) return;
    this.timers.push({ at: Math.max(due, this.now), run: () => this.look(workspace, conversation, seq, 'queue') });
  }

  // Pages

  private *raise(
    workspace: string,
    what: { wait?: { conversation: string; since: Millis }; alarm?: { by: string }; rhythm?: 'staffed' | 'unstaffed' },
  ): Work {
    const rhythm = what.rhythm ?? 'staffed';
    const result = yield* this.pageCommand(workspace, {
      type: 'page.raise',
      rhythm,
      ladder: this.policy.ladders[rhythm],
      ...(what.wait && { wait: what.wait }),
      ...(what.alarm && { alarm: what.alarm }),
      acknowledgedSilent: this.policy.acknowledgedSilent,
    });
    if (!result.ok || !result.commit?.events.some(({ type }) => type === 'page.raised')) return;
    yield;
    const { episode } = result.state;
    if (this.alive.machines) this.timers.push({ at: this.now, run: () => this.pageStep(workspace, episode) });
  }

  private *claim(workspace: string, page: Page, by: string): Work {
    let claimed: string | null = null;
    for (const { conversation } of page.waits) {
      if (!rings(stateOf(this.chat(workspace, conversation), EMPTY))) continue;
      const result = yield* this.command(workspace, conversation, operator(by, this.leads), {
        id: this.id(),
        command: { type: 'conversation.claim', via: 'page', reason: 'page' },
      });
      if (!result.ok) continue;
      claimed = conversation;
      break;
    }
    yield;
    yield* this.pageCommand(workspace, { type: 'page.claim', conversation: claimed });
  }

  private *send(workspace: string, page: Page): Work {
    const log = this.page(workspace);
    const step = `${log.key}/${page.episode}/${page.step}`;
    let marked = false;
    try {
      yield;
      for (const { person, code } of page.sends) {
        // The consistent check before each send: nothing is begun once the acknowledgement is in the log.
        const { status, episode } = stateOf(log, NO_PAGE);
        if (status !== 'ringing' || episode !== page.episode) return;
        this.rungs.push({ page: log.key, episode, step: page.step, person, code, at: this.now });
        yield;
      }
      yield* this.pageCommand(workspace, { type: 'step.mark', step: page.step, failed: [] });
      marked = true;
    } finally {
      if (!marked || this.now - page.begunAt >= GRACE) this.broken.set(step, (this.broken.get(step) ?? 0) + 1);
    }
  }

  *pageCommand(workspace: string, command: PageCommand): Work<Appended<PageEvent, Page>> {
    return yield* this.append(this.page(workspace), {
      actor: SYSTEM,
      command: this.id(),
      empty: NO_PAGE,
      decide: (state) => decidePage(state, command, this.now),
      evolve: evolvePage,
      due: pageDue,
    });
  }

  // The log

  /** Load, decide, put if the place is free; else decide again on the winner's state. */
  private *append<E, S extends State>(log: Log<E, S>, options: Append<E, S>): Work<Appended<E, S>> {
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
      const evolved = options.evolve(state, decision.events, this.now);
      const due = options.due(evolved);
      const kept = due !== null && state.lease !== null && options.due(state) === due;
      const commit: Commit<E, S> = {
        seq: evolved.seq,
        prev: state.seen,
        commitId: this.id(),
        command,
        at: this.now,
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

  id(): string {
    return `i${String(++this.ids).padStart(21, '0')}`;
  }
  /** A number below `limit`: an ordinary generator, seeded by the test, so that a failure can be run again. */
  private below(limit: number): number {
    this.random = (Math.imul(this.random, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.random / 2 ** 32) * limit);
  }
}

export const rings = (state: Conversation): boolean => {
  const wait = waitOf(state);
  return wait !== undefined && isPaged(wait);
};

export const operator = (id: string, leads: readonly string[]): Actor => ({
  kind: 'operator',
  id,
  role: leads.includes(id) ? 'lead' : 'operator',
  name: 'Operator',
});

function logOf<E, S extends State>(logs: Map<string, Log<E, S>>, key: string): Log<E, S> {
  const log = logs.get(key) ?? { key, commits: [], leases: new Map() };
  logs.set(key, log);
  return log;
}
