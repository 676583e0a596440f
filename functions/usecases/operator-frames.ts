import type { NoteEvent, Notes } from '../../shared/domain/notes.ts';
import { errorFrame, parseCommand } from '../../shared/protocol/codec.ts';
import { OPERATOR_COMMANDS, type OperatorCommand, OperatorCommandSchema } from '../../shared/protocol/commands.ts';
import { OperatorPushSchema } from '../../shared/protocol/pushes.ts';
import { toOperatorCommit } from '../../shared/protocol/wire.ts';
import type { Caller } from '../ports/entry.ts';
import type { Figures, Served } from '../ports/projection.ts';
import {
  type CustomerHistory,
  type DraftStore,
  type Inbox,
  type LogStore,
  type Operator,
  type Presence,
  type ReadMarks,
  type Timers,
  topic,
  type Whereabouts,
  type Workspace,
} from '../ports.ts';
import { type ConversationDeps, runCommand } from './conversation-command.ts';
import { answer, refusalFrame } from './frames.ts';
import { writeNote } from './notes-command.ts';
import { watchInbox, welcomeOperator } from './operator-desk.ts';
import { keepDraft } from './operator-drafts.ts';
import { ping, setPresence } from './operator-heartbeat.ts';
import { hint } from './operator-hints.ts';
import { teamMistakes, tellViewing } from './operator-looks.ts';
import { customerCard, handleNotesFrame, isNotesFrame, type NotesFrame } from './operator-notes.ts';
import { handlePageFrame, isPageFrame, type OperatorPageDeps } from './operator-pages.ts';
import { outOfReach } from './operator-reach.ts';
import { watchConversation } from './operator-watch.ts';
import { isRinging, settlePage } from './page-acknowledge.ts';
import type { PageDeps } from './page-command.ts';
import { recall } from './recall.ts';
import { searchConversations } from './search.ts';
import { syncNotes, syncOperator } from './sync.ts';

export interface OperatorDeps extends ConversationDeps, PageDeps, OperatorPageDeps {
  readonly notes: LogStore<NoteEvent, Notes>;
  readonly presence: Presence;
  readonly readMarks: ReadMarks;
  readonly drafts: DraftStore;
  readonly inbox: Inbox;
  readonly figures: Figures;
  readonly history: CustomerHistory;
  readonly served: Served;
  readonly whereabouts: Pick<Whereabouts, 'of'>;
  readonly timers: Pick<Timers, 'lookLater' | 'finishRecallLater' | 'startPage'>;
}

export type OperatorAnswer = Parameters<typeof answer<typeof OperatorPushSchema>>[1];

/** One frame of an operator's socket; the answer for its sender, or null for hints that have none. */
export async function handleOperatorFrame(deps: OperatorDeps, caller: Caller, text: string): Promise<string | null> {
  const parsed = parseCommand(OperatorCommandSchema, OPERATOR_COMMANDS, text);
  const reply = parsed.ok ? await guarded(deps, caller, parsed.frame) : errorFrame(parsed.id, parsed.code);
  return reply && answer(OperatorPushSchema, reply);
}

async function guarded(deps: OperatorDeps, caller: Caller, frame: OperatorCommand): Promise<OperatorAnswer | null> {
  const workspace = await deps.directory.workspace(caller.workspace);
  const id = 'id' in frame ? frame.id : null;
  if (!workspace) return errorFrame(id, 'session_over');
  if (!(await isStill(deps, caller))) return dismiss(deps, caller);
  const refused = await outOfReach(deps, caller, frame);
  if (refused !== null) return errorFrame(id, refused);
  return handle(deps, caller, workspace, frame);
}

