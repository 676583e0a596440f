import { MAX_LOOKS, METRICS, type PageStepInput, type PageStepOutput } from '../../shared/contract.ts';
import { nextStepDue, pageDue, peopleOf, stepAt } from '../../shared/domain/page/decide.ts';
import type { Page } from '../../shared/domain/page/state.ts';
import type { Operator, Timers, Workspace } from '../ports.ts';
import type { ConversationDeps } from './conversation-command.ts';
import { claimForPage, stillRings } from './page-acknowledge.ts';
import { runPageCommand } from './page-command.ts';
import { type PageSendDeps, sendStep } from './page-send.ts';

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
    else await runPageCommand(deps, id, ladder, { type: 'page.claim', conversation: null });
    return done(deps, input);
  }
  page = await settleAnswered(deps, id, ladder, page);
  if (page.status === 'ringing' && page.sent && nextStepDue(page) <= deps.clock.now())
    page = await beginStep(deps, workspace, ladder, page, operators);
  else if (page.status === 'ringing' && !page.sent && (pageDue(page) ?? 0) <= deps.clock.now())
    await sendStep(deps, workspace, ladder, page, operators); // begun by one who crashed before its sends were marked

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
  if (page.status !== 'ringing' || page.waits.length === 0) return page;
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

async function beginStep(
  deps: PageStepDeps,
  workspace: Workspace,
  ladder: string,
  page: Page,
  operators: readonly Operator[],
): Promise<Page> {
  const rung = page.ladder && stepAt(page.ladder, page.step + 1);
  if (!rung) return page;
  const reachable = operators.filter(({ active, phone }) => active && phone !== undefined).map(({ id }) => id);
  const people = peopleOf(rung, {
    onCall: workspace.onCall.filter((person) => reachable.includes(person)),
    everyone: reachable,
  });
  const sends = people.map((person) => ({ person, code: deps.random.id() }));
  const begun = await runPageCommand(deps, workspace.id, ladder, { type: 'step.begin', step: page.step + 1, sends });
  // Refused: it was acknowledged, ended, or another caller began this step. Nothing is sent.
  if (!begun.ok || !begun.commit) return page;
  if (rung.who === 'everyone') deps.meter.count(METRICS.pagesUnanswered);
  if (people.length === 0)
    deps.log.error('page.nobody', new Error('nobody can be paged'), { workspace: workspace.id, ladder });
  await sendStep(deps, workspace, ladder, begun.state, operators);
  return begun.state;
}

const done = (deps: PageStepDeps, input: PageStepInput): PageStepOutput => ({
  ...input,
  looks: input.looks + 1,
  done: true,
  wakeAt: new Date(deps.clock.now()).toISOString(),
});
