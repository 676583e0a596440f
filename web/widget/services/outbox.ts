import type { ClientOptions } from '../../../shared/client/types.ts';
import type { Keep } from './storage.ts';

const PREFIX = 'outbox.';

/**
 * Where this page keeps what is not acknowledged yet. Each page is a sender of its own, and takes over whatever it finds: of
 * a page before a reload, of a tab that was closed. A tab that still lives sends the same commands too, and the server
 * takes each once, by its id.
 */
export function openOutbox(keep: Keep, newId: () => string): NonNullable<ClientOptions['storage']> {
  const key = PREFIX + newId();
  const found = keep.keys().filter((name) => name.startsWith(PREFIX));
  const pending = found.flatMap((name) => pendingIn(keep.get(name)));
  for (const name of found) keep.set(name, null);
  if (pending.length > 0) keep.set(key, JSON.stringify({ v: 1, pending }));
  return { load: () => keep.get(key), save: (value) => keep.set(key, value || null) };
}

/** The shape is that of shared/client/outbox.ts, which checks each command again. */
function pendingIn(text: string | null): unknown[] {
  try {
    const stored = JSON.parse(text ?? 'null') as { v: number; pending: unknown[] } | null;
    return stored?.v === 1 ? stored.pending : [];
  } catch {
    return []; // damaged: what cannot be read cannot be sent
  }
}
