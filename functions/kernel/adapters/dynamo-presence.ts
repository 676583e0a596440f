import { UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { KEY_CLASS, TABLE } from '../../../shared/contract.ts';
import type { Presence } from '../ports.ts';
import { pkOf } from './keys.ts';
import { attempt, readItem } from './stored.ts';
import { inPartition, queryAll, type Table } from './table.ts';

const LeaseItem = v.object({ sk: v.string(), until: v.number(), state: v.picklist(['available', 'away']) });
const UNTIL = { '#until': 'until' };
const NAMES = { ...UNTIL, '#state': 'state' };
/** No lease of anybody's ends then: it was ended. */
const ENDED = 0;

/** Presence leases: a row per operator, as many as the team has. */
export function dynamoPresence(table: Table): Presence {
  const update = (
    workspace: string,
    operator: string,
    write: Pick<
      UpdateCommandInput,
      'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
    >,
  ): Promise<boolean> => {
    const Key = { [TABLE.pk]: pkOf(KEY_CLASS.presence, workspace), [TABLE.sk]: operator };
    return attempt(table.client.send(new UpdateCommand({ TableName: table.name, Key, ...write })));
  };
  const set = (workspace: string, operator: string, until: number, state?: 'available' | 'away') =>
    update(workspace, operator, {
      UpdateExpression: `SET #until = :until, #state = ${state ? ':state' : 'if_not_exists(#state, :state)'}`,
      ExpressionAttributeNames: NAMES,
      ExpressionAttributeValues: { ':until': until, ':state': state ?? 'available' },
    });

  return {
    async begin(workspace, operator, until, state) {
      await set(workspace, operator, until, state);
    },

    async extend(workspace, operator, until) {
      await update(workspace, operator, {
        UpdateExpression: 'SET #until = :until',
        ConditionExpression: '#until > :ended',
        ExpressionAttributeNames: UNTIL,
        ExpressionAttributeValues: { ':until': until, ':ended': ENDED },
      });
    },

    async visit(workspace, operator, now, until) {
      const isOver = await update(workspace, operator, {
        UpdateExpression: 'SET #until = :until, #state = :state',
        ConditionExpression: 'attribute_not_exists(#until) OR #until <= :now',
        ExpressionAttributeNames: NAMES,
        ExpressionAttributeValues: { ':until': until, ':state': 'away', ':now': now },
      });
      if (isOver) return;
      await update(workspace, operator, {
        UpdateExpression: 'SET #until = :until',
        ConditionExpression: '#until < :until',
        ExpressionAttributeNames: UNTIL,
        ExpressionAttributeValues: { ':until': until },
      });
    },

    async end(workspace, operator) {
      await set(workspace, operator, ENDED);
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
