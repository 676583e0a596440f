import type { ConversationCommand } from '../../shared/domain/conversation/commands.ts';
import { decide } from '../../shared/domain/conversation/decide.ts';
import type { ConversationEvent } from '../../shared/domain/conversation/events.ts';
import { evolve } from '../../shared/domain/conversation/evolve.ts';
import { type Look, look } from '../../shared/domain/conversation/look.ts';
import { type Clock, type Conversation, clockOf, EMPTY, waitOf } from '../../shared/domain/conversation/state.ts';
import { DEFAULT_POLICY, type Policy } from '../../shared/domain/kernel/policy.ts';
import type { Actor, Decision, Millis } from '../../shared/domain/kernel/types.ts';
import type { PageCommand } from '../../shared/domain/paging/commands.ts';
import { decidePage } from '../../shared/domain/paging/decide.ts';
import type { PageEvent, Send } from '../../shared/domain/paging/events.ts';
import { evolvePage } from '../../shared/domain/paging/evolve.ts';
import { NO_PAGE, type Page } from '../../shared/domain/paging/state.ts';
import type { ConversationCommit } from '../../shared/protocol/wire.ts';

/** A working day at noon in Moscow: when every story begins. */
export const NOON: Millis = Date.UTC(2026, 10, 23, 9);

export const ivan: Actor = { kind: 'customer', id: 'ivan', name: 'Иван' };
export const oleg: Actor = { kind: 'operator', id: 'oleg', role: 'operator', name: 'Олег' };
export const maria: Actor = { kind: 'operator', id: 'maria', role: 'operator', name: 'Мария' };
export const anna: Actor = { kind: 'operator', id: 'anna', role: 'lead', name: 'Анна' };
export const pyotr: Actor = { kind: 'operator', id: 'pyotr', role: 'lead', name: 'Пётр' };

/** A policy with targets of a few seconds, as tests of the whole stack use. */
export const aFastPolicy = (overrides: Partial<Policy> = {}): Policy => ({
  ...DEFAULT_POLICY,
  targets: { connect: 3, reply: 8 },
  rungs: {
    connect: [
      { after: 1, when: 'staffed', act: 'nudge.team' },
      { after: 2, when: 'staffed', act: 'tell.lead' },
      { after: 3, when: 'staffed', act: 'page' },
      { after: 0, when: 'unstaffed', act: 'page' },
    ],
    reply: [
      { after: 4, when: 'always', act: 'nudge.assignee' },
      { after: 6, when: 'always', act: 'nudge.team' },
      { after: 8, when: 'always', act: 'page' },
    ],
    promise: [{ after: -2, when: 'always', act: 'nudge.team' }],
    review: [{ after: 0, when: 'always', act: 'tell.lead' }],
  },
  ladders: {
    staffed: {
      steps: [
        { after: 0, who: 0 },
        { after: 2, who: 'everyone' },
      ],
      repeat: 3,
    },
    unstaffed: {
      steps: [
        { after: 0, who: 0 },
        { after: 2, who: 1 },
        { after: 4, who: 'everyone' },
      ],
      repeat: 3,
    },
  },
  silence: 1,
  acknowledgedSilent: 5,
  recheck: 2,
  ownerCheck: 2,
  reviewWithin: 10,
  ...overrides,
});

/** Who is there in a story: operators at their desks, those among them who are away, and whether it is night. */
export interface Staff {
  readonly present: readonly string[];
  readonly away: readonly string[];
  readonly night: boolean;
}

export interface Story {
  readonly state: Conversation;
  readonly now: Millis;
  /** seconds since the story began */
  readonly elapsed: number;
  readonly commits: readonly ConversationCommit[];
  readonly wait: Clock | undefined;
  readonly promise: Clock | undefined;
  readonly review: Clock | undefined;
  /** moves the clock to so many seconds after the beginning */
  at(seconds: number): Story;
  staff(staff: Partial<Staff>): Story;
  /** what the rules say to a command, without doing it */
  ask(actor: Actor, command: ConversationCommand): Decision<ConversationEvent>;
  /** does it; a refusal is an error of the test */
  tell(actor: Actor, command: ConversationCommand): readonly ConversationEvent[];
  says(actor: Actor, text?: string): readonly ConversationEvent[];
  look(): Look;
}

