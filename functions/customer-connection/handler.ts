import { dynamoSubscriptions } from '../adapters/dynamo-subscriptions.ts';
import { dynamoWhereabouts } from '../adapters/dynamo-whereabouts.ts';
import { commonParts, tablePart } from '../adapters/parts.ts';
import { connectionHandler } from '../middleware/connection.ts';

const { clock, log } = commonParts();
const table = tablePart();
const sockets = dynamoSubscriptions(table, 'customer', clock);

export const handler = connectionHandler(log, {
  connections: sockets,
  subscriptions: sockets,
  whereabouts: dynamoWhereabouts(table, clock),
});
