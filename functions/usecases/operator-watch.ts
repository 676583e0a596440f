import { errorFrame } from '../../shared/protocol/codec.ts';
import type { OperatorCommand } from '../../shared/protocol/commands.ts';
import { OperatorPushSchema } from '../../shared/protocol/pushes.ts';
import type { Caller } from '../ports/entry.ts';
import { topic } from '../ports.ts';
import { howMany, roomIn } from './fit.ts';
import { answer } from './frames.ts';
import { ownDrafts } from './operator-drafts.ts';
import type { OperatorAnswer, OperatorDeps } from './operator-frames.ts';
import { syncNotes, syncOperator } from './sync.ts';

type Frame = Extract<OperatorCommand, { type: 'conversation.watch' }>;

/** Subscribes a socket to a conversation, THEN reads: what is written from then on is posted. Its own drafts come along. */
export async function watchConversation(deps: OperatorDeps, caller: Caller, frame: Frame): Promise<OperatorAnswer> {
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
