import { type Append, appendNewest, type LogState } from '../../functions/kernel/append.ts';
import type { LogKey, Operator, Workspace } from '../../functions/kernel/ports.ts';
import { firstContact } from '../../setup/workspace.ts';
import type { ConversationCommand, RecallReason } from '../../shared/domain/conversation/commands.ts';
import { decide } from '../../shared/domain/conversation/decide.ts';
import type { ConversationEvent } from '../../shared/domain/conversation/events.ts';
import { evolve } from '../../shared/domain/conversation/evolve.ts';
import { type Look, look, nextDue } from '../../shared/domain/conversation/look.ts';
import { concernsPage, holderOf } from '../../shared/domain/conversation/paged.ts';
import { type Conversation, EMPTY } from '../../shared/domain/conversation/state.ts';
import { isNight, nextMorning } from '../../shared/domain/kernel/hours.ts';
import { type Actor, type Body, type Millis, SYSTEM } from '../../shared/domain/kernel/types.ts';
import {
  decideNote,
  evolveNotes,
  NO_NOTES,
  type NoteCommand,
  type NoteEvent,
  type Notes,
} from '../../shared/domain/notes/notes.ts';
import { onCallAt } from '../../shared/domain/on-call/schedule/on-call.ts';
import { isOver, pageDue, planStep } from '../../shared/domain/paging/climb.ts';
import type { PageCommand } from '../../shared/domain/paging/commands.ts';
import { decidePage } from '../../shared/domain/paging/decide.ts';
import type { PageEvent } from '../../shared/domain/paging/events.ts';
import { evolvePage } from '../../shared/domain/paging/evolve.ts';
import { ON_CALL } from '../../shared/domain/paging/ladders.ts';
import { NO_PAGE, type Page } from '../../shared/domain/paging/state.ts';
import { takeOf } from '../../shared/domain/paging/takes.ts';
import { type Entry, type MemoryLog, memoryLog } from './memory-log.ts';
import { idOf } from './seed.ts';

/** A customer of the demo. */
export interface Guest {
  readonly id: string;
  readonly name?: string;
  /** the shop's server vouched for them */
  readonly isVerified: boolean;
  /** where they write from, and what the shop's server says of them */
  readonly facts: Pick<Body, 'site' | 'path' | 'zone' | 'attributes'>;
}

/** Who could answer while a chat was going on. */
export interface Staffing {
  /** nobody was there: the first rung is the lead's phone */
  readonly isUnstaffed?: boolean;
}

/** What was taken back and why; `also`: whom else the mistake touches. */
export interface Recalled {
  readonly seq: number;
  readonly reason: Exclude<RecallReason, 'other'>;
  readonly note: string;
  readonly also: readonly ChatOf[];
}

/** A chat by its id, and whose it is. */
export interface ChatOf {
  readonly id: string;
  readonly customer: string;
}

/** A chat as it is told, step by step, each at its time. The clocks ring in between as they would have. */
export interface Chat extends ChatOf {
  /** Says what a person asks of it; gives the seq of what came of that. */
  readonly by: (at: Millis, command: ConversationCommand) => Promise<number>;
  readonly operator: (at: Millis, operator: Operator, command: ConversationCommand) => Promise<number>;
  /** What the team writes beside it. */
  readonly note: (at: Millis, operator: Operator, note: string | NoteCommand) => Promise<void>;
  /** Takes a message back as functions/notes/recall.ts does; gives the id of the mistake that it records. */
  readonly recall: (at: Millis, operator: Operator, recalled: Recalled) => Promise<string>;
  /** a lead presses "I have it" on the page that rings */
  readonly acknowledge: (at: Millis, operator: Operator) => Promise<void>;
}

/** The past of one workspace, told by the rules themselves: who reads it cannot tell it from one that was lived. */
export interface Book {
  readonly workspace: string;
  readonly chat: (name: string, guest: Guest, staffing?: Staffing) => Chat;
  /** a chat that is told elsewhere */
  readonly chatOf: (name: string, guest: Guest) => ChatOf;
  readonly conversations: MemoryLog<ConversationEvent, Conversation>;
  readonly notes: MemoryLog<NoteEvent, Notes>;
  readonly pages: MemoryLog<PageEvent, Page>;
}

