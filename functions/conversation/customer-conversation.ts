import type { ConversationCommand } from '../../shared/domain/conversation/commands.ts';
import { errorFrame } from '../../shared/protocol/codec.ts';
import { OperatorPushSchema } from '../../shared/protocol/pushes.ts';
import { toCustomerCommit } from '../../shared/protocol/wire.ts';
import type { Caller } from '../entry/ports.ts';
import { namesOf, postTo } from '../kernel/deliver.ts';
import { answer, refusalFrame } from '../kernel/frames.ts';
import { given } from '../kernel/given.ts';
import { topic } from '../kernel/ports.ts';
import { type ConversationDeps, runConversationCommand, settleLater } from './command.ts';
import type { CustomerFrame, CustomerFrameTable, CustomerRun } from './customer-frame.ts';
import type { ReadMarks } from './ports.ts';
import { syncCustomer } from './sync.ts';

export interface CustomerConversationDeps extends ConversationDeps {
  readonly readMarks: ReadMarks;
}
type Deps = CustomerConversationDeps;

const readLog: CustomerRun<Deps, CustomerFrame<'sync' | 'history'>> = async (deps, { workspace, actor }, frame) => {
  // The log of notes is not there for customers.
  if (frame.log !== 'conversation') return errorFrame(frame.id, 'not_found');
  const key = { workspace, id: frame.conversation };
  return (await syncCustomer(deps, key, actor.id, frame)) ?? errorFrame(frame.id, 'not_found');
};

/** Typing, and marks of what was read or delivered: no commits, no answers; shown to the team that watches. */
const hint: CustomerRun<Deps, CustomerFrame<'typing' | 'read' | 'delivered'>> = async (deps, caller, frame) => {
  const { workspace, actor } = caller;
  const { conversation } = frame;
  const [newest] = await deps.conversations.readBack({ workspace, id: conversation }, null, 1);
  if (!newest || newest.state.customer !== actor.id) return null;
  const by = { conversation, kind: 'customer' } as const;
  let push: Parameters<typeof answer<typeof OperatorPushSchema>>[1];
  if (frame.type === 'typing') {
    push = { type: 'typing', ...by, person: actor.id, ...(actor.name && { name: actor.name }) };
  } else {
    const seq = Math.min(frame.seq, newest.seq);
    const isRead = frame.type === 'read';
    await deps.readMarks.mark(workspace, conversation, isRead ? 'customer' : 'delivered', seq);
    push = isRead ? { type: 'read', ...by, seq } : { type: 'delivered', conversation, seq };
  }
  await postTo(deps.operators, workspace, topic.conversation(conversation), answer(OperatorPushSchema, push), deps);
  return null;
};

interface Addressed {
  readonly id: string;
  readonly conversation: string;
  readonly after: number;
}

/** A command for the rules, answered with its commit: `commandOf` says what of the frame they are given. */
const decided =
  <F extends Addressed>(commandOf: (frame: F) => ConversationCommand): CustomerRun<Deps, F> =>
  async (deps, caller, frame, workspace) => {
    const { id, conversation, after } = frame;
    const result = await runConversationCommand(deps, {
      workspace,
      conversation,
      actor: caller.actor,
      id,
      after,
      command: commandOf(frame),
      ...(after === 0 && { customer: openingOf(caller) }),
      except: caller.connection,
    });
    if (!result.ok) return refusalFrame(id, result);
    const { commit } = result;
    if (!commit) return { type: 'ack', id, conversation, log: 'conversation' };
    await settleLater(deps, workspace.id, conversation, result);
    const own = toCustomerCommit(commit, await namesOf(deps.directory, workspace.id));
    return { type: 'ack', id, seq: commit.seq, conversation, log: 'conversation', ...(own && { commit: own }) };
  };

/** What a conversation's first commit keeps of who began it. Each can be removed by itself. */
const openingOf = ({ actor, verified, attributes, site, path, zone, locale }: Caller) => ({
  ...(actor.name !== undefined && { customerName: actor.name }),
  verified,
  ...(attributes && { attributes }),
  ...(site !== undefined && { site }),
  ...(path !== undefined && { path }),
  ...(zone !== undefined && { zone }),
  locale,
});

/** What customers do in a conversation of their own. */
export const customerConversationFrames = {
  sync: readLog,
  history: readLog,
  typing: hint,
  read: hint,
  delivered: hint,
  'message.post': decided(({ type, text }) => ({ type, text })),
  'human.request': decided(({ type, choice }) => ({ type, ...given({ choice }) })),
  'answer.dispute': decided(({ type }) => ({ type })),
  'solved.answer': decided(({ type, solved }) => ({ type, solved })),
  'conversation.rate': decided(({ type, score, comment }) => ({ type, score, ...given({ comment }) })),
  'conversation.close': decided(({ type }) => ({ type })),
  'understanding.answer': decided(({ type, seq, yes }) => ({ type, seq, yes })),
  'callback.request': decided(({ type, phone, at }) => ({ type, phone, ...given({ at }) })),
  'callback.cancel': decided(({ type }) => ({ type })),
} satisfies Partial<CustomerFrameTable<Deps>>;
