import * as v from 'valibot';
import { KEY_CLASS } from '../../../shared/contract.ts';
import { INCIDENT_KINDS } from '../../../shared/domain/kernel/incidents.ts';
import { pkOf } from '../../kernel/adapters/keys.ts';
import { readItem } from '../../kernel/adapters/stored.ts';
import { inPartition, queryAll, type Table } from '../../kernel/adapters/table.ts';
import type { CustomerHistory, CustomerIndex } from '../ports.ts';
import { TEAM } from '../ports.ts';

/** Sort keys of a customer's conversations; other rows of the customer stand beside them. */
export const CONVERSATION_PREFIX = 'CONV#';
/** Sort keys of the rows that only the team sees; they lie in a partition that no customer's function can read. */
export const HISTORY_PREFIX = { rating: 'RATING#', incident: 'INCIDENT#' } as const;
/** More than anybody scrolls through; older ones are still found by their id. */
const SHOWN = 100;

const ConversationItem = v.object({
  sk: v.pipe(v.string(), v.startsWith(CONVERSATION_PREFIX)),
  seq: v.number(),
  status: v.picklist(['open', 'closed']),
  at: v.number(),
  promise: v.optional(v.number()),
});

const HistoryItem = v.variant('kind', [
  v.object({
    kind: v.literal('rating'),
    conversation: v.string(),
    score: v.picklist(['excellent', 'good', 'bad']),
    at: v.number(),
  }),
  v.object({
    kind: v.literal('incident'),
    incident: v.string(),
    mistake: v.picklist(INCIDENT_KINDS),
    conversation: v.string(),
    at: v.number(),
    told: v.boolean(),
    closed: v.boolean(),
  }),
]);

type Item = v.InferOutput<typeof ConversationItem>;
const newest = <T extends { readonly at: number }>(rows: T[]): T[] => rows.sort((a, b) => b.at - a.at).slice(0, SHOWN);

/** The conversations of a customer as the projector has written them, the newest first. */
async function chatsOf(
  table: Table,
  workspace: string,
  customer: string,
): Promise<(Item & { conversation: string })[]> {
  const items = await queryAll(table, {
    KeyConditionExpression: '#pk = :pk AND begins_with(#sk, :prefix)',
    ExpressionAttributeNames: { '#pk': 'pk', '#sk': 'sk' },
    ExpressionAttributeValues: {
      ':pk': pkOf(KEY_CLASS.customer, workspace, customer),
      ':prefix': CONVERSATION_PREFIX,
    },
  });
  const rows = items.map((item) => readItem(ConversationItem, item));
  return newest(rows).map((row) => ({ ...row, conversation: row.sk.slice(CONVERSATION_PREFIX.length) }));
}

/** A customer's own list. */
export function dynamoCustomers(table: Table): CustomerIndex {
  return {
    async conversations(workspace, customer) {
      const chats = await chatsOf(table, workspace, customer);
      return chats.map(({ conversation, seq, status }) => ({ conversation, seq, status }));
    },
  };
}

/** The customer's card, as operators see it. */
export function dynamoHistory(table: Table): CustomerHistory {
  const rowsOf = async (workspace: string, customer: string) => {
    const items = await queryAll(table, inPartition(pkOf(KEY_CLASS.history, workspace, customer)));
    return items.map((item) => readItem(HistoryItem, item));
  };
  return {
    async of(workspace, customer) {
      const [chats, all] = await Promise.all([chatsOf(table, workspace, customer), rowsOf(workspace, customer)]);
      const rows = newest(all);
      return {
        chats: chats.map(({ conversation, status, at, promise }) => ({
          conversation,
          status,
          at,
          ...(promise !== undefined && { promise }),
        })),
        ratings: rows.flatMap((row) =>
          row.kind === 'rating' ? [{ conversation: row.conversation, score: row.score, at: row.at }] : [],
        ),
        incidents: rows.flatMap(mistakeOf),
      };
    },

    async mistakes(workspace) {
      const rows = await rowsOf(workspace, TEAM);
      return rows.sort((a, b) => b.at - a.at).flatMap(mistakeOf);
    },
  };
}

function mistakeOf(row: v.InferOutput<typeof HistoryItem>) {
  if (row.kind !== 'incident') return [];
  const { incident, mistake: kind, conversation, at, told, closed } = row;
  return [{ incident, kind, conversation, at, told, closed }];
}
