import middy from '@middy/core';
import { dynamoSightings } from '../../entry/adapters/dynamo-sightings.ts';
import { jwtTokens } from '../../entry/adapters/jwt.ts';
import { oidcSignIn } from '../../entry/adapters/oidc.ts';
import { sha256Digest } from '../../entry/adapters/sha256-digest.ts';
import { secretsClient } from '../../kernel/adapters/clients.ts';
import { dynamoDirectory } from '../../kernel/adapters/dynamo-directory.ts';
import { requireEnv } from '../../kernel/adapters/env.ts';
import { signingKey } from '../../kernel/adapters/secrets.ts';
import { httpErrors } from '../../middleware/http-errors.ts';
import { type HttpEvent, httpRouter } from '../../middleware/http-router.ts';
import { logContext } from '../../middleware/log-context.ts';
import { commonParts, tablePart } from '../parts.ts';
import { routes } from './routes.ts';

const { clock, random, log, meter } = commonParts();
const table = tablePart();
const env = requireEnv(
  'signingSecretArn',
  'oidcIssuer',
  'oidcClientId',
  'customerSocketAddress',
  'operatorSocketAddress',
);
const route = httpRouter(
  routes({
    clock,
    random,
    log,
    directory: dynamoDirectory(table, clock),
    sightings: dynamoSightings(table),
    tokens: jwtTokens(signingKey(secretsClient(), env.signingSecretArn), clock),
    signIn: oidcSignIn({ issuer: env.oidcIssuer, clientId: env.oidcClientId }, clock),
    digest: sha256Digest,
    addresses: { customer: env.customerSocketAddress, operator: env.operatorSocketAddress },
  }),
);

export const handler = middy<HttpEvent, unknown>()
  .use(logContext(log, ({ requestContext }: HttpEvent) => ({ request: requestContext.requestId })))
  .use(httpErrors(log, meter))
  .handler(route);
