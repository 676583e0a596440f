import { holderOf } from '../../shared/domain/conversation/paged.ts';
import { waitOf } from '../../shared/domain/conversation/state.ts';
import { nextMorning } from '../../shared/domain/kernel/hours.ts';
import type { Millis } from '../../shared/domain/kernel/types.ts';
import { canWiden } from '../../shared/domain/paging/decide.ts';
import type { PagedWait } from '../../shared/domain/paging/events.ts';
import { isTest, ON_CALL } from '../../shared/domain/paging/ladders.ts';
import type { Take } from '../../shared/domain/paging/takes.ts';
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
  const mine = takeOfLink({ link, page });
  const isMine = mine?.by === me.id;
  // Pressed before, and opened anew: the chat that was taken, not the next one.
  const oldest = isMine && mine.conversation !== null ? pagedOf(mine, mine.conversation) : page.waits[0];
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
    more: page.waits.filter(({ conversation }) => conversation !== oldest?.conversation).length + page.more,
    episode: isMine ? link.episode : page.episode,
    before: isMine ? null : await beforeOf(deps, { workspace, operators, me }, mine),
    passTo: operators.find(({ id }) => id === next)?.name ?? null,
    morning: oldest && !mine && !page.acknowledged ? morning : null,
    proposed: commits.at(-1)?.state.proposed ?? null,
  };
}

/** What an acknowledgement of the page that this link was sent for has taken. */
export const takeOfLink = ({ link, page }: Pick<Opened, 'link' | 'page'>): Take | undefined =>
  page.takes.find(({ episode }) => episode === link.episode);

const pagedOf = ({ since }: Take, conversation: string): PagedWait => ({ conversation, since });

/** "Anna took Ivan." Whose chat the link was sent for, when a colleague has it. */
async function beforeOf(
  deps: AcknowledgeDeps,
  { workspace, operators, me }: Pick<Opened, 'workspace' | 'operators' | 'me'>,
  take: Take | undefined,
): Promise<AckOpen['before']> {
  if (!take || take.conversation === null) return null;
  return {
    by: operators.find(({ id }) => id === take.by)?.name ?? '',
    name: await customerName(deps, workspace.id, take.conversation, me.locale),
  };
}

/** Those who wait on the page that rings now, for who has a chat already. */
async function othersOf(deps: AcknowledgeDeps, { workspace, me, page }: Opened, conversation: string) {
  const waits = page.status === 'ringing' ? page.waits.filter((wait) => wait.conversation !== conversation) : [];
  const others = await Promise.all(
    waits.slice(0, LISTED).map(async ({ conversation: id, since }) => ({
      name: await customerName(deps, workspace.id, id, me.locale),
      since,
    })),
  );
  return { others, more: waits.length - others.length + (page.status === 'ringing' ? page.more : 0) };
}
/** names on the page of who has a chat; the others are counted */
const LISTED = 5;

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
  opened: Opened,
  { conversation, until, code }: { readonly conversation: string; readonly until: Millis; readonly code: string },
): Promise<AckChat | null> {
  const { link, workspace, operators, me, page } = opened;
  const commits = await recent(deps, workspace.id, conversation);
  const newest = commits.at(-1);
  if (!newest) return null;
  const { others, more } =
    link.ladder === ON_CALL ? await othersOf(deps, opened, conversation) : { others: [], more: 0 };
  const hasAnswered = holderOf(newest.state) !== me.id || waitOf(newest.state) === undefined;
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
    more,
    others,
    next: others.length > 0 && hasAnswered ? page.episode : null,
    canWiden: others.length > 0 && canWiden(page),
  };
}

/** The conversation that a page leads to: the one an alarm is about, else of the one who waits longest. */
export const chatOf = ({ link, page }: Pick<Opened, 'link' | 'page'>): string | null =>
  takeOfLink({ link, page })?.conversation ??
  page.alarm?.conversation ??
  (link.ladder === ON_CALL ? (page.waits[0]?.conversation ?? null) : null);

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
