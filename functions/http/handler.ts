import middy from '@middy/core';
import { secretsClient } from '../adapters/clients.ts';
import { dynamoDirectory } from '../adapters/dynamo-directory.ts';
import { requireEnv } from '../adapters/env.ts';
import { jwtTokens } from '../adapters/jwt.ts';
import { oidcSignIn } from '../adapters/oidc.ts';
import { commonParts, tablePart } from '../adapters/parts.ts';
import { sha256Digest } from '../adapters/random.ts';
import { signingKey } from '../adapters/secrets.ts';
import { httpErrors } from '../middleware/http-errors.ts';
import { type HttpEvent, httpRouter } from '../middleware/http-router.ts';
import { logContext } from '../middleware/log-context.ts';
import { routes } from './routes.ts';

const { clock, random, log, meter } = commonParts();
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
    directory: dynamoDirectory(tablePart(), clock),
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
