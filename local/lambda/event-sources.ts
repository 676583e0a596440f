import { flagOf, isObject, listOf, numberOf, objectOf, optionalText, parseJson, textOf } from '../json.ts';
import type { StackTemplate } from '../template/stack-template.ts';
import { plainArn } from './model.ts';

/** An event source mapping: what is read from a stream or queue, and how it is handed to a function. */
export interface EventSource {
  readonly sourceArn: string;
  readonly functionArn: string;
  readonly batchSize: number;
  /** Batches of one shard that are handled at once, each with partition keys of its own. */
  readonly lanes: number;
  /** Retries of a batch after its first attempt; -1 for no end. */
  readonly retries: number;
  readonly bisects: boolean;
  /** Whether the function tells which messages of a batch failed. */
  readonly reportsItems: boolean;
  /** ARN of the queue that learns of what was given up. */
  readonly onFailureArn: string | undefined;
  /** Patterns of which an event must match one; none means every event. */
  readonly patterns: readonly unknown[];
  /** Batches of a queue that are handled at once. */
  readonly concurrency: number;
}

/** Batches of a queue handled at once, when the template does not say. */
const DEFAULT_CONCURRENCY = 4;

export function readEventSources(template: StackTemplate): readonly EventSource[] {
  return template
    .all('AWS::Lambda::EventSourceMapping')
    .filter(({ properties }) => properties['Enabled'] === undefined || flagOf(properties['Enabled']))
    .map(({ id, properties }) => ({
      sourceArn: textOf(properties['EventSourceArn'], `the source of ${id}`),
      functionArn: functionArnOf(template, textOf(properties['FunctionName'], `the function of ${id}`)),
      batchSize: numberOf(properties['BatchSize'], 10),
      lanes: numberOf(properties['ParallelizationFactor'], 1),
      retries: numberOf(properties['MaximumRetryAttempts'], -1),
      bisects: flagOf(properties['BisectBatchOnFunctionError']),
      reportsItems: listOf(properties['FunctionResponseTypes']).includes('ReportBatchItemFailures'),
      onFailureArn: optionalText(objectOf(objectOf(properties['DestinationConfig'])['OnFailure'])['Destination']),
      patterns: listOf(objectOf(properties['FilterCriteria'])['Filters'])
        .filter(isObject)
        .map((filter) => parseJson(textOf(filter['Pattern'], `a filter of ${id}`))),
      concurrency: numberOf(objectOf(properties['ScalingConfig'])['MaximumConcurrency'], DEFAULT_CONCURRENCY),
    }));
}

/** A mapping may name its function by name or by ARN. */
function functionArnOf(template: StackTemplate, name: string): string {
  if (name.startsWith('arn:')) return plainArn(name);
  const { region, account } = template.surroundings;
  return `arn:aws:lambda:${region}:${account}:function:${name}`;
}
