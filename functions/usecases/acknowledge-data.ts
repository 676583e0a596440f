import { nextMorning } from '../../shared/domain/hours.ts';
import type { Page } from '../../shared/domain/page/state.ts';
import type { Millis } from '../../shared/domain/types.ts';
import type { ConversationCommit } from '../../shared/protocol/wire.ts';
import type { AcknowledgeDeps, Opened } from './acknowledge.ts';
import type { AckChat, AckMessage, AckOpen, AckOver, AckTooOld } from './acknowledge-page.ts';
import { nextOnCall } from './ladders.ts';
import { alarmReason } from './page-command.ts';

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
  const next = nextOnCall(workspace, page, now);
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
    alarm: page.alarm
      ? {
          by: operators.find(({ id }) => id === page.alarm?.by)?.name ?? '',
          reason: await alarmReason(deps, workspace.id, link.ladder, page),
        }
      : null,
    more: Math.max(0, page.waits.length - 1) + page.more,
    passTo: operators.find(({ id }) => id === next)?.name ?? null,
    morning: oldest && !page.acknowledged ? morning : null,
    proposed: commits.at(-1)?.state.proposed ?? null,
  };
}

/** The chat of who has taken it, or null when the conversation is gone. */
export async function chatPage(
  deps: AcknowledgeDeps,
  workspace: string,
  conversation: string,
  page: Page,
  until: Millis,
  code: string,
): Promise<AckChat | null> {
  const commits = await recent(deps, workspace, conversation);
  const newest = commits.at(-1);
  if (!newest) return null;
  const name = await customerName(deps, workspace, conversation, 'en');
  return {
    state: 'chat',
    code,
    name,
    messages: messagesOf(commits, name).slice(-20),
    seq: newest.seq,
    replyId: deps.random.id(),
    closed: newest.state.status === 'closed',
    until,
    more: Math.max(0, page.waits.filter((wait) => wait.conversation !== conversation).length) + page.more,
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
