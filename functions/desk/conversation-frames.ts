import type { ConversationCommand, DraftFor } from '../../shared/domain/conversation/commands.ts';
import { endsPage } from '../../shared/domain/conversation/paged.ts';
import type { NoteEvent, Notes } from '../../shared/domain/notes/notes.ts';
import { errorFrame } from '../../shared/protocol/codec.ts';
import { toOperatorCommit } from '../../shared/protocol/wire.ts';
import { type ConversationRequest, runConversationCommand } from '../conversation/command.ts';
import { type SyncDeps, syncNotes, syncOperator } from '../conversation/sync.ts';
import type { FrameTable, OperatorAnswer, OperatorFrame, Run } from '../entry/operator-frame.ts';
import type { Caller } from '../entry/ports.ts';
import { refusalFrame } from '../kernel/frames.ts';
import { given } from '../kernel/given.ts';
import { type Door, type LogStore, topic, type Workspace } from '../kernel/ports.ts';
import { writeNote } from '../notes/command.ts';
import { type RecallDeps, recall } from '../notes/recall.ts';
import { settlePage } from '../paging/acknowledge.ts';
import type { PageDeps } from '../paging/command.ts';
import type { DraftStore } from './ports.ts';
import { type HintDeps, hint } from './told.ts';
import { tellViewing } from './viewing.ts';
import { watchConversation } from './watch.ts';

/** What an answer of an operator's can touch besides its log: the notes, and the page that rings for the wait. */
export type ConversationFramesDeps = RecallDeps &
  PageDeps &
  HintDeps &
  SyncDeps & { readonly notes: LogStore<NoteEvent, Notes>; readonly drafts: DraftStore; readonly operators: Door };
type Deps = ConversationFramesDeps;

interface Addressed {
  readonly id: string;
  readonly conversation: string;
  readonly after: number;
  readonly hints?: ConversationRequest['hints'] | undefined;
}
type Request = Omit<ConversationRequest, 'command'>;
type Result = ReturnType<typeof runConversationCommand>;

const requestOf = (
  { id, conversation, after }: Addressed,
  { actor, connection }: Caller,
  workspace: Workspace,
): Request => ({
  workspace,
  conversation,
  actor,
  id,
  after,
  except: connection,
});

/** A frame that may become a commit of the conversation, by `carryOut`; answered with that commit. */
const addressed =
  <F extends Addressed>(carryOut: (deps: Deps, request: Request, frame: F) => Result): Run<Deps, F> =>
  async (deps, caller, frame, workspace): Promise<OperatorAnswer> => {
    const { id, conversation } = frame;
    const result = await carryOut(deps, requestOf(frame, caller, workspace), frame);
    if (!result.ok) return refusalFrame(id, result);
    const { commit } = result;
    if (!commit) return { type: 'ack', id, conversation, log: 'conversation' };
    // A person joined or answered: the page that rang for this wait is over now, not at its next step.
    if (endsPage(result.before, result.state)) await settlePage(deps, workspace.id, conversation, caller.actor.id);
    return { type: 'ack', id, seq: commit.seq, conversation, log: 'conversation', commit: toOperatorCommit(commit) };
  };

/** A command that is for the rules alone: `commandOf` says what of the frame they are given. */
const decided = <F extends Addressed>(commandOf: (frame: F) => ConversationCommand): Run<Deps, F> =>
  addressed((deps, request, frame: F) =>
    runConversationCommand(deps, { ...request, ...given({ hints: frame.hints }), command: commandOf(frame) }),
  );

type Draft = OperatorFrame<'message.post'>['draft'];
const draftOf = ({ conversation, customer, confirmed }: Draft): DraftFor => ({
  conversation,
  customer,
  ...given({ confirmed }),
});
/** Of a draft that was begun elsewhere and confirmed; of one that was not, the rules say that it belongs elsewhere. */
const namesOfDraft = ({ draft }: { readonly draft: Draft }): readonly string[] =>
  draft.confirmed ? [draft.conversation] : [];