async function handle(
  deps: OperatorDeps,
  caller: Caller,
  workspace: Workspace,
  frame: OperatorCommand,
): Promise<OperatorAnswer | null> {
  const { connection } = caller;
  const { operators } = deps;
  if (isPageFrame(frame)) return handlePageFrame(deps, caller, workspace, frame);
  if (isNotesFrame(frame)) return handleNotesFrame(deps, caller, frame);
  switch (frame.type) {
    case 'hello':
      return welcomeOperator(deps, caller, workspace, frame);
    case 'ping':
      return ping(deps, caller, workspace, frame);
    case 'inbox.watch':
      return watchInbox(deps, caller, frame.id);
    case 'conversation.watch':
      return watchConversation(deps, caller, frame);
    case 'conversation.unwatch':
      await operators.subscriptions.remove(workspace.id, topic.conversation(frame.conversation), connection);
      return { type: 'ack', id: frame.id };
    case 'sync':
    case 'history': {
      const key = { workspace: workspace.id, id: frame.conversation };
      if (frame.log === 'notes') return syncNotes(deps.notes, key, frame);
      return (await syncOperator(deps, key, frame)) ?? errorFrame(frame.id, 'not_found');
    }
    case 'typing':
    case 'read':
      await hint(deps, caller, frame);
      return null;
    case 'viewing':
      await tellViewing(deps, caller, frame);
      return null;
    case 'draft.keep':
      return keepDraft(deps, caller, frame);
    case 'presence.set':
      return setPresence(deps, caller, frame);
    case 'mistakes':
      return teamMistakes(deps, caller, workspace, frame);
    case 'customer.card':
      return customerCard(deps, workspace.id, frame);
    case 'conversations.search':
      return searchConversations(deps, caller, frame);
    default:
      return command(deps, caller, workspace, frame);
  }
}

type Addressed = Extract<OperatorCommand, { after: number }>;

async function command(
  deps: OperatorDeps,
  caller: Caller,
  workspace: Workspace,
  frame: Exclude<Addressed, NotesFrame>,
): Promise<OperatorAnswer> {
  const { id, conversation } = frame;
  const result = await carryOut(deps, caller, workspace, frame);
  if (!result.ok) return refusalFrame(id, result);
  const { commit } = result;
  if (!commit) return { type: 'ack', id, conversation, log: 'conversation' };
  // A person joined or answered: the page that rang for this wait is over now, not at its next step.
  if (isRinging(result.before) && !isRinging(result.state)) await settlePage(deps, workspace.id, conversation);
  return { type: 'ack', id, seq: commit.seq, conversation, log: 'conversation', commit: toOperatorCommit(commit) };
}

/** Most are for the rules alone; two have a part in the notes as well. */
async function carryOut(
  deps: OperatorDeps,
  { actor, connection }: Caller,
  workspace: Workspace,
  frame: Exclude<Addressed, NotesFrame>,
): ReturnType<typeof runCommand> {
  const { id, conversation, after, hints, ...rest } = { hints: undefined, ...frame };
  const request = { workspace, conversation, actor, id, after, except: connection };
  if (rest.type === 'message.recall') return recall(deps, request, rest);
  if (rest.type !== 'callback.done')
    return runCommand(deps, {
      ...request,
      ...(hints && { hints }),
      command: rest as Parameters<typeof runCommand>[1]['command'],
    });
  const { outcome, note } = rest;
  const result = await runCommand(deps, { ...request, command: { type: 'callback.done', outcome } });
  // After it, under the same id: sent again, either is found and what is missing is written.
  const noted = result.ok && note !== undefined && (await writeNote(deps, request, { type: 'note.post', text: note }));
  return noted && !noted.ok ? noted : result;
}

/**
 * Whether the caller is who the ticket said, asked with each frame: a role that was lost acts no more, a minute later at
 * the most. What the list of that minute denies is asked of the row itself: somebody new may not be in it yet.
 */
async function isStill({ directory }: OperatorDeps, { workspace, actor }: Caller): Promise<boolean> {
  const fits = (row: Operator | null | undefined): boolean => row?.active === true && row.role === actor.role;
  const known = (await directory.operators(workspace)).find(({ id }) => id === actor.id);
  return fits(known) || fits(await directory.operator(workspace, actor.id));
}

/** A role that was lost, or another one: the socket is told why and closed; a new ticket says what the person may do now. */
async function dismiss({ operators, presence }: OperatorDeps, { workspace, actor, connection }: Caller): Promise<null> {
  await presence.end(workspace, actor.id);
  await operators.poster.post(
    connection,
    answer(OperatorPushSchema, { type: 'bye', code: 'session_over', retry: true }),
  );
  await operators.poster.close(connection);
  await operators.subscriptions.forget(workspace, connection);
  return null;
}
