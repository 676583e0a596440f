import type { RecallReason, Written } from '../../shared/domain/conversation/commands.ts';
import type { ConversationEvent } from '../../shared/domain/conversation/events.ts';
import type { Conversation } from '../../shared/domain/conversation/state.ts';
import type { IncidentKind } from '../../shared/domain/kernel/incidents.ts';
import type { Actor, Millis, Refusal } from '../../shared/domain/kernel/types.ts';
import { MAX_BEHIND } from '../../shared/protocol/values.ts';
import type { ConversationCommit } from '../../shared/protocol/wire.ts';
import { type ConversationDeps, type ConversationRequest, runConversationCommand } from '../conversation/command.ts';
import type { Appended } from '../kernel/append.ts';
import type { LogKey, Timers } from '../kernel/ports.ts';
import type { RecallBegun } from '../kernel/timers.ts';
import { type NotesDeps, touchedBy, writeNote } from './command.ts';

export interface RecallFrame {
  readonly seq: number;
  readonly reason: RecallReason;
  readonly note?: string | undefined;
  readonly also?: readonly string[] | undefined;
}

/** What went wrong when a message is taken back for such a reason; for any other, nothing is recorded. */
const MISTAKE: Readonly<Record<RecallReason, IncidentKind | null>> = {
  wrong_chat: 'wrong_chat',
  leaked_note: 'leaked_note',
  wrong_information: 'wrong_information',
  wrong_account: 'wrong_account',
  other: null,
};

export type RecallDeps = ConversationDeps & NotesDeps & { readonly timers: Pick<Timers, 'finishRecallLater'> };

/** After so long a recall has ended or died: longer than a frame's function may run (29 s, aws.md). In seconds. */
const FINISH_AFTER = 60;

/**
 * Takes a message back: keeps its original among the notes, removes its text, says so in the conversation; in this order,
 * so that whatever the function dies at, the text is never lost and never more readable than before. Each step is
 * harmless when repeated: the same frame sent again finishes what is left, and if it never comes, {@link finishRecall}.
 */
export async function recall(
  deps: RecallDeps,
  request: Omit<ConversationRequest, 'command'>,
  frame: RecallFrame,
): Promise<Appended<ConversationEvent, Conversation>> {
  const { workspace, conversation, actor } = request;
  const key: LogKey = { workspace: workspace.id, id: conversation };
  const { seq, reason } = frame;
  const { commits } = await deps.conversations.read(key, Math.max(seq, 1), MAX_BEHIND + 1);
  const [commit] = commits;
  const by = commit?.seq === seq ? writerOf(commit) : null;
  if (!commit || by === null) return refused('not_found');
  if (by !== actor.id && actor.role !== 'lead') return refused('not_allowed');

  const { text } = commit.body;
  if (text !== undefined) {
    const kind = MISTAKE[reason];
    const touches = kind && (await touchedBy(deps, workspace.id, [conversation, ...(frame.also ?? [])]));
    if (kind && !touches) return refused('not_found');
    const incident = kind && touches && { incident: request.id, kind, touches, ...noteOf(frame.note) };
    await finishLater(deps, request, frame);
    const kept = await writeNote(deps, request, {
      type: 'message.withdraw',
      seq,
      person: by,
      reason,
      text,
      ...(incident && { incident }),
    });
    if (!kept.ok) return kept;
    await deps.conversations.removeBody(key, seq, ['text']);
  }
  const told = commits.find(({ events }) => events.some((e) => e.type === 'message.recalled' && e.seq === seq));
  // Told already, by this command or another; but a command that stands after `after` is answered with its own commit.
  if (told && told.command !== request.id) return unchanged(commits.at(-1)?.state ?? commit.state);
  const ended = endedBy(commits);
  const written: Written = { by, ...(ended !== undefined && { ended }) };
  return runConversationCommand(deps, { ...request, command: { type: 'message.recall', seq, reason, written } });
}

/** Before anything is written: from the first step on somebody carries it through, whoever dies. */
async function finishLater(
  { timers, log }: Pick<RecallDeps, 'timers' | 'log'>,
  { workspace, conversation, actor, id, after }: Omit<ConversationRequest, 'command'>,
  { seq, reason }: RecallFrame,
): Promise<void> {
  if (after === undefined || actor.role === undefined) return;
  const begun = { workspace: workspace.id, conversation, command: id, after, seq, reason, person: actor.id };
  try {
    await timers.finishRecallLater({ ...begun, role: actor.role }, FINISH_AFTER);
  } catch (error) {
    // The text must go now, whether or not the queue is there; its sender repeats the frame until it is answered.
    log.warn('timer.failed', { workspace: workspace.id, conversation, error: String(error) });
  }
}

/**
 * Carries a recall through that kept the original and died. One that kept nothing was refused, or has not begun: then
 * nobody was promised anything, and nothing is touched.
 */
export async function finishRecall(deps: RecallDeps, begun: RecallBegun): Promise<void> {
  const { conversation, command, after, seq, reason, person, role } = begun;
  const key: LogKey = { workspace: begun.workspace, id: conversation };
  const kept = (await deps.notes.readBack(key, null, MAX_BEHIND)).find((commit) => commit.command === command);
  const workspace = await deps.directory.workspace(begun.workspace);
  if (!kept || !workspace) return;
  const { commits } = await deps.conversations.read(key, seq, MAX_BEHIND + 1);
  const isTold = commits.some(({ events }) => events.some((e) => e.type === 'message.recalled' && e.seq === seq));
  if (isTold && commits[0]?.body.text === undefined) return;
  const actor: Actor = { kind: 'operator', id: person, role };
  const result = await recall(deps, { workspace, conversation, actor, id: command, after }, { seq, reason });
  if (!result.ok) throw new Error(`a recall could not be finished: ${result.reason}`);
  deps.log.warn('recall.finished', { workspace: workspace.id, conversation, seq });
}

const refused = (reason: Refusal['reason']): Refusal => ({ ok: false, reason });
const noteOf = (note: string | undefined) => (note === undefined ? {} : { note });

const unchanged = (state: Conversation): Appended<ConversationEvent, Conversation> => ({
  ok: true,
  before: state,
  state,
  commit: null,
  duplicate: true,
  due: null,
  released: null,
});

/** The operator who wrote the text of a commit, or null when it has none of an operator's. */
function writerOf({ events }: ConversationCommit): string | null {
  for (const event of events) {
    if (event.type === 'message.posted') return event.by === 'operator' ? event.person : null;
    if (event.type === 'understanding.proposed') return event.by;
  }
  return null;
}

/**
 * The age of the wait that the first of these commits ended, unless something after it was an answer as well: another
 * message of an operator's, or a call.
 */
function endedBy([first, ...later]: readonly ConversationCommit[]): Millis | undefined {
  const isAnswer = (event: ConversationEvent): boolean =>
    (event.type === 'message.posted' && event.by === 'operator' && !event.holding) ||
    (event.type === 'callback.done' && event.outcome === 'reached');
  const answered = first?.events.find(
    (event) => event.type === 'clock.stopped' && (event.outcome === 'answered' || event.outcome === 'kept'),
  );
  if (answered?.type !== 'clock.stopped' || later.some(({ events }) => events.some(isAnswer))) return undefined;
  return answered.since;
}
