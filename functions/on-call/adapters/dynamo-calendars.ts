import { createHash } from 'node:crypto';
import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { KEY_CLASS, TABLE } from '../../../shared/contract.ts';
import { operatorKey } from '../../kernel/adapters/directory-items.ts';
import { pkOf } from '../../kernel/adapters/keys.ts';
import { readItem } from '../../kernel/adapters/stored.ts';
import type { Table } from '../../kernel/adapters/table.ts';
import type { Calendars } from '../ports.ts';

const OwnerItem = v.object({ workspace: v.string(), person: v.string() });
const PersonItem = v.object({ calendar: v.exactOptional(v.string()) });

/**
 * Calendar feeds: the code stands in its person's own row, and is found by its hash. A code that the person's row does not
 * hold any more opens nothing, whether or not the row of its hash could be removed.
 */
export function dynamoCalendars(table: Table): Calendars {
  const place = (code: string) => ({
    [TABLE.pk]: pkOf(KEY_CLASS.link, createHash('sha256').update(code).digest('hex')),
    [TABLE.sk]: 'CALENDAR',
  });
  const get = async (Key: Record<string, string>): Promise<unknown> => {
    const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
    return Item;
  };
  const codeOf = async (workspace: string, person: string): Promise<string | null> => {
    const item = await get(operatorKey(workspace, person));
    return item ? (readItem(PersonItem, item).calendar ?? null) : null;
  };

  return {
    codeOf,

    async renew(workspace, person, code) {
      // First the way to it, then the code itself: one that a person is shown opens something.
      await table.client.send(new PutCommand({ TableName: table.name, Item: { ...place(code), workspace, person } }));
      const { Attributes } = await table.client.send(
        new UpdateCommand({
          TableName: table.name,
          Key: operatorKey(workspace, person),
          UpdateExpression: 'SET #calendar = :code',
          ConditionExpression: 'attribute_exists(#pk)',
          ExpressionAttributeNames: { '#calendar': 'calendar', '#pk': TABLE.pk },
          ExpressionAttributeValues: { ':code': code },
          ReturnValues: 'ALL_OLD',
        }),
      );
      const { calendar: old } = readItem(PersonItem, Attributes ?? {});
      if (old !== undefined) await table.client.send(new DeleteCommand({ TableName: table.name, Key: place(old) }));
    },

    async owner(code) {
      const item = await get(place(code));
      if (!item) return null;
      const { workspace, person } = readItem(OwnerItem, item);
      return (await codeOf(workspace, person)) === code ? { workspace, person } : null;
    },
  };
}
