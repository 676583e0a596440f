import type { MiddlewareObj } from '@middy/core';
import { MAX_FRAME_BYTES } from '../../shared/protocol/values.ts';

/** The gateway sends `body` to the sender of the frame; without one it sends nothing. */
export interface SocketAnswer {
  readonly statusCode: 200;
  readonly body?: string;
}
export const socketAnswer = (frame: string | null): SocketAnswer => ({
  statusCode: 200,
  ...(frame !== null && { body: frame }),
});

/**
 * What the handler returns, a frame or null, becomes the route's response. One that would close the socket (1009) is thrown
 * out, to be logged and counted like any other fault of ours.
 */
export const routeResponse = (): MiddlewareObj<unknown, unknown> => ({
  after: function routeResponseAfter(request) {
    const bytes = typeof request.response === 'string' ? Buffer.byteLength(request.response) : 0;
    if (bytes > MAX_FRAME_BYTES) throw new Error(`The answer has ${bytes} bytes, more than a frame takes.`);
    request.response = socketAnswer(typeof request.response === 'string' ? request.response : null);
  },
});
