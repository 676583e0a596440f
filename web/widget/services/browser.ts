import type { ClientOptions } from '../../../shared/client/types.ts';

/** 128 random bits as base64url. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes)).replace(/[+/=]/g, (c) => (c === '+' ? '-' : c === '/' ? '_' : ''));
}

export const browserClientOptions = (
  ticket: ClientOptions['ticket'],
  storage: NonNullable<ClientOptions['storage']>,
): ClientOptions => ({
  ticket,
  storage,
  openSocket: (address, protocols) => new WebSocket(address, protocols) as ReturnType<ClientOptions['openSocket']>,
  now: () => Date.now(),
  setTimer: (run, ms) => setTimeout(run, ms),
  clearTimer: (timer) => clearTimeout(timer as number),
  random: () => Math.random(),
  newId: randomId,
});
