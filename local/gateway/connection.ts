import { randomUUID } from 'node:crypto';
import type { RawData, WebSocket } from 'ws';
import { isObject, objectOf, optionalText, parseJson } from '../json.ts';
import type { Outcome } from '../lambda/messages.ts';
import type { SocketLimits } from './limits.ts';
import type { ApiModel, RouteModel } from './model.ts';
import { type ConnectionFacts, disconnectEvent, messageEvent } from './socket-events.ts';
import type { TokenBucket } from './token-bucket.ts';

/** An open socket. */
export interface Connection {
  readonly facts: ConnectionFacts;
  readonly lastActiveAt: () => number;
  /** Sends a message to the client; one larger than a frame closes the socket instead. @returns false when it is not open */
  readonly send: (text: string) => boolean;
  readonly close: (code: number, reason: string) => void;
  /** Breaks the connection without a word. */
  readonly cut: () => void;
  /** Resolves when the client is gone and `$disconnect` has run. */
  readonly closed: Promise<void>;
}

export interface ConnectionOptions {
  readonly api: ApiModel;
  readonly facts: ConnectionFacts;
  readonly socket: WebSocket;
  readonly limits: SocketLimits;
  readonly throttle: TokenBucket;
  readonly invoke: (functionArn: string, event: unknown) => Promise<Outcome>;
  /** Told of each message, with its length in bytes. */
  readonly onMessage: (bytes: number) => void;
}

/** Close codes the gateway uses. */
const GOING_AWAY = 1001;
const NO_BINARY = 1003;
export const TOO_LARGE = 1009;

/** Runs the frames of one socket: in parallel, as AWS does, and each answered by its route's function. */
export function openConnection(options: ConnectionOptions): Connection {
  const { api, facts, socket, limits, throttle, invoke, onMessage } = options;
  let lastActiveAt = Date.now();
  const closed = Promise.withResolvers<void>();
  const idleTimer = setTimeout(() => socket.close(GOING_AWAY, 'Going away'), limits.idleMs);
  const lifeTimer = setTimeout(() => socket.close(GOING_AWAY, 'Connection Duration Limit exceeded'), limits.lifeMs);
  const touch = (): void => {
    lastActiveAt = Date.now();
    idleTimer.refresh();
  };
  const send = (text: string): boolean => {
    if (socket.readyState !== socket.OPEN) return false;
    touch();
    const bytes = Buffer.byteLength(text);
    if (bytes > limits.frameBytes) {
      // The gateway does not split what a function or a post gives it into frames.
      socket.close(TOO_LARGE, 'Frame too large');
      return true;
    }
    onMessage(bytes);
    socket.send(text);
    return true;
  };
  /** The gateway's own frames have no type of ours, and name the request. */
  const complain = (message: string, requestId: string): void => {
    send(JSON.stringify({ message, connectionId: facts.id, requestId }));
  };

  const receive = async (body: string): Promise<void> => {
    const requestId = randomUUID();
    touch();
    onMessage(Buffer.byteLength(body));
    if (!throttle.take()) return complain('Too Many Requests', requestId);
    const route = routeOf(api, body);
    if (route === undefined) return complain('Forbidden', requestId);
    const outcome = await withinTime(route, invoke(route.functionArn, messageEvent(facts, route.key, body, requestId)));
    if (outcome === 'late') return complain('Endpoint request timed out', requestId);
    if (!outcome.ok || (outcome.payload !== null && !isObject(outcome.payload))) {
      return complain('Internal server error', requestId);
    }
    const answer = optionalText(objectOf(outcome.payload)['body']);
    if (route.hasResponse && answer !== undefined && answer !== '') send(answer);
  };

  socket.on('message', (data: RawData, isBinary: boolean) => {
    // A socket that is being closed for what it sent is not heard any more.
    if (socket.readyState !== socket.OPEN) return;
    if (isBinary) socket.close(NO_BINARY, 'Binary frames are not supported');
    else void receive(String(data));
  });
  socket.on('error', () => {
    // Its close follows, with the code; nothing here is an error of ours.
  });
  socket.on('close', (code, reason) => {
    clearTimeout(idleTimer);
    clearTimeout(lifeTimer);
    const route = api.routes.get('$disconnect');
    const heard =
      route === undefined
        ? Promise.resolve()
        : invoke(route.functionArn, disconnectEvent(facts, code, reason.toString()));
    void Promise.resolve(heard).finally(closed.resolve);
  });

  return {
    facts,
    lastActiveAt: () => lastActiveAt,
    send,
    close: (code, reason) => socket.close(code, reason),
    cut: () => socket.terminate(),
    closed: closed.promise,
  };
}

/** The route whose key the body names by the selection expression (`$request.body.type`), else `$default`. */
function routeOf(api: ApiModel, body: string): RouteModel | undefined {
  const [, path = ''] = /^\$\{?request\.body\.([\w.]+)\}?$/.exec(api.routeSelection) ?? [];
  let value: unknown = parseJson(body);
  for (const name of path.split('.')) value = objectOf(value)[name];
  const named = typeof value === 'string' && !value.startsWith('$') ? api.routes.get(value) : undefined;
  return named ?? api.routes.get('$default');
}

/** The function goes on after the gateway has given up waiting, as in AWS. */
async function withinTime(route: RouteModel, outcome: Promise<Outcome>): Promise<Outcome | 'late'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), route.timeoutMs);
  });
  try {
    return await Promise.race([outcome, late]);
  } finally {
    clearTimeout(timer);
  }
}
