import type { Outcome } from '../lambda/messages.ts';
import { json, type LocalHandler, type LocalRequest, type LocalResponse } from '../server/route.ts';
import type { Usage } from '../usage.ts';
import { httpEvent, httpResponse } from './http-event.ts';
import { matchRoute } from './http-routes.ts';
import type { ApiModel, CorsModel } from './model.ts';
import { tokenBucket } from './token-bucket.ts';

export interface HttpGatewayOptions {
  readonly api: ApiModel;
  readonly invoke: (functionArn: string, event: unknown) => Promise<Outcome>;
  readonly usage: Usage;
}

/** One HTTP API. Requests that none of its routes wants, by path and whatever method, are not its own. */
export function httpGateway({ api, invoke, usage }: HttpGatewayOptions): LocalHandler {
  const throttle = tokenBucket(api.throttle);
  const routes = [...api.routes.values()];
  const isOurs = (path: string): boolean =>
    routes.some(({ key }) => matchRoute(routes, key.split(' ')[0] ?? '', path) !== undefined);

  const answer = async (request: LocalRequest): Promise<LocalResponse> => {
    const match = matchRoute(routes, request.method, request.path);
    if (match === undefined) return json({ message: 'Not Found' }, 404);
    if (!throttle.take()) return json({ message: 'Too Many Requests' }, 429);
    usage.shared().httpRequests += 1;
    const timer = Promise.withResolvers<'late'>();
    const timeout = setTimeout(() => timer.resolve('late'), match.route.timeoutMs);
    const outcome = await Promise.race([
      invoke(match.route.functionArn, httpEvent(request, match, api)),
      timer.promise,
    ]);
    clearTimeout(timeout);
    if (outcome === 'late') return json({ message: 'Service Unavailable' }, 503);
    const response = outcome.ok ? httpResponse(outcome.payload) : undefined;
    return response ?? json({ message: 'Internal Server Error' }, 500);
  };

  return async (request) => {
    if (!isOurs(request.path)) return undefined;
    const { origin } = request.headers;
    const cors = api.cors === undefined || origin === undefined ? {} : corsHeaders(api.cors, origin, request);
    if (api.cors !== undefined && request.method === 'OPTIONS') return { status: 204, headers: cors };
    const response = await answer(request);
    // With CORS configured, the gateway replaces what the function says of it.
    const own = Object.entries(response.headers ?? {}).filter(
      ([name]) => api.cors === undefined || !name.startsWith('access-control-'),
    );
    return { ...response, headers: { ...Object.fromEntries(own), ...cors } };
  };
}

function corsHeaders(cors: CorsModel, origin: string, { method }: LocalRequest): Record<string, string> {
  const isAny = cors.origins.includes('*');
  if (!isAny && !cors.origins.includes(origin)) return {};
  return {
    'access-control-allow-origin': isAny && !cors.credentials ? '*' : origin,
    ...(cors.credentials && { 'access-control-allow-credentials': 'true' }),
    ...(cors.exposed.length > 0 && { 'access-control-expose-headers': cors.exposed.join(',') }),
    ...(method === 'OPTIONS' && {
      'access-control-allow-methods': cors.methods.join(','),
      'access-control-allow-headers': cors.headers.join(','),
      ...(cors.maxAge !== undefined && { 'access-control-max-age': String(cors.maxAge) }),
    }),
  };
}
