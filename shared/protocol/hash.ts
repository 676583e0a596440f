import { fnv1a } from '../domain/kernel/fnv1a.ts';

/**
 * Hash of an inbox: both ends compute it, and a client whose hash differs from the server's is sent the whole inbox.
 * Over the pairs (conversation, seq) of all cards that are not closed: of the closed the server shows the newest only,
 * a client those it saw closing as well. Order does not matter: each pair is hashed by itself (FNV-1a, 32 bits, in two
 * variants that differ in their start), the hashes are added modulo 2^32. `<count>.<first>.<second>`, in base 36.
 * It finds what was lost, not what was forged.
 */
export function inboxHash(
  cards: Iterable<{ readonly conversation: string; readonly seq: number; readonly bucket: string }>,
): string {
  let count = 0;
  let first = 0;
  let second = 0;
  for (const { conversation, seq, bucket } of cards) {
    if (bucket === 'closed') continue;
    const pair = `${conversation} ${seq}`;
    count += 1;
    first = (first + fnv1a(pair, 0x811c9dc5)) >>> 0;
    second = (second + fnv1a(pair, 0x1b873593)) >>> 0;
  }
  return [count, first, second].map((part) => part.toString(36)).join('.');
}
