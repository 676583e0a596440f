import { dynamoSubscriptions } from '../adapters/dynamo-subscriptions.ts';
import { commonParts, tablePart } from '../adapters/parts.ts';
import { connectionHandler } from '../middleware/connection.ts';

const { clock, log } = commonParts();
const sockets = dynamoSubscriptions(tablePart(), 'customer', clock);

export const handler = connectionHandler(log, { connections: sockets, subscriptions: sockets });
