import { type Signal, signal } from '@preact/signals';
import type { HintsSeen } from '../../../shared/domain/desk/hint-rules.ts';
import type { DraftKind } from '../../../shared/protocol/values.ts';
import type { Draft } from './logic/draft.ts';
import type { Drafts } from './logic/drafts.ts';
import type { HeldMessage } from './logic/held.ts';

/** What is being written and done in chats, and is not in a log yet. */
export interface DeskModel {
  /** what is on its way to customers and can still be taken back */
  readonly heldMessages: Signal<readonly HeldMessage[]>;
  /** counts up when a text was put into a draft from elsewhere: an undo, an apology */
  readonly restored: Signal<number>;
  /** chats with which nothing can be done any more, as the server said when something of theirs was to be kept or seen */
  readonly outOfSight: Signal<ReadonlySet<string>>;
  /** the chat that was put aside just now */
  readonly putAside: Signal<{ readonly conversation: string; readonly at: number } | null>;
  /** the chat that was closed just now, with its customer's name */
  readonly closed: Signal<{ readonly conversation: string; readonly name: string; readonly at: number } | null>;
  /** what was copied out of a draft, and for whom that had been begun */
  readonly copied: Signal<Draft | null>;
  /** hints that came up in each chat since its last message: they go with the next */
  readonly hints: Signal<ReadonlyMap<string, HintsSeen>>;
}

/** Drafts of who is signed in. */
export type DraftsOf = (kind: DraftKind) => Drafts;

export const createDesk = (): DeskModel => ({
  heldMessages: signal<readonly HeldMessage[]>([]),
  restored: signal(0),
  outOfSight: signal<ReadonlySet<string>>(new Set()),
  putAside: signal<{ readonly conversation: string; readonly at: number } | null>(null),
  closed: signal<{ readonly conversation: string; readonly name: string; readonly at: number } | null>(null),
  copied: signal<Draft | null>(null),
  hints: signal<ReadonlyMap<string, HintsSeen>>(new Map()),
});
