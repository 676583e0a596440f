import { setTimeout as wait } from 'node:timers/promises';
import {
  type AttributeValue,
  BatchGetItemCommand,
  DeleteTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  RestoreTableToPointInTimeCommand,
  ScanCommand,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { KEY_CLASS, TABLE } from '../../shared/contract.ts';
import { SetupError } from '../errors.ts';

export interface DrillTools {
  readonly client: DynamoDBClient;
  readonly say: (line: string) => void;
  /** milliseconds between two looks at a table that is being made */
  readonly pause: number;
  readonly now?: () => number;
}

export interface DrillResult {
  readonly table: string;
  /** the moment that came back: what was written after it is lost in a disaster */
  readonly restoredTo: Date;
  readonly seconds: number;
  /** items that were looked up in what came back */
  readonly compared: number;
  /** keys that were written before that moment and are not in it */
  readonly missing: readonly string[];
}

/** Items that are compared: enough to see that all classes came back, few enough to cost nothing. */
const SAMPLE = 1_000;
/** Keys in one question, the most that DynamoDB takes. */
const BATCH = 100;
/** A restore of some GB takes half an hour; one that takes longer than this is looked at by hand. */
const LONGEST_MS = 3 * 3600_000;

/**
 * A restore as after a disaster, into a table of its own. A restored table has no time to live, no point-in-time recovery,
 * no stream and no protection: one that is kept is given them, so that the stack can take it (docs/runbook.md).
 * @throws {SetupError} when the table has no point-in-time recovery, or its restore does not end
 */
export async function drill(tools: DrillTools, source: string, keep: boolean): Promise<DrillResult> {
  const { client, say } = tools;
  const now = tools.now ?? Date.now;
  const begun = now();
  const { ContinuousBackupsDescription } = await client.send(
    new DescribeContinuousBackupsCommand({ TableName: source }),
  );
  const restoredTo = ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.LatestRestorableDateTime;
  if (restoredTo === undefined) throw new SetupError(`${source} has no point-in-time recovery: it cannot be restored.`);
  const behind = Math.round((begun - restoredTo.getTime()) / 1000);
  say(`The newest point of ${source} is ${restoredTo.toISOString()}: ${behind} s of writing would be lost.`);

  const table = `${source}-drill-${new Date(begun).toISOString().slice(0, 16).replaceAll(/\D/g, '')}`;
  await client.send(
    new RestoreTableToPointInTimeCommand({
      SourceTableName: source,
      TargetTableName: table,
      RestoreDateTime: restoredTo,
      BillingModeOverride: 'PAY_PER_REQUEST',
    }),
  );
  say(`Restoring into ${table} …`);
  try {
    await untilActive(tools, table, begun, now);
    const seconds = Math.round((now() - begun) / 1000);
    say(`It is there after ${seconds} s.`);
    const compared = await compare(client, source, table, restoredTo.getTime());
    const { count, missing } = compared;
    say(
      missing.length === 0
        ? `All of ${count} items that were looked up have come back.`
        : `${missing.length} of ${count} items have NOT come back: ${missing.slice(0, 5).join(', ')}`,
    );
    if (keep) await makeFit(client, table);
    return { table, restoredTo, seconds, compared: count, missing };
  } finally {
    if (keep)
      say(`${table} is kept. Delete it when you have done with it, or let the stack take it (docs/runbook.md).`);
    else await client.send(new DeleteTableCommand({ TableName: table }));
  }
}

async function untilActive({ client, pause }: DrillTools, table: string, begun: number, now: () => number) {
  for (;;) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: table }));
    if (Table?.TableStatus === 'ACTIVE') return;
    if (now() - begun > LONGEST_MS)
      throw new SetupError(`${table} is still ${Table?.TableStatus}: look at it by hand.`);
    await wait(pause);
  }
}

/** Commits do not change and are not deleted: each that was written before that moment must be in the restored table too. */
async function compare(client: DynamoDBClient, source: string, table: string, until: number) {
  const keys: Record<string, AttributeValue>[] = [];
  let from: Record<string, AttributeValue> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({
        TableName: source,
        ProjectionExpression: '#pk, #sk, #at',
        ExpressionAttributeNames: { '#pk': TABLE.pk, '#sk': TABLE.sk, '#at': 'at' },
        ...(from && { ExclusiveStartKey: from }),
      }),
    );
    for (const { pk, sk, at } of page.Items ?? [])
      if (pk && sk && COMMITS.test(pk.S ?? '') && Number(at?.N ?? Number.NaN) <= until) keys.push({ pk, sk });
    from = page.LastEvaluatedKey;
  } while (from && keys.length < SAMPLE);

  const found = new Set<string>();
  const asked = keys.slice(0, SAMPLE);
  for (let at = 0; at < asked.length; at += BATCH) {
    let left: Record<string, AttributeValue>[] = asked.slice(at, at + BATCH);
    while (left.length > 0) {
      const request = { [table]: { Keys: left, ProjectionExpression: 'pk, sk' } };
      const { Responses, UnprocessedKeys } = await client.send(new BatchGetItemCommand({ RequestItems: request }));
      for (const item of Responses?.[table] ?? []) found.add(nameOf(item));
      left = UnprocessedKeys?.[table]?.Keys ?? [];
    }
  }
  return { count: asked.length, missing: asked.map(nameOf).filter((key) => !found.has(key)) };
}

const COMMITS = new RegExp(`^(${[KEY_CLASS.conversation, KEY_CLASS.notes, KEY_CLASS.page].join('|')})#`);
const nameOf = ({ pk, sk }: Record<string, AttributeValue>): string => `${pk?.S} ${sk?.S ?? sk?.N}`;

/** What a restored table lacks of what the stack gives its own. */
async function makeFit(client: DynamoDBClient, table: string): Promise<void> {
  await client.send(
    new UpdateTimeToLiveCommand({
      TableName: table,
      TimeToLiveSpecification: { AttributeName: TABLE.ttl, Enabled: true },
    }),
  );
  await client.send(
    new UpdateContinuousBackupsCommand({
      TableName: table,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    }),
  );
  await client.send(
    new UpdateTableCommand({
      TableName: table,
      DeletionProtectionEnabled: true,
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
    }),
  );
}
