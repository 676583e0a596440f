import type { Faults } from './faults.ts';
import { numberOf, objectOf } from './json.ts';
import type { Outcome } from './lambda/messages.ts';
import type { ExecutionRecord } from './machines/registry.ts';
import type { Broker } from './messaging/broker.ts';
import type { Pager } from './messaging/pager.ts';
import { queueUrlOf } from './messaging/resources.ts';
import type { People } from './oidc/people.ts';
import type { Certificate } from './server/certificate.ts';
import type { LocalRoute } from './server/route.ts';
import type { StackTemplate } from './template/stack-template.ts';
import type { Usage } from './usage.ts';

/** A running machine. */
export interface Stack {
  /** `http://localhost:<port>` (`https` with a certificate), without a slash at the end. */
  readonly url: string;
  /** The origins that this machine's pages may have: its names, `localhost` among them. */
  readonly origins: readonly string[];
  /** What the public port speaks TLS with; undefined when it speaks plain HTTP. */
  readonly certificate: Certificate | undefined;
  readonly port: number;
  /** Addresses of the sockets, by stage: `ws://…/customer`, `ws://…/operator`. */
  readonly sockets: Readonly<Record<string, string>>;
  /** Where all AWS services of the machine answer. */
  readonly awsEndpoint: string;
  /** The table, as SDK clients of tests and tools reach it. */
  readonly table: { readonly name: string; readonly endpoint: string };
  /** Environment that leads an SDK, or a script such as `npm run setup`, to this machine as its owner. */
  readonly env: Readonly<Record<string, string>>;
  /** The environment of a function, as its workers get it. */
  readonly functionEnv: (name: string) => Readonly<Record<string, string>>;
  /** The outputs of the template, with this machine's addresses. */
  readonly outputs: Readonly<Record<string, string>>;
  /** Invokes a function by its short name. */
  readonly invoke: (name: string, event: unknown) => Promise<Outcome>;
  readonly faults: Faults;
  readonly usage: Usage;
  readonly pager: Pager;
  /** The user pool; undefined when the template has none. */
  readonly people: People | undefined;
  /** Executions of the state machine whose name ends so (`escalation`, `page`), newest first. */
  readonly executions: (name: string) => readonly ExecutionRecord[];
  /** How many messages the queues hold whose name has this in it: ready, delayed and in flight. */
  readonly queueDepth: (name: string) => Promise<number>;
  /** Resolves when all that was written before the call has gone through the stream. */
  readonly projected: () => Promise<void>;
  /** Ids of the open sockets of a stage. */
  readonly connections: (stage: string) => readonly string[];
  /** Breaks sockets of a stage, or one of them, as a lost network would: without a word. */
  readonly cutSockets: (stage: string, connectionId?: string) => void;
  /** Directory of the functions' logs, `<name>.log` each, in JSON lines. */
  readonly logs: string;
  /** Adds routes to the public port; they come before everything else. */
  readonly addRoutes: (...routes: readonly LocalRoute[]) => void;
  /** Stops everything, last started first. */
  readonly stop: () => Promise<void>;
}

/** Counts the messages of all queues with `name` in their name. */
export async function queueDepthOf(template: StackTemplate, broker: Broker, name: string): Promise<number> {
  const queues = template.all('AWS::SQS::Queue').filter(({ id }) => template.identity(id, 'QueueName').includes(name));
  const depths = await Promise.all(
    queues.map(async ({ id }) => {
      const request = { QueueUrl: queueUrlOf(template.identity(id, 'Arn')), AttributeNames: ['All'] };
      const attributes = objectOf((await broker.sqs('GetQueueAttributes', request))['Attributes']);
      return COUNTS.reduce((sum, count) => sum + numberOf(attributes[count], 0), 0);
    }),
  );
  return depths.reduce((sum, depth) => sum + depth, 0);
}

const COUNTS = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesDelayed',
  'ApproximateNumberOfMessagesNotVisible',
] as const;