/** The call was made. A note that came with it is written after it, under the same id: sent again, either is found. */
const callbackDone = addressed(async (deps, request, { outcome, note }: OperatorFrame<'callback.done'>) => {
  const result = await runConversationCommand(deps, { ...request, command: { type: 'callback.done', outcome } });
  const noted = result.ok && note !== undefined && (await writeNote(deps, request, { type: 'note.post', text: note }));
  return noted && !noted.ok ? noted : result;
});

const readLog: Run<Deps, OperatorFrame<'sync' | 'history'>> = async (deps, { workspace }, frame) => {
  const key = { workspace, id: frame.conversation };
  if (frame.log === 'notes') return syncNotes(deps.notes, key, frame);
  return (await syncOperator(deps, key, frame)) ?? errorFrame(frame.id, 'not_found');
};

const tellHint: Run<Deps, OperatorFrame<'typing' | 'read'>> = async (deps, caller, frame) => {
  await hint(deps, caller, frame);
  return null;
};

/** What operators do in one conversation. */
export const conversationFrames = {
  sync: { reach: 'conversation', run: readLog },
  history: { reach: 'conversation', run: readLog },
  'conversation.watch': { reach: 'conversation', run: watchConversation },
  'conversation.unwatch': {
    reach: 'conversation',
    run: async ({ operators }, { workspace, connection }, { id, conversation }) => {
      await operators.subscriptions.remove(workspace, topic.conversation(conversation), connection);
      return { type: 'ack', id };
    },
  },
  typing: { reach: 'conversation', run: tellHint },
  read: { reach: 'conversation', run: tellHint },
  viewing: {
    reach: 'conversation',
    run: async (deps, caller, frame) => {
      await tellViewing(deps, caller, frame);
      return null;
    },
  },
  'message.post': {
    reach: 'conversation',
    names: namesOfDraft,
    run: decided(({ type, text, draft, settles }) => ({ type, text, draft: draftOf(draft), ...given({ settles }) })),
  },
  'message.recall': {
    reach: 'conversation',
    names: ({ also = [] }) => also,
    run: addressed((deps, request, frame: OperatorFrame<'message.recall'>) => recall(deps, request, frame)),
  },
  'promise.make': {
    reach: 'conversation',
    names: namesOfDraft,
    run: decided(({ type, text, due, draft }) => ({ type, text, due, draft: draftOf(draft) })),
  },
  'promise.settle': {
    reach: 'conversation',
    run: decided(({ type, outcome, due }) => ({ type, outcome, ...given({ due }) })),
  },
  'understanding.propose': {
    reach: 'conversation',
    names: namesOfDraft,
    run: decided(({ type, text, draft }) => ({ type, text, draft: draftOf(draft) })),
  },
  'conversation.claim': {
    reach: 'conversation',
    run: decided(({ type, reason }) => ({ type, ...given({ reason }) })),
  },
  'conversation.release': { reach: 'conversation', run: decided(({ type }) => ({ type })) },
  'conversation.reopen': { reach: 'conversation', run: decided(({ type }) => ({ type })) },
  'conversation.close': { reach: 'conversation', run: decided(({ type }) => ({ type })) },
  'conversation.snooze': { reach: 'conversation', run: decided(({ type, until }) => ({ type, until })) },
  'conversation.wake': { reach: 'conversation', run: decided(({ type }) => ({ type })) },
  'conversation.tag': { reach: 'conversation', run: decided(({ type, label }) => ({ type, label })) },
  'conversation.untag': { reach: 'conversation', run: decided(({ type, label }) => ({ type, label })) },
  'morning.propose': { reach: 'conversation', run: decided(({ type }) => ({ type })) },
  'callback.offer': { reach: 'conversation', run: decided(({ type }) => ({ type })) },
  'callback.done': { reach: 'conversation', run: callbackDone },
  'review.close': { reach: 'conversation', run: decided(({ type, outcome }) => ({ type, outcome })) },
} satisfies Partial<FrameTable<Deps>>;
