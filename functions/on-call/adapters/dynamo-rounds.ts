import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { INDEX, KEY_CLASS, TABLE } from '../../../shared/contract.ts';
import type { Millis } from '../../../shared/domain/kernel/types.ts';
import { NO_ROUNDS, type RoundsState } from '../../../shared/domain/on-call/rounds.ts';
import { duePartition, pkOf } from '../../kernel/adapters/keys.ts';
import { attempt, readItem } from '../../kernel/adapters/stored.ts';
import type { Table } from '../../kernel/adapters/table.ts';
import type { Rounds } from '../ports.ts';

export { NO_ROUNDS };

/** Sort key of a workspace's rounds, beside the workspace itself. */
export const ROUNDS_SK = 'ROUNDS';

const time = v.nullable(v.number());
const RoundsItem: v.GenericSchema<unknown, RoundsState> = v.object({
  version: v.number(),
  morning: v.nullable(v.string()),
  gaps: v.array(v.number()),
  uncovered: time,
  absent: time,
  unstaffed: time,
  tests: v.record(v.string(), v.string()),
  leads: v.record(v.string(), v.number()),
  unanswered: v.record(v.string(), v.number()),
});

const keyOf = (workspace: string) => ({ [TABLE.pk]: pkOf(KEY_CLASS.workspace, workspace), [TABLE.sk]: ROUNDS_SK });

/** The rounds of a workspace as an item, found by the sweep when it is due. */
export function roundsItem(workspace: string, state: RoundsState, due: Millis): Record<string, unknown> {
  const key = keyOf(workspace);
  return {
    ...key,
    ...v.parse(RoundsItem, state),
    [INDEX.due.pk]: duePartition(pkOf(KEY_CLASS.workspace, workspace)),
    [INDEX.due.sk]: due,
  };
}

/** Rounds in the table: one item a workspace, with its due lease. */
export function dynamoRounds(table: Table): Rounds {
  return {
    async read(workspace) {
      const { Item } = await table.client.send(
        new GetCommand({ TableName: table.name, Key: keyOf(workspace), ConsistentRead: true }),
      );
      return Item ? readItem(RoundsItem, Item) : null;
    },

    write(workspace, state, due) {
      const { version } = state;
      // Version 0 may stand there: rounds that were begun by `npm run setup`, and never made.
      const isFree = version === 0 ? 'attribute_not_exists(#version) OR ' : '';
      return attempt(
        table.client.send(
          new PutCommand({
            TableName: table.name,
            Item: roundsItem(workspace, { ...state, version: version + 1 }, due),
            ConditionExpression: `${isFree}#version = :version`,
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':version': version },
          }),
        ),
      );
    },
  };
}
