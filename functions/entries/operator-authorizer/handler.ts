import { dynamoTickets } from '../../entry/adapters/dynamo-tickets.ts';
import { jwtTokens } from '../../entry/adapters/jwt.ts';
import { secretsClient } from '../../kernel/adapters/clients.ts';
import { dynamoDirectory } from '../../kernel/adapters/dynamo-directory.ts';
import { requireEnv } from '../../kernel/adapters/env.ts';
import { signingKey } from '../../kernel/adapters/secrets.ts';
import { authorizerHandler } from '../../middleware/authorizer.ts';
import { commonParts, tablePart } from '../parts.ts';

const { clock, log } = commonParts();
const table = tablePart();

export const handler = authorizerHandler('operator', log, {
  directory: dynamoDirectory(table, clock),
  tickets: dynamoTickets(table),
  tokens: jwtTokens(signingKey(secretsClient(), requireEnv('signingSecretArn').signingSecretArn), clock),
});
