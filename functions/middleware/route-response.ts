import type { MiddlewareObj } from '@middy/core';

/** The gateway sends `body` to the sender of the frame; without one it sends nothing. */
export interface SocketAnswer {
  readonly statusCode: 200;
  readonly body?: string;
}
export const socketAnswer = (frame: string | null): SocketAnswer => ({
  statusCode: 200,
  ...(frame !== null && { body: frame }),
});

/** What the handler returns, a frame or null, becomes the route's response. */
export const routeResponse = (): MiddlewareObj<unknown, unknown> => ({
  after: function routeResponseAfter(request) {
    request.response = socketAnswer(typeof request.response === 'string' ? request.response : null);
  },
});
