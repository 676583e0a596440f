import { DUE_SHARDS, INBOX_SHARDS, INDEX, type KeyClass } from '../../../shared/contract.ts';

/** Partition and sort keys. The class stands first, then the workspace; ids hold no `#` (shared/protocol/values.ts). */

export const pkOf = (keyClass: KeyClass, ...parts: readonly string[]): string => [keyClass, ...parts].join('#');

/** The class and what follows it: the opposite of {@link pkOf}. */
export function partsOf(pk: string): readonly [keyClass: string, ...parts: string[]] {
  const [keyClass = '', ...parts] = pk.split('#');
  return [keyClass, ...parts];
}

/** A seq as a sort key: ten digits, so that text order is number order. */
export const seqKey = (seq: number): string => String(seq).padStart(10, '0');

/** A time as a part of a sort key. */
export const timeKey = (at: number): string => String(at).padStart(15, '0');

/** The partition of the due index that leases of this log are in. */
export const duePartition = (pk: string): string => `${INDEX.due.prefix}#${hash(pk) % DUE_SHARDS}`;
export const DUE_PARTITIONS: readonly string[] = shards(DUE_SHARDS).map((shard) => `${INDEX.due.prefix}#${shard}`);

/** The partition of the inbox index that a conversation's card is in. */
export const inboxPartition = (workspace: string, bucket: string, conversation: string): string =>
  `${INDEX.inbox.prefix}#${workspace}#${bucket}#${hash(conversation) % INBOX_SHARDS}`;
export const inboxPartitions = (workspace: string, bucket: string): readonly string[] =>
  shards(INBOX_SHARDS).map((shard) => `${INDEX.inbox.prefix}#${workspace}#${bucket}#${shard}`);

function shards(count: number): number[] {
  return Array.from({ length: count }, (_, shard) => shard);
}

/** FNV-1a: spreads keys evenly and is the same in every version of ours. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return value;
}
