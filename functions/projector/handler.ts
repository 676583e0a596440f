import middy from '@middy/core';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { dynamoDirectory } from '../adapters/dynamo-directory.ts';
import { dynamoProjections } from '../adapters/dynamo-projections.ts';
import { changeReader } from '../adapters/dynamo-stream.ts';
import { commonParts, tablePart } from '../adapters/parts.ts';
import { logContext } from '../middleware/log-context.ts';
import { project } from '../usecases/project.ts';

const { clock, log } = commonParts();
const table = tablePart();
const deps = { projections: dynamoProjections(table, clock), directory: dynamoDirectory(table, clock) };
const readChange = changeReader();

/**
 * Projects a batch in its order, and stops at the first that fails: the stream delivers from there on again, and what had
 * been done comes to nothing the second time.
 */
export const handler = middy<DynamoDBStreamEvent, DynamoDBBatchResponse>()
  .use(logContext(log, () => ({})))
  .handler(async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    for (const record of Records) {
      try {
        const change = readChange(record);
        if (change) await project(deps, change);
      } catch (error) {
        log.error('projection.failed', error, {
          pk: record.dynamodb?.Keys?.['pk']?.S,
          sk: record.dynamodb?.Keys?.['sk']?.S,
        });
        return { batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? '' }] };
      }
    }
    return { batchItemFailures: [] };
  });
