import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as a contact's server got it. */
export interface Received {
  readonly path: string;
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A server of a contact's: a push service, or a company's own system. */
export interface Receiver {
  readonly url: string;
  readonly received: readonly Received[];
  /** how the next requests are answered; 201 at first */
  answer(status: number, body?: string, headers?: Readonly<Record<string, string>>): void;
  /** lets the next requests hang */
  hang(): void;
  readonly stop: () => Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const accepted: RequestListener = (_, response) => void response.writeHead(201).end();
  let respond = accepted;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    received.push({
      path: request.url ?? '',
      method: request.method ?? '',
      headers: request.headers,
      body: Buffer.concat(chunks),
    });
    respond(request, response);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answer: (status, body = '', headers = {}) => {
      respond = (_, response) => void response.writeHead(status, headers).end(body);
    },
    hang: () => {
      respond = () => undefined;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
