import { MAX_LOOKS, METRICS, type PageStepInput, type PageStepOutput } from '../../shared/contract.ts';
import type { Ladder } from '../../shared/domain/kernel/policy.ts';
import { type Actor, type Millis, SYSTEM } from '../../shared/domain/kernel/types.ts';
import {
  gentleDue,
  nextStepDue,
  type Plan,
  pageDue,
  planStep,
  type Reachable,
  stepAt,
} from '../../shared/domain/paging/climb.ts';
import { type Contact, isVerified, mayRing } from '../../shared/domain/paging/contact.ts';
import type { Send } from '../../shared/domain/paging/events.ts';
import { isSpecialist, isTest } from '../../shared/domain/paging/ladders.ts';
import type { Page } from '../../shared/domain/paging/state.ts';
import { type ConversationDeps, runConversationCommand } from '../conversation/command.ts';
import { onCallNow } from '../kernel/on-call-now.ts';
import type { Operator, Timers, Workspace } from '../kernel/ports.ts';
import { isClosed, newestPage, settleTakes, stillRings } from './acknowledge.ts';
import { runPageCommand } from './command.ts';
import { type PageSendDeps, type Sending, sendStep, tellOver } from './send.ts';

export interface PageStepDeps extends ConversationDeps, PageSendDeps {
  readonly timers: Pick<Timers, 'lookLater' | 'startPage'>;
}

/**
 * One look at a page: settle what was answered, and while it rings begin the step that is due. A step is written down
 * before it is sent and marked after, so that a crash in between sends it again, to the same people with the same links.
 */
export async function pageStep(deps: PageStepDeps, input: PageStepInput): Promise<PageStepOutput> {
  const { workspace: id, ladder } = input;
  const workspace = await deps.directory.workspace(id);
  let page = await newestPage(deps, id, ladder);
  if (!workspace || !page || page.episode !== input.episode) return done(deps, input);
  const operators = await deps.directory.operators(id);

  const actorOf = (person: string): Actor | null => {
    const by = operators.find(({ id, active }) => active && id === person);
    return by ? { kind: 'operator', id: by.id, name: by.name, role: by.role } : null;
  };
  if (await settleTakes(deps, workspace, ladder, page, actorOf)) {
    page = (await newestPage(deps, id, ladder)) ?? page;
    if (page.episode !== input.episode) return done(deps, input);
  }
  page = await settleAnswered(deps, id, ladder, page);
  if (page.status !== 'ringing') {
    if (!page.told) await tellOver(deps, { workspace, ladder, page, operators, contacts: await deps.contacts.all(id) });
    return done(deps, input);
  }
  if (page.sent && nextStepDue(page) <= deps.clock.now()) await beginStep(deps, workspace, ladder, page, operators);
  else if (!page.sent && (pageDue(page) ?? 0) <= deps.clock.now())
    await resumeStep(deps, workspace, ladder, page, operators);

  page = (await newestPage(deps, id, ladder)) ?? page;
  const next = page.episode === input.episode ? pageDue(page) : null;
  if (next === null) return done(deps, input);
  const looks = input.looks + 1;
  return { ...input, dueAt: next, looks, done: looks >= MAX_LOOKS, wakeAt: new Date(next).toISOString() };
}

/** Waits that a person has ended meanwhile leave the page; with the last of them it ends, and nothing more is sent. */
async function settleAnswered(deps: PageStepDeps, workspace: string, ladder: string, page: Page): Promise<Page> {
  if (page.status !== 'ringing') return page;
  if (isSpecialist(ladder) && (await isClosed(deps, workspace, page.alarm?.conversation))) {
    // Whom they were woken for has gone, or was helped: nobody is rung any more for a chat that people have finished.
    const off = await runPageCommand(deps, workspace, ladder, { type: 'page.call_off', episode: page.episode });
    return off.ok ? off.state : page;
  }
  if (page.waits.length === 0 && page.more === 0) return page;
  const rings = await Promise.all(page.waits.map(({ conversation }) => stillRings(deps, workspace, conversation)));
  const settled = page.waits.filter((_, index) => !rings[index]).map(({ conversation }) => conversation);
  if (settled.length === 0 && page.waits.length > 0) return page;
  const result = await runPageCommand(deps, workspace, ladder, {
    type: 'wait.settle',
    conversations: settled,
    why: 'answered',
  });
  return result.ok ? result.state : page;
}

