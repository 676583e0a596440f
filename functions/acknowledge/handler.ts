import middy from '@middy/core';
import { secretsClient } from '../adapters/clients.ts';
import { dynamoContacts } from '../adapters/dynamo-contacts.ts';
import { dynamoLinks } from '../adapters/dynamo-links.ts';
import { requireEnv } from '../adapters/env.ts';
import { jwtTokens } from '../adapters/jwt.ts';
import { conversationParts, lookTimers, pageClock, pageLog } from '../adapters/parts.ts';
import { signingKey } from '../adapters/secrets.ts';
import { httpErrors } from '../middleware/http-errors.ts';
import type { HttpEvent } from '../middleware/http-router.ts';
import { logContext } from '../middleware/log-context.ts';
import { acknowledgeRoute } from './routes.ts';

const parts = conversationParts();
const { table, clock, log, meter } = parts;
const deps = {
  ...parts,
  pages: pageLog(table),
  links: dynamoLinks(table),
  contacts: dynamoContacts(table),
  timers: { ...lookTimers(), ...pageClock() },
  tokens: jwtTokens(signingKey(secretsClient(), requireEnv('signingSecretArn').signingSecretArn), clock),
};

export const handler = middy<HttpEvent, unknown>()
  .use(logContext(log, ({ requestContext }: HttpEvent) => ({ request: requestContext.requestId })))
  .use(httpErrors(log, meter))
  .handler((event: HttpEvent) => acknowledgeRoute(deps, event));
