import { guestCode } from '../../../shared/domain/kernel/guest.ts';
import type { WireCard } from '../../../shared/protocol/pushes.ts';

/** Colours of faces; each has the contrast of text on both papers (face.css). */
const COLOURS = 8;

/** Something to know a customer by at a glance: the first letter of a name, or a guest's code, on a colour of their own. */
export function Face({ card }: { readonly card: Pick<WireCard, 'name' | 'customer'> }) {
  const code = guestCode(card.customer);
  const colour = Number.parseInt(code, 16) % COLOURS;
  const letter = card.name ? (Array.from(card.name.trim())[0] ?? '').toUpperCase() : code.slice(0, 2);
  return (
    <span class={`face-of face-of-${colour}${card.name ? '' : ' face-guest'}`} aria-hidden="true">
      {letter}
    </span>
  );
}
