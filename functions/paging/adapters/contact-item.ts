import * as v from 'valibot';
import { KEY_CLASS, TABLE } from '../../../shared/contract.ts';
import { CONTACT_KINDS, type Contact, type Delivery } from '../../../shared/domain/paging/contact.ts';
import { NameIdSchema } from '../../../shared/protocol/values.ts';
import { pkOf } from '../../kernel/adapters/keys.ts';

/** Contacts as items: one a row, a workspace's people in one partition, so that a step of a page is one read. */

const DeliverySchema: v.GenericSchema<unknown, Delivery> = v.object({
  at: v.number(),
  result: v.picklist(['sent', 'failed', 'delivered', 'undelivered']),
  detail: v.exactOptional(v.string()),
});

export const ContactSchema: v.GenericSchema<unknown, Contact> = v.object({
  id: v.string(),
  person: NameIdSchema,
  kind: v.picklist(CONTACT_KINDS),
  address: v.string(),
  label: v.string(),
  keys: v.exactOptional(v.object({ p256dh: v.string(), auth: v.string() })),
  secret: v.exactOptional(v.string()),
  createdAt: v.number(),
  verifiedAt: v.nullable(v.number()),
  pending: v.nullable(v.object({ digest: v.string(), sentAt: v.number(), tries: v.number() })),
  rang: v.array(v.number()),
  last: v.nullable(DeliverySchema),
});

export const contactsPk = (workspace: string): string => pkOf(KEY_CLASS.contact, workspace);
export const contactKey = (workspace: string, person: string, id: string) => ({
  [TABLE.pk]: contactsPk(workspace),
  [TABLE.sk]: `${person}#${id}`,
});

/** @throws when the contact is not what its schema says */
export const contactItem = (workspace: string, contact: Contact): Record<string, unknown> => ({
  ...contactKey(workspace, contact.person, contact.id),
  ...v.parse(ContactSchema, contact),
});
