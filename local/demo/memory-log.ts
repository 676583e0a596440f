import type { LogKey, LogStore } from '../../functions/kernel/ports.ts';
import type { Commit, LogKind } from '../../shared/domain/kernel/log.ts';
import type { Millis } from '../../shared/domain/kernel/types.ts';

/** A commit with the lease that rides beside it. */
export interface Entry<E, S> {
  readonly key: LogKey;
  readonly commit: Commit<E, S>;
  readonly due: Millis | null;
}

/** Logs of one kind while they are told: one writer, who goes forward in time. */
export interface MemoryLog<E, S> extends LogStore<E, S> {
  /** The commits of one log, oldest first. */
  readonly entries: (id: string) => readonly Entry<E, S>[];
  readonly newest: (id: string) => Entry<E, S> | undefined;
}

export function memoryLog<E, S>(kind: LogKind): MemoryLog<E, S> {
  const logs = new Map<string, Entry<E, S>[]>();
  const logOf = (id: string): Entry<E, S>[] => {
    const log = logs.get(id) ?? [];
    logs.set(id, log);
    return log;
  };
  const lease = async ({ id }: LogKey, seq: number, due: Millis | null): Promise<void> => {
    const log = logOf(id);
    const index = log.findIndex(({ commit }) => commit.seq === seq);
    const entry = log[index];
    if (entry !== undefined && entry.due !== null) log[index] = { ...entry, due };
  };
  return {
    kind,
    entries: logOf,
    newest: (id) => logOf(id).at(-1),
    read: async ({ id }, from, limit) => {
      const found = logOf(id).filter(({ commit }) => commit.seq >= from);
      return { commits: found.slice(0, limit).map(({ commit }) => commit), more: found.length > limit };
    },
    readBack: async ({ id }, before, limit) =>
      logOf(id)
        .filter(({ commit }) => before === null || commit.seq < before)
        .slice(-limit)
        .reverse()
        .map(({ commit }) => commit),
    append: async (key, commit, due) => {
      const last = logOf(key.id).at(-1)?.commit;
      if (last !== undefined && (commit.seq !== last.seq + 1 || commit.at < last.at)) {
        throw new Error(`The tale of ${key.id} goes back in time at commit ${commit.seq}.`);
      }
      logOf(key.id).push({ key, commit, due });
      return { ok: true };
    },
    removeBody: async ({ id }, seq, fields) => {
      const log = logOf(id);
      const index = log.findIndex(({ commit }) => commit.seq === seq);
      const entry = log[index];
      if (entry === undefined) return;
      const body = Object.fromEntries(
        Object.entries(entry.commit.body).filter(([field]) => !fields.some((one) => one === field)),
      );
      log[index] = { ...entry, commit: { ...entry.commit, body } };
    },
    moveLease: lease,
    clearLease: (key, seq) => lease(key, seq, null),
  };
}
