import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { KEY_CLASS, TABLE } from '../../../shared/contract.ts';
import { pkOf } from '../../kernel/adapters/keys.ts';
import { attempt } from '../../kernel/adapters/stored.ts';
import type { Table } from '../../kernel/adapters/table.ts';
import type { Tickets } from '../ports.ts';

/** Used tickets: whoever puts the row first has the ticket. */
export function dynamoTickets(table: Table): Tickets {
  return {
    use: (ticket, keepUntil) =>
      attempt(
        table.client.send(
          new PutCommand({
            TableName: table.name,
            Item: {
              [TABLE.pk]: pkOf(KEY_CLASS.ticket, ticket),
              [TABLE.sk]: 'USED',
              [TABLE.ttl]: Math.ceil(keepUntil / 1000),
            },
            ConditionExpression: 'attribute_not_exists(#pk)',
            ExpressionAttributeNames: { '#pk': TABLE.pk },
          }),
        ),
      ),
  };
}
