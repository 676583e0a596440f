import type { ConversationCopy } from '../../../../shared/client/types.ts';

/** What a count needs of a chat. */
type Loaded = Pick<ConversationCopy<unknown>, 'log' | 'read'>;

/**
 * Counts the loaded messages of the customer that came after the last one read. An answer counts as having read all above
 * it, because a read mark can be lost on its way.
 */
export function unreadIn({ log, read }: Loaded): number {
  let count = 0;
  for (const { seq, events } of log.entries.toReversed()) {
    if (seq <= read.operator) break;
    for (const event of events) {
      if (event.type !== 'message.posted') continue;
      if (event.by === 'operator') return count;
      count += 1;
    }
  }
  return count;
}
