import { concernsPage, holderOf, isRinging } from '../../shared/domain/conversation/paged.ts';
import { type Conversation, waitOf } from '../../shared/domain/conversation/state.ts';
import type { Actor, Refusal } from '../../shared/domain/kernel/types.ts';
import type { PagedWait } from '../../shared/domain/paging/events.ts';
import { ON_CALL } from '../../shared/domain/paging/ladders.ts';
import type { Page } from '../../shared/domain/paging/state.ts';
import { type OpenTake, openTakes, type Take, takeOf } from '../../shared/domain/paging/takes.ts';
import { type ConversationDeps, runConversationCommand } from '../conversation/command.ts';
import type { Workspace } from '../kernel/ports.ts';
import { type PageDeps, runPageCommand } from './command.ts';

type Deps = ConversationDeps & PageDeps;

interface Acknowledgement {
  readonly ladder: string;
  readonly episode: number;
  /** the one of those who wait that the person chose */
  readonly conversation?: string | undefined;
}

/** Chats that one press tries, when the one it took needs nobody any more: closed or answered in that moment. */
const MAX_TRIES = 5;

/**
 * "I have it": the acknowledgement goes into the page's log first, with the one chat that it takes; then that chat is
 * claimed as a command of its own. Should this stop in between, the page's lease claims it (see page-step). If the chat
 * needs nobody any more, the person takes the next of those who wait.
 */
export async function acknowledgePage(
  deps: Deps,
  workspace: Workspace,
  { ladder, episode, conversation }: Acknowledgement,
  actor: Actor,
): Promise<
  | { readonly ok: true; readonly conversation: string | null }
  | Refusal
  | { readonly ok: false; readonly reason: 'busy' | 'resync' }
> {
  const takesNone = ladder !== ON_CALL;
  let first: string | null = null;
  let current = episode;
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const command = { type: 'page.acknowledge', by: actor.id, episode: current, takesNone } as const;
    const chosen = conversation === undefined ? command : { ...command, conversation };
    const result = await runPageCommand(deps, workspace.id, ladder, chosen, { actor });
    if (!result.ok) return tries === 0 ? result : { ok: true, conversation: first };
    const page: Page = result.state;
    // Pressed twice: what the first press has got, it may have come to a later page of the same run.
    const take = page.takes.findLast(
      ({ by, episode: at, over }) => by === actor.id && at >= current && !isFailed(over),
    );
    if (takesNone) return { ok: true, conversation: page.alarm?.conversation ?? null };
    first ??= page.takes.find((one) => one.episode === current)?.conversation ?? null;
    if (take) {
      if (take.conversation === null || take.over || take.claimed) return { ok: true, conversation: take.conversation };
      if (await claimTake(deps, workspace, ladder, take, actor)) return { ok: true, conversation: take.conversation };
    }
    const next = (await newestPage(deps, workspace.id, ladder)) ?? page;
    if (next.status !== 'ringing' || next.waits.length === 0) break;
    current = next.episode;
  }
  return { ok: true, conversation: first };
}

const isFailed = (over: Take['over']): boolean => over?.why === 'failed';

/**
 * Claims the chat of an acknowledgement for its person, and says so in the page's log. Done again, it finds what it did.
 * @returns whether it is theirs; when it could not be written, true: the page's own look tries again
 */
async function claimTake(
  deps: Deps,
  workspace: Workspace,
  ladder: string,
  take: Take,
  actor: Actor | null,
): Promise<boolean> {
  const { conversation, episode } = take;
  if (conversation === null) return true;
  const state = await newestState(deps, workspace.id, conversation);
  let isClaimed = state?.owner === take.by && state.coming !== null && state.coming >= take.at;
  if (!isClaimed && actor && state && state.status !== 'closed' && (isRinging(state) || isAlarmed(take))) {
    const result = await runConversationCommand(deps, {
      workspace,
      conversation,
      actor,
      id: `page-${ladder}-${episode}-${conversation}`,
      command: { type: 'conversation.claim', via: 'page', reason: 'page' },
    });
    if (!result.ok && result.reason === 'busy') return true;
    isClaimed = result.ok;
  }
  const claimed = isClaimed ? conversation : null;
  const settled = await runPageCommand(deps, workspace.id, ladder, {
    type: 'page.claim',
    episode,
    conversation: claimed,
  });
  // Whoever took it works here no more, or may not have it: its customer waits on, and a phone rings for it.
  if (settled.ok && !isClaimed && state && isRinging(state) && holderOf(state) === null)
    await raiseAgain(deps, workspace, ladder, settled.state, { conversation, since: take.since });
  return isClaimed;
}

