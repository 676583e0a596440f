import type { ConversationCommand } from '../../shared/domain/conversation/commands.ts';
import { decide } from '../../shared/domain/conversation/decide.ts';
import type { ConversationEvent } from '../../shared/domain/conversation/events.ts';
import { evolve } from '../../shared/domain/conversation/evolve.ts';
import { nextDue as dueOf, type Look, look } from '../../shared/domain/conversation/look.ts';
import { concernsPage, endsPage, holderOf, isRinging } from '../../shared/domain/conversation/paged.ts';
import { type Conversation, EMPTY, waitOf } from '../../shared/domain/conversation/state.ts';
import type { Policy } from '../../shared/domain/kernel/policy.ts';
import { type Actor, type Decision, type Millis, SYSTEM } from '../../shared/domain/kernel/types.ts';
import { gentleDue, isOver, nextStepDue, pageDue, planStep } from '../../shared/domain/paging/climb.ts';
import type { PageCommand } from '../../shared/domain/paging/commands.ts';
import { decidePage } from '../../shared/domain/paging/decide.ts';
import type { PageEvent } from '../../shared/domain/paging/events.ts';
import { evolvePage } from '../../shared/domain/paging/evolve.ts';
import { NO_PAGE, type Page } from '../../shared/domain/paging/state.ts';
import { openTakes, type Take } from '../../shared/domain/paging/takes.ts';
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
    if (endsPage(result.before, result.state)) {
      yield;
      const by = actor.kind === 'operator' ? { by: actor.id } : {};
      yield* this.pageCommand(workspace, {
        type: 'wait.settle',
        conversations: [conversation],
        why: 'answered',
        ...by,
      });
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
      const take = result.state.takes.find((one) => one.episode === episode);
      if (take && take.by === by && !take.over && !take.claimed) yield* this.claim(workspace, take);
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
      const holder = holderOf(result.before);
      yield* this.raise(workspace, { wait: { conversation, since: action.since }, rhythm: action.rhythm, holder });
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
    yield* this.settleTakes(workspace, page);
    page = stateOf(log, NO_PAGE);
    if (page.episode !== episode) return;
    const settled = page.waits
      .map(({ conversation }) => conversation)
      .filter((conversation) => !concernsPage(stateOf(this.chat(workspace, conversation), EMPTY)));
    if (settled.length > 0 || (page.waits.length === 0 && page.more > 0)) {
      const result = yield* this.pageCommand(workspace, {
        type: 'wait.settle',
        conversations: settled,
        why: 'answered',
      });
      if (result.ok) page = result.state;
    }
    if (page.status === 'ringing' && page.ladder && page.sent && nextStepDue(page) <= this.now) {
      yield* this.beginStep(workspace, page);
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

  private *beginStep(workspace: string, page: Page): Work {
    const { episode, silent } = page;
    const step = page.step + 1;
    const plan = planStep(page, { onCall: this.leads, everyone: [...this.leads, EVERYBODY] }, this.now);
    if (plan.areAllBusy && gentleDue(page) > this.now) {
      yield* this.pageCommand(workspace, { type: 'step.defer', episode, step, until: gentleDue(page) });
      return;
    }
    const sends = plan.people.map(({ person, isGentle }) => ({
      person,
      contact: phoneOf(person),
      code: this.id(),
      ...(isGentle && { gentle: true as const }),
    }));
    const busy = plan.areAllBusy ? { allBusyUntil: this.now + silent * 1000 } : {};
    const begin = { type: 'step.begin', episode, step, place: plan.place, sends, ...busy } as const;
    const begun = yield* this.pageCommand(workspace, begin);
    if (begun.ok && begun.commit) yield* this.send(workspace, begun.state);
  }

  /** Claims that were not made, and chats that were taken and not answered in time. */
  private *settleTakes(workspace: string, page: Page): Work {
    for (const take of openTakes(page)) {
      const { conversation, episode, claimed, at, by } = take;
      if (!claimed && this.now >= at + 10_000) {
        yield* this.claim(workspace, take);
      } else if (this.now >= at + page.silent * 1000) {
        const state = stateOf(this.chat(workspace, conversation), EMPTY);
        const why = waitOf(state) && holderOf(state) === by ? 'silent' : 'gone';
        const ladder = this.policy.ladders[page.rhythm];
        yield* this.pageCommand(workspace, { type: 'take.end', episode, conversation, why, ladder });
      }
    }
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
    what: {
      wait?: { conversation: string; since: Millis };
      alarm?: { by: string };
      rhythm?: 'staffed' | 'unstaffed';
      holder?: string | null;
    },
  ): Work {
    const rhythm = what.rhythm ?? 'staffed';
    const result = yield* this.pageCommand(workspace, {
      type: 'page.raise',
      rhythm,
      ladder: this.policy.ladders[rhythm],
      ...(what.wait && { wait: what.wait }),
      ...(what.alarm && { alarm: what.alarm }),
      holder: what.holder ?? null,
      acknowledgedSilent: this.policy.acknowledgedSilent,
    });
    if (result.ok) yield;
  }

  private *claim(workspace: string, take: Take): Work {
    const { conversation, by, at, since, episode } = take;
    if (conversation === null) return;
    const state = stateOf(this.chat(workspace, conversation), EMPTY);
    yield;
    let isClaimed = state.owner === by && state.coming !== null && state.coming >= at;
    if (!isClaimed && state.status !== 'closed' && (rings(state) || since === at)) {
      const result = yield* this.command(workspace, conversation, operator(by, this.leads), {
        id: this.id(),
        command: { type: 'conversation.claim', via: 'page', reason: 'page' },
      });
      if (!result.ok && result.reason === 'busy') return;
      isClaimed = result.ok;
    }
    yield;
    const claimed = isClaimed ? conversation : null;
    yield* this.pageCommand(workspace, { type: 'page.claim', episode, conversation: claimed });
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
    const result = yield* append(
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
    if (!result.ok || !result.commit) return result;
    const { before, state, commit } = result;
    const isFreed = before.allBusyUntil !== null && state.allBusyUntil === null && state.status === 'ringing';
    if (isFreed || commit.events.some(({ type }) => BEGINS.has(type))) {
      yield;
      if (this.alive.machines) this.later(this.now, () => this.pageStep(workspace, state.episode));
    }
    return result;
  }
}

const BEGINS: ReadonlySet<PageEvent['type']> = new Set(['page.raised', 'page.passed', 'page.widened']);

const phoneOf = (person: string): string => `phone-${person}`;

export const rings = isRinging;

export const operator = (id: string, leads: readonly string[]): Actor => ({
  kind: 'operator',
  id,
  role: leads.includes(id) ? 'lead' : 'operator',
  name: 'Operator',
});
