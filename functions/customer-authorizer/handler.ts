import { secretsClient } from '../adapters/clients.ts';
import { dynamoDirectory } from '../adapters/dynamo-directory.ts';
import { dynamoTickets } from '../adapters/dynamo-tickets.ts';
import { requireEnv } from '../adapters/env.ts';
import { jwtTokens } from '../adapters/jwt.ts';
import { commonParts, tablePart } from '../adapters/parts.ts';
import { signingKey } from '../adapters/secrets.ts';
import { authorizerHandler } from '../middleware/authorizer.ts';

const { clock, log } = commonParts();
const table = tablePart();

export const handler = authorizerHandler('customer', log, {
  directory: dynamoDirectory(table, clock),
  tickets: dynamoTickets(table),
  tokens: jwtTokens(signingKey(secretsClient(), requireEnv('signingSecretArn').signingSecretArn), clock),
});