/** The next step: who is rung is decided now, by the schedule of this moment and by the contacts there are. */
async function beginStep(
  deps: PageStepDeps,
  workspace: Workspace,
  ladder: string,
  page: Page,
  operators: readonly Operator[],
): Promise<void> {
  if (!page.ladder) return;
  const now = deps.clock.now();
  const { episode } = page;
  const step = page.step + 1;
  const all = (await deps.contacts.all(workspace.id)).filter(isVerified);
  const plan = isTest(ladder)
    ? planTest(page.ladder, step, all)
    : planStep(page, reachable(workspace, operators, all, now), now);
  if (plan.areAllBusy && gentleDue(page) > now) {
    const deferred = { type: 'step.defer', episode, step, until: gentleDue(page) } as const;
    const result = await runPageCommand(deps, workspace.id, ladder, deferred);
    if (result.ok && result.commit) await everyoneIsBusy(deps, workspace, result.state);
    return;
  }
  const contacts = plan.people.flatMap(({ person, isGentle }) => {
    const theirs = all.filter((contact) => contact.person === person);
    return isGentle
      ? gentlest(theirs).map((contact) => ({ contact, isGentle }))
      : theirs.map((contact) => ({ contact }));
  });
  const sends = contacts.map(({ contact, ...gentle }): Send => {
    const { id, person } = contact;
    const before = page.sends.find((send) => send.contact === id);
    const isWithheld = before !== undefined && !mayRing(contact, now, !page.rung.includes(id));
    if (isWithheld) return { person, contact: id, code: before.code, withheld: true };
    return { person, contact: id, code: deps.random.id(), ...('isGentle' in gentle && { gentle: true }) };
  });
  const begun = await runPageCommand(deps, workspace.id, ladder, {
    type: 'step.begin',
    episode,
    step,
    place: plan.place,
    sends,
    ...(plan.areAllBusy && { allBusyUntil: now + page.silent * 1000 }),
  });
  // Refused: it was acknowledged, ended, or another caller began this step. Nothing is sent.
  if (!begun.ok || !begun.commit) return;
  if (contacts.length === 0)
    deps.log.error('page.nobody', new Error('nobody can be rung'), { workspace: workspace.id, ladder });
  await send(deps, { workspace, ladder, page: begun.state, operators, contacts: all });
}

/** Of a person's contacts those that wake nobody; an e-mail or an SMS only where there is nothing else. */
function gentlest(contacts: readonly Contact[]): readonly Contact[] {
  for (const kinds of GENTLE) {
    const found = contacts.filter(({ kind }) => kinds.includes(kind));
    if (found.length > 0) return found;
  }
  return [];
}
const GENTLE: readonly (readonly Contact['kind'][])[] = [['push', 'https'], ['email'], ['sms']];

/** A step that was begun by one who crashed before its sends were marked: sent again, by one alone. */
async function resumeStep(
  deps: PageStepDeps,
  workspace: Workspace,
  ladder: string,
  { episode, step }: Page,
  operators: readonly Operator[],
): Promise<void> {
  const resumed = await runPageCommand(deps, workspace.id, ladder, { type: 'step.resume', episode, step });
  if (!resumed.ok || !resumed.commit) return;
  const contacts = await deps.contacts.all(workspace.id);
  await send(deps, { workspace, ladder, page: resumed.state, operators, contacts });
}

async function send(deps: PageStepDeps, sending: Sending): Promise<void> {
  const { workspace } = sending;
  const page = await sendStep(deps, sending);
  if (page?.allBusyUntil != null) await everyoneIsBusy(deps, workspace, page);
  else if (page?.ladder && stepAt(page.ladder, page.place).who === 'everyone')
    await everyoneIsCalled(deps, workspace, page);
}

/** A test tries the phones of one person and rings nobody else's, should that person have none any more. */
function planTest(ladder: Ladder, step: number, contacts: readonly Contact[]): Plan {
  const { who } = stepAt(ladder, step);
  const isReachable =
    typeof who === 'object' && 'person' in who && contacts.some(({ person }) => person === who.person);
  const people = isReachable ? [{ person: who.person, isGentle: false }] : [];
  return { place: Math.min(step, ladder.steps.length - 1), people, areAllBusy: false };
}

/** Those who have a verified contact, as a ladder asks for them. */
function reachable(
  workspace: Workspace,
  operators: readonly Operator[],
  contacts: readonly Contact[],
  now: Millis,
): Reachable {
  const active = operators.filter(({ id, active }) => active && contacts.some(({ person }) => person === id));
  const everyone = active.map(({ id }) => id);
  // Without a prototype: skills are people's words, and "constructor" is one.
  const skilled: Record<string, string[]> = Object.create(null);
  for (const { id, skills } of active)
    for (const skill of skills ?? []) skilled[skill] = [...(skilled[skill] ?? []), id];
  return { everyone, skilled, onCall: onCallNow(workspace, now).filter((person) => everyone.includes(person)) };
}

/** Nobody is free: an alarm for those who run it, and for the customers that their turn comes. */
async function everyoneIsBusy(deps: PageStepDeps, workspace: Workspace, page: Page): Promise<void> {
  deps.meter.count(METRICS.pagesUnanswered);
  await tellWaiting(deps, workspace, page, 'everyone.busy');
}

/** The end of the ladder: an alarm for those who run it, and the plain truth for the customers, who may do something else. */
async function everyoneIsCalled(deps: PageStepDeps, workspace: Workspace, page: Page): Promise<void> {
  deps.meter.count(METRICS.pagesUnanswered);
  await tellWaiting(deps, workspace, page, 'everyone.call');
}

/** Said once a wait. A few at a time: a customer's socket on a slow line holds up nobody else. */
async function tellWaiting(
  deps: PageStepDeps,
  workspace: Workspace,
  { root, waits }: Page,
  type: 'everyone.call' | 'everyone.busy',
): Promise<void> {
  for (let start = 0; start < waits.length; start += AT_ONCE) {
    await Promise.all(
      waits.slice(start, start + AT_ONCE).map(({ conversation }) => {
        const id = `${type === 'everyone.call' ? 'everyone' : 'busy'}-${root}-${conversation}`;
        return runConversationCommand(deps, { workspace, conversation, actor: SYSTEM, id, command: { type } });
      }),
    );
  }
}
const AT_ONCE = 10;

const done = (deps: PageStepDeps, input: PageStepInput): PageStepOutput => ({
  ...input,
  looks: input.looks + 1,
  done: true,
  wakeAt: new Date(deps.clock.now()).toISOString(),
});
