/** For whom a draft was begun. Fixed with its first letter: it can be sent to nobody else (M2). */
export interface DraftFor {
  readonly conversation: string;
  readonly customer: string;
}
export interface Draft extends DraftFor {
  readonly text: string;
}

/** The part of `localStorage` that drafts need. */
export interface KeyValues {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** Drafts survive a reload and belong to one person on this machine. `kind` keeps notes apart from messages. */
export class Drafts {
  readonly #storage: KeyValues;
  readonly #prefix: string;

  /** @param person whose drafts: `<workspace>.<operator>` */
  constructor(storage: KeyValues, person: string, kind: 'message' | 'note') {
    this.#storage = storage;
    this.#prefix = `otvet.draft.${kind}.${person}.`;
  }

  /** The draft kept under a conversation, if any; what is not readable counts as none. */
  read(conversation: string): Draft | null {
    try {
      const kept: unknown = JSON.parse(this.#storage.getItem(this.#prefix + conversation) ?? 'null');
      return isDraft(kept) ? kept : null;
    } catch {
      return null;
    }
  }

  /**
   * Keeps what is written now. Whom it is for stays as it was when it was begun; an emptied field ends the draft, so
   * that the next letter begins a new one.
   */
  write(place: DraftFor, text: string): Draft | null {
    const key = this.#prefix + place.conversation;
    if (text === '') {
      this.#quietly(() => this.#storage.removeItem(key));
      return null;
    }
    const begun = this.read(place.conversation) ?? place;
    const draft: Draft = { conversation: begun.conversation, customer: begun.customer, text };
    this.#quietly(() => this.#storage.setItem(key, JSON.stringify(draft)));
    return draft;
  }

  /** A full or forbidden storage must not stop anybody from writing. */
  #quietly(run: () => void): void {
    try {
      run();
    } catch {
      // the draft lives on in the field only
    }
  }
}

function isDraft(value: unknown): value is Draft {
  if (value === null || typeof value !== 'object') return false;
  const { conversation, customer, text } = value as Partial<Record<keyof Draft, unknown>>;
  return typeof conversation === 'string' && typeof customer === 'string' && typeof text === 'string' && text !== '';
}
