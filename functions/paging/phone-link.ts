import { endsPage } from '../../shared/domain/conversation/paged.ts';
import { isNight, nextMorning } from '../../shared/domain/kernel/hours.ts';
import type { Actor } from '../../shared/domain/kernel/types.ts';
import { pageDue } from '../../shared/domain/paging/climb.ts';
import { ON_CALL } from '../../shared/domain/paging/ladders.ts';
import { runConversationCommand } from '../conversation/command.ts';
import type { Session } from '../entry/ports.ts';
import { nextOnCall } from '../kernel/on-call-now.ts';
import type { Operator } from '../kernel/ports.ts';
import { acknowledgePage, settlePage } from './acknowledge.ts';
import { runPageCommand } from './command.ts';
import { chatOf, chatPage, messagesOf, minePage, oldLink, openPage, overOrOld, takeOfLink } from './phone-link-data.ts';
import type { AcknowledgeDeps, Opened } from './phone-link-opened.ts';
import type { AckLog, AckPage, AckState } from './phone-view.ts';
import { specialistOf, wakeSpecialist } from './specialists.ts';

/** A lead who took a page by its link writes in that one conversation for so long, without signing in. */
const TOKEN_LIFE_MS = 30 * 60_000;
/** Taking, and each reply, say that the lead is there for so long: no console beats for a phone in the night. */
const HERE_MS = 10 * 60_000;
/** There for this chat and no other: whoever else comes in the night finds nobody on shift, and can wake someone. */
const visit = ({ presence, clock }: AcknowledgeDeps, { workspace, me }: Opened): Promise<void> =>
  presence.visit(workspace.id, me.id, clock.now(), clock.now() + HERE_MS);

/** What a link that still works opens. */
async function resolveLink(deps: AcknowledgeDeps, code: string): Promise<Opened | null> {
  const opened = await resolveAny(deps, code);
  return opened && opened.link.expiresAt > deps.clock.now() ? opened : null;
}

/** The same for a link that may have lapsed: its person is told so, and shown the way to what rings now. */
async function resolveAny(deps: AcknowledgeDeps, code: string): Promise<Opened | null> {
  const link = await deps.links.get(code);
  if (!link) return null;
  const [workspace, operators, [newest]] = await Promise.all([
    deps.directory.workspace(link.workspace),
    deps.directory.operators(link.workspace),
    deps.pages.readBack({ workspace: link.workspace, id: link.ladder }, null, 1),
  ]);
  const me = operators.find(({ id, active }) => active && id === link.person);
  return workspace && me && newest ? { link, workspace, operators, me, page: newest.state } : null;
}

const NOBODY = { locale: 'en', zone: 'UTC', night: false } as const;

/** `GET /p/<code>`: changes nothing, since mail and message scanners open links too. */
export async function openLink(deps: AcknowledgeDeps, code: string, session: Session | null): Promise<AckPage> {
  const now = deps.clock.now();
  const opened = await resolveAny(deps, code);
  if (!opened) return { ...NOBODY, now, state: 'none' };
  const { link, workspace, me } = opened;
  const common = { locale: me.locale, zone: workspace.policy.zone, night: isNight(now, workspace.policy), now };
  if (link.expiresAt <= now) return { ...common, ...oldLink(opened) };
  const scope = session?.workspace === link.workspace && session.subject === me.id ? session.scope : undefined;
  if (session && scope !== undefined) {
    const chat = await chatPage(deps, opened, { conversation: scope, until: session.expiresAt, code });
    if (chat) return { ...common, ...chat };
  }
  const taken = takenOf(opened);
  const isMine = taken?.by === me.id && now < taken.at + TOKEN_LIFE_MS;
  if (!isMine && isSucceeded(opened)) return { ...common, ...(await openPage(deps, opened, code)) };
  if (taken && !isMine) return { ...common, state: 'taken', by: nameOf(opened, taken.by), at: taken.at };
  if (!isMine && isOver(opened)) return { ...common, ...(await overOrOld(deps, opened)) };
  if (taken && chatOf(opened) === null) return { ...common, ...(await minePage(deps, opened, code)) };
  return { ...common, ...(await openPage(deps, opened, code)) };
}

