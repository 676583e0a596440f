import { errorFrame } from '../../shared/protocol/codec.ts';
import type { ConversationDeps } from '../conversation/command.ts';
import type { OperatorAnswer, OperatorFrame } from '../entry/operator-frame.ts';
import type { Caller } from '../entry/ports.ts';
import type { Clock } from '../kernel/ports.ts';
import type { DraftStore, DraftVersion } from './ports.ts';

/**
 * Keeps what stands in a field, for the other devices of whoever writes it. No commit: a draft is nobody else's. It takes
 * the place of the version that it goes back to and of no other.
 */
export async function keepDraft(
  {
    conversations,
    drafts,
    clock,
  }: {
    readonly conversations: Pick<ConversationDeps['conversations'], 'readBack'>;
    readonly drafts: DraftStore;
    readonly clock: Clock;
  },
  { workspace, actor }: Caller,
  { id, conversation, kind, draft, since }: OperatorFrame<'draft.keep'>,
): Promise<OperatorAnswer> {
  const [newest] = await conversations.readBack({ workspace, id: conversation }, null, 1);
  if (!newest) return errorFrame(id, 'not_found');
  const place = { workspace, operator: actor.id, conversation, kind };
  // Later than what it replaces, whichever machine's clock that was: `at` is what devices compare.
  const at = Math.max(clock.now(), since + 1);
  const kept = await drafts.keep(place, { at, draft }, since);
  return kept.ok ? { type: 'kept', id, at } : { type: 'kept', id, at: kept.other.at, other: shown(kept.other) };
}

/** The caller's own drafts in a conversation, as they are given back with it. */
export async function ownDrafts(
  { drafts }: { readonly drafts: DraftStore },
  { workspace, actor }: Caller,
  conversation: string,
) {
  const all = await drafts.of({ workspace, operator: actor.id, conversation });
  return all.map(({ kind, ...version }) => ({ kind, ...shown(version) }));
}

const shown = ({ at, draft }: DraftVersion) => ({ at, draft: draft && { ...draft } });
