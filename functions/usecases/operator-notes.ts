import type { NoteEvent, Notes } from '../../shared/domain/notes.ts';
import { errorFrame } from '../../shared/protocol/codec.ts';
import type { OperatorCommand } from '../../shared/protocol/commands.ts';
import { toOperatorNoteCommit } from '../../shared/protocol/wire.ts';
import type { Caller } from '../ports/entry.ts';
import type { CustomerHistory } from '../ports.ts';
import type { Appended } from './append.ts';
import type { ConversationDeps } from './conversation-command.ts';
import { bytesOf, roomIn } from './fit.ts';
import { refusalFrame } from './frames.ts';
import { type NotesDeps, type NotesRequest, touchedBy, writeNote } from './notes-command.ts';
import type { OperatorAnswer } from './operator-frames.ts';

type Frame<T extends OperatorCommand['type']> = Extract<OperatorCommand, { type: T }>;
/** Frames whose `after` counts in the log of notes. */
export type NotesFrame = Frame<'note.post' | 'incident.open' | 'incident.tell' | 'incident.close'>;

const TYPES: ReadonlySet<OperatorCommand['type']> = new Set<NotesFrame['type']>([
  'note.post',
  'incident.open',
  'incident.tell',
  'incident.close',
]);
export const isNotesFrame = (frame: OperatorCommand): frame is NotesFrame => TYPES.has(frame.type);

/** A note, or what is recorded of a mistake. */
export async function handleNotesFrame(
  deps: NotesDeps,
  { workspace, actor, connection }: Caller,
  frame: NotesFrame,
): Promise<OperatorAnswer> {
  const { id, conversation } = frame;
  const [newest] = await deps.conversations.readBack({ workspace, id: conversation }, null, 1);
  if (!newest) return errorFrame(id, 'not_found');
  const request: NotesRequest = { workspace: { id: workspace }, conversation, actor, id, except: connection };
  if (frame.type !== 'incident.open')
    return notesAnswer(frame, await writeNote(deps, request, commandOf(frame), frame.after));
  const { kind, note, also = [] } = frame;
  const touches = await touchedBy(deps, workspace, [conversation, ...also]);
  if (!touches) return errorFrame(id, 'not_found');
  const command = { type: 'incident.open', incident: id, kind, touches, note } as const;
  return notesAnswer(frame, await writeNote(deps, request, command, frame.after));
}

function commandOf(frame: Exclude<NotesFrame, { type: 'incident.open' }>) {
  switch (frame.type) {
    case 'note.post':
      return { type: 'note.post', text: frame.text } as const;
    case 'incident.tell':
      return { type: 'incident.tell', incident: frame.incident, conversation: frame.told } as const;
    case 'incident.close':
      return { type: 'incident.close', incident: frame.incident, outcome: frame.outcome } as const;
  }
}

function notesAnswer(
  { id, conversation }: Pick<NotesFrame, 'id' | 'conversation'>,
  result: Appended<NoteEvent, Notes>,
): OperatorAnswer {
  if (!result.ok) return refusalFrame(id, result);
  const { commit } = result;
  const ack = { type: 'ack', id, conversation, log: 'notes' } as const;
  return commit ? { ...ack, seq: commit.seq, commit: toOperatorNoteCommit(commit) } : ack;
}

/** The customer's card: chats, ratings, mistakes; as the projections have them. */
export async function customerCard(
  {
    history,
    conversations,
  }: { readonly history: CustomerHistory; readonly conversations: Pick<ConversationDeps['conversations'], 'read'> },
  workspace: string,
  { id, customer }: Frame<'customer.card'>,
): Promise<OperatorAnswer> {
  const { chats, ratings, incidents } = await history.of(workspace, customer);
  const [newest] = chats;
  // Of the log itself, so that what is removed there is nowhere.
  const opening = newest && (await conversations.read({ workspace, id: newest.conversation }, 1, 1)).commits[0]?.body;
  const { site, path, zone, locale, attributes } = opening ?? {};
  return within({
    type: 'customer' as const,
    id,
    customer,
    ...(site !== undefined && { site }),
    ...(path !== undefined && { path }),
    ...(zone !== undefined && { zone }),
    ...(locale !== undefined && { locale }),
    ...(attributes && { attributes: { ...attributes } }),
    chats: [...chats],
    ratings: [...ratings],
    incidents: [...incidents],
  });
}

/** Shortened to one frame, where a customer has very much: the oldest of the longest list goes first. */
function within<C extends { chats: object[]; ratings: object[]; incidents: object[] }>(card: C): C {
  const lists = [card.chats, card.ratings, card.incidents];
  for (let over = -roomIn(card); over > 0; ) {
    const longest = lists.reduce((most, list) => (list.length > most.length ? list : most));
    const oldest = longest.pop();
    if (!oldest) break;
    over -= bytesOf(oldest) + 1;
  }
  return card;
}
