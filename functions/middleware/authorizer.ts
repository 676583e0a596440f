import middy from '@middy/core';
import { type AuthorizeDeps, authorize } from '../entry/authorize.ts';
import type { RequestLogger } from '../kernel/adapters/powertools.ts';
import { headerOf } from './headers.ts';
import { logContext, socketIds } from './log-context.ts';
import { contextOf } from './socket-session.ts';

interface HandshakeEvent {
  readonly methodArn: string;
  readonly headers?: Readonly<Record<string, string | undefined>> | null;
  readonly requestContext: { readonly connectionId: string };
}

/** The authorizer of a door: an IAM policy, since WebSocket APIs take no simpler answer. */
export const authorizerHandler = (door: 'customer' | 'operator', log: RequestLogger, deps: AuthorizeDeps) =>
  middy<HandshakeEvent, unknown>()
    .use(logContext(log, socketIds))
    .handler(async ({ headers, methodArn }: HandshakeEvent) => {
      const protocols = headerOf(headers, 'sec-websocket-protocol');
      const origin = headerOf(headers, 'origin');
      const result = await authorize(deps, {
        door,
        ...(protocols !== undefined && { protocols }),
        ...(origin !== undefined && { origin }),
      });
      if (result.ok) return policy(result.ticket.subject, 'Allow', methodArn, contextOf(result.ticket, siteOf(origin)));
      log.info('handshake.refused', {
        reason: result.reason,
        workspace: result.workspace ?? null,
        origin: origin ?? null,
      });
      return policy('nobody', 'Deny', methodArn, {});
    });

/** The host of an origin, or nothing: it is shown to operators, and decides nothing. */
const siteOf = (origin: string | undefined): string | undefined =>
  origin !== undefined && URL.canParse(origin) ? new URL(origin).host : undefined;

const policy = (principalId: string, Effect: 'Allow' | 'Deny', Resource: string, context: object) => ({
  principalId,
  policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect, Resource }] },
  context,
});
