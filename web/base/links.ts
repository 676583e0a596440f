/** A piece of a message: plain, or an address that can be opened. Never HTML. */
export interface Piece {
  readonly text: string;
  readonly href?: string;
}

const ADDRESS = /\b(?:https?:\/\/|www\.)[^\s<>"']+/giu;
/** What ends a sentence rather than an address; a closing bracket only when the address opened none. */
const TAIL = /[.,!?:;…»”)\]]+$/u;

function withoutTail(found: string): string {
  const tail = TAIL.exec(found)?.[0] ?? '';
  if (!tail.startsWith(')') || !found.includes('(')) return found.slice(0, found.length - tail.length);
  return found.slice(0, found.length - tail.length + 1);
}

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
