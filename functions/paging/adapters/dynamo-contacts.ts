import { DeleteCommand, PutCommand, UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { TABLE } from '../../../shared/contract.ts';
import { type Contact, type Delivery, MAX_RANG, RANG_KEPT } from '../../../shared/domain/paging/contact.ts';
import { attempt, readItem } from '../../kernel/adapters/stored.ts';
import { inPartition, queryAll, type Table } from '../../kernel/adapters/table.ts';
import type { Contacts } from '../ports.ts';
import { ContactSchema, contactItem, contactKey, contactsPk } from './contact-item.ts';

/** All of a contact that ever changes. */
const MUTABLE = ['address', 'label', 'verifiedAt', 'pending', 'rang', 'last'] as const;

/**
 * A report names the time at which the carrier took the ring, by the carrier's clock. So far apart that may be from when
 * the ring was noted: less than the minute by which two rings of a contact are apart (shared/domain/paging/contact.ts).
 */
const CLOCKS_APART = 30_000;

const Rang = v.object({ rang: v.array(v.number()) });

/** Contacts: a row each, those of a workspace in one partition. */
export function dynamoContacts(table: Table): Contacts {
  const query = async (workspace: string, person?: string): Promise<readonly Contact[]> => {
    const { KeyConditionExpression, ExpressionAttributeNames, ExpressionAttributeValues } = inPartition(
      contactsPk(workspace),
    );
    const items = await queryAll(table, {
      KeyConditionExpression: `${KeyConditionExpression}${person === undefined ? '' : ' AND begins_with(#sk, :person)'}`,
      ExpressionAttributeNames: { ...ExpressionAttributeNames, ...(person !== undefined && { '#sk': TABLE.sk }) },
      ExpressionAttributeValues: {
        ...ExpressionAttributeValues,
        ...(person !== undefined && { ':person': `${person}#` }),
      },
      ConsistentRead: true,
    });
    return items.map((item) => readItem(ContactSchema, item));
  };
  const update = (
    workspace: string,
    { person, id }: Pick<Contact, 'person' | 'id'>,
    write: Omit<UpdateCommandInput, 'TableName' | 'Key'>,
  ) =>
    table.client.send(new UpdateCommand({ TableName: table.name, Key: contactKey(workspace, person, id), ...write }));

  return {
    all: (workspace) => query(workspace),
    of: query,

    put(workspace, contact, was) {
      if (was === null) {
        return attempt(
          table.client.send(
            new PutCommand({
              TableName: table.name,
              Item: contactItem(workspace, contact),
              ConditionExpression: 'attribute_not_exists(#pk)',
              ExpressionAttributeNames: { '#pk': TABLE.pk },
            }),
          ),
        );
      }
      const changed = v.parse(ContactSchema, contact);
      const each = (text: (name: string) => string, between: string): string => MUTABLE.map(text).join(between);
      return attempt(
        update(workspace, contact, {
          UpdateExpression: `SET ${each((name) => `#${name} = :${name}`, ', ')}`,
          ConditionExpression: each((name) => `#${name} = :was_${name}`, ' AND '),
          ExpressionAttributeNames: Object.fromEntries(MUTABLE.map((name) => [`#${name}`, name])),
          ExpressionAttributeValues: Object.fromEntries(
            MUTABLE.flatMap((name) => [
              [`:${name}`, changed[name]],
              [`:was_${name}`, was[name]],
            ]),
          ),
        }),
      );
    },

    async remove(workspace, person, id) {
      await table.client.send(new DeleteCommand({ TableName: table.name, Key: contactKey(workspace, person, id) }));
    },

    async note(workspace, contact, delivery) {
      if (delivery.result === 'sent') await ring(workspace, contact, delivery.at);
      // Rings and reports cross: what is known of an older ring does not hide what is known of the newest.
      await attempt(
        update(workspace, contact, {
          UpdateExpression: 'SET #last = :last',
          ConditionExpression: `attribute_exists(#pk) AND (#last = :null OR #last.#at ${delivery.result === 'sent' ? '<' : '<='} :at)`,
          ExpressionAttributeNames: { '#last': 'last', '#at': 'at', '#pk': TABLE.pk },
          ExpressionAttributeValues: { ':last': delivery, ':at': latest(delivery), ':null': null },
        }),
      );
    },
  };

  /** Adds a ring to the history, and cuts off what the throttle does not look at any more. */
  async function ring(workspace: string, contact: Pick<Contact, 'person' | 'id'>, at: number): Promise<void> {
    const names = { '#rang': 'rang' };
    let rang: readonly number[] = [];
    const isThere = await attempt(
      update(workspace, contact, {
        UpdateExpression: 'SET #rang = list_append(#rang, :at)',
        ConditionExpression: 'attribute_exists(#pk)',
        ExpressionAttributeNames: { ...names, '#pk': TABLE.pk },
        ExpressionAttributeValues: { ':at': [at] },
        ReturnValues: 'UPDATED_NEW',
      }).then(({ Attributes }) => {
        rang = readItem(Rang, Attributes).rang;
      }),
    );
    const old = rang.filter((time, index) => time <= at - RANG_KEPT || index < rang.length - MAX_RANG).length;
    if (!isThere || old === 0) return;
    // Only while the list begins as it was read: another who cuts at the same time would cut off the newer ones.
    await attempt(
      update(workspace, contact, {
        // from the back: whoever removes one after another does not shift those that are still to go
        UpdateExpression: `REMOVE ${Array.from({ length: old }, (_, i) => `#rang[${old - 1 - i}]`).join(', ')}`,
        ConditionExpression: '#rang[0] = :first',
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: { ':first': rang[0] },
      }),
    );
  }
}

/** The newest time of a ring that this may be about, or hide. */
const latest = ({ at, result }: Delivery): number =>
  result === 'sent' || result === 'failed' ? at : at + CLOCKS_APART;
