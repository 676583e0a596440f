import type { ClientOptions, SocketLike } from '../../../shared/client/types.ts';

import { newId } from '../core/new-id.ts';

/** What the client needs of a browser. */
export function browserClientOptions(given: Pick<ClientOptions, 'ticket' | 'storage'>): ClientOptions {
  return {
    ...given,
    openSocket: (address, protocols) => new WebSocket(address, protocols) as SocketLike,
    now: () => Date.now(),
    setTimer: (run, ms) => setTimeout(run, ms),
    clearTimer: (timer) => clearTimeout(timer as number),
    random: () => Math.random(),
    newId,
  };
}
