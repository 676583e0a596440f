import { StartError } from '../errors.ts';
import { isObject, type JsonObject, listOf, objectOf, optionalText } from '../json.ts';
import type { StackTemplate } from '../template/stack-template.ts';

/** A table of the template. */
export interface TableModel {
  readonly name: string;
  readonly arn: string;
  readonly streamArn: string;
  /** Name of the partition key. */
  readonly partitionKey: string;
  /** Names of the partition keys of the indexes. */
  readonly indexKeys: Readonly<Record<string, string>>;
  readonly ttlAttribute: string | undefined;
  /** What creates it. */
  readonly creation: JsonObject;
}

/** Reads the one table of the stack. */
export function readTable(template: StackTemplate): TableModel {
  const [resource, ...others] = template.all('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable');
  if (resource === undefined || others.length > 0)
    throw new StartError('The runner expects one table in the template.');
  const { id, properties } = resource;
  const indexes = listOf(properties['GlobalSecondaryIndexes']).filter(isObject);
  const stream = properties['StreamSpecification'];
  const ttl = objectOf(properties['TimeToLiveSpecification']);
  return {
    name: template.identity(id),
    arn: template.identity(id, 'Arn'),
    streamArn: template.identity(id, 'StreamArn'),
    partitionKey: partitionKeyOf(properties),
    indexKeys: Object.fromEntries(indexes.map((index) => [String(index['IndexName']), partitionKeyOf(index)])),
    ttlAttribute: ttl['Enabled'] === true ? optionalText(ttl['AttributeName']) : undefined,
    creation: {
      TableName: template.identity(id),
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: properties['KeySchema'],
      AttributeDefinitions: properties['AttributeDefinitions'],
      ...(indexes.length > 0 && {
        GlobalSecondaryIndexes: indexes.map(({ IndexName, KeySchema, Projection }) => ({
          IndexName,
          KeySchema,
          Projection,
        })),
      }),
      ...(isObject(stream) && {
        StreamSpecification: { StreamEnabled: true, StreamViewType: stream['StreamViewType'] },
      }),
    },
  };
}

function partitionKeyOf(properties: JsonObject): string {
  const key = listOf(properties['KeySchema'])
    .filter(isObject)
    .find((part) => part['KeyType'] === 'HASH');
  return String(key?.['AttributeName']);
}
