import type { Copy } from '../../core/logic/copy.ts';
import type { Item } from './timeline.ts';

/** How far a message of ours has come: into the log, to the customer's device, onto their screen. */
export type Mark = 'sent' | 'delivered' | 'read';

/** What was read was delivered as well. */
export function markOf(seq: number, { customer, delivered }: Copy['read']): Mark {
  if (customer >= seq) return 'read';
  return delivered >= seq ? 'delivered' : 'sent';
}

/** The key of the newest of ours that was read; null: none was. Messages that were taken back do not count. */
export const lastRead = (items: readonly Item[], read: Copy['read']): string | null =>
  items.findLast(
    (item) =>
      item.type === 'message' && item.by === 'operator' && item.text !== null && markOf(item.seq, read) === 'read',
  )?.key ?? null;
