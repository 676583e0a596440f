import type { Faults } from '../faults.ts';
import { isObject, listOf, objectOf, optionalText } from '../json.ts';
import type { EventSource } from '../lambda/event-sources.ts';
import type { Outcome } from '../lambda/messages.ts';
import { matchesPattern } from '../stream/pattern.ts';
import type { Broker } from './broker.ts';
import { queueUrlOf } from './resources.ts';

/** Hands the messages of one queue to its function. */
export interface QueuePoller {
  readonly stop: () => Promise<void>;
}

export interface QueuePollerOptions {
  readonly source: EventSource;
  readonly region: string;
  readonly broker: Broker;
  readonly faults: Faults;
  readonly invoke: (event: unknown) => Promise<Outcome>;
  readonly report: (message: string) => void;
}

/** How long one receive waits for a message, in seconds: short enough to stop soon. */
const WAIT_SECONDS = 5;

export function startQueuePoller({ source, region, broker, faults, invoke, report }: QueuePollerOptions): QueuePoller {
  const url = queueUrlOf(source.sourceArn);
  let stopped = false;
  const working = new Set<Promise<void>>();

  const handle = async (messages: readonly Record<string, unknown>[]): Promise<void> => {
    const records = messages.map((message) => recordOf(message, source.sourceArn, region));
    const wanted = records.filter((record) => isWanted(record, source));
    const outcome = wanted.length > 0 ? await invoke({ Records: wanted }) : undefined;
    const failed = outcome === undefined ? new Set<string>() : failedIn(wanted, outcome, source.reportsItems);
    // What is not deleted comes again when its visibility timeout is over, and after enough attempts goes to the dead letters.
    for (const { messageId, receiptHandle } of records) {
      if (!failed.has(messageId)) await broker.sqs('DeleteMessage', { QueueUrl: url, ReceiptHandle: receiptHandle });
    }
  };
  const receive = async (): Promise<readonly Record<string, unknown>[]> => {
    const answer = await broker.sqs('ReceiveMessage', {
      QueueUrl: url,
      MaxNumberOfMessages: Math.min(10, source.batchSize),
      WaitTimeSeconds: WAIT_SECONDS,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    });
    return listOf(answer['Messages']).filter(isObject);
  };
  const run = async (): Promise<void> => {
    while (!stopped) {
      await faults.running('queue');
      try {
        const messages = await receive();
        if (messages.length === 0) continue;
        // Paused while a receive was waiting: a dead poller would have left the messages where they are.
        if (faults.isPaused('queue')) await faults.running('queue');
        const work: Promise<void> = handle(messages)
          .catch((error: unknown) => report(`A batch of ${url} was not handled: ${String(error)}`))
          .finally(() => working.delete(work));
        working.add(work);
        if (working.size >= source.concurrency) await Promise.race(working);
      } catch (error) {
        if (stopped) return;
        report(`The queue ${url} cannot be read: ${String(error)}`);
        await new Promise((resolve) => setTimeout(resolve, 1_000));
      }
    }
  };
  void run();
  return {
    stop: async () => {
      stopped = true;
      await Promise.race([Promise.all(working), new Promise((resolve) => setTimeout(resolve, 1_000).unref())]);
    },
  };
}

interface QueueRecord {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
}

function recordOf(message: Readonly<Record<string, unknown>>, arn: string, region: string): QueueRecord {
  const attributes = Object.entries(objectOf(message['MessageAttributes'])).map(([name, value]) => {
    const { StringValue, DataType } = objectOf(value);
    return [
      name,
      { stringValue: StringValue, dataType: DataType, stringListValues: [], binaryListValues: [] },
    ] as const;
  });
  const record = {
    messageId: String(message['MessageId']),
    receiptHandle: String(message['ReceiptHandle']),
    body: String(message['Body']),
    attributes: objectOf(message['Attributes']),
    messageAttributes: Object.fromEntries(attributes),
    md5OfBody: message['MD5OfBody'],
    eventSource: 'aws:sqs',
    eventSourceARN: arn,
    awsRegion: region,
  };
  return record;
}

const isWanted = (record: QueueRecord, { patterns }: EventSource): boolean => {
  if (patterns.length === 0) return true;
  let body: unknown = record.body;
  try {
    body = JSON.parse(record.body);
  } catch {
    // A filter may be on plain text.
  }
  return patterns.some((pattern) => matchesPattern(pattern, { ...record, body }));
};

function failedIn(records: readonly QueueRecord[], outcome: Outcome, reportsItems: boolean): ReadonlySet<string> {
  const all = (): ReadonlySet<string> => new Set(records.map(({ messageId }) => messageId));
  if (!outcome.ok) return all();
  if (!reportsItems || outcome.payload === null) return new Set();
  const named = listOf(objectOf(outcome.payload)['batchItemFailures']).map((failure) =>
    optionalText(objectOf(failure)['itemIdentifier']),
  );
  // A name that is not in the batch, or none, is a failure of all, as Lambda has it.
  const known = all();
  return named.every((name) => name !== undefined && known.has(name)) ? new Set(named.map(String)) : known;
}