/** One conversation told step by step with the rules alone: no store, no wire, time moved by hand. */
export function aStory({
  policy = DEFAULT_POLICY,
  conversation = 'chat',
  staff: staffAtFirst = {},
  reviewers = ['anna', 'pyotr', 'oleg'],
  morning = NOON + 21 * 3_600_000,
}: {
  policy?: Policy;
  conversation?: string;
  staff?: Partial<Staff>;
  reviewers?: readonly string[];
  morning?: Millis;
} = {}): Story {
  let state: Conversation = EMPTY;
  let now = NOON;
  let staff: Staff = { present: ['oleg'], away: [], night: false, ...staffAtFirst };
  const commits: ConversationCommit[] = [];

  const append = (by: Actor, events: readonly ConversationEvent[], body: ConversationCommit['body'] = {}): void => {
    if (events.length === 0) return;
    const prev = state.seen;
    state = evolve(state, events, now);
    const id = `k${state.seq}`;
    commits.push({ seq: state.seq, prev, commitId: id, command: id, at: now, by, events, body, state });
  };
  const story: Story = {
    get state() {
      return state;
    },
    get now() {
      return now;
    },
    get elapsed() {
      return (now - NOON) / 1000;
    },
    commits,
    get wait() {
      return waitOf(state);
    },
    get promise() {
      return clockOf(state, 'promise');
    },
    get review() {
      return clockOf(state, 'review');
    },
    at: (seconds) => {
      now = NOON + seconds * 1000;
      return story;
    },
    staff: (change) => {
      staff = { ...staff, ...change };
      return story;
    },
    ask: (actor, command) => decide(state, command, { now, actor, policy, conversation, reviewers, morning }),
    tell: (actor, command) => {
      const decision = story.ask(actor, command);
      if (!decision.ok) throw new Error(`${command.type} was refused: ${decision.reason}`);
      append(actor, decision.events, decision.body);
      return decision.events;
    },
    says: (actor, text = 'Кофемашина не включается') => story.tell(actor, { type: 'message.post', text }),
    look: () => {
      const present = new Set(staff.present);
      const staffed = staff.present.some((person) => !staff.away.includes(person));
      const looked = look(state, { now, policy, staffed, night: staff.night, present });
      append({ kind: 'system', id: 'system' }, looked.events);
      return looked;
    },
  };
  return story;
}

export interface PageStory {
  readonly state: Page;
  readonly now: Millis;
  at(seconds: number): PageStory;
  ask(command: PageCommand): Decision<PageEvent>;
  tell(command: PageCommand): readonly PageEvent[];
  /** raises it, or joins it, for a conversation that waits since so many seconds after the beginning */
  raise(conversation: string, since?: number): readonly PageEvent[];
  /** begins the next step and marks it as sent; `failed`: contacts whose carrier refused */
  step(people?: readonly string[], failed?: readonly string[]): void;
}

/** One ladder's page told step by step. */
export function aPageStory(policy: Policy = DEFAULT_POLICY): PageStory {
  let state: Page = NO_PAGE;
  let now = NOON;
  const story: PageStory = {
    get state() {
      return state;
    },
    get now() {
      return now;
    },
    at: (seconds) => {
      now = NOON + seconds * 1000;
      return story;
    },
    ask: (command) => decidePage(state, command, now),
    tell: (command) => {
      const decision = story.ask(command);
      if (!decision.ok) throw new Error(`${command.type} was refused: ${decision.reason}`);
      if (decision.events.length > 0) state = evolvePage(state, decision.events, now);
      return decision.events;
    },
    raise: (conversation, since = 0) => story.tell(aRaise({ conversation, since: NOON + since * 1000 }, policy)),
    step: (people = ['anna'], failed = []) => {
      const step = state.step + 1;
      const { episode } = state;
      story.tell({
        type: 'step.begin',
        episode,
        step,
        sends: people.map((person) => aSend(person, `${person}-${step}`)),
      });
      story.tell({ type: 'step.mark', episode, step, failed });
    },
  };
  return story;
}

/** One phone that a step rings. */
export const aSend = (person: string, code: string): Send => ({ person, contact: `phone-${person}`, code });

/** The command by which a look makes sure that a page rings for a wait. */
const aRaise = (
  wait: { conversation: string; since: Millis },
  policy: Policy = DEFAULT_POLICY,
): Extract<PageCommand, { type: 'page.raise' }> => ({
  type: 'page.raise',
  rhythm: 'unstaffed',
  ladder: policy.ladders.unstaffed,
  wait,
  acknowledgedSilent: policy.acknowledgedSilent,
});

/** Types of some events, in order: what most assertions are about. */
export const types = (events: readonly { readonly type: string }[]): string[] => events.map(({ type }) => type);
