import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { PutCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { INDEX, KEY_CLASS, TABLE } from '../../../shared/contract.ts';
import { COUNTED_RULES } from '../../../shared/domain/desk/hint-rules.ts';
import { toWireCard } from '../../../shared/protocol/wire.ts';
import { inboxPartition, pkOf, seqKey, timeKey } from '../../kernel/adapters/keys.ts';
import { attempt, readItem } from '../../kernel/adapters/stored.ts';
import { queryAll, type Table } from '../../kernel/adapters/table.ts';
import type { Clock, LogKey } from '../../kernel/ports.ts';
import {
  type Count,
  type Figures,
  type HistoryRow,
  hintCounters,
  type Preview,
  type Projection,
  type Projections,
  TEAM,
  type Vocabulary,
} from '../ports.ts';
import { CONVERSATION_PREFIX, HISTORY_PREFIX } from './dynamo-customers.ts';
import { servedPut } from './dynamo-served.ts';

/** Markers outlive the stream (24 h) and whatever is projected again from the dead-letter queue (14 days). */
const MARKER_SECONDS = 30 * 24 * 3600;
/** The team's list keeps what is put right for so long: what it counts by kind is counted from it. */
const CLOSED_SECONDS = 90 * 24 * 3600;
/** Counters of a workspace's hour are shared by its conversations: two transactions may meet there. */
const COUNT_TRIES = 3;

/** Writes what a commit changes in the inbox, the customer's list and the day's figures. */
export function dynamoProjections(table: Table, clock: Clock): Projections {
  return {
    async apply(projection) {
      const { key, seq, card, customer, history = [], served, counts } = projection;
      await Promise.all([
        card && putCard(table, key, seq, card),
        customer && attempt(table.client.send(new PutCommand(customerPut(table.name, key, customer)))),
        ...history.map((row) =>
          attempt(table.client.send(new PutCommand(historyPut(table.name, key, seq, row, clock)))),
        ),
        served && table.client.send(new PutCommand(servedPut(table.name, key, served))),
        counts.length > 0 && count(table, countWrites(table.name, projection, clock)),
      ]);
    },
  };
}

type ShownCard = NonNullable<Projection['card']>;

/** The whole row when it is newer; else what this commit alone says, since a newer one may have come first. */
async function putCard(table: Table, key: LogKey, seq: number, card: ShownCard): Promise<void> {
  const send = (update: ReturnType<typeof rowUpdate>): Promise<boolean> =>
    attempt(table.client.send(new UpdateCommand(update)));
  const { customer, preview, last, withdrawn } = card;
  if (withdrawn !== undefined) await send(withdrawal(table.name, key, withdrawn));
  if (await send(cardUpdate(table.name, key, seq, card))) return;
  if (customer && Object.keys(customer).length > 0) await send(rowUpdate(table.name, key, customer));
  if (preview) await send(rowUpdate(table.name, key, previewFields(seq, preview), 'previewed'));
  if (last) await send(rowUpdate(table.name, key, lastFields(seq, last), 'happened'));
}

/** The update that makes a card's row what a commit says, unless a newer commit has been there. */
export function cardUpdate(name: string, key: LogKey, seq: number, { card, customer, preview, last }: ShownCard) {
  const newer = {
    card: toWireCard(card),
    projected: seq,
    [INDEX.inbox.pk]: inboxPartition(key.workspace, card.bucket, key.id),
    [INDEX.inbox.sk]: `${timeKey(card.since)}#${key.id}`,
  };
  const said = { ...(preview && previewFields(seq, preview)), ...(last && lastFields(seq, last)) };
  return rowUpdate(name, key, { ...newer, ...customer, ...said }, 'projected');
}

/** Takes the text of a message from the row, if it is the one shown there. */
const withdrawal = (name: string, key: LogKey, seq: number) => ({
  ...rowUpdate(name, key, { preview: null, previewed: seq }),
  ConditionExpression: '#previewed = :previewed',
});

const previewFields = (seq: number, { text, by }: Preview) => ({ preview: text, previewBy: by, previewed: seq });

const lastFields = (seq: number, last: NonNullable<ShownCard['last']>) => ({ last: { ...last }, happened: seq });

function rowUpdate(name: string, { workspace, id }: LogKey, values: Record<string, unknown>, newerThan?: string) {
  const fields = Object.keys(values);
  return {
    TableName: name,
    Key: { [TABLE.pk]: pkOf(KEY_CLASS.card, workspace, id), [TABLE.sk]: 'CARD' },
    UpdateExpression: `SET ${fields.map((field) => `#${field} = :${field}`).join(', ')}`,
    ExpressionAttributeNames: Object.fromEntries(fields.map((field) => [`#${field}`, field])),
    ExpressionAttributeValues: Object.fromEntries(fields.map((field) => [`:${field}`, values[field]])),
    ...(newerThan && {
      ConditionExpression: `attribute_not_exists(#${newerThan}) OR #${newerThan} < :${newerThan}`,
    }),
  };
}

/** The put of a conversation into its customer's list, unless a newer one has been there. */
export const customerPut = (
  name: string,
  { workspace, id }: LogKey,
  { customer, seq, status, at, promise }: NonNullable<Projection['customer']>,
) => ({
  TableName: name,
  Item: {
    [TABLE.pk]: pkOf(KEY_CLASS.customer, workspace, customer),
    [TABLE.sk]: `${CONVERSATION_PREFIX}${id}`,
    seq,
    status,
    at,
    ...(promise !== undefined && { promise }),
  },
  ConditionExpression: 'attribute_not_exists(#pk) OR #seq < :seq',
  ExpressionAttributeNames: { '#pk': TABLE.pk, '#seq': 'seq' },
  ExpressionAttributeValues: { ':seq': seq },
});

/** The put of a row of the customer's card, unless a newer commit of the same log has put it. */
export function historyPut(
  name: string,
  { workspace }: LogKey,
  seq: number,
  { customer, ...row }: HistoryRow,
  clock: Clock,
) {
  const isOver = customer === TEAM && row.kind === 'incident' && row.closed;
  const id = row.kind === 'rating' ? `${row.conversation}#${seqKey(seq)}` : row.incident;
  return {
    TableName: name,
    Item: {
      [TABLE.pk]: pkOf(KEY_CLASS.history, workspace, customer),
      [TABLE.sk]: `${HISTORY_PREFIX[row.kind]}${id}`,
      seq,
      ...row,
      ...(isOver && { [TABLE.ttl]: Math.floor(clock.now() / 1000) + CLOSED_SECONDS }),
    },
    ConditionExpression: 'attribute_not_exists(#pk) OR #seq < :seq',
    ExpressionAttributeNames: { '#pk': TABLE.pk, '#seq': 'seq' },
    ExpressionAttributeValues: { ':seq': seq },
  };
}

/** What one transaction counts: a marker of the commit, and the additions. Delivered again, it fails at the marker. */
export function countWrites(name: string, { key, seq, log, counts, tagged }: Projection, clock: Clock) {
  // The two logs of a conversation count from 1 both.
  const place = log === 'notes' ? `${log}-${seqKey(seq)}` : seqKey(seq);
  const marker = {
    Put: {
      TableName: name,
      Item: {
        [TABLE.pk]: pkOf(KEY_CLASS.marker, key.workspace, key.id, place),
        [TABLE.sk]: 'COUNTED',
        [TABLE.ttl]: Math.floor(clock.now() / 1000) + MARKER_SECONDS,
      },
      ConditionExpression: 'attribute_not_exists(#pk)',
      ExpressionAttributeNames: { '#pk': TABLE.pk },
    },
  };
  return [
    marker,
    ...counts.flatMap((one) => rowsOf(one).map((row) => addition(name, key.workspace, row, one))),
    ...(tagged ? [labelled(name, key.workspace, tagged)] : []),
  ];
}

/** A tag's row in the workspace's list: its words as they were last typed, and one chat more. */
const labelled = (name: string, workspace: string, { tag, label }: NonNullable<Projection['tagged']>) => ({
  Update: {
    TableName: name,
    Key: { [TABLE.pk]: statPk(workspace, TAGS), [TABLE.sk]: `${TAG_PREFIX}${tag}` },
    UpdateExpression: 'SET #label = :label ADD #n :one',
    ExpressionAttributeNames: { '#label': 'label', '#n': 'n' },
    ExpressionAttributeValues: { ':label': label, ':one': 1 },
  },
});

async function count(table: Table, writes: ReturnType<typeof countWrites>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await table.client.send(new TransactWriteCommand({ TransactItems: writes }));
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

/** Where the workspace's tags are listed, beside the days. */
const TAGS = 'tags';
const TAG_PREFIX = 'TAG#';

const statPk = (workspace: string, day: string): string => pkOf(KEY_CLASS.stat, workspace, day);
const rowsOf = ({ metric, person, hour }: Count): string[] =>
  (person === null ? ['all'] : ['all', person]).map((who) => `${metric}#${who}#${String(hour).padStart(2, '0')}`);

function addition(name: string, workspace: string, row: string, { day, add }: Count) {
  const fields = Object.keys(add);
  return {
    Update: {
      TableName: name,
      Key: { [TABLE.pk]: statPk(workspace, day), [TABLE.sk]: row },
      UpdateExpression: `ADD ${fields.map((field) => `#${field} :${field}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(fields.map((field) => [`#${field}`, field])),
      ExpressionAttributeValues: Object.fromEntries(fields.map((field) => [`:${field}`, add[field]])),
    },
  };
}

const TagItem = v.object({ sk: v.string(), label: v.string(), n: v.number() });

/** Reads the workspace's tags: a row each. */
export const dynamoVocabulary = (table: Table): Vocabulary => ({
  async tags(workspace) {
    const items = await queryAll(table, {
      KeyConditionExpression: '#pk = :pk',
      ExpressionAttributeNames: { '#pk': TABLE.pk },
      ExpressionAttributeValues: { ':pk': statPk(workspace, TAGS) },
    });
    return items.map((item) => {
      const { sk, label, n } = readItem(TagItem, item);
      return { tag: sk.slice(TAG_PREFIX.length), label, n };
    });
  },
});

const HintItem = v.object(
  Object.fromEntries(
    COUNTED_RULES.flatMap((rule) => Object.values(hintCounters(rule)).map((name) => [name, v.optional(v.number(), 0)])),
  ),
);

const JoinedItem = v.object({ n: v.optional(v.number(), 0), inTime: v.optional(v.number(), 0) });

/** Reads figures: at most a row per hour of each day. */
export function dynamoFigures(table: Table): Figures {
  const rowsOfAll = (workspace: string, day: string, metric: Count['metric']) =>
    queryAll(table, {
      KeyConditionExpression: '#pk = :pk AND begins_with(#sk, :rows)',
      ExpressionAttributeNames: { '#pk': TABLE.pk, '#sk': TABLE.sk },
      ExpressionAttributeValues: { ':pk': statPk(workspace, day), ':rows': `${metric}#all#` },
    });
  return {
    async joined(workspace, day) {
      const items = await rowsOfAll(workspace, day, 'joined');
      const rows = items.map((item) => readItem(JoinedItem, item));
      return {
        joined: rows.reduce((sum, { n }) => sum + n, 0),
        inTime: rows.reduce((sum, { inTime }) => sum + inTime, 0),
      };
    },

    async hints(workspace, days) {
      const items = await Promise.all(days.map((day) => rowsOfAll(workspace, day, 'hint')));
      const rows = items.flat().map((item) => readItem(HintItem, item));
      const sum = (name: string): number => rows.reduce((total, row) => total + (row[name] ?? 0), 0);
      const all = COUNTED_RULES.map((rule) => {
        const { shown, overridden } = hintCounters(rule);
        return [rule, { shown: sum(shown), overridden: sum(overridden) }] as const;
      });
      return Object.fromEntries(all.filter(([, { shown }]) => shown > 0));
    },
  };
}
