import type { IncomingHttpHeaders } from 'node:http';

/** One call of an AWS service, as a function's SDK made it. */
export interface AwsCall {
  /** Access key of the caller: the name of a function, or anything else for the owner of the machine (tests, tools). */
  readonly caller: string;
  /** Session token of the caller: one for each worker of a function. */
  readonly session: string | undefined;
  /** Service of the signature's scope: `dynamodb`, `sqs`, `sns`, `states`, … */
  readonly service: string;
  /** `PutItem`, `SendMessage`, …; for REST services the method and path. */
  readonly action: string;
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface AwsAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** An error that a service answers with. `code` is what the SDK makes the error's name of. */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** Thrown instead of an answer when the connection shall break: the caller is dead, or shall think that we are. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

export type AwsService = (call: AwsCall) => Promise<AwsAnswer> | AwsAnswer;

/** An answer of the JSON protocols. */
export const jsonAnswer = (value: unknown, status = 200): AwsAnswer => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: JSON.stringify(value),
});

/** An error in the protocol that the service speaks. */
export function errorAnswer(service: string, error: AwsError): AwsAnswer {
  const headers = { 'x-amzn-errortype': error.code };
  if (service === 'sns') return queryError(error, headers);
  if (service === 'execute-api')
    return { status: error.status, headers, body: JSON.stringify({ message: error.message }) };
  const answer = jsonAnswer({ __type: error.code, message: error.message, Message: error.message }, error.status);
  return { ...answer, headers: { ...answer.headers, ...headers, 'x-amzn-query-error': `${error.code};Sender` } };
}

const queryError = (error: AwsError, headers: Readonly<Record<string, string>>): AwsAnswer => ({
  status: error.status,
  headers: { ...headers, 'content-type': 'text/xml' },
  body: `<ErrorResponse><Error><Type>Sender</Type><Code>${xmlText(error.code)}</Code><Message>${xmlText(error.message)}</Message></Error></ErrorResponse>`,
});

/** Text as XML has it. */
export const xmlText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
