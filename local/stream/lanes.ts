import { partitionOf, type StreamRecord } from './record.ts';

/** Splits a stream by partition key into lanes that run beside each other, each in order. */
export interface Lanes {
  readonly add: (records: readonly StreamRecord[]) => void;
  /** Records that were added and are not yet handled. */
  readonly pending: () => number;
  /** Resolves when fewer than so many records are pending. */
  readonly below: (count: number) => Promise<void>;
}

export interface LanesOptions {
  readonly count: number;
  readonly batchSize: number;
  readonly partitionKey: string;
  /** Handles one batch; a batch whose handling rejects stays pending for ever (the machine stops). */
  readonly handle: (batch: readonly StreamRecord[]) => Promise<void>;
  /** Told when a batch is handled. */
  readonly onHandled: (batch: readonly StreamRecord[]) => void;
}

export function openLanes({ count, batchSize, partitionKey, handle, onHandled }: LanesOptions): Lanes {
  const lanes = Array.from({ length: Math.max(1, count) }, () => ({ queue: [] as StreamRecord[], isBusy: false }));
  let pending = 0;
  let waiting: { readonly count: number; readonly resolve: () => void }[] = [];

  const run = async (lane: (typeof lanes)[number]): Promise<void> => {
    if (lane.isBusy) return;
    lane.isBusy = true;
    try {
      while (lane.queue.length > 0) {
        const batch = lane.queue.splice(0, batchSize);
        await handle(batch);
        pending -= batch.length;
        onHandled(batch);
        const [ready, still] = [
          waiting.filter((one) => pending < one.count),
          waiting.filter((one) => pending >= one.count),
        ];
        waiting = still;
        for (const { resolve } of ready) resolve();
      }
    } catch {
      return; // stays busy: nothing later of this lane may overtake what was not handled
    }
    lane.isBusy = false;
  };

  return {
    add: (records) => {
      for (const record of records) {
        pending += 1;
        lanes[hash(partitionOf(record, partitionKey)) % lanes.length]?.queue.push(record);
      }
      for (const lane of lanes) void run(lane);
    },
    pending: () => pending,
    below: (limit) =>
      pending < limit ? Promise.resolve() : new Promise((resolve) => waiting.push({ count: limit, resolve })),
  };
}

/** FNV-1a: spreads keys that differ in one digit. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}
