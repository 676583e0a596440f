import type { NoteEvent, Notes } from '../../shared/domain/notes/notes.ts';
import { errorFrame } from '../../shared/protocol/codec.ts';
import { OperatorPushSchema } from '../../shared/protocol/pushes.ts';
import { type SyncDeps, syncNotes, syncOperator } from '../conversation/sync.ts';
import type { OperatorAnswer, OperatorFrame } from '../entry/operator-frame.ts';
import type { Caller } from '../entry/ports.ts';
import { howMany, roomIn } from '../kernel/fit.ts';
import { answer } from '../kernel/frames.ts';
import { type Door, type LogStore, topic } from '../kernel/ports.ts';
import { ownDrafts } from './drafts.ts';
import type { DraftStore } from './ports.ts';

interface WatchDeps extends SyncDeps {
  readonly operators: Door;
  readonly notes: LogStore<NoteEvent, Notes>;
  readonly drafts: DraftStore;
}

/** Subscribes a socket to a conversation, THEN reads: what is written from then on is posted. Its own drafts come along. */
export async function watchConversation(
  deps: WatchDeps,
  caller: Caller,
  frame: OperatorFrame<'conversation.watch'>,
): Promise<OperatorAnswer> {
  const { workspace, connection } = caller;
  const { subscriptions, poster } = deps.operators;
  const { id, conversation } = frame;
  await subscriptions.add(workspace, topic.conversation(conversation), connection);
  const key = { workspace, id: conversation };
  const [synced, drafts] = await Promise.all([
    syncOperator(deps, key, { id, since: frame.since }),
    ownDrafts(deps, caller, conversation),
  ]);
  if (!synced) {
    await subscriptions.remove(workspace, topic.conversation(conversation), connection);
    return errorFrame(id, 'not_found');
  }
  const notes = await syncNotes(deps.notes, key, { id, since: frame.notes });
  if (notes.commits.length > 0) await poster.post(connection, answer(OperatorPushSchema, notes));
  // Three long drafts are more than a frame: those for which the answer has no room come before it.
  const near = drafts.slice(0, howMany(drafts, roomIn({ ...synced, drafts: [] }), 0));
  for (const draft of drafts.slice(near.length))
    await poster.post(connection, answer(OperatorPushSchema, { type: 'drafts', conversation, drafts: [draft] }));
  return { ...synced, drafts: near };
}
