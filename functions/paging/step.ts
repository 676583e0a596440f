import { MAX_LOOKS, METRICS, type PageStepInput, type PageStepOutput } from '../../shared/contract.ts';
import type { LadderStep } from '../../shared/domain/kernel/policy.ts';
import { type Millis, SYSTEM } from '../../shared/domain/kernel/types.ts';
import { type Contact, isVerified, mayRing } from '../../shared/domain/paging/contact.ts';
import { nextStepDue, pageDue, peopleOf, type Reachable, stepAt } from '../../shared/domain/paging/decide.ts';
import type { Send } from '../../shared/domain/paging/events.ts';
import { isSpecialist, isTest } from '../../shared/domain/paging/ladders.ts';
import type { Page } from '../../shared/domain/paging/state.ts';
import { type ConversationDeps, runConversationCommand } from '../conversation/command.ts';
import { onCallNow } from '../kernel/on-call-now.ts';
import type { Operator, Timers, Workspace } from '../kernel/ports.ts';
import { claimForPage, isClosed, stillRings } from './acknowledge.ts';
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

  if (page.status === 'acknowledged' && !page.claimed) {
    const by = operators.find((operator) => operator.id === page?.acknowledged?.by);
    if (by)
      await claimForPage(deps, workspace, ladder, page, { kind: 'operator', id: by.id, name: by.name, role: by.role });
    else await runPageCommand(deps, id, ladder, { type: 'page.claim', episode: page.episode, conversation: null });
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

async function newestPage(deps: Pick<PageStepDeps, 'pages'>, workspace: string, ladder: string): Promise<Page | null> {
  const [newest] = await deps.pages.readBack({ workspace, id: ladder }, null, 1);
  return newest?.state ?? null;
}

/** Waits that a person has ended meanwhile leave the page; with the last of them it ends, and nothing more is sent. */
async function settleAnswered(deps: PageStepDeps, workspace: string, ladder: string, page: Page): Promise<Page> {
  if (page.status !== 'ringing') return page;
  if (isSpecialist(ladder) && (await isClosed(deps, workspace, page.alarm?.conversation))) {
    // Whom they were woken for has gone, or was helped: nobody is rung any more for a chat that people have finished.
    const off = await runPageCommand(deps, workspace, ladder, { type: 'page.call_off', episode: page.episode });
    return off.ok ? off.state : page;
  }
  if (page.waits.length === 0) return page;
  const rings = await Promise.all(page.waits.map(({ conversation }) => stillRings(deps, workspace, conversation)));
  const settled = page.waits.filter((_, index) => !rings[index]).map(({ conversation }) => conversation);
  if (settled.length === 0) return page;
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
  const rung = page.ladder && stepAt(page.ladder, page.step + 1);
  if (!rung) return;
  const now = deps.clock.now();
  const all = (await deps.contacts.all(workspace.id)).filter(isVerified);
  const people = isTest(ladder) ? peopleTested(rung, all) : peopleOf(rung, reachable(workspace, operators, all, now));
  const contacts = all.filter(({ person }) => people.includes(person));
  const sends = contacts.map((contact): Send => {
    const { id, person } = contact;
    const before = page.sends.find((send) => send.contact === id);
    const isWithheld = before !== undefined && !mayRing(contact, now, !page.rung.includes(id));
    return isWithheld ? { ...before, withheld: true } : { person, contact: id, code: deps.random.id() };
  });
  const begun = await runPageCommand(deps, workspace.id, ladder, {
    type: 'step.begin',
    episode: page.episode,
    step: page.step + 1,
    sends,
  });
  // Refused: it was acknowledged, ended, or another caller began this step. Nothing is sent.
  if (!begun.ok || !begun.commit) return;
  if (contacts.length === 0)
    deps.log.error('page.nobody', new Error('nobody can be rung'), { workspace: workspace.id, ladder });
  await send(deps, { workspace, ladder, page: begun.state, operators, contacts });
}

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
  if (page?.ladder && stepAt(page.ladder, page.step).who === 'everyone') await everyoneIsCalled(deps, workspace, page);
}

/** A test tries the phones of one person and rings nobody else's, should that person have none any more. */
const peopleTested = ({ who }: LadderStep, contacts: readonly Contact[]): readonly string[] =>
  typeof who === 'object' && 'person' in who && contacts.some(({ person }) => person === who.person)
    ? [who.person]
    : [];

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

/** The end of the ladder: an alarm for those who run it, and the plain truth for the customers, who may do something else. */
async function everyoneIsCalled(deps: PageStepDeps, workspace: Workspace, page: Page): Promise<void> {
  deps.meter.count(METRICS.pagesUnanswered);
  for (const { conversation } of page.waits) {
    const id = `everyone-${page.episode}-${conversation}`;
    await runConversationCommand(deps, {
      workspace,
      conversation,
      actor: SYSTEM,
      id,
      command: { type: 'everyone.call' },
    });
  }
}

const done = (deps: PageStepDeps, input: PageStepInput): PageStepOutput => ({
  ...input,
  looks: input.looks + 1,
  done: true,
  wakeAt: new Date(deps.clock.now()).toISOString(),
});
