import { once } from 'node:events';
import WebSocket, { type RawData } from 'ws';
import { until } from './until.ts';

/** A client of a socket gateway. */
export interface TestSocket {
  readonly socket: WebSocket;
  /** Every frame that came, as text. */
  readonly frames: readonly string[];
  /** Sends a command and waits for the next frame, parsed. */
  readonly ask: (command: object) => Promise<Record<string, unknown>>;
  /** Waits for a frame that has this text in it. */
  readonly heard: (text: string) => Promise<string>;
  /** The code with which the socket closed. */
  readonly closed: Promise<number>;
  readonly close: () => Promise<void>;
}

/** Opens a socket with a ticket as the second subprotocol. @throws {Error} `Unexpected server response: <status>` when refused */
export async function openSocket(
  address: string,
  ticket = 'ivan',
  protocols = ['otvet.v1', ticket],
): Promise<TestSocket> {
  const socket = new WebSocket(address, protocols);
  const frames: string[] = [];
  socket.on('message', (data: RawData) => frames.push(String(data)));
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  await once(socket, 'open');
  socket.on('error', () => undefined);
  return {
    socket,
    frames,
    closed,
    ask: async (command) => {
      const before = frames.length;
      socket.send(JSON.stringify(command));
      await until(() => frames.length > before, { what: `an answer to ${JSON.stringify(command).slice(0, 80)}` });
      return JSON.parse(frames[before] ?? '{}') as Record<string, unknown>;
    },
    heard: (text) => until(() => frames.find((frame) => frame.includes(text)), { what: `a frame with ${text}` }),
    close: async () => {
      socket.close();
      await closed;
    },
  };
}

/** The status with which a handshake is refused. */
export async function refusalOf(address: string, ticket: string, protocols?: string[]): Promise<number> {
  const error: unknown = await openSocket(address, ticket, protocols).then(
    async (socket) => {
      await socket.close();
      return new Error('it was let in');
    },
    (thrown: unknown) => thrown,
  );
  const [, status] = /Unexpected server response: (\d+)/.exec(String(error)) ?? [];
  if (status === undefined) throw new Error(`The handshake was not refused: ${String(error)}`);
  return Number(status);
}
