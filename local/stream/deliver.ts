import { setTimeout as pause } from 'node:timers/promises';
import { isObject, listOf, optionalText } from '../json.ts';
import type { EventSource } from '../lambda/event-sources.ts';
import type { Outcome } from '../lambda/messages.ts';
import { type StreamRecord, sequenceOf } from './record.ts';

export interface Delivery {
  readonly source: Pick<EventSource, 'retries' | 'bisects' | 'reportsItems'>;
  readonly invoke: (records: readonly StreamRecord[]) => Promise<Outcome>;
  /** Told of records that are given up, and why. */
  readonly giveUp: (records: readonly StreamRecord[], reason: string) => Promise<void> | void;
  /** Aborted when the machine stops: what is not delivered then comes again after the next start. */
  readonly signal: AbortSignal;
  /** Pause before the n-th retry, in milliseconds. */
  readonly backoffMs?: (retry: number) => number;
}

/** 100, 200, 400 ms and so on, at most 5 s. */
const backoff = (retry: number): number => Math.min(5_000, 50 * 2 ** retry);

/**
 * Hands a batch to its function until each record is handled or given up, as Lambda's poller does: a batch that fails is
 * retried from the first record that the function names, else halved (which costs no retry), else whole.
 */
export async function deliver(records: readonly StreamRecord[], delivery: Delivery, retry = 0): Promise<void> {
  const { source, invoke, giveUp, signal } = delivery;
  signal.throwIfAborted();
  const outcome = await invoke(records);
  signal.throwIfAborted();
  const first = firstFailure(records, outcome, source.reportsItems);
  if (first === undefined) return;

  if (source.bisects && first === 0 && records.length > 1) {
    const middle = Math.ceil(records.length / 2);
    await deliver(records.slice(0, middle), delivery, retry);
    await deliver(records.slice(middle), delivery, retry);
    return;
  }
  const rest = records.slice(first);
  if (source.retries >= 0 && retry >= source.retries) {
    await giveUp(rest, outcome.ok ? 'the function reported failures' : outcome.error.errorMessage);
    return;
  }
  await pause((delivery.backoffMs ?? backoff)(retry + 1), undefined, { signal });
  await deliver(rest, delivery, retry + 1);
}

/** Index of the first record that failed, or undefined when none did. What cannot be understood is a failure of all. */
function firstFailure(records: readonly StreamRecord[], outcome: Outcome, reportsItems: boolean): number | undefined {
  if (!outcome.ok) return 0;
  if (!reportsItems || outcome.payload === null) return undefined;
  if (!isObject(outcome.payload)) return 0;
  const failures = listOf(outcome.payload['batchItemFailures']);
  if (failures.length === 0) return undefined;
  const named = new Set(
    failures.map((failure) => (isObject(failure) ? optionalText(failure['itemIdentifier']) : undefined)),
  );
  const index = records.findIndex((record) => named.has(sequenceOf(record)));
  return index < 0 ? 0 : index;
}
