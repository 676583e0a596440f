import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { KEY_CLASS, TABLE } from '../../../shared/contract.ts';
import { pkOf } from '../../kernel/adapters/keys.ts';
import { attempt, readItem } from '../../kernel/adapters/stored.ts';
import type { Table } from '../../kernel/adapters/table.ts';
import type { Sightings } from '../ports.ts';

const SightingItem = v.object({ at: v.number() });
const keyOf = (workspace: string) => ({ [TABLE.pk]: pkOf(KEY_CLASS.marker, workspace), [TABLE.sk]: 'SITE' });

/** One marker a workspace. An environment writes it once for each, so that a session costs no write. */
export function dynamoSightings(table: Table): Sightings {
  const noted = new Set<string>();
  return {
    async note(workspace, now) {
      if (noted.has(workspace)) return;
      await attempt(
        table.client.send(
          new PutCommand({
            TableName: table.name,
            Item: { ...keyOf(workspace), at: now },
            ConditionExpression: 'attribute_not_exists(#pk)',
            ExpressionAttributeNames: { '#pk': TABLE.pk },
          }),
        ),
      );
      noted.add(workspace);
    },

    async first(workspace) {
      const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key: keyOf(workspace) }));
      return Item ? readItem(SightingItem, Item).at : null;
    },
  };
}
