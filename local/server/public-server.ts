import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { codeOf, messageOf, StartError } from '../errors.ts';
import type { Certificate } from './certificate.ts';
import type { LocalHandler, LocalRequest, LocalResponse } from './route.ts';

/** The one port of the machine that people and browsers use. */
export interface PublicServer {
  readonly port: number;
  /** Adds a handler; handlers are asked in the order in which they were added. */
  readonly handle: (handler: LocalHandler) => void;
  /** What takes over connections that want to become sockets. */
  readonly onUpgrade: (upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void) => void;
  readonly stop: () => Promise<void>;
}

/** The largest body that API Gateway takes. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;

/**
 * Listens. Until the machine is ready it answers 503: the addresses are known first, the rest is built on them.
 * @param certificate speaks TLS with it; plain HTTP without one
 * @throws {StartError} when the port or the address cannot be had
 */
export async function startPublicServer(
  host: string,
  port: number,
  certificate: Certificate | undefined,
): Promise<PublicServer> {
  const handlers: LocalHandler[] = [];
  let upgrade: ((request: IncomingMessage, socket: Duplex, head: Buffer) => void) | undefined;

  const answer = async (incoming: IncomingMessage): Promise<LocalResponse> => {
    const request = await requestOf(incoming);
    if (request === undefined) return { status: 413, body: 'Request Too Long' };
    if (handlers.length === 0) return { status: 503, headers: { 'retry-after': '1' }, body: 'Otvet is starting.' };
    for (const handler of handlers) {
      const response = await handler(request);
      if (response !== undefined) return response;
    }
    return { status: 404, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: 'Not found' };
  };
  const listen: RequestListener = (incoming, outgoing) => {
    answer(incoming)
      .catch((error: unknown): LocalResponse => ({ status: 500, body: messageOf(error) }))
      .then((response) => send(outgoing, response, incoming.method === 'HEAD'))
      .catch(() => outgoing.destroy());
  };
  const server = certificate === undefined ? createServer(listen) : createSecureServer(certificate, listen);
  server.on('upgrade', (request, socket, head) => {
    if (upgrade === undefined) socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n');
    else upgrade(request, socket, head);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  }).catch((error: unknown) => {
    if (codeOf(error) === 'EADDRINUSE') {
      throw new StartError(
        `Port ${port} is taken by another program: stop it, or run OTVET_PORT=${port + 100} npm start.`,
      );
    }
    if (['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN'].includes(codeOf(error) ?? '')) {
      throw new StartError(`This machine has no address ${host}: use --host 0.0.0.0 for all that it has.`);
    }
    if (codeOf(error) === 'EACCES') {
      throw new StartError(`Port ${port} needs more rights than you have: run OTVET_PORT=4400 npm start.`);
    }
    throw error;
  });

  return {
    port: (server.address() as AddressInfo).port,
    handle: (handler) => handlers.push(handler),
    onUpgrade: (taken) => {
      upgrade = taken;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function requestOf(incoming: IncomingMessage): Promise<LocalRequest | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  const [path = '/', ...query] = (incoming.url ?? '/').split('?');
  const rawQuery = query.join('?');
  return {
    method: incoming.method ?? 'GET',
    path,
    query: new URLSearchParams(rawQuery),
    rawQuery,
    headers: incoming.headers,
    body: Buffer.concat(chunks),
    sourceIp: sourceIpOf(incoming),
  };
}

function send(outgoing: ServerResponse, { status, headers, body, stream }: LocalResponse, isHead: boolean): void {
  for (const [name, value] of Object.entries(headers ?? {})) {
    outgoing.setHeader(name, typeof value === 'string' ? value : [...value]);
  }
  outgoing.statusCode = status;
  if (stream !== undefined) {
    outgoing.flushHeaders();
    stream(outgoing);
  } else if (isHead) outgoing.end();
  else outgoing.end(body ?? '');
}

/** Address of the client, IPv4 as such where it is one. */
export const sourceIpOf = (incoming: IncomingMessage): string =>
  (incoming.socket.remoteAddress ?? '127.0.0.1').replace(/^::ffff:/, '');
