import type { MiddlewareObj } from '@middy/core';
import { METRICS } from '../../shared/contract.ts';
import type { Logger, Meter } from '../kernel/ports.ts';

/** Every way the HTTP API says no: its status, and one sentence for developers. Words for people are in each app. */
const HTTP_CODES = {
  invalid_json: [400, 'The body is not JSON.'],
  invalid_body: [400, 'A field of the body is missing, of the wrong kind, too long, or unknown.'],
  invalid_query: [400, 'A parameter of the query is of the wrong kind.'],
  too_large: [413, 'The body is larger than this address takes: 8 KB, or 64 KB below /v1/on-call/.'],
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
  leads_only: [403, 'Only leads may change this. Ask one of them.'],
  edited_meanwhile: [409, 'Somebody has saved a change since you loaded it. Load it anew, and make yours again.'],
  has_problems: [422, 'Nothing was saved: mend the errors in `problems`. The last good one stays in force.'],
  no_such_person: [404, 'Nobody of that id works here. Load the people anew.'],
  no_such_contact: [404, 'You have no such contact. Load your contacts anew.'],
  bad_phone: [422, 'This is no phone number. Write it with the code of its country: +7 916 123-45-67.'],
  bad_email: [422, 'This is no e-mail address. Write it as name@example.com.'],
  bad_url: [422, 'This is no address that can be called. It begins with https:// and holds no user name.'],
  bad_endpoint: [422, 'This is no address of a push service. Allow notifications in this browser, and try again.'],
  private_address: [422, 'This address is not on the public internet. Use one that can be reached from outside.'],
  too_many_contacts: [409, 'You have 10 contacts. Remove one first.'],
  already_added: [409, 'This contact is in your list and verified. To get a new secret remove it, and add it again.'],
  already_verified: [409, 'This contact is verified. Nothing is left to do.'],
  too_soon: [429, 'It was sent a moment ago. Wait 30 seconds, and try again.'],
  wrong_code: [422, 'This is not the code. Look at the newest message, and try again.'],
  code_too_late: [422, 'The code is older than 10 minutes. Ask for another.'],
  code_too_often: [422, 'There were 5 wrong tries. Ask for another code.'],
  no_code_asked: [409, 'No code is on its way to this contact. Ask for one.'],
  not_verified: [409, 'This contact is not verified yet. Enter the code that was sent to it first.'],
  last_contact: [
    409,
    'You are on call now or within 24 hours, and this is the last way to reach you. Add another and verify it first.',
  ],
  not_sent: [502, 'The carrier did not take the message. Check the address, and try again.'],
  busy: [409, 'It was changed from elsewhere at the same moment. Try again.'],
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

/** `detail`: words of a third party, which follow ours; `more`: fields beside the code. */
export function refusal(code: HttpCode, { detail, ...more }: { readonly detail?: string } & object = {}): HttpAnswer {
  const [status, message] = HTTP_CODES[code];
  return json(status, { code, message: detail === undefined ? message : `${message} (${detail})`, ...more });
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
