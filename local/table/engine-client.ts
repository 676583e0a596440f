import { Agent, request } from 'node:http';
import { isObject, type JsonObject, objectOf, optionalText, parseJson } from '../json.ts';

/** Speaks to the database under the table. */
export interface EngineClient {
  readonly endpoint: string;
  /** Hands a request on as it is. */
  readonly send: (target: string, body: string | Buffer) => Promise<EngineAnswer>;
  /**
   * Makes a call of the runner's own.
   * @throws {EngineError} with the name of the database's error
   */
  readonly call: (action: string, body: JsonObject, service?: EngineService) => Promise<JsonObject>;
  readonly close: () => void;
}

export type EngineService = 'DynamoDB_20120810' | 'DynamoDBStreams_20120810';

export interface EngineAnswer {
  readonly status: number;
  readonly body: Buffer;
}

export class EngineError extends Error {
  override readonly name: string;

  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

export function engineClient(endpoint: string): EngineClient {
  const { hostname, port, protocol } = new URL(endpoint);
  if (protocol !== 'http:') throw new EngineError('InvalidEndpoint', `${endpoint} is not an http address.`);
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });

  const send = (target: string, body: string | Buffer): Promise<EngineAnswer> =>
    new Promise((resolve, reject) => {
      const outgoing = request({ agent, hostname, port, method: 'POST', path: '/', headers: headersFor(target, body) });
      outgoing.once('error', reject);
      outgoing.once('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => resolve({ status: response.statusCode ?? 500, body: Buffer.concat(chunks) }));
      });
      outgoing.end(body);
    });

  return {
    endpoint,
    send,
    call: async (action, body, service = 'DynamoDB_20120810') => {
      const answer = await send(`${service}.${action}`, JSON.stringify(body));
      const value = objectOf(parseJson(answer.body.toString('utf8')));
      if (answer.status < 300) return value;
      const type = optionalText(value['__type']) ?? 'UnknownError';
      throw new EngineError(type.slice(type.indexOf('#') + 1), messageIn(value));
    },
    close: () => agent.destroy(),
  };
}

/** The engine wants to see a signature, and does not check it. */
const headersFor = (target: string, body: string | Buffer) => ({
  'content-type': 'application/x-amz-json-1.0',
  'content-length': Buffer.byteLength(body),
  'x-amz-target': target,
  'x-amz-date': '20260101T000000Z',
  authorization:
    'AWS4-HMAC-SHA256 Credential=runner/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
});

const messageIn = (value: unknown): string =>
  (isObject(value) ? (optionalText(value['message']) ?? optionalText(value['Message'])) : undefined) ?? 'unknown error';
