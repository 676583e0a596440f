import type { ClientOptions, SocketLike } from '../../../shared/client/types.ts';

/** Commands that are not acknowledged yet survive a reload with the tab that wrote them: each tab is a sender of its own. */
const OUTBOX = 'otvet.outbox';

/** What the client needs of a browser. */
export function browserClientOptions(ticket: ClientOptions['ticket']): ClientOptions {
  return {
    ticket,
    openSocket: (address, protocols) => new WebSocket(address, protocols) as SocketLike,
    now: () => Date.now(),
    setTimer: (run, ms) => setTimeout(run, ms),
    clearTimer: (timer) => clearTimeout(timer as number),
    random: () => Math.random(),
    newId: () => {
      const bytes = crypto.getRandomValues(new Uint8Array(16));
      return btoa(String.fromCharCode(...bytes))
        .replace(/\+/g, '-')
        .replace(/\//g, '_')
        .replace(/=+$/, '');
    },
    storage: {
      load: () => sessionStorage.getItem(OUTBOX),
      save: (value) => sessionStorage.setItem(OUTBOX, value),
    },
  };
}
