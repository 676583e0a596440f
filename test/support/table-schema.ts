import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { INDEX, TABLE } from '../../shared/contract.ts';

/** The table as the stack makes it (infra/constructs/table.ts), for an engine that has none yet. */
export const tableSchema = (name: string): CreateTableCommandInput => ({
  TableName: name,
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [
    { AttributeName: TABLE.pk, AttributeType: 'S' },
    { AttributeName: TABLE.sk, AttributeType: 'S' },
    { AttributeName: INDEX.inbox.pk, AttributeType: 'S' },
    { AttributeName: INDEX.inbox.sk, AttributeType: 'S' },
    { AttributeName: INDEX.due.pk, AttributeType: 'S' },
    { AttributeName: INDEX.due.sk, AttributeType: 'N' },
  ],
  KeySchema: [
    { AttributeName: TABLE.pk, KeyType: 'HASH' },
    { AttributeName: TABLE.sk, KeyType: 'RANGE' },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: INDEX.inbox.name,
      KeySchema: [
        { AttributeName: INDEX.inbox.pk, KeyType: 'HASH' },
        { AttributeName: INDEX.inbox.sk, KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'ALL' },
    },
    {
      IndexName: INDEX.due.name,
      KeySchema: [
        { AttributeName: INDEX.due.pk, KeyType: 'HASH' },
        { AttributeName: INDEX.due.sk, KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
});
