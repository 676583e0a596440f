import { guestCode } from '../../../../shared/domain/kernel/guest.ts';
import type { WireCard, WirePerson } from '../../../../shared/protocol/pushes.ts';

/** Names by id. An operator who is not on the list any more is "someone"; the reader is named like the others. */
export interface Names {
  operator(id: string | null): string;
  /** a guest, who has no name, by a short code of their own */
  customer(card: Partial<Pick<WireCard, 'name' | 'customer'>> | undefined): string;
}

export function namesOf(people: readonly WirePerson[], words: { someone: string; guest: string }): Names {
  const byId = new Map(people.map(({ id, name }) => [id, name]));
  return {
    operator: (id) => (id === null ? words.someone : (byId.get(id) ?? words.someone)),
    customer: (card) => card?.name || (card?.customer ? `${words.guest} ${guestCode(card.customer)}` : words.guest),
  };
}

/** Those on call in the order in which they are rung. */
export const onCallOf = (people: readonly WirePerson[]): readonly WirePerson[] =>
  people.filter((person) => person.onCall !== undefined).sort((a, b) => (a.onCall ?? 0) - (b.onCall ?? 0));
