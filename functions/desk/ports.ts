import type { Millis } from '../../shared/domain/kernel/types.ts';
import type { DraftKind } from '../../shared/protocol/values.ts';

/** What the operator's desk needs of the world besides the logs. */

/** A version of what an operator is writing: `draft` null when the field was emptied; `at` orders versions. */
export interface DraftVersion {
  readonly at: Millis;
  readonly draft: { readonly conversation: string; readonly customer: string; readonly text: string } | null;
}

/** Names one field of one person. */
export interface DraftPlace {
  readonly workspace: string;
  readonly operator: string;
  readonly conversation: string;
  readonly kind: DraftKind;
}

/** What operators write and have not sent, for their own other devices; forgotten 30 days after it was written. */
export interface DraftStore {
  /** Of all fields of a person in a conversation, emptied ones too; consistently read. */
  of(place: Omit<DraftPlace, 'kind'>): Promise<readonly (DraftVersion & { readonly kind: DraftKind })[]>;
  /**
   * Puts a version if the one of `since` (0: none) still stands, or none does. Another one that stands there is returned,
   * and nothing is written: what one device has never seen it cannot overwrite.
   */
  keep(
    place: DraftPlace,
    version: DraftVersion,
    since: Millis,
  ): Promise<{ ok: true } | { ok: false; other: DraftVersion }>;
}
