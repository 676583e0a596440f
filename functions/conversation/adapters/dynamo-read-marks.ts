import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { KEY_CLASS, TABLE } from '../../../shared/contract.ts';
import { pkOf } from '../../kernel/adapters/keys.ts';
import { attempt, readItem } from '../../kernel/adapters/stored.ts';
import { inPartition, queryAll, type Table } from '../../kernel/adapters/table.ts';
import type { ReadMarks } from '../ports.ts';

const MarkItem = v.object({ sk: v.picklist(['customer', 'operator', 'delivered']), seq: v.number() });

/** Read marks: a row per side of a conversation and one for what was only delivered, moved forward only. */
export function dynamoReadMarks(table: Table): ReadMarks {
  return {
    async mark(workspace, conversation, mark, seq) {
      await attempt(
        table.client.send(
          new PutCommand({
            TableName: table.name,
            Item: { [TABLE.pk]: pkOf(KEY_CLASS.read, workspace, conversation), [TABLE.sk]: mark, seq },
            ConditionExpression: 'attribute_not_exists(#pk) OR #seq < :seq',
            ExpressionAttributeNames: { '#pk': TABLE.pk, '#seq': 'seq' },
            ExpressionAttributeValues: { ':seq': seq },
          }),
        ),
      );
    },

    async of(workspace, conversation) {
      const marks = { customer: 0, operator: 0, delivered: 0 };
      const items = await queryAll(table, inPartition(pkOf(KEY_CLASS.read, workspace, conversation)));
      for (const { sk, seq } of items.map((item) => readItem(MarkItem, item))) marks[sk] = seq;
      return marks;
    },
  };
}
