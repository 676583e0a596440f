import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { sourceIpOf } from '../server/public-server.ts';
import type { ApiModel } from './model.ts';

/** Values of an authorizer's context: strings, as they arrive in events. */
export type AuthorizerContext = Readonly<Record<string, string | number>>;

/** What the gateway knows of a connection. */
export interface ConnectionFacts {
  readonly id: string;
  readonly api: Pick<ApiModel, 'id' | 'stage' | 'domainName'>;
  readonly connectedAt: number;
  readonly sourceIp: string;
  readonly userAgent: string;
  readonly host: string;
  /** Of the authorizer; undefined on a route without one. */
  readonly authorizer: AuthorizerContext | undefined;
}

/** A connection's id as the gateway makes them: it has a `=`, and must be encoded in a path. */
export const newConnectionId = (): string => `${randomBytes(11).toString('base64url')}=`;

type EventType = 'CONNECT' | 'MESSAGE' | 'DISCONNECT';

const contextOf = (facts: ConnectionFacts, routeKey: string, eventType: EventType, requestId: string) => {
  const now = new Date();
  return {
    routeKey,
    eventType,
    messageDirection: 'IN',
    requestId,
    extendedRequestId: requestId,
    requestTime: clfTime(now),
    requestTimeEpoch: now.getTime(),
    connectedAt: facts.connectedAt,
    connectionId: facts.id,
    apiId: facts.api.id,
    stage: facts.api.stage,
    domainName: facts.api.domainName,
    identity: { sourceIp: facts.sourceIp, userAgent: facts.userAgent },
    ...(facts.authorizer !== undefined && { authorizer: facts.authorizer }),
  };
};

/** What the authorizer of a handshake gets. */
export const authorizerEvent = (facts: ConnectionFacts, request: IncomingMessage, arn: string) => ({
  type: 'REQUEST',
  methodArn: arn,
  ...handshakeOf(request),
  stageVariables: {},
  requestContext: contextOf(facts, '$connect', 'CONNECT', randomUUID()),
});

export const connectEvent = (facts: ConnectionFacts, request: IncomingMessage) => ({
  ...handshakeOf(request),
  requestContext: contextOf(facts, '$connect', 'CONNECT', randomUUID()),
  isBase64Encoded: false,
});

export const messageEvent = (facts: ConnectionFacts, routeKey: string, body: string, requestId: string) => ({
  requestContext: { ...contextOf(facts, routeKey, 'MESSAGE', requestId), messageId: requestId },
  body,
  isBase64Encoded: false,
});

export const disconnectEvent = (facts: ConnectionFacts, code: number, reason: string) => ({
  headers: { Host: facts.host, 'x-api-key': '', 'X-Forwarded-For': '', 'x-restapi': '' },
  multiValueHeaders: { Host: [facts.host], 'x-api-key': [''], 'X-Forwarded-For': [''], 'x-restapi': [''] },
  requestContext: {
    ...contextOf(facts, '$disconnect', 'DISCONNECT', randomUUID()),
    disconnectStatusCode: code,
    disconnectReason: reason,
  },
  isBase64Encoded: false,
});

/** Header names as the client wrote them: readers must not count on their case. */
function handshakeOf(request: IncomingMessage) {
  const multiValueHeaders: Record<string, string[]> = {};
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    const [name = '', value = ''] = request.rawHeaders.slice(index, index + 2);
    multiValueHeaders[name] = [...(multiValueHeaders[name] ?? []), value];
  }
  multiValueHeaders['X-Forwarded-For'] = [sourceIpOf(request)];
  const headers = Object.fromEntries(
    Object.entries(multiValueHeaders).map(([name, values]) => [name, values.at(-1) ?? ''] as const),
  );
  const query = new URL(request.url ?? '/', 'http://host').searchParams;
  if (query.size === 0) return { headers, multiValueHeaders };
  const names = [...new Set(query.keys())];
  return {
    headers,
    multiValueHeaders,
    queryStringParameters: Object.fromEntries(names.map((name) => [name, query.getAll(name).at(-1)] as const)),
    multiValueQueryStringParameters: Object.fromEntries(names.map((name) => [name, query.getAll(name)] as const)),
  };
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `22/Nov/2026:20:36:49 +0000` */
export function clfTime(time: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${two(time.getUTCDate())}/${MONTHS[time.getUTCMonth()]}/${time.getUTCFullYear()}`;
  return `${day}:${two(time.getUTCHours())}:${two(time.getUTCMinutes())}:${two(time.getUTCSeconds())} +0000`;
}
