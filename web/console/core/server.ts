import type { Client, OperatorState } from '../../../shared/client/types.ts';

/** The connection of who is signed in; null while nobody is. */
export type OpenClient = () => Client<OperatorState> | null;

/** The socket, for screens that are fetched when they are opened. */
export interface Server {
  /** @throws Error while nobody is signed in */
  request: Client<OperatorState>['request'];
  /** Does nothing while nobody is signed in. */
  command(...all: Parameters<Client<OperatorState>['command']>): void;
}

/** Requests of screens that load by themselves, not by the socket. */
export interface Http {
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** of who is signed in, for the `authorization` header */
  idToken(): Promise<string>;
}

export const serverOf = (client: OpenClient): Server => ({
  request: async (frame) => {
    const open = client();
    if (!open) throw new Error('Nobody is signed in.');
    return open.request(frame);
  },
  command: (...all) => void client()?.command(...all),
});

/** Sends a frame and waits: null when it was done, else the code of the refusal; rejects without an answer. */
export async function ask(
  client: OpenClient,
  frame: { type: string; [field: string]: unknown },
): Promise<string | null> {
  const answer = await serverOf(client).request(frame);
  return answer.type === 'error' ? answer.code : null;
}
