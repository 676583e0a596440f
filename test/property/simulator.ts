import type { ConversationCommand } from '../../shared/domain/conversation/commands.ts';
import { decide } from '../../shared/domain/conversation/decide.ts';
import type { ConversationEvent } from '../../shared/domain/conversation/events.ts';
import { evolve } from '../../shared/domain/conversation/evolve.ts';
import { nextDue as dueOf, isPaged, type Look, look } from '../../shared/domain/conversation/look.ts';
import { type Conversation, EMPTY, waitOf } from '../../shared/domain/conversation/state.ts';
import type { Policy } from '../../shared/domain/kernel/policy.ts';
import { type Actor, type Decision, type Millis, SYSTEM } from '../../shared/domain/kernel/types.ts';
import {
  decidePage,
  isOver,
  nextStepDue,
  type PageCommand,
  pageDue,
  peopleOf,
  stepAt,
} from '../../shared/domain/paging/decide.ts';
import type { PageEvent } from '../../shared/domain/paging/events.ts';
import { evolvePage } from '../../shared/domain/paging/evolve.ts';
import { NO_PAGE, type Page } from '../../shared/domain/paging/state.ts';
import { NOON } from '../support/builders.ts';
import { type Appended, append, type ChatLog, logOf, type PageLog, stateOf, type Work } from './logs.ts';
import { Machinery } from './machinery.ts';

/**
 * A model of everything around the rules: logs with conditional appends, leases that ride on commits, a queue and
 * machines that can be dead, a sweep that cannot, functions that are killed or stand still between any two of their
 * calls. Small and without I/O, so that thousands of hours of it run in a second.
 */

const NOTHING: Look = { events: [], actions: [], nextDue: null };

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
/** somebody who is never on call, and is rung with everyone */
export const EVERYBODY = 'everybody';

export class Simulator extends Machinery {
  readonly policy: Policy;
  readonly leads: readonly string[];
  readonly chats = new Map<string, ChatLog>();
  readonly pages = new Map<string, PageLog>();
  readonly rungs: Rung[] = [];
  /** people whose phones the carrier refuses */
  readonly refusing = new Set<string>();
  /** steps whose sender was killed or stood still before it had marked them, by `page/episode/step` */
  readonly broken = new Map<string, number>();
  readonly presence = new Map<string, Presence>();
  night = false;
  /** when who is there last changed */
  changedAt: Millis = NOON;
  alive = { queue: true, machines: true };

  constructor(policy: Policy, leads: readonly string[], seed: number) {
    super(seed);
    this.policy = policy;
    this.leads = leads;
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
    const result = yield* append(
      log,
      {
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
        due: (state) => dueOf(state, { now: this.now, policy: this.policy }),
      },
      this,
    );
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

  /** A look, whoever called for it. One whose lease the state no longer names does nothing: another timer has the need. */
  *look(workspace: string, conversation: string, lease: number, caller: 'queue' | 'machine' | 'sweep'): Work<Look> {
    const log = this.chat(workspace, conversation);
    let looked: Look = NOTHING;
    const decideLook = (state: Conversation): Decision<ConversationEvent> => {
      const context = { now: this.now, policy: this.policy, ...this.staff(workspace) };
      looked = state.lease === lease ? look(state, context) : NOTHING;
      return { ok: true, events: looked.events };
    };
    const due = (): Millis | null => looked.nextDue;
    const command = this.id();
    const result = yield* append(log, { actor: SYSTEM, command, empty: EMPTY, decide: decideLook, evolve, due }, this);
    if (!result.ok) return looked;
    yield;
    for (const action of looked.actions) {
      if (action.type !== 'page.raise') continue;
      yield* this.raise(workspace, { wait: { conversation, since: action.since }, rhythm: action.rhythm });
    }
    yield;
    const { nextDue } = looked;
    if (result.state.lease !== lease || nextDue === null) {
      log.leases.delete(lease);
      return looked;
    }
    if (log.leases.has(lease)) log.leases.set(lease, nextDue);
    const escalated = looked.actions.some(({ type }) => type === 'escalate');
    const hand = escalated || caller === 'machine' ? 'machine' : 'queue';
    if (hand === 'machine' ? this.alive.machines : this.alive.queue)
      this.later(nextDue, () => this.look(workspace, conversation, lease, hand));
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
      page = stateOf(log, NO_PAGE);
      if (page.episode !== episode) return;
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
        everyone: [...this.leads, EVERYBODY],
      });
      const sends = people.map((person) => ({ person, contact: phoneOf(person), code: this.id() }));
      const begun = yield* this.pageCommand(workspace, { type: 'step.begin', episode, step, sends });
      if (begun.ok && begun.commit) yield* this.send(workspace, begun.state);
    } else if (page.status === 'ringing' && !page.sent && (pageDue(page) ?? 0) <= this.now) {
      const resumed = yield* this.pageCommand(workspace, { type: 'step.resume', episode, step: page.step });
      if (resumed.ok && resumed.commit) yield* this.send(workspace, resumed.state);
    } else if (isOver(page) && !page.told) {
      yield; // those who were rung are told
      yield* this.pageCommand(workspace, { type: 'page.tell', episode });
    }
    const next = pageDue(stateOf(log, NO_PAGE));
    if (next !== null && this.alive.machines)
      this.later(Math.max(next, this.now + 1), () => this.pageStep(workspace, episode));
  }

  // The sweep

  protected sweep(): void {
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
    this.later(Math.max(due, this.now), () => this.look(workspace, conversation, seq, 'queue'));
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
    if (this.alive.machines) this.later(this.now, () => this.pageStep(workspace, episode));
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
    yield* this.pageCommand(workspace, { type: 'page.claim', episode: page.episode, conversation: claimed });
  }

  private *send(workspace: string, page: Page): Work {
    const log = this.page(workspace);
    const step = `${log.key}/${page.episode}/${page.step}`;
    let marked = false;
    const failed: string[] = [];
    try {
      yield;
      for (const { person, contact, code } of page.sends) {
        // The consistent check before each send: nothing is begun once the acknowledgement is in the log.
        const { status, episode } = stateOf(log, NO_PAGE);
        if (status !== 'ringing' || episode !== page.episode) return;
        if (this.refusing.has(person)) failed.push(contact);
        else this.rungs.push({ page: log.key, episode, step: page.step, person, code, at: this.now });
        yield;
      }
      yield* this.pageCommand(workspace, { type: 'step.mark', episode: page.episode, step: page.step, failed });
      marked = true;
    } finally {
      if (!marked || this.now - page.begunAt >= GRACE) this.broken.set(step, (this.broken.get(step) ?? 0) + 1);
    }
  }

  *pageCommand(workspace: string, command: PageCommand): Work<Appended<PageEvent, Page>> {
    return yield* append(
      this.page(workspace),
      {
        actor: SYSTEM,
        command: this.id(),
        empty: NO_PAGE,
        decide: (state) => decidePage(state, command, this.now),
        evolve: evolvePage,
        due: pageDue,
      },
      this,
    );
  }
}

const phoneOf = (person: string): string => `phone-${person}`;

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
