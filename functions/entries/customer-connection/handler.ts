import { dynamoWhereabouts } from '../../entry/adapters/dynamo-whereabouts.ts';
import { dynamoSubscriptions } from '../../kernel/adapters/dynamo-subscriptions.ts';
import { connectionHandler } from '../../middleware/connection.ts';
import { commonParts, tablePart } from '../parts.ts';

const { clock, log } = commonParts();
const table = tablePart();
const sockets = dynamoSubscriptions(table, 'customer', clock);

export const handler = connectionHandler(log, {
  connections: sockets,
  subscriptions: sockets,
  whereabouts: dynamoWhereabouts(table, clock),
});
