import middy from '@middy/core';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { dynamoDirectory } from '../../kernel/adapters/dynamo-directory.ts';
import { logContext } from '../../middleware/log-context.ts';
import { dynamoProjections } from '../../projection/adapters/dynamo-projections.ts';
import { changeReader } from '../../projection/adapters/dynamo-stream.ts';
import { project } from '../../projection/project.ts';
import { commonParts, tablePart } from '../parts.ts';
import { projectBatch } from './batch.ts';

const { clock, log } = commonParts();
const table = tablePart();
const deps = { projections: dynamoProjections(table, clock), directory: dynamoDirectory(table, clock) };
const read = changeReader();

export const handler = middy<DynamoDBStreamEvent, DynamoDBBatchResponse>()
  .use(logContext(log, () => ({})))
  .handler(({ Records }: DynamoDBStreamEvent) => projectBatch(Records, read, (change) => project(deps, change), log));
