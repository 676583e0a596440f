/** Limits of API Gateway's WebSocket APIs, none of which can be raised but the throttles. */
export interface SocketLimits {
  /** Largest frame, in bytes, from a client or to one; a larger one closes the socket with 1009. */
  readonly frameBytes: number;
  /** Largest message of several frames, from a client; a post of more is refused outright. */
  readonly messageBytes: number;
  /** A socket on which nothing is said for so long is closed. */
  readonly idleMs: number;
  /** No socket lives longer. */
  readonly lifeMs: number;
}

export const SOCKET_LIMITS: SocketLimits = {
  frameBytes: 32 * 1024,
  messageBytes: 128 * 1024,
  idleMs: 10 * 60_000,
  lifeMs: 2 * 60 * 60_000,
};

/** Largest context that an authorizer may give, in bytes. */
export const AUTHORIZER_CONTEXT_BYTES = 8 * 1024;

/** Messages are billed in units of 32 KB. */
export const billedUnits = (bytes: number): number => Math.max(1, Math.ceil(bytes / (32 * 1024)));
