import type { DraftKind } from '../../../../shared/protocol/values.ts';
import type { Draft, DraftFor } from './draft.ts';
import { NOTHING, type Side, type Version } from './draft-merge.ts';

/** The part of `localStorage` that drafts need. */
export interface KeyValues {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** What is known of a field elsewhere, beside the text that stands in it. */
const SIDE = 'otvet.draft-side.';

/** Drafts survive a reload and belong to one person on this machine. `kind` keeps notes apart from messages. */
export class Drafts {
  readonly #storage: KeyValues;
  readonly #prefix: string;
  readonly #sides: string;
  readonly #changed: (conversation: string) => void;
  /** what the storage would not take */
  readonly #unkept = new Map<string, string>();

  /**
   * @param person whose drafts: `<workspace>.<operator>`
   * @param changed called when somebody has written
   */
  constructor(storage: KeyValues, person: string, kind: DraftKind, changed: (conversation: string) => void = () => {}) {
    this.#storage = storage;
    this.#prefix = `otvet.draft.${kind}.${person}.`;
    this.#sides = `${SIDE}${kind}.${person}.`;
    this.#changed = changed;
  }

  /** The draft kept under a conversation, if any; what is not readable counts as none. */
  read(conversation: string): Draft | null {
    const kept = this.#get(this.#prefix + conversation);
    return isDraft(kept) ? kept : null;
  }

  /**
   * Keeps what is written now. Whom it is for stays as it was when it was begun; an emptied field ends the draft, so
   * that the next letter begins a new one. `origin`: for whom it was begun, when it comes from elsewhere.
   */
  write(place: DraftFor, text: string, origin: DraftFor = place): Draft | null {
    const { conversation } = place;
    const begun = this.read(conversation) ?? origin;
    const draft = text === '' ? null : { conversation: begun.conversation, customer: begun.customer, text };
    this.#set(this.#prefix + conversation, draft);
    this.#changed(conversation);
    return draft;
  }

  /** Puts a text before what stands in the field, as after an undo. */
  putBack(place: DraftFor, text: string, origin: DraftFor = place): Draft | null {
    const now = this.read(place.conversation)?.text;
    return this.write(place, now === undefined ? text : `${text}\n${now}`, origin);
  }

  /** The field with all that is known of it elsewhere. */
  side(conversation: string): Side {
    const kept = this.#get(this.#sides + conversation);
    return { ...(isSide(kept) ? kept : NOTHING), local: this.read(conversation) };
  }

  /** Keeps what becomes of a field; says whether anything of that can be seen. */
  change(conversation: string, step: (side: Side) => Side): boolean {
    const before = this.side(conversation);
    const after = step(before);
    const { local, ...rest } = after;
    if (local !== before.local) this.#set(this.#prefix + conversation, local);
    const isNothing = rest.known.at === 0 && rest.asked.length + rest.aside.length === 0 && rest.theirs === null;
    if (after !== before) this.#set(this.#sides + conversation, isNothing ? null : rest);
    return local !== before.local || rest.theirs !== before.theirs || rest.aside !== before.aside;
  }

  #get(key: string): unknown {
    try {
      return JSON.parse(this.#unkept.get(key) ?? this.#storage.getItem(key) ?? 'null');
    } catch {
      return null;
    }
  }

  #set(key: string, value: unknown): void {
    this.#unkept.delete(key);
    try {
      if (value === null) this.#storage.removeItem(key);
      else this.#storage.setItem(key, JSON.stringify(value));
    } catch {
      // storage full or forbidden: keep it in memory, so that one can go on writing
      if (value !== null) this.#unkept.set(key, JSON.stringify(value));
    }
  }
}

/** How long (ms) the server keeps drafts: after that, this machine has nothing to compare its own with. */
const FORGOTTEN = 30 * 24 * 3_600_000;

/** Removes what is known of fields that nobody has written in for a month, here or elsewhere. Texts stay. */
export function forgetOld(storage: KeyValues & Pick<Storage, 'key' | 'length'>, now: number): void {
  const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '');
  for (const key of keys.filter((one) => one.startsWith(SIDE)))
    try {
      const side: unknown = JSON.parse(storage.getItem(key) ?? 'null');
      const isNeeded =
        isSide(side) && (side.known.at > now - FORGOTTEN || side.theirs !== null || side.aside.length > 0);
      if (!isNeeded) storage.removeItem(key);
    } catch {
      storage.removeItem(key);
    }
}

function isDraft(value: unknown): value is Draft {
  if (value === null || typeof value !== 'object') return false;
  const { conversation, customer, text } = value as Partial<Record<keyof Draft, unknown>>;
  return typeof conversation === 'string' && typeof customer === 'string' && typeof text === 'string' && text !== '';
}

function isVersion(value: unknown): value is Version {
  if (value === null || typeof value !== 'object') return false;
  const { at, draft } = value as Partial<Record<keyof Version, unknown>>;
  return Number.isFinite(at) && (draft === null || isDraft(draft));
}

function isSide(value: unknown): value is Omit<Side, 'local'> {
  if (value === null || typeof value !== 'object') return false;
  const { known, asked, theirs, aside } = value as Partial<Record<keyof Side, unknown>>;
  const { at, text } = (known ?? {}) as Partial<Record<'at' | 'text', unknown>>;
  return (
    Number.isFinite(at) &&
    typeof text === 'string' &&
    Array.isArray(asked) &&
    asked.every((one) => typeof one?.text === 'string' && Number.isFinite(one.since)) &&
    (theirs === null || isVersion(theirs)) &&
    Array.isArray(aside) &&
    aside.every(isDraft)
  );
}
