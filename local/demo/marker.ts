import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { workspaceKey } from '../../functions/kernel/adapters/directory-items.ts';
import { attempt, readItem } from '../../functions/kernel/adapters/stored.ts';
import type { Table } from '../../functions/kernel/adapters/table.ts';
import { TABLE } from '../../shared/contract.ts';
import type { Millis } from '../../shared/domain/kernel/types.ts';
import { SHOP } from './people.ts';

/** When the demo was made, beside the shop's own item. A start that was broken off goes on from it, to the same commits. */
export interface Marker {
  /** the moment that its past is told from */
  readonly at: Millis;
  /** all of it is written */
  readonly isWhole: boolean;
}

const MarkerItem = v.object({ at: v.number(), isWhole: v.boolean() });
const KEY = { ...workspaceKey(SHOP), [TABLE.sk]: 'DEMO' };

/** The mark of the demo in this table; made now when there is none. */
export async function markDemo({ client, name }: Table, now: Millis): Promise<Marker> {
  const mark = { at: now, isWhole: false };
  const isNew = await attempt(
    client.send(
      new PutCommand({
        TableName: name,
        Item: { ...KEY, ...mark },
        ConditionExpression: 'attribute_not_exists(#pk)',
        ExpressionAttributeNames: { '#pk': TABLE.pk },
      }),
    ),
  );
  if (isNew) return mark;
  const { Item } = await client.send(new GetCommand({ TableName: name, Key: KEY, ConsistentRead: true }));
  return readItem(MarkerItem, Item);
}

export async function markWhole({ client, name }: Table): Promise<void> {
  await client.send(
    new UpdateCommand({
      TableName: name,
      Key: KEY,
      UpdateExpression: 'SET #isWhole = :isWhole',
      ExpressionAttributeNames: { '#isWhole': 'isWhole' },
      ExpressionAttributeValues: { ':isWhole': true },
    }),
  );
}
