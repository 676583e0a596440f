import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { PutCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { INDEX, KEY_CLASS, TABLE } from '../../shared/contract.ts';
import { toWireCard } from '../../shared/protocol/wire.ts';
import type { Count, Figures, Projection, Projections } from '../ports/projection.ts';
import type { Clock, LogKey } from '../ports.ts';
import { CONVERSATION_PREFIX } from './dynamo-customers.ts';
import { inboxPartition, pkOf, seqKey, timeKey } from './keys.ts';
import { attempt, readItem } from './stored.ts';
import { queryAll, type Table } from './table.ts';

/** Markers outlive the stream (24 h) and whatever is projected again from the dead-letter queue (14 days). */
const MARKER_SECONDS = 30 * 24 * 3600;
/** Counters of a workspace's hour are shared by its conversations: two transactions may meet there. */
const COUNT_TRIES = 3;

/** Writes what a commit changes in the inbox, the customer's list and the day's figures. */
export function dynamoProjections(table: Table, clock: Clock): Projections {
  return {
    async apply({ key, seq, card, customer, counts }) {
      await Promise.all([
        card && putCard(table, key, seq, card),
        customer && putCustomer(table, key, customer),
        counts.length > 0 && count(table, key, seq, counts, clock),
      ]);
    },
  };
}

/** The whole row when it is newer; else what this commit alone says, since a newer one may have come first. */
async function putCard(
  table: Table,
  { workspace, id }: LogKey,
  seq: number,
  { card, customer, preview }: NonNullable<Projection['card']>,
): Promise<void> {
  const newer = {
    card: toWireCard(card),
    projected: seq,
    [INDEX.inbox.pk]: inboxPartition(workspace, card.bucket, id),
    [INDEX.inbox.sk]: `${timeKey(card.since)}#${id}`,
  };
  const shown = preview && { preview: preview.text, previewBy: preview.by, previewed: seq };
  const set = (values: Record<string, unknown>, newerThan?: string): Promise<boolean> => {
    const fields = Object.keys(values);
    return attempt(
      table.client.send(
        new UpdateCommand({
          TableName: table.name,
          Key: { [TABLE.pk]: pkOf(KEY_CLASS.card, workspace, id), [TABLE.sk]: 'CARD' },
          UpdateExpression: `SET ${fields.map((field) => `#${field} = :${field}`).join(', ')}`,
          ExpressionAttributeNames: Object.fromEntries(fields.map((field) => [`#${field}`, field])),
          ExpressionAttributeValues: Object.fromEntries(fields.map((field) => [`:${field}`, values[field]])),
          ...(newerThan && {
            ConditionExpression: `attribute_not_exists(#${newerThan}) OR #${newerThan} < :${newerThan}`,
          }),
        }),
      ),
    );
  };
  if (await set({ ...newer, ...customer, ...shown }, 'projected')) return;
  if (customer && Object.keys(customer).length > 0) await set(customer);
  if (shown) await set(shown, 'previewed');
}

async function putCustomer(
  table: Table,
  { workspace, id }: LogKey,
  { customer, seq, status, at }: NonNullable<Projection['customer']>,
): Promise<void> {
  await attempt(
    table.client.send(
      new PutCommand({
        TableName: table.name,
        Item: {
          [TABLE.pk]: pkOf(KEY_CLASS.customer, workspace, customer),
          [TABLE.sk]: `${CONVERSATION_PREFIX}${id}`,
          seq,
          status,
          at,
        },
        ConditionExpression: 'attribute_not_exists(#pk) OR #seq < :seq',
        ExpressionAttributeNames: { '#pk': TABLE.pk, '#seq': 'seq' },
        ExpressionAttributeValues: { ':seq': seq },
      }),
    ),
  );
}

/** One transaction with a marker of the commit: delivered again, it finds the marker and counts nothing. */
async function count(table: Table, key: LogKey, seq: number, counts: readonly Count[], clock: Clock): Promise<void> {
  const marker = {
    Put: {
      TableName: table.name,
      Item: {
        [TABLE.pk]: pkOf(KEY_CLASS.marker, key.workspace, key.id, seqKey(seq)),
        [TABLE.sk]: 'COUNTED',
        [TABLE.ttl]: Math.floor(clock.now() / 1000) + MARKER_SECONDS,
      },
      ConditionExpression: 'attribute_not_exists(#pk)',
      ExpressionAttributeNames: { '#pk': TABLE.pk },
    },
  };
  const additions = counts.flatMap((one) => rowsOf(one).map((row) => addition(table, key.workspace, row, one)));
  for (let tries = 1; ; tries++) {
    try {
      await table.client.send(new TransactWriteCommand({ TransactItems: [marker, ...additions] }));
      return;
    } catch (error) {
      const codes = error instanceof TransactionCanceledException ? codesOf(error) : [];
      if (codes[0] === 'ConditionalCheckFailed') return;
      if (!codes.includes('TransactionConflict') || tries === COUNT_TRIES) throw error;
    }
  }
}

const codesOf = ({ CancellationReasons }: TransactionCanceledException): (string | undefined)[] =>
  (CancellationReasons ?? []).map(({ Code }) => Code);

const statPk = (workspace: string, day: string): string => pkOf(KEY_CLASS.stat, workspace, day);
const rowsOf = ({ metric, person, hour }: Count): string[] =>
  (person === null ? ['all'] : ['all', person]).map((who) => `${metric}#${who}#${String(hour).padStart(2, '0')}`);

function addition(table: Table, workspace: string, row: string, { day, add }: Count) {
  const fields = Object.keys(add);
  return {
    Update: {
      TableName: table.name,
      Key: { [TABLE.pk]: statPk(workspace, day), [TABLE.sk]: row },
      UpdateExpression: `ADD ${fields.map((field) => `#${field} :${field}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(fields.map((field) => [`#${field}`, field])),
      ExpressionAttributeValues: Object.fromEntries(fields.map((field) => [`:${field}`, add[field]])),
    },
  };
}

const JoinedItem = v.object({ n: v.optional(v.number(), 0), inTime: v.optional(v.number(), 0) });

/** Reads a day's figures: at most a row per hour. */
export function dynamoFigures(table: Table): Figures {
  return {
    async joined(workspace, day) {
      const items = await queryAll(table, {
        KeyConditionExpression: '#pk = :pk AND begins_with(#sk, :rows)',
        ExpressionAttributeNames: { '#pk': TABLE.pk, '#sk': TABLE.sk },
        ExpressionAttributeValues: { ':pk': statPk(workspace, day), ':rows': 'joined#all#' },
      });
      const rows = items.map((item) => readItem(JoinedItem, item));
      return {
        joined: rows.reduce((sum, { n }) => sum + n, 0),
        inTime: rows.reduce((sum, { inTime }) => sum + inTime, 0),
      };
    },
  };
}
