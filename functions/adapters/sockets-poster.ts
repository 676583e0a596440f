import {
  type ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import type { Logger, Poster } from '../ports.ts';

/** The gateway's `@connections` of one door. A post never throws: whoever missed it asks by `sync`. */
export function socketsPoster(client: ApiGatewayManagementApiClient, log: Logger): Poster {
  return {
    async post(connection, frame) {
      try {
        await client.send(new PostToConnectionCommand({ ConnectionId: connection, Data: frame }));
        return 'sent';
      } catch (error) {
        if (isGone(error)) return 'gone';
        log.warn('post.failed', { connection, reason: error instanceof Error ? error.name : String(error) });
        return 'failed';
      }
    },

    async close(connection) {
      try {
        await client.send(new DeleteConnectionCommand({ ConnectionId: connection }));
      } catch (error) {
        if (!isGone(error)) throw error;
      }
    },
  };
}

/** By its name: the SDK's errors carry no `statusCode`. */
const isGone = (error: unknown): boolean => error instanceof Error && error.name === 'GoneException';
