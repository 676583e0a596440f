import { dynamoSubscriptions } from '../../kernel/adapters/dynamo-subscriptions.ts';
import { connectionHandler } from '../../middleware/connection.ts';
import { commonParts, tablePart } from '../parts.ts';

const { clock, log } = commonParts();
const sockets = dynamoSubscriptions(tablePart(), 'operator', clock);

export const handler = connectionHandler(log, { connections: sockets, subscriptions: sockets });
