import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { INDEX, TABLE } from '../../../shared/contract.ts';
import type { LogKey, LogStore } from '../ports.ts';
import { commitItem, commitReader } from './commit-item.ts';
import { pkOf, seqKey } from './keys.ts';
import type { LogSpec } from './log-schemas.ts';
import { attempt } from './stored.ts';
import { queryAll, type Table } from './table.ts';

const LEASE_NAMES = { '#duePk': INDEX.due.pk, '#due': INDEX.due.sk };

/** A log of one kind in the table: one item per commit. */
export function dynamoLog<E, S>(table: Table, spec: LogSpec<E, S>): LogStore<E, S> {
  const toCommit = commitReader(spec);
  const pk = ({ workspace, id }: LogKey): string => pkOf(spec.keyClass, workspace, id);
  const place = (key: LogKey, seq: number) => ({ [TABLE.pk]: pk(key), [TABLE.sk]: seqKey(seq) });
  const names = { '#pk': TABLE.pk, '#sk': TABLE.sk };

  return {
    kind: spec.kind,

    async read(key, from, limit) {
      const items = await queryAll(
        table,
        {
          KeyConditionExpression: '#pk = :pk AND #sk >= :from',
          ExpressionAttributeNames: names,
          ExpressionAttributeValues: { ':pk': pk(key), ':from': seqKey(from) },
          ConsistentRead: true,
        },
        limit + 1,
      );
      return { commits: items.slice(0, limit).map(toCommit), more: items.length > limit };
    },

    async readBack(key, before, limit) {
      const items = await queryAll(
        table,
        {
          KeyConditionExpression: before === null ? '#pk = :pk' : '#pk = :pk AND #sk < :before',
          ExpressionAttributeNames: before === null ? { '#pk': TABLE.pk } : names,
          ExpressionAttributeValues: { ':pk': pk(key), ...(before !== null && { ':before': seqKey(before) }) },
          ConsistentRead: true,
          ScanIndexForward: false,
        },
        limit,
      );
      return items.map(toCommit);
    },

    async append(key, commit, due) {
      const item = commitItem(spec, key, commit, due);
      toCommit(item); // a commit that could not be read back would close its log for good
      try {
        await table.client.send(
          new PutCommand({
            TableName: table.name,
            Item: item,
            ConditionExpression: 'attribute_not_exists(#pk)',
            ExpressionAttributeNames: { '#pk': TABLE.pk },
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        return { ok: true };
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException) || !error.Item) throw error;
        // The document client translates results, but not what an error carries.
        return { ok: false, winner: toCommit(unmarshall(error.Item)) };
      }
    },

    async removeBody(key, seq, fields) {
      await attempt(
        table.client.send(
          new UpdateCommand({
            TableName: table.name,
            Key: place(key, seq),
            UpdateExpression: `REMOVE ${fields.map((field) => `#body.#${field}`).join(', ')}`,
            ConditionExpression: 'attribute_exists(#body)',
            ExpressionAttributeNames: {
              '#body': 'body',
              ...Object.fromEntries(fields.map((field) => [`#${field}`, field])),
            },
          }),
        ),
      );
    },

    async moveLease(key, seq, due) {
      await attempt(
        table.client.send(
          new UpdateCommand({
            TableName: table.name,
            Key: place(key, seq),
            UpdateExpression: 'SET #due = :due',
            ConditionExpression: 'attribute_exists(#duePk)',
            ExpressionAttributeNames: LEASE_NAMES,
            ExpressionAttributeValues: { ':due': due },
          }),
        ),
      );
    },

    async clearLease(key, seq) {
      await attempt(
        table.client.send(
          new UpdateCommand({
            TableName: table.name,
            Key: place(key, seq),
            UpdateExpression: 'REMOVE #duePk, #due',
            ConditionExpression: 'attribute_exists(#duePk)',
            ExpressionAttributeNames: LEASE_NAMES,
          }),
        ),
      );
    },
  };
}
