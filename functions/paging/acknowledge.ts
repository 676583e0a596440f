import { isPaged } from '../../shared/domain/conversation/look.ts';
import { type Conversation, waitOf } from '../../shared/domain/conversation/state.ts';
import type { Actor, Refusal } from '../../shared/domain/kernel/types.ts';
import { ON_CALL } from '../../shared/domain/paging/ladders.ts';
import type { Page } from '../../shared/domain/paging/state.ts';
import { type ConversationDeps, runConversationCommand } from '../conversation/command.ts';
import type { Workspace } from '../kernel/ports.ts';
import { type PageDeps, runPageCommand } from './command.ts';

type Deps = ConversationDeps & PageDeps;

/**
 * "I have it": the acknowledgement goes into the page's log first, so that nothing is begun after it; then the oldest wait
 * is claimed as a command of its own. Should this stop in between, the page's lease claims it (see page-step).
 */
export async function acknowledgePage(
  deps: Deps,
  workspace: Workspace,
  ladder: string,
  episode: number,
  actor: Actor,
): Promise<
  | { readonly ok: true; readonly conversation: string | null }
  | Refusal
  | { readonly ok: false; readonly reason: 'busy' | 'resync' }
> {
  const result = await runPageCommand(
    deps,
    workspace.id,
    ladder,
    { type: 'page.acknowledge', by: actor.id, episode },
    { actor },
  );
  if (!result.ok) return result;
  return { ok: true, conversation: await claimForPage(deps, workspace, ladder, result.state, actor) };
}

/**
 * Claims the oldest conversation of an acknowledged page that still waits, and says so in the page's log. One
 * acknowledgement claims one: pressed twice, or broken off after the claim, it finds the one that was claimed.
 */
export async function claimForPage(
  deps: Deps,
  workspace: Workspace,
  ladder: string,
  page: Page,
  actor: Actor,
): Promise<string | null> {
  const asked = page.alarm?.conversation;
  if (ladder !== ON_CALL) {
    // A specialist is called in to a chat that the lead has; a test is about none. Neither takes anything over.
    if (!page.claimed)
      await runPageCommand(deps, workspace.id, ladder, {
        type: 'page.claim',
        episode: page.episode,
        conversation: null,
      });
    return asked ?? null;
  }
  const candidates = [...(asked === undefined ? [] : [asked]), ...page.waits.map(({ conversation }) => conversation)];
  let claimed: string | null = null;
  for (const conversation of candidates) {
    const state = await newestState(deps, workspace.id, conversation);
    if (state?.owner === actor.id && (page.claimed || state.coming !== null)) {
      claimed = conversation;
      break;
    }
    if (page.claimed || !state || (conversation !== asked && !isRinging(state))) continue;
    const result = await runConversationCommand(deps, {
      workspace,
      conversation,
      actor,
      id: `page-${ladder}-${page.episode}-${conversation}`,
      command: { type: 'conversation.claim', via: 'page', reason: 'page' },
    });
    if (result.ok) {
      claimed = conversation;
      break;
    }
  }
  if (!page.claimed) {
    const { episode } = page;
    await runPageCommand(deps, workspace.id, ladder, { type: 'page.claim', episode, conversation: claimed });
  }
  return claimed ?? candidates[0] ?? null;
}

/** Whether a conversation still is what a page rings for. Consistently read. */
export async function stillRings(
  deps: Pick<Deps, 'conversations'>,
  workspace: string,
  conversation: string,
): Promise<boolean> {
  const state = await newestState(deps, workspace, conversation);
  return state !== undefined && isRinging(state);
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

/** Whether a lead's phone is to ring for what the customer of this conversation waits for. */
export function isRinging(state: Conversation): boolean {
  const wait = waitOf(state);
  return wait !== undefined && isPaged(wait);
}

async function newestState(
  { conversations }: Pick<Deps, 'conversations'>,
  workspace: string,
  id: string,
): Promise<Conversation | undefined> {
  const [newest] = await conversations.readBack({ workspace, id }, null, 1);
  return newest?.state;
}

/** A wait that a person ended leaves the page that rang for it; with its last wait the page ends. */
export async function settlePage(deps: PageDeps, workspace: string, conversation: string): Promise<void> {
  const [page] = await deps.pages.readBack({ workspace, id: ON_CALL }, null, 1);
  if (!page?.state.waits.some((wait) => wait.conversation === conversation)) return;
  await runPageCommand(deps, workspace, ON_CALL, {
    type: 'wait.settle',
    conversations: [conversation],
    why: 'answered',
  });
}
