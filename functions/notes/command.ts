import type { ConversationEvent } from '../../shared/domain/conversation/events.ts';
import type { Conversation } from '../../shared/domain/conversation/state.ts';
import type { Touched } from '../../shared/domain/kernel/incidents.ts';
import type { Actor } from '../../shared/domain/kernel/types.ts';
import {
  decideNote,
  evolveNotes,
  NO_NOTES,
  type NoteCommand,
  type NoteEvent,
  type Notes,
} from '../../shared/domain/notes/notes.ts';
import { MAX_BEHIND } from '../../shared/protocol/values.ts';
import { type Appended, appendNewest, appendSince } from '../kernel/append.ts';
import { deliverNote } from '../kernel/deliver.ts';
import type { Clock, Door, Logger, LogStore, Random } from '../kernel/ports.ts';

/** What the path of a note is given: the operators' door alone. There is no customer's socket it could reach. */
export interface NotesDeps {
  readonly conversations: Pick<LogStore<ConversationEvent, Conversation>, 'readBack'>;
  readonly notes: LogStore<NoteEvent, Notes>;
  readonly operators: Door;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
}

export interface NotesRequest {
  readonly workspace: { readonly id: string };
  readonly conversation: string;
  readonly actor: Actor;
  readonly id: string;
  /** the sender's own socket, when the note's commit is in its ack */
  readonly except?: string;
}

/**
 * A command on the log of notes. `after` as its sender counted it; without it, for what another command brings along, the
 * newest commits are searched for the command itself: sent again it is found there, and nothing is written twice.
 */
export async function writeNote(
  deps: NotesDeps,
  { workspace, conversation, actor, id, except }: NotesRequest,
  command: NoteCommand,
  after?: number,
): Promise<Appended<NoteEvent, Notes>> {
  const key = { workspace: workspace.id, id: conversation };
  const options = {
    store: deps.notes,
    key,
    empty: NO_NOTES,
    clock: deps.clock,
    random: deps.random,
    actor,
    command: id,
    decide: (state: Notes) => decideNote(command, { actor, conversation }, state),
    evolve: evolveNotes,
    due: () => null,
  };
  const result = await (after === undefined
    ? appendNewest(options, { among: MAX_BEHIND })
    : appendSince(options, after));
  if (result.ok && result.commit) {
    const { operators, log } = deps;
    // The ack of what brought the note along holds another log's commit: then its sender is posted to as well.
    const sender = after === undefined ? undefined : except;
    await deliverNote({ operators, log }, workspace.id, conversation, result.commit, sender);
  }
  return result;
}

/** Conversations that a mistake touches, each with its customer; null when one of them does not exist. */
export async function touchedBy(
  { conversations }: Pick<NotesDeps, 'conversations'>,
  workspace: string,
  ids: readonly string[],
): Promise<readonly Pick<Touched, 'conversation' | 'customer'>[] | null> {
  const touched = await Promise.all(
    [...new Set(ids)].map(async (id) => {
      const [newest] = await conversations.readBack({ workspace, id }, null, 1);
      return newest ? { conversation: id, customer: newest.state.customer } : null;
    }),
  );
  return touched.includes(null) ? null : touched.filter((one) => one !== null);
}
