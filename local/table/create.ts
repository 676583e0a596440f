import { StartError } from '../errors.ts';
import { isObject, type JsonObject, listOf, objectOf } from '../json.ts';
import { type EngineClient, EngineError } from './engine-client.ts';
import type { TableModel } from './model.ts';

/**
 * Creates the table as the template has it, unless it is there.
 * @throws {StartError} when the one that is there has other keys, which no data survives
 */
export async function createTable(client: EngineClient, model: TableModel, fresh: boolean): Promise<void> {
  if (fresh) await client.call('DeleteTable', { TableName: model.name }).catch(ignoreMissing);
  const existing = await client.call('DescribeTable', { TableName: model.name }).catch(ignoreMissing);
  if (existing !== undefined) {
    if (shapeOf(objectOf(existing['Table'])) === shapeOf(model.creation)) return;
    throw new StartError(
      `The table in the data directory has other keys than this version: start with --fresh to empty it.`,
    );
  }
  await client.call('CreateTable', model.creation);
  if (model.ttlAttribute !== undefined) {
    const specification = { AttributeName: model.ttlAttribute, Enabled: true };
    await client.call('UpdateTimeToLive', { TableName: model.name, TimeToLiveSpecification: specification });
  }
}

function ignoreMissing(error: unknown): undefined {
  if (error instanceof EngineError && error.name === 'ResourceNotFoundException') return undefined;
  throw error;
}

/** Keys of the table and its indexes, in one comparable text. */
function shapeOf(table: JsonObject): string {
  const keys = (owner: JsonObject): string[] =>
    listOf(owner['KeySchema'])
      .filter(isObject)
      .map((key) => `${key['KeyType']}:${key['AttributeName']}`)
      .sort();
  const indexes = listOf(table['GlobalSecondaryIndexes'])
    .filter(isObject)
    .map((index) => [index['IndexName'], ...keys(index), objectOf(index['Projection'])['ProjectionType']].join());
  return JSON.stringify([keys(table), indexes.sort(), objectOf(table['StreamSpecification'])['StreamViewType']]);
}
