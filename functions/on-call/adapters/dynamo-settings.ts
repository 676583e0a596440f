import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { TABLE } from '../../../shared/contract.ts';
import {
  OperatorSchema,
  operatorKey,
  operatorsPk,
  WorkspaceSchema,
  workspaceKey,
} from '../../kernel/adapters/directory-items.ts';
import { attempt, readItem } from '../../kernel/adapters/stored.ts';
import { inPartition, queryAll, type Table } from '../../kernel/adapters/table.ts';
import type { Clock } from '../../kernel/ports.ts';
import type { OnCallSettings } from '../ports.ts';

/** What a company edits, read consistently and written for the version that was read. */
export function dynamoSettings(table: Table, clock: Clock): OnCallSettings {
  const save = (id: string, version: number, field: 'schedule' | 'policy', value: object, by: string) =>
    attempt(
      table.client.send(
        new UpdateCommand({
          TableName: table.name,
          Key: workspaceKey(id),
          UpdateExpression: 'SET #field = :value, #version = :next, #edited = :edited',
          ConditionExpression: '#version = :version',
          ExpressionAttributeNames: { '#field': field, '#version': 'version', '#edited': 'edited' },
          ExpressionAttributeValues: {
            ':value': value,
            ':version': version,
            ':next': version + 1,
            ':edited': { by, at: clock.now() },
          },
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

    saveSchedule: (workspace, version, schedule, by) => save(workspace, version, 'schedule', schedule, by),
    savePolicy: (workspace, version, policy, by) => save(workspace, version, 'policy', policy, by),

    async operators(workspace) {
      const items = await queryAll(table, { ...inPartition(operatorsPk(workspace)), ConsistentRead: true });
      return items.map((item) => readItem(OperatorSchema, item));
    },

    async saveSkills(workspace, person, skills) {
      await attempt(
        table.client.send(
          new UpdateCommand({
            TableName: table.name,
            Key: operatorKey(workspace, person),
            UpdateExpression: 'SET #skills = :skills',
            ConditionExpression: 'attribute_exists(#pk)',
            ExpressionAttributeNames: { '#skills': 'skills', '#pk': TABLE.pk },
            ExpressionAttributeValues: { ':skills': [...skills] },
          }),
        ),
      );
    },
  };
}
