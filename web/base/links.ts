/** A piece of a message: plain, or an address that can be opened. Never HTML. */
export interface Piece {
  readonly text: string;
  readonly href?: string;
}

const ADDRESS = /\b(?:https?:\/\/|www\.)[^\s<>"]+/giu;
/** What ends a sentence, or a quotation, rather than an address. */
const ENDS = new Set(".,!?:;…'’»”");
const OPENS = new Map([
  [')', '('],
  [']', '['],
]);

/**
 * An address without what ends the sentence around it; a closing bracket belongs to it only where it opened one. From the
 * end, each character once: a line of 5,000 dots costs no more than one of letters.
 */
function withoutTail(found: string): string {
  const surplus = new Map([...OPENS].map(([close, open]) => [close, count(found, close) - count(found, open)]));
  let end = found.length;
  for (; end > 0; end--) {
    const last = found[end - 1] ?? '';
    if (ENDS.has(last)) continue;
    const more = surplus.get(last) ?? 0;
    if (more <= 0) break;
    surplus.set(last, more - 1);
  }
  return found.slice(0, end);
}

const count = (text: string, sign: string): number => text.split(sign).length - 1;

/** Cuts a text into plain pieces and http(s) addresses. Joined, they are the text again. */
export function pieces(text: string): Piece[] {
  const out: Piece[] = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = withoutTail(found);
    const href = /^https?:/i.test(address) ? address : `https://${address}`;
    if (!URL.canParse(href)) continue;
    if (index > end) out.push({ text: text.slice(end, index) });
    out.push({ text: address, href });
    end = index + address.length;
  }
  if (end < text.length) out.push({ text: text.slice(end) });
  return out;
}
