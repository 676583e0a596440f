import middy from '@middy/core';
import { dynamoSightings } from '../../entry/adapters/dynamo-sightings.ts';
import { oidcSignIn } from '../../entry/adapters/oidc.ts';
import { sha256Digest } from '../../entry/adapters/sha256-digest.ts';
import { dynamoDirectory } from '../../kernel/adapters/dynamo-directory.ts';
import { dynamoLog } from '../../kernel/adapters/dynamo-log.ts';
import { requireEnv } from '../../kernel/adapters/env.ts';
import { CONVERSATION_LOG } from '../../kernel/adapters/log-schemas.ts';
import { httpErrors } from '../../middleware/http-errors.ts';
import type { HttpEvent } from '../../middleware/http-router.ts';
import { logContext } from '../../middleware/log-context.ts';
import { dynamoCalendars } from '../../on-call/adapters/dynamo-calendars.ts';
import { dynamoRounds } from '../../on-call/adapters/dynamo-rounds.ts';
import { dynamoSettings } from '../../on-call/adapters/dynamo-settings.ts';
import { networkGuard } from '../../paging/adapters/carriers/network-guard.ts';
import { systemCodes } from '../../paging/adapters/system-codes.ts';
import { commonParts, pageLog, tablePart } from '../parts.ts';
import { pushKeysPart, ringParts } from '../ring-parts.ts';
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
  sightings: dynamoSightings(table),
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
