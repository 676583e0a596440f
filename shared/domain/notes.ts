import { type Actor, type Decision, refuse } from './types.ts';

/** A note is another thing, not a flag on a message: its own command, log, partition and composer (M4). */
export type NoteCommand = { readonly type: 'note.post'; readonly text: string };
export type NoteEvent = { readonly type: 'note.posted'; readonly person: string };

export interface Notes {
  readonly v: 1;
  readonly seq: number;
  readonly seen: { readonly customer: 0; readonly operator: number };
  readonly lease: null;
}
export const NO_NOTES: Notes = { v: 1, seq: 0, seen: { customer: 0, operator: 0 }, lease: null };

/** Only operators write notes; a lead who came by a page's link writes them in that conversation only. */
export function decideNote(
  command: NoteCommand,
  { actor, conversation }: { actor: Actor; conversation: string },
): Decision<NoteEvent> {
  if (actor.kind !== 'operator') return refuse('not_allowed');
  if (actor.scope !== undefined && actor.scope !== conversation) return refuse('not_allowed');
  return {
    ok: true,
    events: [{ type: 'note.posted', person: actor.id }],
    body: { text: command.text, ...(actor.name !== undefined && { name: actor.name }) },
  };
}

export const evolveNotes = (state: Notes): Notes => ({
  ...state,
  seq: state.seq + 1,
  seen: { customer: 0, operator: state.seq + 1 },
});
