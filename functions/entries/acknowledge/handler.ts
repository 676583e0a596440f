import middy from '@middy/core';
import { jwtTokens } from '../../entry/adapters/jwt.ts';
import { secretsClient } from '../../kernel/adapters/clients.ts';
import { requireEnv } from '../../kernel/adapters/env.ts';
import { signingKey } from '../../kernel/adapters/secrets.ts';
import { httpErrors } from '../../middleware/http-errors.ts';
import type { HttpEvent } from '../../middleware/http-router.ts';
import { logContext } from '../../middleware/log-context.ts';
import { dynamoContacts } from '../../paging/adapters/dynamo-contacts.ts';
import { dynamoLinks } from '../../paging/adapters/dynamo-links.ts';
import { conversationParts, lookTimers, pageClock, pageLog } from '../parts.ts';
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
