import { escalationTimers, pageTimers, queueTimers } from '../kernel/adapters/aws-timers.ts';
import { documentClient, machinesClient, queueClient, socketsClient } from '../kernel/adapters/clients.ts';
import { systemClock } from '../kernel/adapters/clock.ts';
import { dynamoDirectory } from '../kernel/adapters/dynamo-directory.ts';
import { dynamoLog } from '../kernel/adapters/dynamo-log.ts';
import { dynamoPresence } from '../kernel/adapters/dynamo-presence.ts';
import { dynamoSubscriptions } from '../kernel/adapters/dynamo-subscriptions.ts';
import { requireEnv } from '../kernel/adapters/env.ts';
import { CONVERSATION_LOG, PAGE_LOG } from '../kernel/adapters/log-schemas.ts';
import { powertoolsLogger, powertoolsMeter } from '../kernel/adapters/powertools.ts';
import { systemRandom } from '../kernel/adapters/random.ts';
import { socketsPoster } from '../kernel/adapters/sockets-poster.ts';
import type { Table } from '../kernel/adapters/table.ts';
import type { Clock, Door, Logger } from '../kernel/ports.ts';

/**
 * Parts that several functions are put together from, each built once, at a function's cold start. A part is a function of
 * its own so that a bundle holds only those that its handler names.
 */

/** What every function has. */
export const commonParts = () => ({
  clock: systemClock,
  random: systemRandom,
  log: powertoolsLogger(),
  meter: powertoolsMeter(),
});

export const tablePart = (): Table => ({ client: documentClient(), name: requireEnv('tableName').tableName });

/** Both doors, as those functions see them that deliver commits. */
function doorParts(table: Table, clock: Clock, log: Logger): { customers: Door; operators: Door } {
  const { customerSocketsUrl, operatorSocketsUrl } = requireEnv('customerSocketsUrl', 'operatorSocketsUrl');
  return {
    customers: {
      subscriptions: dynamoSubscriptions(table, 'customer', clock),
      poster: socketsPoster(socketsClient(customerSocketsUrl), log),
    },
    operators: {
      subscriptions: dynamoSubscriptions(table, 'operator', clock),
      poster: socketsPoster(socketsClient(operatorSocketsUrl), log),
    },
  };
}

/** Conversations with all that follows a commit of theirs, but for its timers. */
export function conversationParts() {
  const common = commonParts();
  const table = tablePart();
  return {
    ...common,
    ...doorParts(table, common.clock, common.log),
    table,
    conversations: dynamoLog(table, CONVERSATION_LOG),
    directory: dynamoDirectory(table, common.clock),
    presence: dynamoPresence(table),
  };
}

export const pageLog = (table: Table) => dynamoLog(table, PAGE_LOG);

export const lookTimers = () => queueTimers(queueClient(), requireEnv('lookQueueUrl').lookQueueUrl);
export const pageClock = () => pageTimers(machinesClient(), requireEnv('pageMachineArn').pageMachineArn);
export const escalationClock = () =>
  escalationTimers(machinesClient(), requireEnv('escalationMachineArn').escalationMachineArn);
