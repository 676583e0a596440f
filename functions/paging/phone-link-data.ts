import { nextMorning } from '../../shared/domain/kernel/hours.ts';
import type { Millis } from '../../shared/domain/kernel/types.ts';
import { isTest, ON_CALL } from '../../shared/domain/paging/ladders.ts';
import type { ConversationCommit } from '../../shared/protocol/wire.ts';
import { nextOnCall } from '../kernel/on-call-now.ts';
import { alarmReason } from './command.ts';
import type { AcknowledgeDeps, Opened } from './phone-link-opened.ts';
import type { AckChat, AckMessage, AckMine, AckOpen, AckOver, AckTooOld } from './phone-view.ts';
import { wakeOf } from './specialists.ts';

const GUEST = { ru: 'Гость', en: 'Guest' } as const;
/** commits read for the words and the chat: about twenty messages with the facts between them */
const RECENT = 60;

/** What rings, as the lead must see it at three in the morning: who, since when, in what words. */
export async function openPage(
  deps: AcknowledgeDeps,
  { link, workspace, operators, me, page }: Opened,
  code: string,
): Promise<AckOpen> {
  const now = deps.clock.now();
  const oldest = page.waits[0];
  const commits = oldest ? await recent(deps, workspace.id, oldest.conversation) : [];
  const words = messagesOf(commits, '').filter(({ by, at }) => by === 'customer' && at >= (oldest?.since ?? 0));
  // A specialist, or who tests a phone, has nobody to pass it to.
  const next = link.ladder === ON_CALL ? nextOnCall(workspace, page, now) : undefined;
  const morning = nextMorning(now, workspace.policy);
  return {
    state: 'open',
    code,
    waiting: oldest
      ? {
          name: await customerName(deps, workspace.id, oldest.conversation, me.locale),
          since: oldest.since,
          words: words.slice(-3).flatMap(({ text }) => text ?? []),
        }
      : null,
    isTest: isTest(link.ladder),
    alarm: await alarmOf(deps, { link, workspace, operators, page }),
    about: oldest ? null : await aboutOf(deps, workspace.id, page.alarm?.conversation, me.locale),
    more: Math.max(0, page.waits.length - 1) + page.more,
    passTo: operators.find(({ id }) => id === next)?.name ?? null,
    morning: oldest && !page.acknowledged ? morning : null,
    proposed: commits.at(-1)?.state.proposed ?? null,
  };
}

/** What a colleague raised the alarm about, in the customer's own words. */
async function aboutOf(
  deps: AcknowledgeDeps,
  workspace: string,
  conversation: string | undefined,
  locale: 'ru' | 'en',
): Promise<AckOpen['about']> {
  if (conversation === undefined) return null;
  const words = messagesOf(await recent(deps, workspace, conversation), '').filter(({ by }) => by === 'customer');
  return {
    name: await customerName(deps, workspace, conversation, locale),
    words: words.slice(-3).flatMap(({ text }) => text ?? []),
  };
}

/** The chat of who has taken it, or null when the conversation is gone. */
export async function chatPage(
  deps: AcknowledgeDeps,
  { link, workspace, operators, me, page }: Opened,
  { conversation, until, code }: { readonly conversation: string; readonly until: Millis; readonly code: string },
): Promise<AckChat | null> {
  const commits = await recent(deps, workspace.id, conversation);
  const newest = commits.at(-1);
  if (!newest) return null;
  const name = await customerName(deps, workspace.id, conversation, me.locale);
  const { owner, status } = newest.state;
  const answering = owner === me.id ? undefined : operators.find(({ id }) => id === owner)?.name;
  const isLeads = link.ladder === ON_CALL && status !== 'closed';
  return {
    state: 'chat',
    code,
    name,
    messages: messagesOf(commits, name).slice(-20),
    seq: newest.seq,
    replyId: deps.random.id(),
    closed: status === 'closed',
    until,
    conversation,
    ...(answering !== undefined && { answeredBy: answering }),
    wake: isLeads ? await wakeOf(deps, workspace, me, page.raisedAt) : null,
    more: Math.max(0, page.waits.filter((wait) => wait.conversation !== conversation).length) + page.more,
  };
}