async function raiseAgain(deps: Deps, { id, policy }: Workspace, ladder: string, page: Page, wait: PagedWait) {
  const { rhythm } = page;
  const { acknowledgedSilent } = policy;
  const raise = { type: 'page.raise', rhythm, ladder: policy.ladders[rhythm], wait, acknowledgedSilent } as const;
  await runPageCommand(deps, id, ladder, raise);
}

/** Taken since an alarm was about it, whether or not its customer waits: its wait began with the acknowledgement. */
const isAlarmed = ({ since, at }: Take): boolean => since === at;

/**
 * What became of the chats that were taken: unmade claims are made, who has answered is free, and a chat whose person has
 * been silent for too long is waited for again.
 */
export async function settleTakes(
  deps: Deps,
  workspace: Workspace,
  ladder: string,
  page: Page,
  actorOf: (person: string) => Actor | null,
): Promise<boolean> {
  const now = deps.clock.now();
  let isChanged = false;
  for (const take of openTakes(page)) {
    if (!take.claimed && now >= take.at + CLAIM_AFTER_MS) {
      await claimTake(deps, workspace, ladder, take, actorOf(take.by));
      isChanged = true;
    } else if (now >= take.at + page.silent * 1000) {
      await endTake(deps, workspace, ladder, page, take);
      isChanged = true;
    }
  }
  return isChanged;
}
/** A function that acknowledges has made its claim by then, or is dead: as {@link pageDue} counts. */
const CLAIM_AFTER_MS = 10_000;

async function endTake(deps: Deps, workspace: Workspace, ladder: string, page: Page, take: OpenTake): Promise<void> {
  const { conversation, episode } = take;
  const state = await newestState(deps, workspace.id, conversation);
  const why = state && waitOf(state) && holderOf(state) === take.by ? 'silent' : 'gone';
  const steps = workspace.policy.ladders[page.rhythm];
  await runPageCommand(deps, workspace.id, ladder, { type: 'take.end', episode, conversation, why, ladder: steps });
}

/** Whether a conversation still is what a page rings for. Consistently read. */
export async function stillRings(
  deps: Pick<Deps, 'conversations'>,
  workspace: string,
  conversation: string,
): Promise<boolean> {
  const state = await newestState(deps, workspace, conversation);
  return state !== undefined && concernsPage(state);
}

/** Whether people have finished a conversation. Consistently read. */
export async function isClosed(
  deps: Pick<Deps, 'conversations'>,
  workspace: string,
  conversation: string | undefined,
): Promise<boolean> {
  if (conversation === undefined) return false;
  return (await newestState(deps, workspace, conversation))?.status === 'closed';
}

async function newestState(
  { conversations }: Pick<Deps, 'conversations'>,
  workspace: string,
  id: string,
): Promise<Conversation | undefined> {
  const [newest] = await conversations.readBack({ workspace, id }, null, 1);
  return newest?.state;
}

export async function newestPage(deps: Pick<PageDeps, 'pages'>, workspace: string, id: string): Promise<Page | null> {
  const [newest] = await deps.pages.readBack({ workspace, id }, null, 1);
  return newest?.state ?? null;
}

/**
 * What a person ended leaves the page that rang for it, and frees who had taken it; with its last wait the page ends.
 * @param by who did it, when it was a person of the team
 */
export async function settlePage(
  deps: PageDeps,
  workspace: string,
  conversation: string,
  by: string | undefined,
): Promise<void> {
  const page = await newestPage(deps, workspace, ON_CALL);
  const isNamed = page?.waits.some((wait) => wait.conversation === conversation);
  if (!page || (!isNamed && !takeOf(page, conversation))) return;
  await runPageCommand(deps, workspace, ON_CALL, {
    type: 'wait.settle',
    conversations: [conversation],
    why: 'answered',
    ...(by !== undefined && { by }),
  });
}
