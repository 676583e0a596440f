import type { Guest } from './book.ts';
import { choicesOf, idOf } from './seed.ts';
import type { Cast } from './tale.ts';

/** The shop's address in the demo: no real one. */
const SITE = 'kofevarnya.example';
/** Pages that chats are begun on. */
const PATHS = ['/', '/', '/morning-2', '/noon', '/returns', '/delivery', '/cart', '/account/orders'] as const;

type Place = Pick<Cast, 'calendar' | 'texts'>;

/** A customer whom the company vouches for, at a page of the shop; the same `who` is the same person with the same facts. */
export function guestOf(cast: Place, who: string, name: string, path?: string): Guest {
  const { between } = choicesOf('guest', who);
  return {
    id: `c_${idOf('customer', who)}`,
    name,
    isVerified: true,
    facts: { ...visitOf(cast, who, path), attributes: cast.texts.facts(between(1, 9), between(2019, 2025)) },
  };
}

/** Somebody of whom nobody knows more than the browser says. */
export const strangerOf = (cast: Place, ...who: readonly (string | number)[]): Guest => ({
  id: `a_${idOf('guest', ...who)}`,
  isVerified: false,
  facts: visitOf(cast, who.join('-')),
});

/** The same person somewhere else than the shop is, where the clock shows another time. */
export function afar({ calendar, texts }: Place, guest: Guest): Guest {
  const wall = (timeZone: string): string =>
    new Intl.DateTimeFormat('en', { timeStyle: 'short', timeZone }).format(calendar.now);
  const here = wall(calendar.zone);
  const zone = texts.zones.find((one) => wall(one) !== here) ?? calendar.zone;
  return { ...guest, facts: { ...guest.facts, zone } };
}

/** Where they write from; three of four are where the shop is. */
export function visitOf({ calendar, texts }: Place, who: string, path?: string): Guest['facts'] {
  const { chance, oneOf } = choicesOf('visit', who);
  const [zone, page] = [oneOf(texts.zones), oneOf(PATHS)];
  return { site: SITE, path: path ?? page, zone: chance(0.75) ? calendar.zone : zone };
}