/** `POST /p/<code>/wake`: a lead who has the page wakes a specialist, by name or skill, for the same conversation. */
export async function wakeByLink(
  deps: AcknowledgeDeps,
  code: string,
  session: Session | null,
  { ladder, reason }: { readonly ladder: string; readonly reason: string },
): Promise<void> {
  const opened = await resolveLink(deps, code);
  const who = specialistOf(ladder);
  if (opened && who && opened.link.ladder === ON_CALL && hasTaken(opened)) {
    const conversation = session?.scope ?? chatOf(opened) ?? undefined;
    const id = deps.random.id();
    await wakeSpecialist(deps, opened.workspace, actorOf(opened.me), who, { reason, conversation }, id);
  }
}

/** `POST /p/<code>/widen`: who has a chat asks for more people for those who wait. */
export async function widenByLink(deps: AcknowledgeDeps, code: string): Promise<void> {
  const opened = await resolveLink(deps, code);
  if (!opened || opened.link.ladder !== ON_CALL || !hasTaken(opened)) return;
  const { workspace, me, page } = opened;
  const command = { type: 'page.widen', by: me.id, episode: page.episode } as const;
  await runPageCommand(deps, workspace.id, ON_CALL, command, { actor: actorOf(me) });
}

/**
 * `POST /p/<code>/take`, the button: acknowledges, claims, and gives a token for that one conversation.
 * @param shown the page that the button stood on, when it succeeds the one that the link was sent for
 */
export async function takeLink(
  deps: AcknowledgeDeps,
  code: string,
  shown?: number,
): Promise<{ page: AckPage; session: Session | null }> {
  const opened = await resolveLink(deps, code);
  if (!opened) return { page: await openLink(deps, code, null), session: null };
  const { link, workspace, me } = opened;
  // Before the claim, so that no look finds the new owner absent.
  await visit(deps, opened);
  const isSuccessor = shown !== undefined && shown > link.episode && isRunOf(opened);
  const episode = isSuccessor ? shown : link.episode;
  const result = await acknowledgePage(deps, workspace, { ladder: link.ladder, episode }, actorOf(me));
  if (!result.ok || result.conversation === null) return { page: await openLink(deps, code, null), session: null };
  const session: Session = {
    workspace: workspace.id,
    subject: me.id,
    kind: 'operator',
    role: me.role,
    name: me.name,
    verified: false,
    scope: result.conversation,
    locale: me.locale,
    expiresAt: deps.clock.now() + TOKEN_LIFE_MS,
  };
  return { page: await openLink(deps, code, session), session };
}

/** `POST /p/<code>/pass`: the next step begins now. */
export async function passLink(deps: AcknowledgeDeps, code: string): Promise<AckPage> {
  const opened = await resolveLink(deps, code);
  if (!opened) return openLink(deps, code, null);
  const { link, workspace, me, operators } = opened;
  const result = await runPageCommand(
    deps,
    workspace.id,
    link.ladder,
    { type: 'page.pass', by: me.id, episode: link.episode },
    { actor: actorOf(me) },
  );
  const page = await openLink(deps, code, null);
  if (!result.ok || page.state !== 'open' || pageDue(result.state) === null) return page;
  const { passed, sends } = result.state;
  // Nobody is behind the last step: it goes on ringing this person too.
  if (!passed && sends.some(({ person }) => person === me.id)) return page;
  // Asked again, the next step has begun: it is with whoever is rung now.
  const to = passed ? nextOnCall(workspace, result.state, page.now) : sends[0]?.person;
  const { locale, zone, night, now } = page;
  return { locale, zone, night, now, state: 'passed', to: operators.find(({ id }) => id === to)?.name ?? '', at: now };
}

/** `POST /p/<code>/morning`: asks the customer whether the morning is fine. The page rings on until there is an answer. */
export async function askMorning(deps: AcknowledgeDeps, code: string): Promise<AckPage> {
  const opened = await resolveLink(deps, code);
  const oldest = opened?.page.status === 'ringing' ? opened.page.waits[0] : undefined;
  if (opened && oldest && nextMorning(deps.clock.now(), opened.workspace.policy) > deps.clock.now()) {
    await runConversationCommand(deps, {
      workspace: opened.workspace,
      conversation: oldest.conversation,
      actor: actorOf(opened.me),
      id: deps.random.id(),
      command: { type: 'morning.propose' },
    });
  }
  return openLink(deps, code, null);
}

