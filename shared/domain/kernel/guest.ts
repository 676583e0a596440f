/** Fowler, Noll and Vo's hash (FNV-1a, 32 bits), folded to 16: short, and the same on each device. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return ((hash >>> 16) ^ hash) & 0xffff;
}

/**
 * What a guest, who has no name, is told from other guests by: `7F3A`. Made of the customer's id alone, so that everybody sees
 * the same; of 40 guests at once two have the same with a chance of 1 %.
 */
export const guestCode = (customer: string): string => hashOf(customer).toString(16).toUpperCase().padStart(4, '0');
