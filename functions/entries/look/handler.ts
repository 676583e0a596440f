import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as v from 'valibot';
import type { LookOutput } from '../../../shared/contract.ts';
import { type LookDeps, lookAt } from '../../clocks/look.ts';
import { dynamoLog } from '../../kernel/adapters/dynamo-log.ts';
import { NOTES_LOG } from '../../kernel/adapters/log-schemas.ts';
import { LookInputSchema } from '../../middleware/clock-inputs.ts';
import { logContext } from '../../middleware/log-context.ts';
import { finishRecall, type RecallDeps } from '../../notes/recall.ts';
import { conversationParts, escalationClock, lookTimers, pageClock, pageLog } from '../parts.ts';
import { lookAtEach } from './batch.ts';

const parts = conversationParts();
const deps: LookDeps & RecallDeps = {
  ...parts,
  notes: dynamoLog(parts.table, NOTES_LOG),
  pages: pageLog(parts.table),
  timers: { ...lookTimers(), ...escalationClock(), ...pageClock() },
};

const isBatch = (event: object): event is SQSEvent => 'Records' in event;

/** Two callers: the look queue (recalls too), and the escalation machine, which takes the answer as its next state. */
export const handler = middy<object, SQSBatchResponse | LookOutput>()
  .use(logContext(parts.log, () => ({})))
  .handler(
    (event: object): Promise<SQSBatchResponse | LookOutput> =>
      isBatch(event)
        ? lookAtEach(
            event.Records,
            { lookAt: (input) => lookAt(deps, input, 'queue'), finishRecall: (begun) => finishRecall(deps, begun) },
            parts.log,
          )
        : lookAt(deps, v.parse(LookInputSchema, event), 'machine'),
  );
