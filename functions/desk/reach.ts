import type { ConversationDeps } from '../conversation/command.ts';
import type { FrameRow } from '../entry/operator-frame.ts';
import type { Caller } from '../entry/ports.ts';

/**
 * Why the caller may not send this frame, or null. Who came by a page's link reaches that conversation alone, whichever
 * field names another; for everybody each conversation that is named besides must exist in the workspace. The one that is
 * addressed its own handler looks up.
 */
export async function outOfReach<F extends object>(
  { conversations }: { readonly conversations: Pick<ConversationDeps['conversations'], 'readBack'> },
  { workspace, actor: { scope, role } }: Caller,
  { reach, names, by }: Pick<FrameRow<never, F>, 'reach' | 'names' | 'by'>,
  frame: F,
): Promise<'not_allowed' | 'not_found' | null> {
  const addressed = reach === 'conversation' && 'conversation' in frame ? [frame.conversation] : [];
  const named = names?.(frame) ?? [];
  if (by !== undefined && role !== by) return 'not_allowed';
  if (scope !== undefined && (reach === 'desk' || [...addressed, ...named].some((id) => id !== scope)))
    return 'not_allowed';
  const others = [...new Set(named)].filter((id) => !addressed.includes(id));
  const found = await Promise.all(others.map((id) => conversations.readBack({ workspace, id }, null, 1)));
  return found.some(([newest]) => newest === undefined) ? 'not_found' : null;
}
