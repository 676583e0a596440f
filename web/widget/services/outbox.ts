import type { ClientOptions } from '../../../shared/client/types.ts';
import type { Keep } from './storage.ts';

const PREFIX = 'outbox.';

/**
 * Where this tab keeps what is not acknowledged yet. Each tab is a sender of its own; what a closed tab left behind is
 * taken over by the next one, so that no text is lost with its tab. A lock that a living tab holds tells them apart.
 * @param tab storage that ends with the tab (sessionStorage): a reload finds its own outbox again
 */
export async function openOutbox(
  keep: Keep,
  tab: Keep,
  locks: LockManager | undefined,
  newId: () => string,
): Promise<NonNullable<ClientOptions['storage']>> {
  let name = tab.get('tab') ?? newId();
  // A duplicated tab has its original's sessionStorage, and must not have its outbox.
  if (locks && !(await hold(locks, name))) {
    name = newId();
    await hold(locks, name);
  }
  tab.set('tab', name);
  const key = PREFIX + name;
  if (locks) {
    for (const other of keep.keys()) {
      if (!other.startsWith(PREFIX) || other === key) continue;
      await locks.request(lockOf(other.slice(PREFIX.length)), { ifAvailable: true }, (lock) => {
        if (!lock) return;
        keep.set(key, merged(keep.get(key), keep.get(other)));
        keep.set(other, null);
      });
    }
  }
  return { load: () => keep.get(key), save: (value) => keep.set(key, value || null) };
}

const lockOf = (name: string): string => `otvet.tab.${name}`;

/** Holds the tab's lock until the page goes; false when another page has it. */
const hold = (locks: LockManager, name: string): Promise<boolean> =>
  new Promise((resolve) => {
    void locks.request(lockOf(name), { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock === null ? undefined : new Promise<void>(() => {});
    });
  });

/** Two outboxes as one: the shape is that of shared/client/outbox.ts. */
function merged(mine: string | null, theirs: string | null): string | null {
  if (!mine || !theirs) return mine ?? theirs;
  try {
    const [a, b] = [mine, theirs].map((text) => JSON.parse(text) as { v: number; pending: unknown[] });
    return a && b && a.v === b.v ? JSON.stringify({ v: a.v, pending: [...a.pending, ...b.pending] }) : mine;
  } catch {
    return mine; // damaged: what cannot be read cannot be sent
  }
}
