import {
  type ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { MAX_FRAME_BYTES } from '../../../shared/protocol/values.ts';
import type { Logger, Poster } from '../ports.ts';

/** The gateway's `@connections` of one door. A post never throws: whoever missed it asks by `sync`. */
export function socketsPoster(client: ApiGatewayManagementApiClient, log: Logger): Poster {
  return {
    async post(connection, frame) {
      if (Buffer.byteLength(frame) > MAX_FRAME_BYTES) {
        // Sent, it would close the socket (1009), and do so again with each `sync`: a fault of ours, seen in the log.
        log.error('post.too_large', new Error(`a frame of ${Buffer.byteLength(frame)} bytes`), { connection });
        return 'failed';
      }
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
