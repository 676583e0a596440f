import { errorFrame, parseCommand } from '../../shared/protocol/codec.ts';
import { type OperatorCommand, OperatorCommandSchema } from '../../shared/protocol/commands.ts';
import { OperatorPushSchema } from '../../shared/protocol/pushes.ts';
import type { FrameRow, FrameTable, OperatorAnswer, OperatorFrame } from '../entry/operator-frame.ts';
import type { Caller } from '../entry/ports.ts';
import { answer } from '../kernel/frames.ts';
import type { Operator } from '../kernel/ports.ts';
import type { NotesDeps } from '../notes/command.ts';
import { notesFrames } from '../notes/frames.ts';
import { type PagingDeps, pagingFrames } from '../paging/frames.ts';
import { type ConversationFramesDeps, conversationFrames } from './conversation-frames.ts';
import { type DeskDeps, deskFrames } from './frames.ts';
import { outOfReach } from './reach.ts';

export type OperatorDeps = ConversationFramesDeps & NotesDeps & DeskDeps & PagingDeps;

/** What operators can send, a table of each capability. The compiler asks for a row of every frame there is. */
export const OPERATOR_TABLES = [deskFrames, conversationFrames, notesFrames, pagingFrames] as const;
const FRAMES = {
  ...deskFrames,
  ...conversationFrames,
  ...notesFrames,
  ...pagingFrames,
} satisfies FrameTable<OperatorDeps>;
/** What has no row does not exist on this door. */
const TYPES: ReadonlySet<string> = new Set(Object.keys(FRAMES));

/** One frame of an operator's socket; the answer for its sender, or null for hints that have none. */
export async function handleOperatorFrame(deps: OperatorDeps, caller: Caller, text: string): Promise<string | null> {
  const parsed = parseCommand(OperatorCommandSchema, TYPES, text);
  const reply = parsed.ok ? await guarded(deps, caller, parsed.frame) : errorFrame(parsed.id, parsed.code);
  return reply && answer(OperatorPushSchema, reply);
}

/** Who sends it, and whether it reaches what they may reach, is asked here for all frames. */
async function guarded<T extends OperatorCommand['type']>(
  deps: OperatorDeps,
  caller: Caller,
  frame: OperatorFrame<T>,
): Promise<OperatorAnswer | null> {
  const workspace = await deps.directory.workspace(caller.workspace);
  const id = 'id' in frame ? frame.id : null;
  if (!workspace) return errorFrame(id, 'session_over');
  if (!(await isStill(deps, caller))) return dismiss(deps, caller);
  const row = (FRAMES as FrameTable<OperatorDeps>)[frame.type as T] as FrameRow<OperatorDeps, OperatorFrame<T>>;
  const refused = await outOfReach(deps, caller, row, frame);
  return refused === null ? row.run(deps, caller, frame, workspace) : errorFrame(id, refused);
}

/**
 * Whether the caller is who the ticket said, asked with each frame: a role that was lost acts no more, a minute later at
 * the most. What the list of that minute denies is asked of the row itself: somebody new may not be in it yet.
 */
async function isStill({ directory }: Pick<OperatorDeps, 'directory'>, { workspace, actor }: Caller): Promise<boolean> {
  const fits = (row: Operator | null | undefined): boolean => row?.active === true && row.role === actor.role;
  const known = (await directory.operators(workspace)).find(({ id }) => id === actor.id);
  return fits(known) || fits(await directory.operator(workspace, actor.id));
}

/** A role that was lost, or another one: the socket is told why and closed; a new ticket says what the person may do now. */
async function dismiss(
  { operators, presence }: Pick<OperatorDeps, 'operators' | 'presence'>,
  { workspace, actor, connection }: Caller,
): Promise<null> {
  await presence.end(workspace, actor.id);
  await operators.poster.post(
    connection,
    answer(OperatorPushSchema, { type: 'bye', code: 'session_over', retry: true }),
  );
  await operators.poster.close(connection);
  await operators.subscriptions.forget(workspace, connection);
  return null;
}
