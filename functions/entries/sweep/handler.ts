import middy from '@middy/core';
import { dynamoDue } from '../../clocks/adapters/dynamo-due.ts';
import { type SweepDeps, sweep } from '../../clocks/sweep.ts';
import { logContext } from '../../middleware/log-context.ts';
import { dynamoRounds } from '../../on-call/adapters/dynamo-rounds.ts';
import { conversationParts, escalationClock, lookTimers, pageClock, pageLog } from '../parts.ts';
import { pageParts } from '../ring-parts.ts';

const parts = conversationParts();
const deps: SweepDeps = {
  ...parts,
  ...pageParts(parts.table, parts.clock),
  pages: pageLog(parts.table),
  due: dynamoDue(parts.table),
  rounds: dynamoRounds(parts.table),
  timers: { ...lookTimers(), ...escalationClock(), ...pageClock() },
};

/** Each minute. One that fails is not repeated: the next comes soon and finds all that this one would have. */
export const handler = middy<unknown, void>()
  .use(logContext(parts.log, () => ({})))
  .handler(() => sweep(deps));
