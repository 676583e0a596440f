import { randomUUID } from 'node:crypto';
import { isObject, listOf, objectOf, optionalText } from '../json.ts';
import type { LocalRequest, LocalResponse } from '../server/route.ts';
import type { RouteMatch } from './http-routes.ts';
import type { ApiModel } from './model.ts';
import { clfTime } from './socket-events.ts';

/** Bodies of these types arrive as text, all others in base64. */
const TEXT = /^(text\/|application\/(json|javascript|xml|x-www-form-urlencoded)|[^;]*\+(json|xml))/i;

/** The event of an HTTP API, payload format 2.0. */
export function httpEvent(request: LocalRequest, { route, parameters }: RouteMatch, api: ApiModel): object {
  const now = new Date();
  const { headers, body, query, rawQuery, path, method, sourceIp } = request;
  const isText = TEXT.test(headers['content-type'] ?? 'text/plain');
  const cookies = headers.cookie?.split(/;\s*/);
  const names = [...new Set(query.keys())];
  const plain = Object.entries(headers)
    .filter(([name, value]) => name !== 'cookie' && value !== undefined)
    .map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : String(value)] as const);
  return {
    version: '2.0',
    routeKey: route.key,
    rawPath: path,
    rawQueryString: rawQuery,
    ...(cookies !== undefined && { cookies }),
    headers: { ...Object.fromEntries(plain), 'x-forwarded-for': sourceIp, 'x-forwarded-proto': 'http' },
    ...(names.length > 0 && {
      queryStringParameters: Object.fromEntries(names.map((name) => [name, query.getAll(name).join(',')] as const)),
    }),
    ...(Object.keys(parameters).length > 0 && { pathParameters: parameters }),
    requestContext: {
      accountId: '000000000000',
      apiId: api.id,
      domainName: api.domainName,
      domainPrefix: api.id,
      http: { method, path, protocol: 'HTTP/1.1', sourceIp, userAgent: headers['user-agent'] ?? '' },
      requestId: randomUUID(),
      routeKey: route.key,
      stage: api.stage,
      time: clfTime(now),
      timeEpoch: now.getTime(),
    },
    ...(body.length > 0 && { body: isText ? body.toString('utf8') : body.toString('base64') }),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

/** What a function's answer means: a response, or anything else as JSON of 200. Undefined when it makes no response. */
export function httpResponse(payload: unknown): LocalResponse | undefined {
  if (!isObject(payload) || payload['statusCode'] === undefined) {
    const body = typeof payload === 'string' ? payload : JSON.stringify(payload ?? null);
    return { status: 200, headers: { 'content-type': 'application/json' }, body };
  }
  const status = Number(payload['statusCode']);
  if (!Number.isInteger(status) || status < 100 || status > 599) return undefined;
  const headers: Record<string, string | readonly string[]> = { 'content-type': 'application/json' };
  for (const [name, value] of Object.entries(objectOf(payload['headers']))) headers[name.toLowerCase()] = String(value);
  const cookies = listOf(payload['cookies']).map(String);
  if (cookies.length > 0) headers['set-cookie'] = cookies;
  const body = optionalText(payload['body']) ?? '';
  return { status, headers, body: payload['isBase64Encoded'] === true ? Buffer.from(body, 'base64') : body };
}
