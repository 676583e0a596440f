import middy from '@middy/core';
import { dynamoCalendars } from '../adapters/dynamo-calendars.ts';
import { dynamoDirectory } from '../adapters/dynamo-directory.ts';
import { dynamoLog } from '../adapters/dynamo-log.ts';
import { dynamoRounds } from '../adapters/dynamo-rounds.ts';
import { dynamoSettings } from '../adapters/dynamo-settings.ts';
import { requireEnv } from '../adapters/env.ts';
import { CONVERSATION_LOG } from '../adapters/log-schemas.ts';
import { networkGuard } from '../adapters/network-guard.ts';
import { oidcSignIn } from '../adapters/oidc.ts';
import { commonParts, pageLog, tablePart } from '../adapters/parts.ts';
import { sha256Digest, systemCodes } from '../adapters/random.ts';
import { pushKeysPart, ringParts } from '../adapters/ring-parts.ts';
import { httpErrors } from '../middleware/http-errors.ts';
import type { HttpEvent } from '../middleware/http-router.ts';
import { logContext } from '../middleware/log-context.ts';
import { onCallRoutes } from './routes.ts';

const common = commonParts();
const { clock, log, meter } = common;
const table = tablePart();
const env = requireEnv('oidcIssuer', 'oidcClientId', 'publicUrl', 'contactNetworks');
const keys = pushKeysPart();
const route = onCallRoutes({
  ...common,
  ...ringParts(table, clock, keys),
  directory: dynamoDirectory(table, clock),
  signIn: oidcSignIn({ issuer: env.oidcIssuer, clientId: env.oidcClientId }, clock),
  settings: dynamoSettings(table, clock),
  calendars: dynamoCalendars(table),
  rounds: dynamoRounds(table),
  conversations: dynamoLog(table, CONVERSATION_LOG),
  pages: pageLog(table),
  digest: sha256Digest,
  codes: systemCodes,
  pushKey: async () => (await keys()).publicKey,
  publicUrl: env.publicUrl,
  guard: networkGuard(env.contactNetworks === 'any' ? 'any' : 'public'),
});

export const handler = middy<HttpEvent, unknown>()
  .use(logContext(log, ({ requestContext }: HttpEvent) => ({ request: requestContext.requestId })))
  .use(httpErrors(log, meter))
  .handler(route);
