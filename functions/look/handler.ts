import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as v from 'valibot';
import type { LookOutput } from '../../shared/contract.ts';
import { conversationParts, escalationClock, lookTimers, pageClock, pageLog } from '../adapters/parts.ts';
import { LookInputSchema } from '../middleware/clock-inputs.ts';
import { logContext } from '../middleware/log-context.ts';
import { type LookDeps, lookAt } from '../usecases/look.ts';

const parts = conversationParts();
const deps: LookDeps = {
  ...parts,
  pages: pageLog(parts.table),
  timers: { ...lookTimers(), ...escalationClock(), ...pageClock() },
};

/** Two callers: the look queue, whose messages fail one by one, and the escalation machine, which takes the answer as its state. */
export const handler = middy<SQSEvent | Record<string, unknown>, SQSBatchResponse | LookOutput>()
  .use(logContext(parts.log, () => ({})))
  .handler(
    async (event: SQSEvent | Record<string, unknown>): Promise<SQSBatchResponse | LookOutput> =>
      isBatch(event) ? lookAtEach(event) : lookAt(deps, v.parse(LookInputSchema, event), 'machine'),
  );

const isBatch = (event: object): event is SQSEvent => 'Records' in event;

async function lookAtEach({ Records }: SQSEvent): Promise<SQSBatchResponse> {
  const failed = await Promise.all(
    Records.map(async ({ messageId, body }) => {
      try {
        await lookAt(deps, v.parse(v.pipe(v.string(), v.parseJson(), LookInputSchema), body), 'queue');
        return [];
      } catch (error) {
        parts.log.error('look.failed', error, { message: messageId });
        return [{ itemIdentifier: messageId }];
      }
    }),
  );
  return { batchItemFailures: failed.flat() };
}
