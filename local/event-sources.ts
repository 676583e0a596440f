import { StartError } from './errors.ts';
import type { Faults } from './faults.ts';
import type { EventSource } from './lambda/event-sources.ts';
import type { Outcome } from './lambda/messages.ts';
import type { Broker } from './messaging/broker.ts';
import { startQueuePoller } from './messaging/queue-poller.ts';
import { queueUrlOf } from './messaging/resources.ts';
import { startStreamPoller } from './stream/poller.ts';
import type { StreamRecord } from './stream/record.ts';
import type { EngineClient } from './table/engine-client.ts';
import type { TableModel } from './table/model.ts';

export interface EventSourcesOptions {
  readonly sources: readonly EventSource[];
  readonly table: TableModel;
  readonly client: EngineClient;
  readonly broker: Broker;
  readonly region: string;
  readonly checkpointFile: string;
  readonly faults: Faults;
  readonly invoke: (functionArn: string, event: unknown) => Promise<Outcome>;
  readonly report: (message: string) => void;
  /** Records of the stream whose effects were written with them. */
  readonly isDone?: (record: StreamRecord) => boolean;
}

/** The event source mappings of the template at work: the table's stream, and queues. */
export interface EventSources {
  /** Looks at the stream at once. */
  readonly poke: () => void;
  /** Resolves when the stream has been handled as far as it went at the call. */
  readonly drained: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** @throws {StartError} naming a source that is neither the table's stream nor a queue, or a second reader of the stream */
export function startEventSources({ sources, ...options }: EventSourcesOptions): EventSources {
  const { table, broker, region, faults, report } = options;
  const streams = sources.filter(({ sourceArn }) => sourceArn === table.streamArn);
  const queues = sources.filter(({ sourceArn }) => sourceArn.startsWith('arn:aws:sqs:'));
  const unknown = sources.find((source) => !streams.includes(source) && !queues.includes(source));
  if (unknown !== undefined) throw new StartError(`The runner does not know the event source ${unknown.sourceArn}.`);
  if (streams.length > 1) throw new StartError('The runner expects one reader of the table’s stream.');

  const invokerOf = (source: EventSource) => (event: unknown) => options.invoke(source.functionArn, event);
  const pollers = streams.map((source) =>
    startStreamPoller({
      ...options,
      source,
      invoke: invokerOf(source),
      onFailure: async (queueArn, message) => {
        await broker.sqs('SendMessage', { QueueUrl: queueUrlOf(queueArn), MessageBody: message });
      },
    }),
  );
  const readers = queues.map((source) =>
    startQueuePoller({ source, region, broker, faults, report, invoke: invokerOf(source) }),
  );
  return {
    poke: () => {
      for (const poller of pollers) poller.poke();
    },
    drained: async () => {
      await Promise.all(pollers.map((poller) => poller.drained()));
    },
    stop: async () => {
      await Promise.all([...pollers, ...readers].map((one) => one.stop()));
    },
  };
}
