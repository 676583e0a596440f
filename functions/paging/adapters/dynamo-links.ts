import { createHash } from 'node:crypto';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { KEY_CLASS, TABLE } from '../../../shared/contract.ts';
import { pkOf } from '../../kernel/adapters/keys.ts';
import { readItem } from '../../kernel/adapters/stored.ts';
import type { Table } from '../../kernel/adapters/table.ts';
import type { Links } from '../ports.ts';

/** A link that has lapsed is known for a week, so that who opens it can be told so and shown what rings now. */
const KEPT_SECONDS = 7 * 24 * 3600;

const LinkItem = v.object({
  workspace: v.string(),
  ladder: v.string(),
  episode: v.number(),
  person: v.string(),
  until: v.number(),
});

/** Links in pages, found by the hash of their code: what this row holds opens nothing. (The page's log has the codes.) */
export function dynamoLinks(table: Table): Links {
  const place = (code: string) => ({
    [TABLE.pk]: pkOf(KEY_CLASS.link, createHash('sha256').update(code).digest('hex')),
    [TABLE.sk]: 'LINK',
  });
  return {
    async put(code, { expiresAt, ...link }) {
      const item = {
        ...place(code),
        ...link,
        until: expiresAt,
        [TABLE.ttl]: Math.ceil(expiresAt / 1000) + KEPT_SECONDS,
      };
      await table.client.send(new PutCommand({ TableName: table.name, Item: item }));
    },

    async get(code) {
      const { Item } = await table.client.send(
        new GetCommand({ TableName: table.name, Key: place(code), ConsistentRead: true }),
      );
      if (!Item) return null;
      const { until, ...link } = readItem(LinkItem, Item);
      return { ...link, expiresAt: until };
    },
  };
}
