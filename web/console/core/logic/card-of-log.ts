import type { OperatorState } from '../../../../shared/client/types.ts';
import { cardOf } from '../../../../shared/domain/conversation/card.ts';
import type { Conversation } from '../../../../shared/domain/conversation/state.ts';
import type { WireCard } from '../../../../shared/protocol/pushes.ts';

type Copy = OperatorState['conversations'] extends ReadonlyMap<string, infer C> ? C : never;

/**
 * What the inbox would show of a chat that is not in it any more, by its log; null until that is loaded. `found`: the name by
 * which it was found, for a log that is too long to be loaded back to its first commit.
 */
export function cardOfLog(id: string, copy: Copy | undefined, found?: string): WireCard | null {
  const view = copy?.log.view;
  if (!view) return null;
  const opened = copy.log.entries.flatMap(({ events }) => events).find(({ type }) => type === 'conversation.opened');
  const { name = found, verified } = opened?.type === 'conversation.opened' ? opened : {};
  return {
    // Of one shape, but that the wire's optional fields may also be there as `undefined`.
    ...cardOf(id, view as Conversation),
    ...(name !== undefined && { name }),
    ...(verified !== undefined && { verified }),
  };
}
