import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import {
  operatorItem,
  WorkspaceSchema,
  workspaceItem,
  workspaceKey,
} from '../functions/kernel/adapters/directory-items.ts';
import { attempt, readItem } from '../functions/kernel/adapters/stored.ts';
import type { Table } from '../functions/kernel/adapters/table.ts';
import { NO_ROUNDS, roundsItem } from '../functions/on-call/adapters/dynamo-rounds.ts';
import { contactItem } from '../functions/paging/adapters/contact-item.ts';
import { TABLE } from '../shared/contract.ts';
import type { DirectoryWriter } from './ports.ts';

/** Reference data in the table. Each put holds only where nothing is yet. */
export function tableDirectory(table: Table): DirectoryWriter {
  const create = (Item: Record<string, unknown>): Promise<boolean> =>
    attempt(
      table.client.send(
        new PutCommand({
          TableName: table.name,
          Item,
          ConditionExpression: 'attribute_not_exists(#pk)',
          ExpressionAttributeNames: { '#pk': TABLE.pk },
        }),
      ),
    );
  return {
    async workspace(id) {
      const { Item } = await table.client.send(
        new GetCommand({ TableName: table.name, Key: workspaceKey(id), ConsistentRead: true }),
      );
      return Item ? readItem(WorkspaceSchema, Item) : null;
    },
    createWorkspace: (workspace) => create(workspaceItem(workspace)),
    createOperator: (workspace, operator) => create(operatorItem(workspace, operator)),
    createContact: (workspace, contact) => create(contactItem(workspace, contact)),
    beginRounds: async (workspace, now) => {
      await create(roundsItem(workspace, NO_ROUNDS, now));
    },
  };
}