/** The conversation that a page leads to: the one an alarm is about, else of the one who waits longest. */
export const chatOf = ({ link, page }: Pick<Opened, 'link' | 'page'>): string | null =>
  page.alarm?.conversation ?? (link.ladder === ON_CALL ? (page.waits[0]?.conversation ?? null) : null);

/** I have it, and there is no chat to open. */
export async function minePage(
  deps: AcknowledgeDeps,
  { link, workspace, operators, me, page }: Opened,
  code: string,
): Promise<AckMine> {
  const isMine = link.ladder === ON_CALL;
  return {
    state: 'mine',
    code,
    isTest: isTest(link.ladder),
    alarm: await alarmOf(deps, { link, workspace, operators, page }),
    wake: isMine ? await wakeOf(deps, workspace, me, page.raisedAt) : null,
  };
}

/** Who raised the alarm and why; a test has no alarm that anybody raised. */
async function alarmOf(
  deps: AcknowledgeDeps,
  { link, workspace, operators, page }: Pick<Opened, 'link' | 'workspace' | 'operators' | 'page'>,
): Promise<AckOpen['alarm']> {
  if (!page.alarm || isTest(link.ladder)) return null;
  const { by } = page.alarm;
  return {
    by: operators.find(({ id }) => id === by)?.name ?? '',
    reason: await alarmReason(deps, workspace.id, link.ladder, page),
  };
}

/** A link of an earlier page, or one that lapsed; with the same person's link to what rings now. */
export function oldLink({ me, page }: Pick<Opened, 'me' | 'page'>): AckTooOld {
  const mine = page.status === 'ringing' ? page.sends.find(({ person }) => person === me.id) : undefined;
  return { state: 'old', openCode: mine?.code ?? null };
}

/** Nothing rings for this link: what became of it, or the way to what rings now. */
export async function overOrOld(deps: AcknowledgeDeps, opened: Opened): Promise<AckOver | AckTooOld> {
  const { link, workspace, operators, page } = opened;
  if (page.episode !== link.episode) return oldLink(opened);
  const at = page.ended?.at ?? page.raisedAt;
  const commits = await deps.pages.readBack({ workspace: workspace.id, id: link.ladder }, null, 20);
  const settled = commits.flatMap(({ events }) => events).find(({ type }) => type === 'wait.settled');
  const conversation = settled?.type === 'wait.settled' ? settled.conversation : undefined;
  const [newest] =
    conversation === undefined
      ? []
      : await deps.conversations.readBack({ workspace: workspace.id, id: conversation }, null, 1);
  const by = operators.find(({ id }) => id === newest?.state.owner)?.name;
  if (by !== undefined) return { state: 'over', why: 'answered', by, at };
  return { state: 'over', why: newest?.state.status === 'closed' ? 'closed' : 'deferred', at };
}

async function recent(
  deps: AcknowledgeDeps,
  workspace: string,
  conversation: string,
): Promise<readonly ConversationCommit[]> {
  return [...(await deps.conversations.readBack({ workspace, id: conversation }, null, RECENT))].reverse();
}

/** Messages of a run of commits, oldest first. */
export const messagesOf = (commits: readonly ConversationCommit[], customer: string): AckMessage[] =>
  commits.flatMap(({ seq, at, events, body }) =>
    events.flatMap((event) =>
      event.type === 'message.posted'
        ? {
            seq,
            by: event.by,
            name: body.name ?? (event.by === 'customer' ? customer : ''),
            at,
            text: body.text ?? null,
          }
        : [],
    ),
  );

/** The name is in the commit that opened the conversation. */
async function customerName(
  deps: AcknowledgeDeps,
  workspace: string,
  conversation: string,
  locale: 'ru' | 'en',
): Promise<string> {
  const { commits } = await deps.conversations.read({ workspace, id: conversation }, 1, 1);
  return commits[0]?.body.customerName ?? GUEST[locale];
}
