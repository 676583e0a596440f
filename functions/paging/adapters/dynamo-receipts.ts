import { createHash } from 'node:crypto';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { KEY_CLASS, TABLE } from '../../../shared/contract.ts';
import { pkOf } from '../../kernel/adapters/keys.ts';
import { readItem } from '../../kernel/adapters/stored.ts';
import type { Table } from '../../kernel/adapters/table.ts';
import type { Clock } from '../../kernel/ports.ts';
import type { Receipt, Receipts } from '../ports.ts';

/** Carriers report up to 72 h later. */
const KEPT_SECONDS = 4 * 24 * 3600;

const ReceiptItem: v.GenericSchema<unknown, Receipt> = v.object({
  workspace: v.string(),
  ladder: v.string(),
  episode: v.number(),
  step: v.number(),
  person: v.string(),
  contact: v.string(),
});

/** Receipts of carriers, found by their hash: whatever form a carrier gives them, a key holds it. */
export function dynamoReceipts(table: Table, clock: Clock): Receipts {
  const place = (receipt: string) => ({
    [TABLE.pk]: pkOf(KEY_CLASS.link, 'receipt', createHash('sha256').update(receipt).digest('hex')),
    [TABLE.sk]: 'RECEIPT',
  });
  return {
    async put(receipt, of) {
      const Item = {
        ...place(receipt),
        ...v.parse(ReceiptItem, of),
        [TABLE.ttl]: Math.ceil(clock.now() / 1000) + KEPT_SECONDS,
      };
      await table.client.send(new PutCommand({ TableName: table.name, Item }));
    },

    async get(receipt) {
      const { Item } = await table.client.send(
        new GetCommand({ TableName: table.name, Key: place(receipt), ConsistentRead: true }),
      );
      return Item ? readItem(ReceiptItem, Item) : null;
    },
  };
}
