import type { ClientOptions } from '../../../shared/client/types.ts';

type Local = Pick<Storage, 'setItem' | 'removeItem'>;

/** Commands that are not acknowledged yet, of each tab of a person in this browser: `otvet.outbox.<who>.<tab>`. */
export const OUTBOX = 'otvet.outbox.';
/** Messages that can still be taken back, alike. */
export const HELD = 'otvet.held.';

/** Writes a text, or removes it when there is nothing to keep. A full or forbidden storage must stop nobody. */
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
  /** Says whose it is: nothing is queued before. From now on a lock tells other tabs that this one lives. */
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
      // Held as long as the page lives: the browser lets go of it, however the page ends.
      void navigator.locks?.request(OUTBOX + owner, () => new Promise(() => undefined));
    },
  };
}
