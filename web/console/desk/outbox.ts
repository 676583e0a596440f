import type { ClientOptions } from '../../../shared/client/types.ts';

type Local = Pick<Storage, 'setItem' | 'removeItem'>;

/** Commands that are not acknowledged yet, of each tab of a person in this browser: `otvet.outbox.<who>.<tab>`. */
export const OUTBOX = 'otvet.outbox.';
/** Messages that can still be taken back: `otvet.held.<who>.<tab>`. */
export const HELD = 'otvet.held.';

/** Writes a text, or removes it when there is nothing to keep. Does nothing when the storage is full or forbidden. */
export function keep(local: Local, key: string, text: string): void {
  try {
    if (text === '') local.removeItem(key);
    else local.setItem(key, text);
  } catch {
    // it lives on in this tab only
  }
}

/** The place of one tab's unacknowledged commands. */
export interface Outbox {
  readonly storage: NonNullable<ClientOptions['storage']>;
  /** `<workspace>.<operator>.<tab>`; null until it is known whose it is */
  readonly owner: string | null;
  /** Says whose it is; nothing may be queued before. From now on this tab holds a lock, by which other tabs know that it is alive. */
  own(who: string): void;
}

/** @param tab random: each tab is a sender of its own */
export function createOutbox(local: Local, tab: string): Outbox {
  let owner: string | null = null;
  return {
    storage: {
      // What earlier tabs left is taken over once it is known who is here (see outgoing.ts).
      load: () => null,
      save: (text) => owner !== null && keep(local, OUTBOX + owner, text),
    },
    get owner() {
      return owner;
    },
    own(who) {
      if (owner !== null) return;
      owner = `${who}.${tab}`;
      // The promise never ends, so the browser frees the lock only when the page ends, also by a crash.
      void navigator.locks?.request(OUTBOX + owner, () => new Promise(() => undefined));
    },
  };
}