/**
 * `POST /p/<code>/reply` with the token of the conversation; the same id and `after` post once, however often sent. What
 * the rules refuse (a colleague has the chat by now) is not posted, and its text is given back.
 */
export async function replyByLink(
  deps: AcknowledgeDeps,
  code: string,
  session: Session | null,
  reply: { readonly id: string; readonly after: number; readonly text: string },
): Promise<AckPage> {
  const opened = await resolveLink(deps, code);
  let isRefused = false;
  if (
    opened &&
    session?.scope !== undefined &&
    session.workspace === opened.workspace.id &&
    session.subject === opened.me.id
  ) {
    await visit(deps, opened);
    const result = await runConversationCommand(deps, {
      workspace: opened.workspace,
      conversation: session.scope,
      actor: { ...actorOf(opened.me), scope: session.scope },
      id: reply.id,
      after: reply.after,
      command: { type: 'message.post', text: reply.text },
    });
    isRefused = !result.ok;
    if (result.ok && endsPage(result.before, result.state))
      await settlePage(deps, opened.workspace.id, session.scope, opened.me.id);
  }
  const page = await openLink(deps, code, session);
  return isRefused && page.state === 'chat' ? { ...page, refused: reply.text } : page;
}

/** `GET /p/<code>/log?after=`: what is newer, for a page that stays open; null without the conversation's token. */
export async function logByLink(
  deps: AcknowledgeDeps,
  code: string,
  session: Session | null,
  after: number,
): Promise<AckLog | null> {
  const opened = await resolveLink(deps, code);
  if (
    !opened ||
    session?.scope === undefined ||
    session.workspace !== opened.workspace.id ||
    session.subject !== opened.me.id
  )
    return null;
  const { commits } = await deps.conversations.read(
    { workspace: session.workspace, id: session.scope },
    Math.max(after, 1),
    100,
  );
  const newest = commits.at(-1);
  return {
    messages: messagesOf(
      commits.filter(({ seq }) => seq > after),
      '',
    ),
    seq: newest?.seq ?? after,
    closed: newest?.state.status === 'closed',
  };
}

/** `GET /p/<code>/state`: what the pager and an open page ask every few seconds, so no message is read for it. */
export async function stateOfLink(deps: AcknowledgeDeps, code: string): Promise<AckState> {
  const opened = await resolveAny(deps, code);
  if (!opened) return { status: 'none' };
  if (opened.link.expiresAt <= deps.clock.now()) return { status: 'old' };
  const taken = takenOf(opened);
  if (taken?.by !== opened.me.id && isSucceeded(opened)) return { status: 'open' };
  if (!taken && isOver(opened)) {
    const page = await overOrOld(deps, opened);
    if (page.state === 'old') return { status: 'old' };
    return { status: 'over', at: page.at, ...(page.by !== undefined && { by: page.by }) };
  }
  if (!taken) return { status: 'open' };
  const mine = taken.by === opened.me.id;
  return { status: 'taken', by: nameOf(opened, taken.by), at: taken.at, ...(mine && { mine }) };
}

/** Who has taken the page that this link was sent for. */
const takenOf = ({ link, page }: Opened): { readonly by: string; readonly at: number } | null =>
  takeOfLink({ link, page }) ?? (page.episode === link.episode ? page.acknowledged : null);

/** Whether the page that stands in the log goes on from the one that this link was sent for. */
const isRunOf = ({ link, page }: Opened): boolean =>
  link.ladder === ON_CALL && page.root <= link.episode && link.episode <= page.episode;

/** Others wait, who were on that page too, and it rings for them: an old link opens its successor. */
const isSucceeded = (opened: Opened): boolean =>
  isRunOf(opened) && opened.page.status === 'ringing' && opened.link.episode < opened.page.episode;

/** Whether this person has taken a chat from this page, or from one before it. */
const hasTaken = ({ page, me }: Opened): boolean =>
  page.acknowledged?.by === me.id || page.takes.some(({ by }) => by === me.id);

/** Whether nothing rings any more for what this link was sent for. */
const isOver = ({ link, page }: Opened): boolean =>
  page.episode !== link.episode || page.status === 'ended' || page.status === 'none';

const nameOf = ({ operators }: Opened, person: string): string => operators.find(({ id }) => id === person)?.name ?? '';

const actorOf = ({ id, name, role }: Operator): Actor => ({ kind: 'operator', id, name, role });
