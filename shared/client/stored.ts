import type { Frame } from './model.ts';
import { LOGS } from './outbox.ts';
import type { Pending } from './types.ts';

interface Stored {
  readonly v: 1;
  readonly pending: readonly Pick<Pending, 'id' | 'conversation' | 'log' | 'command' | 'after' | 'queuedAt'>[];
}

/** The outbox as text, for storage; empty when nothing waits. */
export function toText(conversations: ReadonlyMap<string, { readonly pending: readonly Pending[] }>): string {
  const pending = [...conversations.values()]
    .flatMap((copy) => copy.pending)
    .map(({ id, conversation, log, command, after, queuedAt }) => ({
      id,
      conversation,
      log,
      command,
      after,
      queuedAt,
    }));
  return pending.length === 0 ? '' : JSON.stringify({ v: 1, pending } satisfies Stored);
}

/** Reads it back. What is damaged, of another version, or no command of this door is dropped. */
export function fromText(text: string | null, encode: (frame: Frame) => string): Stored['pending'] {
  try {
    const stored = JSON.parse(text || 'null') as Stored | null;
    if (stored?.v !== 1) return [];
    return stored.pending.filter((pending) => isSendable(pending, encode));
  } catch {
    return []; // damaged: these commands cannot be known any more
  }
}

function isSendable(pending: Stored['pending'][number], encode: (frame: Frame) => string): boolean {
  const { id, conversation, log, command, after, queuedAt } = pending;
  try {
    encode({ ...command, id, conversation, after: after ?? 0 });
    return LOGS.includes(log) && Number.isFinite(queuedAt);
  } catch {
    return false; // of another version or another door
  }
}
