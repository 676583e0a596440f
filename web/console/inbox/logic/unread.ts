import type { ConversationCopy } from '../../../../shared/client/types.ts';

/** What a count needs of a chat. */
type Loaded = Pick<ConversationCopy<unknown>, 'log' | 'read'>;

/**
 * How many messages of the customer, of those that are loaded, came after what was read. Whoever has answered since has
 * read what stood above, even if the mark was lost on its way: marks are hints.
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
