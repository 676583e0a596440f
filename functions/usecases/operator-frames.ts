import { nextMorning } from '../../shared/domain/hours.ts';
import type { NoteEvent, Notes } from '../../shared/domain/notes.ts';
import { errorFrame, parseCommand } from '../../shared/protocol/codec.ts';
import { OPERATOR_COMMANDS, type OperatorCommand, OperatorCommandSchema } from '../../shared/protocol/commands.ts';
import { inboxHash } from '../../shared/protocol/hash.ts';
import { CustomerPushSchema, OperatorPushSchema } from '../../shared/protocol/pushes.ts';
import { toOperatorCommit } from '../../shared/protocol/wire.ts';
import type { Caller } from '../ports/entry.ts';
import type { Figures } from '../ports/projection.ts';
import {
  type CustomerHistory,
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
import { postTo } from './deliver.ts';
import { answer, refusalFrame } from './frames.ts';
import { writeNote } from './notes-command.ts';
import { inboxFrames, watchInbox, welcomeOperator } from './operator-desk.ts';
import { leftOf, teamMistakes, tellViewing } from './operator-looks.ts';
import { customerCard, handleNotesFrame, isNotesFrame, type NotesFrame } from './operator-notes.ts';
import { handlePageFrame, isPageFrame, type OperatorPageDeps } from './operator-pages.ts';
import { isRinging, settlePage } from './page-acknowledge.ts';
import type { PageDeps } from './page-command.ts';
import { LEASE_MS, peopleOf } from './presence.ts';
import { recall } from './recall.ts';
import { syncNotes, syncOperator } from './sync.ts';

export interface OperatorDeps extends ConversationDeps, PageDeps, OperatorPageDeps {
  readonly notes: LogStore<NoteEvent, Notes>;
  readonly presence: Presence;
  readonly readMarks: ReadMarks;
  readonly inbox: Inbox;
  readonly figures: Figures;
  readonly history: CustomerHistory;
  readonly whereabouts: Pick<Whereabouts, 'of'>;
  readonly timers: Pick<Timers, 'lookLater' | 'startPage'>;
}

type Frame<T extends OperatorCommand['type']> = Extract<OperatorCommand, { type: T }>;
export type OperatorAnswer = Parameters<typeof answer<typeof OperatorPushSchema>>[1];

/** One frame of an operator's socket; the answer for its sender, or null for hints that have none. */
export async function handleOperatorFrame(deps: OperatorDeps, caller: Caller, text: string): Promise<string | null> {
  const parsed = parseCommand(OperatorCommandSchema, OPERATOR_COMMANDS, text);
  const reply = parsed.ok ? await guarded(deps, caller, parsed.frame) : errorFrame(parsed.id, parsed.code);
  return reply && answer(OperatorPushSchema, reply);
}

/** What a lead who came by a page's link may not do: everything that is not about that one conversation. */
const WHOLE_DESK: ReadonlySet<OperatorCommand['type']> = new Set([
  'inbox.watch',
  'presence.set',
  'alarm.raise',
  'page.acknowledge',
  'page.pass',
  'page.call_off',
  'specialist.wake',
  'customer.card',
  'mistakes',
]);

async function guarded(deps: OperatorDeps, caller: Caller, frame: OperatorCommand): Promise<OperatorAnswer | null> {
  const workspace = await deps.directory.workspace(caller.workspace);
  const id = 'id' in frame ? frame.id : null;
  if (!workspace) return errorFrame(id, 'session_over');
  if (!(await isStill(deps, caller))) return dismiss(deps, caller);
  const { scope } = caller.actor;
  if (scope !== undefined) {
    const elsewhere = 'conversation' in frame && frame.conversation !== scope;
    if (elsewhere || WHOLE_DESK.has(frame.type)) return errorFrame(id, 'not_allowed');
  }
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
    case 'conversation.watch': {
      await operators.subscriptions.add(workspace.id, topic.conversation(frame.conversation), connection);
      const key = { workspace: workspace.id, id: frame.conversation };
      const synced = await syncOperator(deps, key, { id: frame.id, since: frame.since });
      if (!synced) {
        await operators.subscriptions.remove(workspace.id, topic.conversation(frame.conversation), connection);
        return errorFrame(frame.id, 'not_found');
      }
      const notes = await syncNotes(deps.notes, key, { id: frame.id, since: frame.notes });
      if (notes.commits.length > 0) await operators.poster.post(connection, answer(OperatorPushSchema, notes));
      return synced;
    }
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
    case 'presence.set':
      return setPresence(deps, caller, frame);
    case 'mistakes':
      return teamMistakes(deps, caller, frame);
    case 'customer.card':
      return customerCard(deps, workspace.id, frame);
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
  const { id, conversation, after, ...rest } = frame;
  const request = { workspace, conversation, actor, id, after, except: connection };
  if (rest.type === 'message.recall') return recall(deps, request, rest);
  if (rest.type !== 'callback.done')
    return runCommand(deps, { ...request, command: rest as Parameters<typeof runCommand>[1]['command'] });
  const { outcome, note } = rest;
  const result = await runCommand(deps, { ...request, command: { type: 'callback.done', outcome } });
  // After it, under the same id: sent again, either is found and what is missing is written.
  const noted = result.ok && note !== undefined && (await writeNote(deps, request, { type: 'note.post', text: note }));
  return noted && !noted.ok ? noted : result;
}

/** The heartbeat keeps the presence lease, and sends who is behind the newest commit: its gap makes the client `sync`. */
async function ping(
  deps: OperatorDeps,
  caller: Caller,
  workspace: Workspace,
  frame: Frame<'ping'>,
): Promise<OperatorAnswer | null> {
  const { actor, connection } = caller;
  const now = deps.clock.now();
  const post = (text: string) => deps.operators.poster.post(connection, text);
  let left: Awaited<ReturnType<typeof leftOf>>;
  await Promise.all([
    deps.presence.extend(workspace.id, actor.id, now + LEASE_MS),
    ...Object.entries(frame.seqs).map(async ([conversation, seq]) => {
      const [newest] = await deps.conversations.readBack({ workspace: workspace.id, id: conversation }, null, 1);
      if (!newest || outOfScope(caller, conversation)) return;
      if (frame.open === conversation) left = await leftOf(deps, workspace.id, conversation, newest.state.customer);
      if (newest.seq <= seq) return;
      await post(
        answer(OperatorPushSchema, { type: 'commit', conversation, log: 'conversation', ...toOperatorCommit(newest) }),
      );
    }),
    ...Object.entries(frame.notes ?? {}).map(async ([conversation, seq]) => {
      if (outOfScope(caller, conversation)) return;
      const synced = await syncNotes(
        deps.notes,
        { workspace: workspace.id, id: conversation },
        { id: frame.id, since: seq },
      );
      if (synced.commits.length > 0) await post(answer(OperatorPushSchema, synced));
    }),
    frame.inbox === undefined || actor.scope !== undefined
      ? undefined
      : mendInbox(deps, workspace.id, frame.inbox, post),
  ]);
  const people = actor.scope === undefined ? await peopleOf(deps, workspace.id) : [];
  return {
    type: 'pong',
    id: frame.id,
    serverTime: now,
    staffed: people.some(({ presence }) => presence === 'available'),
    morning: nextMorning(now, workspace.policy),
    people,
    ...(left && { left }),
  };
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

const outOfScope = ({ actor }: Caller, conversation: string): boolean =>
  actor.scope !== undefined && actor.scope !== conversation;

async function mendInbox(
  deps: OperatorDeps,
  workspace: string,
  hash: string,
  post: (frame: string) => Promise<unknown>,
): Promise<void> {
  if (inboxHash(await deps.inbox.open(workspace)) === hash) return;
  for (const part of inboxFrames(await deps.inbox.cards(workspace))) await post(answer(OperatorPushSchema, part));
}

/** Typing and read marks go to the customer and to colleagues who watch; no commits, no answers. */
async function hint(
  deps: OperatorDeps,
  { workspace, actor, connection }: Caller,
  frame: Frame<'typing'> | Frame<'read'>,
): Promise<void> {
  const { conversation } = frame;
  const [newest] = await deps.conversations.readBack({ workspace, id: conversation }, null, 1);
  if (!newest) return;
  // Only who answers is seen writing or reading by the customer; a colleague who looks on is not.
  const speaks = newest.state.owner === null || newest.state.owner === actor.id;
  const seq = frame.type === 'read' ? Math.min(frame.seq, newest.seq) : 0;
  const name = actor.name === undefined ? {} : { name: actor.name };
  const push =
    frame.type === 'read'
      ? ({ type: 'read', conversation, kind: 'operator', seq } as const)
      : ({ type: 'typing', conversation, kind: 'operator', person: actor.id, ...name } as const);
  if (frame.type === 'read' && speaks) await deps.readMarks.mark(workspace, conversation, 'operator', seq);
  await Promise.all([
    speaks
      ? postTo(deps.customers, workspace, topic.person(newest.state.customer), answer(CustomerPushSchema, push), deps)
      : undefined,
    postTo(
      deps.operators,
      workspace,
      topic.conversation(conversation),
      answer(OperatorPushSchema, push),
      deps,
      connection,
    ),
  ]);
}

async function setPresence(
  deps: OperatorDeps,
  { workspace, actor }: Caller,
  frame: Frame<'presence.set'>,
): Promise<OperatorAnswer> {
  if (frame.state === 'off') await deps.presence.end(workspace, actor.id);
  else await deps.presence.begin(workspace, actor.id, deps.clock.now() + LEASE_MS, frame.state);
  const push = answer(OperatorPushSchema, { type: 'presence', people: await peopleOf(deps, workspace) });
  await postTo(deps.operators, workspace, topic.inbox, push, deps);
  return { type: 'ack', id: frame.id };
}
