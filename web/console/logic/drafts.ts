/** For whom a draft was begun. Fixed with its first letter: it can be sent to nobody else (M2). */
export interface DraftFor {
  readonly conversation: string;
  readonly customer: string;
}
export interface Draft extends DraftFor {
  readonly text: string;
}

/** What is being written: to the customer, to the team, or the problem in other words. Kept apart. */
export type DraftKind = 'message' | 'note' | 'restate';

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
  /** what the storage would not take */
  readonly #unkept = new Map<string, Draft>();

  /** @param person whose drafts: `<workspace>.<operator>` */
  constructor(storage: KeyValues, person: string, kind: DraftKind) {
    this.#storage = storage;
    this.#prefix = `otvet.draft.${kind}.${person}.`;
  }

  /** The draft kept under a conversation, if any; what is not readable counts as none. */
  read(conversation: string): Draft | null {
    const unkept = this.#unkept.get(conversation);
    if (unkept) return unkept;
    try {
      const kept: unknown = JSON.parse(this.#storage.getItem(this.#prefix + conversation) ?? 'null');
      return isDraft(kept) ? kept : null;
    } catch {
      return null;
    }
  }

  /**
   * Keeps what is written now. Whom it is for stays as it was when it was begun; an emptied field ends the draft, so
   * that the next letter begins a new one. `origin`: for whom it was begun, when it comes from elsewhere.
   */
  write(place: DraftFor, text: string, origin: DraftFor = place): Draft | null {
    const { conversation } = place;
    const begun = this.read(conversation) ?? origin;
    const draft = text === '' ? null : { conversation: begun.conversation, customer: begun.customer, text };
    this.#unkept.delete(conversation);
    try {
      if (draft) this.#storage.setItem(this.#prefix + conversation, JSON.stringify(draft));
      else this.#storage.removeItem(this.#prefix + conversation);
    } catch {
      // a full or forbidden storage must not stop anybody from writing
      if (draft) this.#unkept.set(conversation, draft);
    }
    return draft;
  }

  /** Puts a text before what stands in the field, as after an undo. */
  putBack(place: DraftFor, text: string, origin: DraftFor = place): Draft | null {
    const now = this.read(place.conversation)?.text;
    return this.write(place, now === undefined ? text : `${text}\n${now}`, origin);
  }
}

function isDraft(value: unknown): value is Draft {
  if (value === null || typeof value !== 'object') return false;
  const { conversation, customer, text } = value as Partial<Record<keyof Draft, unknown>>;
  return typeof conversation === 'string' && typeof customer === 'string' && typeof text === 'string' && text !== '';
}
