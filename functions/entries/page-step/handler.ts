import middy from '@middy/core';
import * as v from 'valibot';
import type { PageStepOutput } from '../../../shared/contract.ts';
import { PageStepInputSchema } from '../../middleware/clock-inputs.ts';
import { logContext } from '../../middleware/log-context.ts';
import { type PageStepDeps, pageStep } from '../../paging/step.ts';
import { conversationParts, lookTimers, pageLog } from '../parts.ts';
import { pageParts } from '../ring-parts.ts';

const parts = conversationParts();
const deps: PageStepDeps = {
  ...parts,
  ...pageParts(parts.table, parts.clock),
  pages: pageLog(parts.table),
  timers: {
    ...lookTimers(),
    // A step climbs a page that rings. It never raises one, and has no right to.
    startPage: () => Promise.reject(new Error('a step of a page has begun another page')),
  },
};

/** The task of the page machine: its answer is the machine's next state. */
export const handler = middy<unknown, PageStepOutput>()
  .use(logContext(parts.log, () => ({})))
  .handler((event: unknown) => pageStep(deps, v.parse(PageStepInputSchema, event)));
