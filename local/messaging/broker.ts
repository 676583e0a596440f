import { mkdirSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import type { AwsAnswer } from '../aws/call.ts';
import { type JsonObject, objectOf, parseJson } from '../json.ts';

/** Queues, topics and objects, in this process and persistent. */
export interface Broker {
  /** Hands a call on as it came. */
  readonly forward: (request: BrokerRequest) => Promise<AwsAnswer>;
  /** Makes an SQS call of the runner's own. @throws {Error} with SQS's message */
  readonly sqs: (action: string, body: JsonObject) => Promise<JsonObject>;
  /** Makes an SNS call of the runner's own, with parameters of its query protocol. */
  readonly sns: (action: string, parameters: Readonly<Record<string, string>>) => Promise<string>;
  readonly stop: () => Promise<void>;
}

export interface BrokerRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer | string;
}

/** What is used of fauxqs. Its own start would listen on all interfaces, so its parts are put together without a port. */
interface App {
  inject(request: object): Promise<{ statusCode: number; headers: Record<string, unknown>; rawPayload: Buffer }>;
  close(): Promise<void>;
}
interface Persistence {
  load(sqs: object, sns: object, s3: object): void;
  close(): void;
}
type Store = { persistence: unknown };
type QueueStore = Store & { allQueues(): Iterable<Store>; shutdown(): void };
interface Modules {
  readonly buildApp: (options: object) => App;
  readonly SqsStore: new () => QueueStore;
  readonly SnsStore: new () => Store;
  readonly S3Store: new () => Store;
  readonly PersistenceManager: new (directory: string) => Persistence;
}

async function loadModules(): Promise<Modules> {
  const main = import.meta.resolve('fauxqs');
  const parts = await Promise.all(
    ['./app.js', './sqs/sqsStore.js', './sns/snsStore.js', './s3/s3Store.js', './persistence.js'].map(
      (part) => import(new URL(part, main).href) as Promise<Partial<Modules>>,
    ),
  );
  return Object.assign({}, ...parts) as Modules;
}

export async function startBroker(directory: string, region: string): Promise<Broker> {
  const { buildApp, SqsStore, SnsStore, S3Store, PersistenceManager } = await loadModules();
  mkdirSync(directory, { recursive: true });
  const persistence = new PersistenceManager(directory);
  const sqsStore = new SqsStore();
  const snsStore = new SnsStore();
  const s3Store = new S3Store();
  // Loaded before the stores know where to persist, else each loaded row would be written again.
  persistence.load(sqsStore, snsStore, s3Store);
  for (const store of [sqsStore, snsStore, s3Store, ...sqsStore.allQueues()]) store.persistence = persistence;
  const app = buildApp({ logger: false, defaultRegion: region, stores: { sqsStore, snsStore, s3Store } });

  const forward = async ({ method, path, headers, body }: BrokerRequest): Promise<AwsAnswer> => {
    const answer = await app.inject({ method, url: path, headers, payload: body });
    const kept = Object.entries(answer.headers)
      .filter(([name]) => name !== 'content-length' && name !== 'connection')
      .map(([name, value]) => [name, String(value)] as const);
    return { status: answer.statusCode, headers: Object.fromEntries(kept), body: answer.rawPayload };
  };
  const signed = (service: string) => ({
    host: 'broker',
    authorization: `AWS4-HMAC-SHA256 Credential=runner/20260101/${region}/${service}/aws4_request`,
  });

  return {
    forward,
    sqs: async (action, body) => {
      const headers = {
        ...signed('sqs'),
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `AmazonSQS.${action}`,
      };
      const answer = await forward({ method: 'POST', path: '/', headers, body: JSON.stringify(body) });
      const value = objectOf(parseJson(answer.body.toString()));
      if (answer.status >= 300) throw new Error(`${action}: ${String(value['message'] ?? value['__type'])}`);
      return value;
    },
    sns: async (action, parameters) => {
      const headers = { ...signed('sns'), 'content-type': 'application/x-www-form-urlencoded' };
      const body = new URLSearchParams({ Action: action, Version: '2010-03-31', ...parameters }).toString();
      const answer = await forward({ method: 'POST', path: '/', headers, body });
      if (answer.status >= 300) throw new Error(`${action}: ${answer.body.toString()}`);
      return answer.body.toString();
    },
    stop: async () => {
      sqsStore.shutdown();
      await app.close();
      persistence.close();
    },
  };
}
