import type { MiddlewareObj } from '@middy/core';
import type { RequestLogger } from '../kernel/adapters/powertools.ts';

/** Every line of a request carries its ids. */
export const logContext = <Event>(
  log: RequestLogger,
  idsOf: (event: Event) => Readonly<Record<string, string>>,
): MiddlewareObj<Event> => ({
  before: function logContextBefore({ event, context }) {
    log.begin(context, idsOf(event));
  },
});

/** The ids of a socket's events; a handshake has no authorizer's context yet. */
export function socketIds({
  requestContext: { connectionId, authorizer },
}: {
  readonly requestContext: { readonly connectionId: string; readonly authorizer?: unknown };
}): Record<string, string> {
  const { workspace } = (authorizer ?? {}) as { readonly workspace?: unknown };
  return { connection: connectionId, ...(typeof workspace === 'string' && { workspace }) };
}
