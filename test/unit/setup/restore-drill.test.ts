import {
  BatchGetItemCommand,
  DeleteTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DynamoDBClient,
  RestoreTableToPointInTimeCommand,
  ScanCommand,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, it } from 'vitest';
import { drill } from '../../../setup/restore/drill.ts';

const NOW = Date.UTC(2026, 10, 30, 9);
const POINT = NOW - 300_000;
const item = (pk: string, sk: number, at = POINT - 1) => ({
  pk: { S: pk },
  sk: { N: String(sk) },
  at: { N: String(at) },
});

function aTable(lost: readonly string[] = []) {
  const mock = mockClient(DynamoDBClient);
  mock.on(DescribeContinuousBackupsCommand).resolves({
    ContinuousBackupsDescription: {
      ContinuousBackupsStatus: 'ENABLED',
      PointInTimeRecoveryDescription: { LatestRestorableDateTime: new Date(POINT) },
    },
  });
  mock
    .on(DescribeTableCommand)
    .resolvesOnce({ Table: { TableStatus: 'CREATING' } })
    .resolves({ Table: { TableStatus: 'ACTIVE' } });
  mock.on(ScanCommand).resolves({
    Items: [
      item('C#kofe#chat-1', 1),
      item('C#kofe#chat-1', 2),
      item('N#kofe#chat-1', 1),
      item('C#kofe#chat-2', 1, POINT + 1), // written since: not owed
      item('A#kofe', 1), // presence comes and goes: not compared
    ],
  });
  mock.on(BatchGetItemCommand).callsFake((input) => {
    const [[table = '', asked] = []] = Object.entries(
      input.RequestItems as Record<string, { Keys: { pk: { S: string }; sk: { N: string } }[] }>,
    );
    return { Responses: { [table]: asked?.Keys.filter(({ pk, sk }) => !lost.includes(`${pk.S} ${sk.N}`)) } };
  });
  const said: string[] = [];
  const client = new DynamoDBClient({ region: 'eu-central-1' });
  const run = (keep = false) =>
    drill({ client, say: (line) => said.push(line), pause: 0, now: () => NOW }, 'otvet-log', keep);
  return { mock, said, run };
}

it('restores beside the living table, finds each commit of before, and leaves nothing behind', async () => {
  const { mock, said, run } = aTable();
  expect(await run()).toMatchObject({ table: 'otvet-log-drill-202611300900', compared: 3, missing: [] });
  expect(mock.commandCalls(RestoreTableToPointInTimeCommand)[0]?.args[0].input).toMatchObject({
    SourceTableName: 'otvet-log',
    RestoreDateTime: new Date(POINT),
  });
  expect(mock.commandCalls(DeleteTableCommand).map(({ args }) => args[0].input)).toEqual([
    { TableName: 'otvet-log-drill-202611300900' },
  ]);
  expect(said.join('\n')).toMatch(/300 s of writing would be lost[\s\S]*All of 3 items/);
});

it('names what has not come back', async () => {
  const { said, run } = aTable(['C#kofe#chat-1 2']);
  expect((await run()).missing).toEqual(['C#kofe#chat-1 2']);
  expect(said.at(-1)).toContain('1 of 3 items have NOT come back: C#kofe#chat-1 2');
});

it('gives a table that is kept what a restored one lacks', async () => {
  const { mock, run } = aTable();
  await run(true);
  expect(mock.commandCalls(DeleteTableCommand)).toEqual([]);
  const given = [UpdateTimeToLiveCommand, UpdateContinuousBackupsCommand, UpdateTableCommand].map(
    (command) => mock.commandCalls(command as typeof UpdateTableCommand)[0]?.args[0].input,
  );
  expect(given).toMatchObject([
    { TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true } },
    { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } },
    { DeletionProtectionEnabled: true, StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' } },
  ]);
});

it('deletes what it made when something goes wrong after it', async () => {
  const { mock, run } = aTable();
  mock.on(ScanCommand).rejects(new Error('no right'));
  await expect(run()).rejects.toThrow('no right');
  expect(mock.commandCalls(DeleteTableCommand)).toHaveLength(1);
});

it('says so where nothing can be restored', async () => {
  const { mock, run } = aTable();
  mock.on(DescribeContinuousBackupsCommand).resolves({});
  await expect(run()).rejects.toThrow('otvet-log has no point-in-time recovery');
  expect(mock.commandCalls(RestoreTableToPointInTimeCommand)).toEqual([]);
});
