import type { ConversationEvent } from '../../shared/domain/conversation/events.ts';
import type { Conversation } from '../../shared/domain/conversation/state.ts';
import { nextMorning } from '../../shared/domain/kernel/hours.ts';
import { errorFrame } from '../../shared/protocol/codec.ts';
import { CustomerPushSchema } from '../../shared/protocol/pushes.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/values.ts';
import { toCustomerCommit } from '../../shared/protocol/wire.ts';
import { namesOf } from '../kernel/deliver.ts';
import { answer, shownWorkspace } from '../kernel/frames.ts';
import { type Door, type LogStore, topic } from '../kernel/ports.ts';
import { type PresenceDeps, whoIsThere } from '../kernel/presence.ts';
import type { CustomerIndex } from '../projection/ports.ts';
import type { CustomerFrame, CustomerFrameTable, CustomerRun } from './customer-frame.ts';

export interface CustomerEntryDeps extends PresenceDeps {
  readonly conversations: Pick<LogStore<ConversationEvent, Conversation>, 'read' | 'readBack'>;
  readonly customers: Door;
  readonly customerIndex: CustomerIndex;
}

/** Subscribes, THEN looks up what there is: whatever is written from now on is posted to this socket. */
const hello: CustomerRun<CustomerEntryDeps, CustomerFrame<'hello'>> = async (deps, caller, frame, workspace) => {
  if (frame.version !== PROTOCOL_VERSION) return errorFrame(frame.id, 'unsupported_version');
  const { actor, connection, verified } = caller;
  await deps.customers.subscriptions.add(workspace.id, topic.person(actor.id), connection);
  const [conversations, there, operators] = await Promise.all([
    deps.customerIndex.conversations(workspace.id, actor.id),
    whoIsThere(deps, workspace.id),
    deps.directory.operators(workspace.id),
  ]);
  const now = deps.clock.now();
  return {
    type: 'welcome',
    id: frame.id,
    version: PROTOCOL_VERSION,
    serverTime: now,
    me: { id: actor.id, ...(actor.name !== undefined && { name: actor.name }), verified },
    workspace: shownWorkspace(workspace),
    staffed: there.staffed,
    morning: nextMorning(now, workspace.policy),
    conversations: [...conversations],
    faces: there.live
      .filter(({ state }) => state === 'available')
      .flatMap(({ operator }) => operators.find(({ id }) => id === operator)?.name ?? [])
      .slice(0, 3),
  };
};

/** The heartbeat: who is behind is sent the newest commit, sees the gap before it, and asks `sync`. */
const ping: CustomerRun<CustomerEntryDeps, CustomerFrame<'ping'>> = async (deps, caller, frame, workspace) => {
  const names = await namesOf(deps.directory, workspace.id);
  const [there] = await Promise.all([
    whoIsThere(deps, workspace.id),
    ...Object.entries(frame.seqs).map(async ([conversation, seq]) => {
      const key = { workspace: workspace.id, id: conversation };
      const [newest] = await deps.conversations.readBack(key, null, 1);
      if (!newest || newest.state.customer !== caller.actor.id || newest.state.seen.customer <= seq) return;
      const { commits } = await deps.conversations.read(key, newest.state.seen.customer, 1);
      const commit = commits[0] && toCustomerCommit(commits[0], names);
      if (!commit) return;
      const push = answer(CustomerPushSchema, { type: 'commit', conversation, log: 'conversation', ...commit });
      await deps.customers.poster.post(caller.connection, push);
    }),
  ]);
  const now = deps.clock.now();
  return {
    type: 'pong',
    id: frame.id,
    serverTime: now,
    staffed: there.staffed,
    morning: nextMorning(now, workspace.policy),
  };
};

/** Coming in, and staying. */
export const customerEntryFrames = { hello, ping } satisfies Partial<CustomerFrameTable<CustomerEntryDeps>>;