/** @param operators leads first: the order in which reviews are given to them */
export function openBook(workspace: Workspace, operators: readonly Operator[]): Book {
  const { policy, id: ws, locale } = workspace;
  const conversations = memoryLog<ConversationEvent, Conversation>('conversation');
  const notes = memoryLog<NoteEvent, Notes>('notes');
  const pages = memoryLog<PageEvent, Page>('page');
  const present = new Set(operators.map(({ id }) => id));
  const reachable = operators.filter(({ role }) => role === 'lead').map(({ id }) => id);
  let commits = 0;

  /** One commit, made at `at` by the very code that makes them in the functions. */
  async function commit<E, S extends LogState>(
    at: Millis,
    options: Pick<Append<E, S>, 'store' | 'key' | 'empty' | 'actor' | 'decide' | 'evolve' | 'due' | 'body'>,
  ): Promise<number> {
    const id = idOf(ws, 'command', ++commits);
    const result = await appendNewest({
      ...options,
      clock: { now: () => at },
      random: { id: () => COMMIT_PREFIX + id },
      command: id,
    });
    if (!result.ok) throw new Error(`The tale of ${options.key.id} is refused: ${result.reason}.`);
    if (result.released !== null) await options.store.clearLease(options.key, result.released);
    return result.state.seq;
  }

  const page = (at: Millis, command: PageCommand, actor: Actor = SYSTEM): Promise<number> =>
    commit(at, {
      store: pages,
      key: { workspace: ws, id: ON_CALL },
      empty: NO_PAGE,
      actor,
      decide: (state, now) => decidePage(state, command, now),
      evolve: evolvePage,
      due: pageDue,
    });

  async function pageStep(at: Millis): Promise<void> {
    const state = pages.newest(ON_CALL)?.commit.state;
    if (!state?.ladder) return;
    const { episode } = state;
    if (isOver(state)) {
      await page(at, { type: 'page.tell', episode });
      return;
    }
    const step = state.step + 1;
    const onCall = onCallAt(workspace.schedule, policy.zone, at).filter((person) => reachable.includes(person));
    const { place, people } = planStep(state, { onCall, everyone: reachable }, at);
    const sends = people.map(({ person }) => ({
      person,
      contact: firstContact(person),
      code: idOf(ws, 'link', episode, step, person),
    }));
    await page(at, { type: 'step.begin', episode, step, place, sends });
    await page(at, { type: 'step.mark', episode, step, failed: [] });
  }

  async function lookAt(key: LogKey, at: Millis, isUnstaffed: boolean): Promise<void> {
    let looked: Look = { events: [], actions: [], nextDue: null };
    const before = conversations.newest(key.id)?.commit.state ?? EMPTY;
    const { lease } = before;
    const holder = holderOf(before);
    if (lease === null) return;
    await commit(at, {
      store: conversations,
      key,
      empty: EMPTY,
      actor: SYSTEM,
      decide: (state, now) => {
        looked = look(state, { now, policy, staffed: !isUnstaffed, present, night: isNight(now, policy) });
        return { ok: true, events: looked.events };
      },
      evolve,
      due: () => looked.nextDue,
    });
    if (looked.nextDue !== null) await conversations.moveLease(key, lease, looked.nextDue);
    else await conversations.clearLease(key, lease);
    for (const action of looked.actions) {
      if (action.type !== 'page.raise') continue;
      await page(at, {
        type: 'page.raise',
        rhythm: action.rhythm,
        ladder: policy.ladders[action.rhythm],
        wait: { conversation: key.id, since: action.since },
        holder,
        acknowledgedSilent: policy.acknowledgedSilent,
      });
    }
  }

  /** All that fell due before `until`, in its order: looks at this chat, and steps of a page that rings. */
  async function ring(key: LogKey, until: Millis, isUnstaffed: boolean): Promise<void> {
    for (;;) {
      const lookDue = dueOf(conversations.entries(key.id)) ?? Number.POSITIVE_INFINITY;
      const stepDue = dueOf(pages.entries(ON_CALL)) ?? Number.POSITIVE_INFINITY;
      const at = Math.min(lookDue, stepDue);
      if (at >= until) return;
      if (stepDue <= lookDue) await pageStep(at);
      else await lookAt(key, at, isUnstaffed);
    }
  }

  const chatOf = (name: string, { id: customer }: Guest): ChatOf => ({ id: idOf(ws, 'chat', name), customer });

  function chat(name: string, guest: Guest, { isUnstaffed = false }: Staffing = {}): Chat {
    const own = chatOf(name, guest);
    const { id } = own;
    const key = { workspace: ws, id };
    const customer: Actor = { kind: 'customer', id: guest.id, ...(guest.name !== undefined && { name: guest.name }) };
    const opening = {
      ...(guest.name !== undefined && { customerName: guest.name }),
      verified: guest.isVerified,
      ...guest.facts,
      locale,
    };

    async function say(at: Millis, actor: Actor, command: ConversationCommand): Promise<number> {
      await ring(key, at, isUnstaffed);
      const isOpening = conversations.newest(id) === undefined;
      const seq = await commit(at, {
        store: conversations,
        key,
        empty: EMPTY,
        actor,
        decide: (state, now) =>
          decide(state, command, {
            now,
            actor,
            policy,
            conversation: id,
            reviewers: operators.map((operator) => operator.id),
            // asked for by one command in a hundred, and dear: times of day in a zone
            get morning() {
              return nextMorning(now, policy);
            },
          }),
        evolve,
        due: (state, now) => nextDue(state, { now, policy }),
        ...(isOpening && { body: opening }),
      });
      await settle(at, actor.kind === 'operator' ? actor.id : undefined);
      return seq;
    }

    /** A wait that has been met leaves the page that rang for it. */
    async function settle(at: Millis, by?: string): Promise<void> {
      const known = pages.newest(ON_CALL)?.commit.state;
      const isNamed = known?.waits.some(({ conversation }) => conversation === id);
      const state = conversations.newest(id)?.commit.state;
      if (!known || (!isNamed && !takeOf(known, id)) || (state && concernsPage(state))) return;
      await page(at, { type: 'wait.settle', conversations: [id], why: 'answered', ...(by !== undefined && { by }) });
    }

    async function note(at: Millis, operator: Operator, given: string | NoteCommand): Promise<void> {
      const command = typeof given === 'string' ? ({ type: 'note.post', text: given } as const) : given;
      await commit(at, {
        store: notes,
        key,
        empty: NO_NOTES,
        actor: actorOf(operator),
        decide: (state) => decideNote(command, { actor: actorOf(operator), conversation: id }, state),
        evolve: evolveNotes,
        due: () => null,
      });
    }

    async function recall(at: Millis, operator: Operator, recalled: Recalled): Promise<string> {
      const { seq, reason, note: why, also } = recalled;
      const { body, events } = conversations.entries(id)[seq - 1]?.commit ?? { body: {}, events: [] };
      const isAnswer = events.some(({ type }) => type === 'clock.stopped');
      if (body.text === undefined || isAnswer) throw new Error(`What is taken back in ${name} had answered somebody.`);
      const incident = idOf(ws, 'mistake', name, seq);
      const touches = [own, ...also].map((one) => ({ conversation: one.id, customer: one.customer }));
      await note(at, operator, {
        type: 'message.withdraw',
        seq,
        person: operator.id,
        reason,
        text: body.text,
        incident: { incident, kind: reason, touches, note: why },
      });
      await conversations.removeBody(key, seq, ['text']);
      await say(at, actorOf(operator), { type: 'message.recall', seq, reason, written: { by: operator.id } });
      return incident;
    }

    return {
      ...own,
      by: (at, command) => say(at, customer, command),
      operator: (at, operator, command) => say(at, actorOf(operator), command),
      note,
      recall,
      acknowledge: async (at, operator) => {
        await ring(key, at, isUnstaffed);
        const episode = pages.newest(ON_CALL)?.commit.state.episode ?? 0;
        await page(at, { type: 'page.acknowledge', by: operator.id, episode, conversation: id }, actorOf(operator));
        await say(at, actorOf(operator), { type: 'conversation.claim', via: 'page', reason: 'page' });
        await page(at, { type: 'page.claim', episode, conversation: id });
      },
    };
  }

  return { workspace: ws, chat, chatOf, conversations, notes, pages };
}

/** Commits of the demo are known by their ids: their projections are written with them, the stream need not make them. */
export const COMMIT_PREFIX = 'demo-';

const actorOf = ({ id, name, role }: Operator): Actor => ({ kind: 'operator', id, name, role });

/** When the lease that the newest state names is due. */
function dueOf<E, S extends LogState>(entries: readonly Entry<E, S>[]): Millis | null {
  const lease = entries.at(-1)?.commit.state.lease ?? null;
  return lease === null ? null : (entries.find(({ commit }) => commit.seq === lease)?.due ?? null);
}
