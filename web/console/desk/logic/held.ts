import type { Pending } from '../../../../shared/client/types.ts';
import type { HintsSeen } from '../../../../shared/domain/desk/hint-rules.ts';
import type { DraftFor } from './draft.ts';

/** How long a message can still be taken back unseen, in ms; longer when a hint was overridden, since that is when people change their mind. */
export const HOLD = { usual: 3_000, flagged: 8_000 } as const;

/** What an operator writes to a customer, ready to go: `due` makes it a promise, `restates` the problem in other words. */
export interface Outgoing {
  readonly conversation: string;
  readonly text: string;
  readonly draft: DraftFor;
  /** its writer has said, by name, that it is for this customer after all */
  readonly confirmed?: true;
  readonly due?: number;
  readonly restates?: true;
  /** it is what was promised */
  readonly settles?: true;
  /** what came up while it was written: for the figures, not for anybody's eyes */
  readonly hints?: HintsSeen;
}

/** A message on its way out that can still be taken back. Its id is that of the command it becomes. */
export interface HeldMessage extends Outgoing {
  readonly id: string;
  /** when it goes, server time in epoch ms */
  readonly until: number;
}

/** How long to hold a message; 0: it goes at once. The first answer of a chat is never held. */
export function holdFor({ isFirst, isFlagged }: { readonly isFirst: boolean; readonly isFlagged: boolean }): number {
  if (isFlagged) return HOLD.flagged;
  return isFirst ? 0 : HOLD.usual;
}

/** Which are still held, and which go now, oldest first. */
export interface Split {
  readonly held: readonly HeldMessage[];
  readonly released: readonly HeldMessage[];
}

/** Holds one more. What is held in the same conversation goes first, at once: nothing overtakes an earlier message. */
export function hold(held: readonly HeldMessage[], message: HeldMessage): Split {
  const isSame = ({ conversation }: HeldMessage): boolean => conversation === message.conversation;
  return { held: [...held.filter((one) => !isSame(one)), message], released: held.filter(isSame) };
}

/** Releases those whose time has come, and those that would be held longer than any hold lasts: the clock was set back. */
export function release(held: readonly HeldMessage[], now: number): Split {
  const isDue = ({ until }: HeldMessage): boolean => until <= now || until > now + HOLD.flagged;
  return { held: held.filter((one) => !isDue(one)), released: held.filter(isDue) };
}

/** Takes one out: undone, or sent now. */
export function take(held: readonly HeldMessage[], id: string): { held: readonly HeldMessage[]; taken?: HeldMessage } {
  const taken = held.find((one) => one.id === id);
  return { held: held.filter((one) => one !== taken), ...(taken && { taken }) };
}

/** When the next one goes; null when none is held. */
export const nextRelease = (held: readonly HeldMessage[]): number | null =>
  held.length === 0 ? null : Math.min(...held.map(({ until }) => until));

/** The command that a message becomes. */
export function commandOf({ text, draft, confirmed, due, restates, settles, hints }: Outgoing): Pending['command'] {
  const { conversation, customer } = draft;
  const written = {
    text,
    draft: { conversation, customer, ...(confirmed && { confirmed }) },
    ...(hints && { hints }),
  };
  if (restates) return { type: 'understanding.propose', ...written };
  if (due !== undefined) return { type: 'promise.make', ...written, due };
  return { type: 'message.post', ...written, ...(settles && { settles }) };
}

/** Held messages as text, for storage; empty when there is none. */
export const toText = (held: readonly HeldMessage[]): string =>
  held.length === 0 ? '' : JSON.stringify({ v: 1, held });

/** Reads them back; what is damaged or of another version is dropped. */
export function fromText(text: string | null): readonly HeldMessage[] {
  try {
    const stored = JSON.parse(text || 'null') as { v?: unknown; held?: unknown } | null;
    return stored?.v === 1 && Array.isArray(stored.held) ? stored.held.filter(isHeld) : [];
  } catch {
    return []; // damaged: these messages cannot be known any more
  }
}

function isHeld(value: unknown): value is HeldMessage {
  if (value === null || typeof value !== 'object') return false;
  const { id, conversation, text, until, draft } = value as Partial<HeldMessage>;
  const isFor = draft && typeof draft.conversation === 'string' && typeof draft.customer === 'string';
  const areTexts = [id, conversation, text].every((one) => typeof one === 'string' && one !== '');
  return areTexts && isFor === true && Number.isFinite(until);
}
