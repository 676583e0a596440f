import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Outcome } from '../../../local/lambda/messages.ts';
import { openCheckpoint } from '../../../local/stream/checkpoint.ts';
import { deliver } from '../../../local/stream/deliver.ts';
import { openLanes } from '../../../local/stream/lanes.ts';
import { matchesPattern } from '../../../local/stream/pattern.ts';
import { type StreamRecord, sequenceOf } from '../../../local/stream/record.ts';
import { workFolder } from '../../support/local-assembly.ts';
import { until } from '../../support/until.ts';

const record = (sequence: number, pk = 'C#1'): StreamRecord => ({
  eventID: String(sequence),
  eventName: 'INSERT',
  awsRegion: 'us-east-1',
  eventSourceARN: 'arn',
  dynamodb: { Keys: { pk: { S: pk } }, SequenceNumber: String(sequence), ApproximateCreationDateTime: 0 },
});
const records = (...sequences: number[]): StreamRecord[] => sequences.map((sequence) => record(sequence));
const numbers = (batch: readonly StreamRecord[]): number[] => batch.map((one) => Number(sequenceOf(one)));

const fine: Outcome = { ok: true, payload: { batchItemFailures: [] } };
const broken: Outcome = { ok: false, error: { errorType: 'Error', errorMessage: 'broken' } };
const failing = (...sequences: number[]): Outcome => ({
  ok: true,
  payload: { batchItemFailures: sequences.map((sequence) => ({ itemIdentifier: String(sequence) })) },
});

/** Delivers 1 to 8 to a function that behaves as told. */
async function delivered(
  handler: (batch: readonly number[], call: number) => Outcome,
  source = { retries: 2, bisects: true, reportsItems: true },
) {
  const calls: number[][] = [];
  const givenUp: number[] = [];
  await deliver(records(1, 2, 3, 4, 5, 6, 7, 8), {
    source,
    signal: new AbortController().signal,
    backoffMs: () => 0,
    invoke: async (batch) => {
      calls.push(numbers(batch));
      return handler(numbers(batch), calls.length);
    },
    giveUp: (batch) => void givenUp.push(...numbers(batch)),
  });
  return { calls, givenUp };
}

describe('a batch of the stream', () => {
  it('is delivered once when it is handled', async () => {
    expect(await delivered(() => fine)).toEqual({ calls: [[1, 2, 3, 4, 5, 6, 7, 8]], givenUp: [] });
  });

  it('comes again from the first record that the function names', async () => {
    const { calls, givenUp } = await delivered((_batch, call) => (call === 1 ? failing(7, 5) : fine));
    expect(calls).toEqual([
      [1, 2, 3, 4, 5, 6, 7, 8],
      [5, 6, 7, 8],
    ]);
    expect(givenUp).toEqual([]);
  });

  it('is halved until the one poisonous record stands alone, and only that is given up', async () => {
    const { calls, givenUp } = await delivered((batch) => (batch.includes(6) ? broken : fine));
    expect(givenUp).toEqual([6]);
    expect(calls.filter((batch) => batch.length === 1 && batch[0] === 6)).toHaveLength(3);
    for (const good of [1, 2, 3, 4, 5, 7, 8])
      expect(calls.some((batch) => batch.includes(good) && !batch.includes(6))).toBe(true);
  });

  it('is given up whole after its retries when it may not be halved', async () => {
    const { calls, givenUp } = await delivered(() => broken, { retries: 2, bisects: false, reportsItems: false });
    expect(calls).toHaveLength(3);
    expect(givenUp).toHaveLength(8);
  });

  it('counts an answer that makes no sense as a failure of all', async () => {
    const { calls } = await delivered((_batch, call) => (call === 1 ? failing(99) : fine), {
      retries: 1,
      bisects: false,
      reportsItems: true,
    });
    expect(calls).toHaveLength(2);
    expect(calls[1]).toHaveLength(8);
  });
});

describe('lanes', () => {
  it('keep the order within a partition key, and let one slow key hold nobody else up', async () => {
    const handled: string[] = [];
    const gate = Promise.withResolvers<void>();
    const lanes = openLanes({
      count: 4,
      batchSize: 2,
      partitionKey: 'pk',
      handle: async (batch) => {
        if (batch.some((one) => one.dynamodb.Keys['pk']?.['S'] === 'slow')) await gate.promise;
        handled.push(...batch.map((one) => `${one.dynamodb.Keys['pk']?.['S']}:${sequenceOf(one)}`));
      },
      onHandled: () => undefined,
    });
    lanes.add([record(1, 'slow'), ...Array.from({ length: 20 }, (_, index) => record(index + 2, `key${index % 5}`))]);
    await until(() => handled.length > 5);
    expect(handled).not.toContain('slow:1');
    gate.resolve();
    await until(() => lanes.pending() === 0);
    for (const name of ['key0', 'key1', 'key2', 'key3', 'key4']) {
      const order = handled.filter((one) => one.startsWith(name)).map((one) => Number(one.split(':')[1]));
      expect(order).toEqual([...order].sort((a, b) => a - b));
      expect(order).toHaveLength(4);
    }
  });
});

describe('the checkpoint', () => {
  const folder = workFolder();
  afterEach(() => folder.remove());

  it('never passes a record that is not handled, and survives a restart', () => {
    const file = join(folder.path, 'stream.json');
    const checkpoint = openCheckpoint(file);
    checkpoint.read('shard', ['1', '2', '3', '4']);
    checkpoint.handled(['2', '4']);
    expect(checkpoint.position('shard')).toBeUndefined();
    checkpoint.handled(['1']);
    expect(checkpoint.position('shard')).toBe('2');
    expect(openCheckpoint(file).position('shard')).toBe('2');
    checkpoint.handled(['3']);
    expect(openCheckpoint(file).position('shard')).toBe('4');
  });
});

describe('a filter of the stream', () => {
  const pattern = { eventName: ['INSERT'], dynamodb: { Keys: { pk: { S: [{ prefix: 'C#' }, { prefix: 'N#' }] } } } };

  it.each([
    ['C#1', 'INSERT', true],
    ['N#1', 'INSERT', true],
    ['I#1', 'INSERT', false],
    ['C#1', 'MODIFY', false],
  ])('on %s %s', (pk, eventName, expected) => {
    expect(matchesPattern(pattern, { ...record(1, pk), eventName })).toBe(expected);
  });

  it('knows what is there, what is not, and what it does not know', () => {
    expect(matchesPattern({ a: [{ exists: false }] }, {})).toBe(true);
    expect(matchesPattern({ a: [{ 'anything-but': ['x'] }] }, { a: 'y' })).toBe(true);
    expect(() => matchesPattern({ a: [{ cidr: '10.0.0.0/8' }] }, { a: 'y' })).toThrow('cidr');
  });
});
