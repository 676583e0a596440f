import type { MiddlewareObj } from '@middy/core';
import { METRICS } from '../../shared/contract.ts';
import type { Logger, Meter } from '../ports.ts';

/** Every way the HTTP API says no: its status, and one sentence for developers. Words for people are in each app. */
const HTTP_CODES = {
  invalid_json: [400, 'The body is not JSON.'],
  invalid_body: [400, 'A field of the body is missing, of the wrong kind, too long, or unknown.'],
  too_large: [413, 'The body is larger than 8 KB.'],
  not_signed_in: [401, 'Send "Authorization: Bearer" with a session or an ID token.'],
  session_over: [401, 'The session or ID token is not valid, or has ended. Get a new one.'],
  bad_identity: [
    401,
    'The identity is not signed with the secret of the workspace, has ended, or lives over 24 hours.',
  ],
  origin_not_allowed: [403, 'This site is not on the list of the workspace’s origins.'],
  not_an_operator: [403, 'Nobody of this workspace is signed in so, or no longer.'],
  unknown_workspace: [404, 'There is no such workspace.'],
  not_found: [404, 'There is nothing at this address.'],
  not_posted: [409, 'The conversation has moved on, and the message was not posted. Load it anew.'],
  internal: [500, 'Something went wrong on our side. Try again.'],
} as const satisfies Record<string, readonly [status: number, message: string]>;
export type HttpCode = keyof typeof HTTP_CODES;

export interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A JSON answer. Tokens and what depends on them are nobody's to keep; `cache` is for what is the same for all. */
export const json = (statusCode: number, body: object, cache = 'no-store'): HttpAnswer => ({
  statusCode,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': cache },
  body: JSON.stringify(body),
});

export function refusal(code: HttpCode): HttpAnswer {
  const [status, message] = HTTP_CODES[code];
  return json(status, { code, message });
}

/** Thrown by what reads a request, before there is a handler to answer. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly code: HttpCode;
  constructor(code: HttpCode) {
    super(HTTP_CODES[code][1]);
    this.code = code;
  }
}

/** Errors as answers: ours as they say, all else logged once with its cause, counted, and answered without a word of it. */
export const httpErrors = (log: Logger, meter: Meter): MiddlewareObj<unknown, HttpAnswer> => ({
  onError: function httpErrorsOnError(request) {
    if (request.error instanceof HttpError) {
      request.response = refusal(request.error.code);
      return;
    }
    log.error('request.failed', request.error);
    meter.count(METRICS.unexpectedErrors);
    request.response = refusal('internal');
  },
});
