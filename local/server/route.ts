import type { IncomingHttpHeaders, ServerResponse } from 'node:http';

/** A request to the machine's one public port. */
export interface LocalRequest {
  readonly method: string;
  /** Path without the query, as it was sent. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly rawQuery: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly sourceIp: string;
}

export interface LocalResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Buffer;
  /** Writes the body bit by bit, after the headers are sent, and ends the response itself. */
  readonly stream?: (response: ServerResponse) => void;
}

/** Something that answers on the public port. Answers undefined when the request is not its own. */
export type LocalHandler = (request: LocalRequest) => Promise<LocalResponse | undefined> | LocalResponse | undefined;

/** A route that exists on one machine only: the demo shop's own server, the pager's data. */
export interface LocalRoute {
  readonly method: string;
  readonly path: string;
  readonly handle: (request: LocalRequest) => Promise<LocalResponse> | LocalResponse;
}

export const routesHandler =
  (routes: readonly LocalRoute[]): LocalHandler =>
  (request) =>
    routes.find(({ method, path }) => method === request.method && path === request.path)?.handle(request);

export const json = (value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): LocalResponse => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers },
  body: JSON.stringify(value),
});

export const redirect = (location: string): LocalResponse => ({
  status: 302,
  headers: { location, 'cache-control': 'no-store' },
});
