import { dayOf, nextMorning } from '../../shared/domain/kernel/hours.ts';
import type { Millis } from '../../shared/domain/kernel/types.ts';
import type { PageEvent } from '../../shared/domain/paging/events.ts';
import { ON_CALL } from '../../shared/domain/paging/ladders.ts';
import type { Page } from '../../shared/domain/paging/state.ts';
import { errorFrame } from '../../shared/protocol/codec.ts';
import { OperatorPushSchema, type WireCard } from '../../shared/protocol/pushes.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/values.ts';
import { toWirePage } from '../../shared/protocol/wire.ts';
import type { OperatorAnswer, OperatorFrame } from '../entry/operator-frame.ts';
import type { Caller } from '../entry/ports.ts';
import { howMany, inParts, roomIn } from '../kernel/fit.ts';
import { answer, shownWorkspace } from '../kernel/frames.ts';
import { type Door, type LogStore, topic, type Workspace } from '../kernel/ports.ts';
import { LEASE_MS, type PresenceDeps, peopleOf } from '../kernel/presence.ts';
import type { Figures, Inbox } from '../projection/ports.ts';

export interface WelcomeDeps extends PresenceDeps {
  readonly operators: Door;
  readonly pages: Pick<LogStore<PageEvent, Page>, 'readBack'>;
  readonly figures: Pick<Figures, 'joined'>;
}

/** What a console needs to open: who I am, who is there, what rings. A desk that opens is at work: it takes a lease. */
export async function welcomeOperator(
  deps: WelcomeDeps,
  caller: Caller,
  frame: OperatorFrame<'hello'>,
  workspace: Workspace,
): Promise<OperatorAnswer> {
  if (frame.version !== PROTOCOL_VERSION) return errorFrame(frame.id, 'unsupported_version');
  const { actor, connection } = caller;
  const now = deps.clock.now();
  const scoped = actor.scope !== undefined;
  await Promise.all([
    deps.operators.subscriptions.add(workspace.id, topic.person(actor.id), connection),
    // A lead who came by a link is there for one chat, not on shift: the lease keeps the chat, and staffs nothing.
    scoped
      ? deps.presence.visit(workspace.id, actor.id, now, now + LEASE_MS)
      : deps.presence.begin(workspace.id, actor.id, now + LEASE_MS),
  ]);
  const [people, [page], today] = await Promise.all([
    scoped ? [] : peopleOf(deps, workspace.id),
    scoped ? [] : deps.pages.readBack({ workspace: workspace.id, id: ON_CALL }, null, 1),
    scoped ? { joined: 0, inTime: 0 } : deps.figures.joined(workspace.id, dayOf(now, workspace.policy.zone)),
  ]);
  const woken = page ? await wokenPages(deps, workspace.id, page.state, now) : [];
  const welcome = {
    type: 'welcome' as const,
    id: frame.id,
    version: PROTOCOL_VERSION as typeof PROTOCOL_VERSION,
    serverTime: now,
    me: {
      id: actor.id,
      ...(actor.name !== undefined && { name: actor.name }),
      role: actor.role ?? 'operator',
      ...(scoped && { scope: actor.scope }),
    },
    workspace: shownWorkspace(workspace),
    staffed: people.some(({ presence }) => presence === 'available'),
    morning: nextMorning(now, workspace.policy),
    page:
      page && (page.state.status === 'ringing' || page.state.status === 'acknowledged')
        ? toWirePage(ON_CALL, page.state)
        : null,
    today,
  };
  // Specialists' pages first: they are few, and whoever of the team is left out comes with the first heartbeat.
  const shown = woken.slice(0, howMany(woken, roomIn({ ...welcome, woken: [], people: [], more: true }), 0));
  const rest = { ...welcome, woken: shown };
  const [first = []] = inParts(people, roomIn({ ...rest, people: [], more: true }));
  return { ...rest, people: [...first], ...(first.length < people.length && { more: true }) };
}

/** A specialist's page is shown for so long after it was raised. */
const WOKEN_MS = 12 * 3600 * 1000;

/** Pages of specialists whom leads have woken of late, as their own logs tell them. */
async function wokenPages({ pages }: Pick<WelcomeDeps, 'pages'>, workspace: string, { woken }: Page, now: Millis) {
  const ladders = new Set(woken.filter(({ at }) => at > now - WOKEN_MS).map(({ ladder }) => ladder));
  const found = await Promise.all(
    [...ladders].map(async (ladder) => {
      const [newest] = await pages.readBack({ workspace, id: ladder }, null, 1);
      return newest ? [toWirePage(ladder, newest.state)] : [];
    }),
  );
  return found.flat();
}

export interface InboxDeps {
  readonly operators: Door;
  readonly inbox: Inbox;
}

/** Subscribes, THEN reads the cards: what moves from now on is pushed. The last part is the answer, the others go before. */
export async function watchInbox(
  deps: InboxDeps,
  caller: Caller,
  { id }: OperatorFrame<'inbox.watch'>,
): Promise<OperatorAnswer> {
  await deps.operators.subscriptions.add(caller.workspace, topic.inbox, caller.connection);
  const parts = inboxFrames(await deps.inbox.cards(caller.workspace), id);
  for (const part of parts.slice(0, -1))
    await deps.operators.poster.post(caller.connection, answer(OperatorPushSchema, part));
  return parts.at(-1) ?? { type: 'inbox', cards: [], whole: true, id };
}

/** The whole inbox as frames; all but the last say that more follow. */
export function inboxFrames(cards: readonly WireCard[], id?: string) {
  const frame = { type: 'inbox' as const, whole: true as const, ...(id !== undefined && { id }) };
  const parts = inParts(cards, roomIn({ ...frame, cards: [], more: false }));
  return parts.map((part, index) => ({ ...frame, cards: [...part], more: index < parts.length - 1 }));
}
