import type { Faults } from '../faults.ts';
import type { EventSource } from '../lambda/event-sources.ts';
import type { Outcome } from '../lambda/messages.ts';
import type { EngineClient } from '../table/engine-client.ts';
import type { TableModel } from '../table/model.ts';
import { openCheckpoint } from './checkpoint.ts';
import { deliver } from './deliver.ts';
import { openLanes } from './lanes.ts';
import { matchesPattern } from './pattern.ts';
import { type StreamRecord, sequenceOf } from './record.ts';
import { openShards } from './shards.ts';

/** Hands the table's stream to its function. */
export interface StreamPoller {
  /** Looks at the stream at once. */
  readonly poke: () => void;
  /** Resolves when everything written before the call has been handled. */
  readonly drained: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface StreamPollerOptions {
  readonly source: EventSource;
  readonly table: TableModel;
  readonly region: string;
  readonly client: EngineClient;
  readonly checkpointFile: string;
  readonly faults: Faults;
  readonly invoke: (event: unknown) => Promise<Outcome>;
  /** Sends a message to the queue of what was given up. */
  readonly onFailure: (queueArn: string, message: string) => Promise<void> | void;
  readonly report: (message: string) => void;
  /** Records whose effects were written with them: passed over. */
  readonly isDone?: (record: StreamRecord) => boolean;
}

/** Writes poke; this is for what is written without us. */
const IDLE_MS = 1_000;
const READ_LIMIT = 1_000;

export function startStreamPoller(options: StreamPollerOptions): StreamPoller {
  const { source, table, faults, invoke, report, isDone = () => false } = options;
  const checkpoint = openCheckpoint(options.checkpointFile);
  const shards = openShards(options.client, table.name, checkpoint.position);
  const stopping = new AbortController();
  const { signal } = stopping;
  const whole = (records: readonly StreamRecord[]) => ({ Records: records });

  const lanes = openLanes({
    count: source.lanes,
    batchSize: source.batchSize,
    partitionKey: table.partitionKey,
    handle: async (batch) => {
      await faults.running('projector');
      await deliver(batch, { source, signal, giveUp, invoke: (records) => invoke(whole(records)) });
      if (faults.isBatchRepeated()) await invoke(whole(batch));
    },
    onHandled: (batch) => checkpoint.handled(batch.map(sequenceOf)),
  });
  const giveUp = async (records: readonly StreamRecord[], reason: string): Promise<void> => {
    report(`${records.length} records of the stream were given up: ${reason}`);
    if (source.onFailureArn === undefined) return;
    await options.onFailure(source.onFailureArn, JSON.stringify(failureOf(records, reason, table, source)));
  };

  let wake = Promise.withResolvers<void>();
  let rounds = 0;
  let isEmpty = false;
  const round = async (): Promise<void> => {
    await lanes.below(Math.max(READ_LIMIT, source.batchSize * source.lanes));
    const woken = wake.promise;
    let count = 0;
    for (const { shard, records } of await shards.read(READ_LIMIT)) {
      count += records.length;
      checkpoint.read(shard, records.map(sequenceOf));
      const wanted = records.filter((record) => isWanted(record, source) && !isDone(record));
      const taken = new Set(wanted);
      const unwanted = records.filter((record) => !taken.has(record));
      lanes.add(wanted.map((record) => ({ ...record, awsRegion: options.region, eventSourceARN: table.streamArn })));
      checkpoint.handled(unwanted.map(sequenceOf));
    }
    rounds += 1;
    isEmpty = count === 0;
    if (isEmpty) await idle(woken, signal);
    wake = Promise.withResolvers();
  };
  const run = async (): Promise<void> => {
    let complained = false;
    while (!signal.aborted) {
      try {
        await round();
        complained = false;
      } catch (error) {
        if (signal.aborted) return;
        if (!complained) report(`The stream cannot be read: ${error instanceof Error ? error.message : String(error)}`);
        complained = true;
        await idle(new Promise(() => undefined), signal);
      }
    }
  };
  const running = run();
  const poke = (): void => wake.resolve();

  return {
    poke,
    drained: async () => {
      // A round that began after the call, read nothing, and found the lanes empty.
      for (const begun = rounds + 1; !signal.aborted; ) {
        await lanes.below(1);
        if (rounds > begun && isEmpty && lanes.pending() === 0) return;
        poke();
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    stop: async () => {
      stopping.abort();
      poke();
      await Promise.race([running, new Promise((resolve) => setTimeout(resolve, 1_000).unref())]);
    },
  };
}

const isWanted = (record: StreamRecord, source: EventSource): boolean =>
  source.patterns.length === 0 || source.patterns.some((pattern) => matchesPattern(pattern, record));

const idle = (woken: Promise<void>, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, IDLE_MS);
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    signal.addEventListener('abort', end, { once: true });
    void woken.then(end);
  });

/** What Lambda tells the queue: where the records stand, not the records. */
function failureOf(records: readonly StreamRecord[], reason: string, table: TableModel, source: EventSource): object {
  const [first] = records;
  const last = records.at(-1);
  return {
    requestContext: {
      functionArn: source.functionArn,
      condition: 'RetryAttemptsExhausted',
      approximateInvokeCount: source.retries + 1,
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: reason },
    version: '1.0',
    timestamp: new Date().toISOString(),
    DDBStreamBatchInfo: {
      startSequenceNumber: first && sequenceOf(first),
      endSequenceNumber: last && sequenceOf(last),
      batchSize: records.length,
      streamArn: table.streamArn,
    },
  };
}
