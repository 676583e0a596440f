import { type HttpAnswer, refusal } from './http-errors.ts';

/** A request of the HTTP API (payload format 2.0): what is read of it. */
export interface HttpEvent {
  readonly rawPath: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly requestContext: { readonly http: { readonly method: string }; readonly requestId: string };
  readonly body?: string;
  readonly cookies?: readonly string[];
  readonly queryStringParameters?: Readonly<Record<string, string | undefined>>;
  readonly isBase64Encoded: boolean;
}

type Route = (event: HttpEvent) => Promise<HttpAnswer>;

/** Routes by `METHOD /path`, exactly. A map, so that no path can name what an object has by birth. */
export function httpRouter(routes: Readonly<Record<string, Route>>): Route {
  const known = new Map(Object.entries(routes));
  return async (event) => {
    const route = known.get(`${event.requestContext.http.method} ${event.rawPath}`);
    return route ? route(event) : refusal('not_found');
  };
}
