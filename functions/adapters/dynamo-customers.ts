import * as v from 'valibot';
import { KEY_CLASS } from '../../shared/contract.ts';
import type { CustomerIndex } from '../ports.ts';
import { pkOf } from './keys.ts';
import { readItem } from './stored.ts';
import { queryAll, type Table } from './table.ts';

/** Sort keys of a customer's conversations; other rows of the customer stand beside them. */
export const CONVERSATION_PREFIX = 'CONV#';
/** More than anybody scrolls through; older ones are still found by their id. */
const SHOWN = 100;

const ConversationItem = v.object({
  sk: v.pipe(v.string(), v.startsWith(CONVERSATION_PREFIX)),
  seq: v.number(),
  status: v.picklist(['open', 'closed']),
  at: v.number(),
});

/** A customer's conversations as the projector has written them, the newest first. */
export function dynamoCustomers(table: Table): CustomerIndex {
  return {
    async conversations(workspace, customer) {
      const items = await queryAll(table, {
        KeyConditionExpression: '#pk = :pk AND begins_with(#sk, :prefix)',
        ExpressionAttributeNames: { '#pk': 'pk', '#sk': 'sk' },
        ExpressionAttributeValues: {
          ':pk': pkOf(KEY_CLASS.customer, workspace, customer),
          ':prefix': CONVERSATION_PREFIX,
        },
      });
      return items
        .map((item) => readItem(ConversationItem, item))
        .sort((a, b) => b.at - a.at)
        .slice(0, SHOWN)
        .map(({ sk, seq, status }) => ({ conversation: sk.slice(CONVERSATION_PREFIX.length), seq, status }));
    },
  };
}
