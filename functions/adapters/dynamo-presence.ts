import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { KEY_CLASS, TABLE } from '../../shared/contract.ts';
import type { Presence } from '../ports.ts';
import { pkOf } from './keys.ts';
import { readItem } from './stored.ts';
import { inPartition, queryAll, type Table } from './table.ts';

const LeaseItem = v.object({ sk: v.string(), until: v.number(), state: v.picklist(['available', 'away']) });
const NAMES = { '#until': 'until', '#state': 'state' };

/** Presence leases: a row per operator, as many as the team has. */
export function dynamoPresence(table: Table): Presence {
  const update = (
    workspace: string,
    operator: string,
    expression: string,
    values: Record<string, unknown>,
  ): Promise<unknown> =>
    table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: { [TABLE.pk]: pkOf(KEY_CLASS.presence, workspace), [TABLE.sk]: operator },
        UpdateExpression: expression,
        ExpressionAttributeNames: NAMES,
        ExpressionAttributeValues: values,
      }),
    );

  return {
    async extend(workspace, operator, until, state) {
      const values = { ':until': until, ':state': state ?? 'available' };
      const kept = state ? ':state' : 'if_not_exists(#state, :state)';
      await update(workspace, operator, `SET #until = :until, #state = ${kept}`, values);
    },

    async end(workspace, operator) {
      const values = { ':until': 0, ':state': 'available' };
      await update(workspace, operator, 'SET #until = :until, #state = if_not_exists(#state, :state)', values);
    },

    async live(workspace, now) {
      const items = await queryAll(table, {
        ...inPartition(pkOf(KEY_CLASS.presence, workspace)),
        ConsistentRead: true,
      });
      return items
        .map((item) => readItem(LeaseItem, item))
        .filter(({ until }) => until > now)
        .map(({ sk, state }) => ({ operator: sk, state }));
    },
  };
}
