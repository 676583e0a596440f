import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import type { Logger } from '../../kernel/ports.ts';
import type { Change } from '../../projection/project.ts';

/**
 * Projects a batch in its order, and stops at the first that fails: the stream delivers from there on again, and what had
 * been done comes to nothing the second time.
 */
export async function projectBatch(
  records: readonly DynamoDBRecord[],
  read: (record: DynamoDBRecord) => Change | null,
  project: (change: Change) => Promise<void>,
  log: Logger,
): Promise<DynamoDBBatchResponse> {
  for (const record of records) {
    try {
      const change = read(record);
      if (change) await project(change);
    } catch (error) {
      const { Keys, SequenceNumber = '' } = record.dynamodb ?? {};
      log.error('projection.failed', error, { pk: Keys?.['pk']?.S, sk: Keys?.['sk']?.S });
      return { batchItemFailures: [{ itemIdentifier: SequenceNumber }] };
    }
  }
  return { batchItemFailures: [] };
}
