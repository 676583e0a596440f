import type { Context } from '../conversation/commands.ts';
import { decide } from '../conversation/decide.ts';
import type { ConversationEvent } from '../conversation/events.ts';
import { evolve } from '../conversation/evolve.ts';
import { look } from '../conversation/look.ts';
import { type Conversation, EMPTY } from '../conversation/state.ts';
import { isNight } from '../kernel/hours.ts';
import { type Act, type Policy, seconds, type Who } from '../kernel/policy.ts';
import type { Actor, Millis } from '../kernel/types.ts';
import { pageDue, planStep, type Reachable, stepAt } from '../paging/climb.ts';
import type { PageCommand } from '../paging/commands.ts';
import { decidePage } from '../paging/decide.ts';
import { evolvePage } from '../paging/evolve.ts';
import { NO_PAGE, type Page } from '../paging/state.ts';
import { onCallAt } from './schedule/on-call.ts';
import type { Schedule } from './schedule/types.ts';

/** One thing that happens to a chat that nobody answers, `after` seconds; `people` are those whose phones ring, by id. */
export type PreviewRow =
  | { readonly after: number; readonly type: 'rung'; readonly act: Act; readonly people: readonly [] }
  /** whose chat it was is not there: it goes back to the team, and the rungs begin anew */
  | { readonly after: number; readonly type: 'release'; readonly people: readonly [] }
  /** a step of the ladder, counted from 0; past the last it is that one again */
  | {
      readonly after: number;
      readonly type: 'step';
      readonly step: number;
      readonly who: Who;
      readonly people: readonly string[];
    };

export interface PreviewInput {
  /** when the customer writes */
  readonly at: Millis;
  /** a new chat, or one that somebody has joined: he is at his desk if it is staffed, else he has left */
  readonly kind: 'connect' | 'reply';
  /** whether somebody is at the desk, all the time */
  readonly staffed: boolean;
  /** those who work here; `reachable` with a verified contact */
  readonly people: readonly { readonly id: string; readonly reachable: boolean; readonly skills?: readonly string[] }[];
}

/** Rows are for a person to read, and a policy under which nobody is ever paged ends as well. */
const MAX_ROWS = 60;
const MAX_LOOKS = 1000;
const LONGEST: Millis = 3 * 3_600_000;
/** Everyone twice: that the ladder ends there, and that it goes on. */
const ROUNDS = 2;

/**
 * All that would happen to a chat that nobody answers, told by the rules themselves: a conversation is decided and looked
 * at whenever it asks for it, its page climbs, and who is on call is the schedule's word at that moment. Ends when everyone
 * has been rung twice. Throws a RangeError for a zone that does not exist; any other policy can be shown, saved or not.
 */
export function previewChat(policy: Policy, schedule: Schedule, input: PreviewInput): readonly PreviewRow[] {
  const { at, staffed } = input;
  const rows: PreviewRow[] = [];
  let chat = waitingChat(policy, input);
  let page = NO_PAGE;
  let due: Millis | null = at;
  let everyone = 0;
  for (let looks = 0; looks < MAX_LOOKS && everyone < ROUNDS && rows.length < MAX_ROWS; looks += 1) {
    const stepDue = pageDue(page);
    const now: Millis = Math.min(due ?? Number.POSITIVE_INFINITY, stepDue ?? Number.POSITIVE_INFINITY);
    if (now > at + LONGEST) break;
    const after = (now - at) / 1000;
    if (stepDue !== null && stepDue <= now) {
      const step = page.step + 1;
      const { place, people: planned } = planStep(page, reachable(policy, schedule, input, now), now);
      const { who } = stepAt(page.ladder ?? policy.ladders.unstaffed, place);
      const people = planned.map(({ person }) => person);
      rows.push({ after, type: 'step', step, who, people });
      page = rung(page, { step, place }, people, now);
      if (who === 'everyone') everyone += 1;
      continue;
    }
    const present = new Set(staffed ? [OWNER.id] : []);
    const looked = look(chat, { now, policy, staffed, night: isNight(now, policy), present });
    chat = evolve(chat, looked.events, now);
    rows.push(...looked.events.flatMap((event) => rowsOf(event, after)));
    for (const action of looked.actions) {
      if (action.type !== 'page.raise') continue;
      const { rhythm, since } = action;
      const { acknowledgedSilent } = policy;
      const wait = { conversation: CHAT, since };
      page = told(page, { type: 'page.raise', rhythm, ladder: policy.ladders[rhythm], wait, acknowledgedSilent }, now);
    }
    due = looked.nextDue;
  }
  return rows;
}

const CHAT = 'chat';
const CUSTOMER: Actor = { kind: 'customer', id: 'customer' };
const OWNER: Actor = { kind: 'operator', id: 'owner', role: 'operator' };
/** Has no words: it is neither a call for a person nor a holding reply. */
const WORDLESS = '.';

/** A conversation in which the customer waits since `at`. */
function waitingChat(policy: Policy, { at, kind }: PreviewInput): Conversation {
  const say = (state: Conversation, actor: Actor, now: Millis): Conversation => {
    const context: Context = { now, actor, policy, conversation: CHAT, reviewers: [], morning: now };
    const decision = decide(state, { type: 'message.post', text: WORDLESS }, context);
    return decision.ok ? evolve(state, decision.events, now) : state;
  };
  if (kind === 'connect') return say(EMPTY, CUSTOMER, at);
  const asked = say(EMPTY, CUSTOMER, at - seconds(120));
  return say(say(asked, OWNER, at - seconds(60)), CUSTOMER, at);
}

/** A step is begun and sent, to one phone each. */
function rung(
  page: Page,
  { step, place }: { readonly step: number; readonly place: number },
  people: readonly string[],
  now: Millis,
): Page {
  const sends = people.map((person) => ({ person, contact: person, code: '' }));
  const { episode } = page;
  const begun = told(page, { type: 'step.begin', episode, step, place, sends }, now);
  return told(begun, { type: 'step.mark', episode, step, failed: [] }, now);
}

function told(page: Page, command: PageCommand, now: Millis): Page {
  const decision = decidePage(page, command, now);
  return decision.ok ? evolvePage(page, decision.events, now) : page;
}

function rowsOf(event: ConversationEvent, after: number): readonly PreviewRow[] {
  if (event.type === 'rung.reached') return [{ after, type: 'rung', act: event.act, people: [] }];
  return event.type === 'conversation.released' ? [{ after, type: 'release', people: [] }] : [];
}

function reachable(policy: Policy, schedule: Schedule, { people }: PreviewInput, now: Millis): Reachable {
  const able = people.filter((person) => person.reachable);
  const everyone = able.map(({ id }) => id);
  const skills = new Set(able.flatMap((person) => person.skills ?? []));
  const having = (skill: string) => able.filter((person) => person.skills?.includes(skill)).map(({ id }) => id);
  return {
    everyone,
    skilled: Object.fromEntries([...skills].map((skill) => [skill, having(skill)])),
    onCall: onCallAt(schedule, policy.zone, now).filter((id) => everyone.includes(id)),
  };
}
