import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import * as v from 'valibot';
import type { LookInput } from '../../../shared/contract.ts';
import type { Logger } from '../../kernel/ports.ts';
import type { RecallBegun } from '../../kernel/timers.ts';
import { LookInputSchema, RecallBegunSchema } from '../../middleware/clock-inputs.ts';

const Body = v.pipe(v.string(), v.parseJson(), v.union([LookInputSchema, RecallBegunSchema]));

/** What a message of the queue can ask for. */
export interface Looks {
  lookAt(input: LookInput): Promise<unknown>;
  finishRecall(begun: RecallBegun): Promise<unknown>;
}

/** Looks at each conversation that a batch of the queue names; those that fail come again, the others do not. */
export async function lookAtEach(
  records: readonly SQSRecord[],
  { lookAt, finishRecall }: Looks,
  log: Logger,
): Promise<SQSBatchResponse> {
  const failed = await Promise.all(
    records.map(async ({ messageId, body }) => {
      let input: LookInput | RecallBegun | undefined;
      try {
        input = v.parse(Body, body);
        await ('lease' in input ? lookAt(input) : finishRecall(input));
        return [];
      } catch (error) {
        log.error('look.failed', error, {
          messageId,
          ...(input && { workspace: input.workspace, conversation: input.conversation }),
        });
        return [{ itemIdentifier: messageId }];
      }
    }),
  );
  return { batchItemFailures: failed.flat() };
}
