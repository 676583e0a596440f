import type { NoteCommand, NoteEvent, Notes } from '../../shared/domain/notes/notes.ts';
import { errorFrame } from '../../shared/protocol/codec.ts';
import { toOperatorNoteCommit } from '../../shared/protocol/wire.ts';
import type { FrameTable, OperatorAnswer, OperatorFrame, Run } from '../entry/operator-frame.ts';
import type { Appended } from '../kernel/append.ts';
import { refusalFrame } from '../kernel/frames.ts';
import { type NotesDeps, touchedBy, writeNote } from './command.ts';

interface Addressed {
  readonly id: string;
  readonly conversation: string;
  readonly after: number;
}

/** A note, or what is recorded of a mistake: `commandOf` gives null when a conversation that it names does not exist. */
const written =
  <F extends Addressed>(
    commandOf: (frame: F, deps: NotesDeps, workspace: string) => NoteCommand | Promise<NoteCommand | null>,
  ): Run<NotesDeps, F> =>
  async (deps, { workspace, actor, connection }, frame) => {
    const { id, conversation, after } = frame;
    const [newest] = await deps.conversations.readBack({ workspace, id: conversation }, null, 1);
    const command = newest && (await commandOf(frame, deps, workspace));
    if (!command) return errorFrame(id, 'not_found');
    const request = { workspace: { id: workspace }, conversation, actor, id, except: connection };
    return notesAnswer(frame, await writeNote(deps, request, command, after));
  };

async function openingOf(
  { id, conversation, kind, note, also = [] }: OperatorFrame<'incident.open'>,
  deps: NotesDeps,
  workspace: string,
): Promise<NoteCommand | null> {
  const touches = await touchedBy(deps, workspace, [conversation, ...also]);
  return touches && { type: 'incident.open', incident: id, kind, touches, note };
}

function notesAnswer({ id, conversation }: Addressed, result: Appended<NoteEvent, Notes>): OperatorAnswer {
  if (!result.ok) return refusalFrame(id, result);
  const { commit } = result;
  const ack = { type: 'ack', id, conversation, log: 'notes' } as const;
  return commit ? { ...ack, seq: commit.seq, commit: toOperatorNoteCommit(commit) } : ack;
}

/** Frames whose `after` counts in the log of notes. */
export const notesFrames = {
  'note.post': { reach: 'conversation', run: written(({ type, text }) => ({ type, text })) },
  'incident.open': { reach: 'conversation', names: ({ also = [] }) => also, run: written(openingOf) },
  'incident.tell': {
    reach: 'conversation',
    names: ({ told }) => [told],
    run: written(({ type, incident, told }) => ({ type, incident, conversation: told })),
  },
  'incident.close': {
    reach: 'conversation',
    run: written(({ type, incident, outcome }) => ({ type, incident, outcome })),
  },
} satisfies Partial<FrameTable<NotesDeps>>;
