import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, DeleteTableCommand, DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { startEngine } from '../../local/table/engine.ts';
import { tableSchema } from './table-schema.ts';
import { until } from './until.ts';

export interface TestTable {
  readonly client: DynamoDBDocumentClient;
  readonly name: string;
  readonly stop: () => Promise<void>;
}

/** A table of its own on a fresh engine, or on the one that `OTVET_DYNAMODB_ENDPOINT` names. */
export async function testTable(): Promise<TestTable> {
  const directory = await mkdtemp(join(tmpdir(), 'otvet-table-'));
  const engine = await startEngine(directory);
  const plain = new DynamoDBClient({
    endpoint: engine.client.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const name = `otvet-${randomUUID()}`;
  await plain.send(new CreateTableCommand(tableSchema(name)));
  await until(
    async () => (await plain.send(new DescribeTableCommand({ TableName: name }))).Table?.TableStatus === 'ACTIVE',
    { what: 'the table' },
  );
  return {
    client: DynamoDBDocumentClient.from(plain, { marshallOptions: { removeUndefinedValues: true } }),
    name,
    stop: async () => {
      await plain.send(new DeleteTableCommand({ TableName: name }));
      plain.destroy();
      await engine.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
