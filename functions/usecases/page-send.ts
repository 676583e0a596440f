import { METRICS } from '../../shared/contract.ts';
import type { Page } from '../../shared/domain/page/state.ts';
import type { Links, Meter, Operator, Pager, Workspace } from '../ports.ts';
import type { ConversationDeps } from './conversation-command.ts';
import { alarmReason, type PageDeps, runPageCommand } from './page-command.ts';
import { alarmText, waitText } from './page-texts.ts';

export interface PageSendDeps extends PageDeps, Pick<ConversationDeps, 'conversations'> {
  readonly links: Links;
  readonly pager: Pager;
  readonly meter: Meter;
  /** where links lead, without a slash at the end */
  readonly publicUrl: string;
}

/** A page's link lives this long: a night, and the morning after. */
const LINK_LIFE_MS = 24 * 3600 * 1000;

/**
 * Sends a begun step to each of its contacts and marks it. Just before, the log is read once more: with an acknowledgement
 * in it nothing is sent. One contact that fails does not keep the others waiting, and the ladder climbs on.
 */
export async function sendStep(
  deps: PageSendDeps,
  workspace: Workspace,
  ladder: string,
  page: Page,
  operators: readonly Operator[],
): Promise<void> {
  const [newest] = await deps.pages.readBack({ workspace: workspace.id, id: ladder }, null, 1);
  if (newest?.state.status !== 'ringing' || newest.state.episode !== page.episode) return;
  const { text, waiting } = await describe(deps, workspace, ladder, page, operators);
  const expiresAt = deps.clock.now() + LINK_LIFE_MS;
  const failed: string[] = [];
  const people = page.sends.map(({ person }) => person);
  await Promise.all([
    announce(deps, { workspace: workspace.id, ladder, episode: page.episode, step: page.step, people, waiting }),
    ...page.sends.map(async ({ person, code }) => {
      const phone = operators.find(({ id }) => id === person)?.phone;
      try {
        if (phone === undefined) throw new Error('no phone number');
        await deps.links.put(code, { workspace: workspace.id, ladder, episode: page.episode, person, expiresAt });
        await deps.pager.sms(phone, `${text} ${deps.publicUrl}/p/${code}`);
      } catch (error) {
        failed.push(person);
        deps.meter.count(METRICS.sendsFailed);
        deps.log.error('page.send.failed', error, { workspace: workspace.id, ladder, step: page.step, person });
      }
    }),
  ]);
  await runPageCommand(deps, workspace.id, ladder, { type: 'step.mark', step: page.step, failed });
}

/** To a company's own integrations. They ring nobody, so their failing is no failed step. */
async function announce({ pager, log }: PageSendDeps, step: Record<string, unknown>): Promise<void> {
  try {
    await pager.announce(step);
  } catch (error) {
    log.error('page.announce.failed', error, step);
  }
}

async function describe(
  deps: PageSendDeps,
  workspace: Workspace,
  ladder: string,
  page: Page,
  operators: readonly Operator[],
): Promise<{ text: string; waiting: number }> {
  const waiting = page.waits.length + page.more;
  const { alarm } = page;
  if (alarm) {
    const by = operators.find(({ id }) => id === alarm.by)?.name ?? '';
    return { text: alarmText(workspace.locale, by, await alarmReason(deps, workspace.id, ladder, page)), waiting };
  }
  const oldest = page.waits[0];
  const [opening] = oldest
    ? (await deps.conversations.read({ workspace: workspace.id, id: oldest.conversation }, 1, 1)).commits
    : [];
  const seconds = oldest ? Math.max(0, Math.round((deps.clock.now() - oldest.since) / 1000)) : 0;
  const first = opening?.body.customerName?.split(/\s+/)[0];
  return {
    text: waitText(workspace.locale, { name: first, seconds, staffed: page.rhythm === 'staffed', more: waiting - 1 }),
    waiting,
  };
}
