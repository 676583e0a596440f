import middy from '@middy/core';
import { SUBPROTOCOL } from '../../shared/contract.ts';
import { type ConnectDeps, connect, disconnect } from '../entry/connect.ts';
import type { RequestLogger } from '../kernel/adapters/powertools.ts';
import { logContext, socketIds } from './log-context.ts';
import { callerOf, type SocketEvent } from './socket-session.ts';

/** `$connect` and `$disconnect` of a door. The handshake of a browser fails unless one offered protocol is echoed. */
export const connectionHandler = (log: RequestLogger, deps: ConnectDeps) =>
  middy<SocketEvent, unknown>()
    .use(logContext(log, socketIds))
    .handler(async (event: SocketEvent) => {
      const { connection, workspace, actor } = callerOf(event);
      if (event.requestContext['eventType'] === 'CONNECT') {
        await connect(deps, { connection, workspace, subject: actor.id });
        return { statusCode: 200, headers: { 'Sec-WebSocket-Protocol': SUBPROTOCOL } };
      }
      await disconnect(deps, { connection, workspace, subject: actor.id });
      return { statusCode: 200 };
    });
