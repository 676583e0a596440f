import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { isObject, parseJson } from '../json.ts';

/** How far a stream has been handled, shard by shard, on disk: after a crash it goes on from there, with some records again. */
export interface Checkpoint {
  /** Sequence number of the last record of a shard before which all are handled. */
  readonly position: (shard: string) => string | undefined;
  /** Notes records in the order in which they were read. */
  readonly read: (shard: string, sequences: readonly string[]) => void;
  /** Notes records that are handled, in whatever order. */
  readonly handled: (sequences: readonly string[]) => void;
}

export function openCheckpoint(file: string): Checkpoint {
  const positions = new Map<string, string>(Object.entries(load(file)));
  const reading = new Map<string, string[]>();
  const done = new Set<string>();

  const save = (): void => {
    // Written beside and renamed: a crash leaves the old checkpoint or the new one, never half of one.
    writeFileSync(`${file}.new`, JSON.stringify(Object.fromEntries(positions)));
    renameSync(`${file}.new`, file);
  };
  return {
    position: (shard) => positions.get(shard),
    read: (shard, sequences) => {
      const list = reading.get(shard) ?? [];
      list.push(...sequences);
      reading.set(shard, list);
    },
    handled: (sequences) => {
      for (const sequence of sequences) done.add(sequence);
      let moved = false;
      for (const [shard, list] of reading) {
        let count = 0;
        for (; count < list.length && done.has(list[count] ?? ''); count++) done.delete(list[count] ?? '');
        const last = list[count - 1];
        if (last === undefined) continue;
        positions.set(shard, last);
        list.splice(0, count);
        moved = true;
      }
      if (moved) save();
    },
  };
}

function load(file: string): Record<string, string> {
  try {
    const value = parseJson(readFileSync(file, 'utf8'));
    return isObject(value) ? (value as Record<string, string>) : {};
  } catch {
    return {};
  }
}
