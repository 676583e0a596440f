import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { KEY_CLASS, TABLE } from '../../../shared/contract.ts';
import { LEFT } from '../../kernel/adapters/dynamo-subscriptions.ts';
import { pkOf } from '../../kernel/adapters/keys.ts';
import { readItem } from '../../kernel/adapters/stored.ts';
import { inPartition, queryAll, type Table } from '../../kernel/adapters/table.ts';
import { type Clock, topic } from '../../kernel/ports.ts';
import type { Whereabouts } from '../ports.ts';

const KEPT_SECONDS = 24 * 3600;
const Item = v.object({ sk: v.string(), expiresAt: v.number(), at: v.optional(v.number(), 0) });

/**
 * Where customers are: their sockets, and one row beside them. In one partition, so that asking is one query of half a
 * read unit, and leaving one write.
 */
export function dynamoWhereabouts({ client, name }: Table, clock: Clock): Whereabouts {
  const pk = (workspace: string, customer: string): string =>
    pkOf(KEY_CLASS.customerTopic, workspace, topic.person(customer));
  return {
    async left(workspace, customer) {
      const at = clock.now();
      const expiresAt = Math.floor(at / 1000) + KEPT_SECONDS;
      const key = { [TABLE.pk]: pk(workspace, customer), [TABLE.sk]: LEFT };
      await client.send(new PutCommand({ TableName: name, Item: { ...key, at, expiresAt } }));
    },

    async of(workspace, customer) {
      const items = await queryAll({ client, name }, inPartition(pk(workspace, customer)));
      const rows = items.map((item) => readItem(Item, item)).filter(({ expiresAt }) => expiresAt * 1000 > clock.now());
      return { here: rows.some(({ sk }) => sk !== LEFT), left: rows.find(({ sk }) => sk === LEFT)?.at ?? null };
    },
  };
}
