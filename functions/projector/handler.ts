import middy from '@middy/core';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { dynamoDirectory } from '../adapters/dynamo-directory.ts';
import { dynamoProjections } from '../adapters/dynamo-projections.ts';
import { changeReader } from '../adapters/dynamo-stream.ts';
import { commonParts, tablePart } from '../adapters/parts.ts';
import { logContext } from '../middleware/log-context.ts';
import { project } from '../usecases/project.ts';
import { projectBatch } from './batch.ts';

const { clock, log } = commonParts();
const table = tablePart();
const deps = { projections: dynamoProjections(table, clock), directory: dynamoDirectory(table, clock) };
const read = changeReader();

export const handler = middy<DynamoDBStreamEvent, DynamoDBBatchResponse>()
  .use(logContext(log, () => ({})))
  .handler(({ Records }: DynamoDBStreamEvent) => projectBatch(Records, read, (change) => project(deps, change), log));
