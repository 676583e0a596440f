import type { ConversationEvent } from '../../shared/domain/conversation/events.ts';
import type { Conversation } from '../../shared/domain/conversation/state.ts';
import { decideNote, evolveNotes, NO_NOTES, type NoteEvent, type Notes } from '../../shared/domain/notes.ts';
import { errorFrame } from '../../shared/protocol/codec.ts';
import { toOperatorNoteCommit } from '../../shared/protocol/wire.ts';
import type { Caller } from '../ports/entry.ts';
import type { Clock, Door, Logger, LogStore, Random } from '../ports.ts';
import { appendSince } from './append.ts';
import { deliverNote } from './deliver.ts';
import { refusalFrame } from './frames.ts';

/** What the path of a note is given: the operators' door alone. There is no customer's socket it could reach. */
export interface NoteDeps {
  readonly conversations: Pick<LogStore<ConversationEvent, Conversation>, 'readBack'>;
  readonly notes: LogStore<NoteEvent, Notes>;
  readonly operators: Door;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
}

export async function postNote(
  { conversations, notes, operators, clock, random, log }: NoteDeps,
  { workspace, actor, connection }: Caller,
  frame: { readonly id: string; readonly conversation: string; readonly after: number; readonly text: string },
) {
  const { id, conversation, text } = frame;
  const key = { workspace, id: conversation };
  if ((await conversations.readBack(key, null, 1)).length === 0) return errorFrame(id, 'not_found');
  const result = await appendSince(
    {
      store: notes,
      key,
      empty: NO_NOTES,
      clock,
      random,
      actor,
      command: id,
      decide: () => decideNote({ type: 'note.post', text }, { actor, conversation }),
      evolve: evolveNotes,
      due: () => null,
    },
    frame.after,
  );
  if (!result.ok) return refusalFrame(id, result);
  const { commit } = result;
  if (!commit) return { type: 'ack' as const, id, conversation, log: 'notes' as const };
  await deliverNote({ operators, log }, workspace, conversation, commit, connection);
  return {
    type: 'ack' as const,
    id,
    seq: commit.seq,
    conversation,
    log: 'notes' as const,
    commit: toOperatorNoteCommit(commit),
  };
}
