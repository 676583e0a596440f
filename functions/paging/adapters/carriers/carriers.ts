import type { ContactKind } from '../../../../shared/domain/paging/contact.ts';
import type { Carrier } from '../../ports.ts';

/** One carrier for every kind of contact; each is made when the first contact of its kind is rung. */
export function carriers(makers: Readonly<Record<ContactKind, () => Carrier>>): Carrier {
  const made = new Map<ContactKind, Carrier>();
  return {
    send(contact, ring) {
      const carrier = made.get(contact.kind) ?? makers[contact.kind]();
      made.set(contact.kind, carrier);
      return carrier.send(contact, ring);
    },
  };
}
