/**
 * A 32-bit hash of a text (FNV-1a), the same on every device; `start` makes variants that differ. It finds what was lost or
 * what is alike, not what was forged.
 */
export function fnv1a(text: string, start: number): number {
  let hash = start;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  // Sums of plain FNV collide easily, as its last steps are almost linear: mix once more (the finish of murmur3).
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
