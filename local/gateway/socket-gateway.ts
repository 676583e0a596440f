import type { IncomingMessage } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { objectOf, optionalText } from '../json.ts';
import type { Outcome } from '../lambda/messages.ts';
import { sourceIpOf } from '../server/public-server.ts';
import type { Surroundings } from '../template/identities.ts';
import type { Usage } from '../usage.ts';
import { authorize } from './authorize.ts';
import { type Connection, openConnection, TOO_LARGE } from './connection.ts';
import { frameMeter } from './frame-meter.ts';
import { billedUnits, type SocketLimits } from './limits.ts';
import type { ApiModel } from './model.ts';
import { type ConnectionFacts, connectEvent, disconnectEvent, newConnectionId } from './socket-events.ts';
import { tokenBucket } from './token-bucket.ts';

/** One WebSocket API. */
export interface SocketGateway {
  readonly api: ApiModel;
  /** Takes over a connection that asks to become a socket. */
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => Promise<void>;
  /** An open connection; one whose `$connect` has not returned is not there yet. */
  readonly find: (connectionId: string) => Connection | undefined;
  readonly connections: () => readonly Connection[];
  /** Closes all sockets and lets `$disconnect` run for a moment. */
  readonly stop: () => Promise<void>;
}

export interface SocketGatewayOptions {
  readonly api: ApiModel;
  readonly surroundings: Surroundings;
  readonly limits: SocketLimits;
  readonly invoke: (functionArn: string, event: unknown) => Promise<Outcome>;
  readonly usage: Usage;
  readonly log: (entry: Readonly<Record<string, unknown>>) => void;
}

const STOP_MS = 1_500;

export function createSocketGateway({
  api,
  surroundings,
  limits,
  invoke,
  usage,
  log,
}: SocketGatewayOptions): SocketGateway {
  const open = new Map<string, Connection>();
  /** Sockets whose `$disconnect` has not run to its end. */
  const ending = new Set<Promise<void>>();
  const throttle = tokenBucket(api.throttle);
  const chosen = new WeakMap<IncomingMessage, string>();
  const server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: limits.messageBytes,
    // The function chooses among what was offered; the gateway adds nothing.
    handleProtocols: (_, request) => chosen.get(request) ?? false,
  });
  const arn = `arn:aws:execute-api:${surroundings.region}:${surroundings.account}:${api.id}/${api.stage}/$connect`;
  const count = (bytes: number): void => {
    const { frames } = usage.shared();
    frames[api.stage] = (frames[api.stage] ?? 0) + billedUnits(bytes);
  };

  /** Runs the authorizer and `$connect`. @returns the facts of the connection, or the status to refuse it with */
  const admit = async (request: IncomingMessage): Promise<ConnectionFacts | number> => {
    if (!throttle.take()) return 429;
    const route = api.routes.get('$connect');
    let facts: ConnectionFacts = {
      id: newConnectionId(),
      api,
      connectedAt: Date.now(),
      sourceIp: sourceIpOf(request),
      userAgent: request.headers['user-agent'] ?? '',
      host: api.domainName,
      authorizer: undefined,
    };
    if (route === undefined) return facts;
    if (route.authorizer !== undefined) {
      const authorization = await authorize(route.authorizer, facts, request, arn, invoke);
      if (!authorization.allowed) return authorization.status;
      facts = { ...facts, authorizer: authorization.context };
    }
    const outcome = await invoke(route.functionArn, connectEvent(facts, request));
    if (!outcome.ok) return 502;
    const answer = objectOf(outcome.payload);
    const status = Number(answer['statusCode'] ?? 500);
    if (!(status >= 200 && status < 300)) return status >= 400 && status < 600 ? status : 502;
    const protocol = protocolIn(answer);
    if (protocol !== undefined) chosen.set(request, protocol);
    return facts;
  };

  const upgrade = async (request: IncomingMessage, stream: Duplex, head: Buffer): Promise<void> => {
    stream.on('error', () => stream.destroy());
    const admitted = await admit(request);
    if (typeof admitted === 'number') {
      log({ event: 'refused', api: api.stage, status: admitted, ip: sourceIpOf(request) });
      return refuse(stream, admitted);
    }
    if (stream.destroyed) return gone(admitted);
    // Registered before the upgrade: both happen in one turn, so that no byte passes unmetered.
    const meter = frameMeter((bytes) => {
      if (bytes > limits.frameBytes) open.get(admitted.id)?.close(TOO_LARGE, 'Frame too large');
    });
    stream.on('data', meter);
    server.handleUpgrade(request, stream, head, (socket) => {
      const connection = openConnection({ api, facts: admitted, socket, limits, throttle, invoke, onMessage: count });
      open.set(admitted.id, connection);
      usage.shared().connections += 1;
      socket.on('close', () => open.delete(admitted.id));
      ending.add(connection.closed);
      void connection.closed.then(() => ending.delete(connection.closed));
    });
  };
  /** The client went away while `$connect` ran: what that noted is undone by `$disconnect`. */
  const gone = async (facts: ConnectionFacts): Promise<void> => {
    const route = api.routes.get('$disconnect');
    if (route !== undefined) await invoke(route.functionArn, disconnectEvent(facts, 1006, ''));
  };

  return {
    api,
    upgrade,
    find: (id) => open.get(id),
    connections: () => [...open.values()],
    stop: async () => {
      for (const connection of open.values()) connection.close(1001, 'Going away');
      const timeout = new Promise((resolve) => setTimeout(resolve, STOP_MS).unref());
      await Promise.race([Promise.all(ending), timeout]);
      for (const client of server.clients) client.terminate();
    },
  };
}

function protocolIn(answer: Readonly<Record<string, unknown>>): string | undefined {
  const header = Object.entries(objectOf(answer['headers'])).find(
    ([name]) => name.toLowerCase() === 'sec-websocket-protocol',
  );
  return optionalText(header?.[1]);
}

function refuse(stream: Duplex, status: number): void {
  const body = JSON.stringify({ message: STATUS_CODES[status] ?? 'Error' });
  stream.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
