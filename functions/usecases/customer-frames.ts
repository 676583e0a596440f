import { nextMorning } from '../../shared/domain/hours.ts';
import { errorFrame, parseCommand } from '../../shared/protocol/codec.ts';
import { CUSTOMER_COMMANDS, type CustomerCommand, CustomerCommandSchema } from '../../shared/protocol/commands.ts';
import { CustomerPushSchema, OperatorPushSchema } from '../../shared/protocol/pushes.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/values.ts';
import { toCustomerCommit } from '../../shared/protocol/wire.ts';
import type { Caller } from '../ports/entry.ts';
import { type CustomerIndex, type Presence, type ReadMarks, topic, type Workspace } from '../ports.ts';
import { type ConversationDeps, runCommand } from './conversation-command.ts';
import { namesOf, postTo } from './deliver.ts';
import { answer, refusalFrame, shownWorkspace } from './frames.ts';
import { whoIsThere } from './presence.ts';
import { syncCustomer } from './sync.ts';

export interface CustomerDeps extends ConversationDeps {
  readonly presence: Presence;
  readonly readMarks: ReadMarks;
  readonly customerIndex: CustomerIndex;
}

type Frame<T extends CustomerCommand['type']> = Extract<CustomerCommand, { type: T }>;
type Answer = Parameters<typeof answer<typeof CustomerPushSchema>>[1];

/** One frame of a customer's socket; the answer for its sender, or null for hints that have none. */
export async function handleCustomerFrame(deps: CustomerDeps, caller: Caller, text: string): Promise<string | null> {
  const parsed = parseCommand(CustomerCommandSchema, CUSTOMER_COMMANDS, text);
  const reply = parsed.ok ? await handle(deps, caller, parsed.frame) : errorFrame(parsed.id, parsed.code);
  return reply && answer(CustomerPushSchema, reply);
}

async function handle(deps: CustomerDeps, caller: Caller, frame: CustomerCommand): Promise<Answer | null> {
  const workspace = await deps.directory.workspace(caller.workspace);
  if (!workspace) return errorFrame('id' in frame ? frame.id : null, 'session_over');
  const key = 'conversation' in frame ? { workspace: workspace.id, id: frame.conversation } : null;
  switch (frame.type) {
    case 'hello':
      return hello(deps, caller, workspace, frame);
    case 'ping':
      return ping(deps, caller, workspace, frame);
    case 'sync':
    case 'history': {
      if (frame.log !== 'conversation' || !key) return errorFrame(frame.id, 'not_found');
      return (await syncCustomer(deps, key, caller.actor.id, frame)) ?? errorFrame(frame.id, 'not_found');
    }
    case 'typing':
    case 'read':
    case 'delivered':
      await hint(deps, caller, frame);
      return null;
    default:
      return command(deps, caller, workspace, frame);
  }
}

/** Subscribes, THEN looks up what there is: whatever is written from now on is posted to this socket. */
async function hello(deps: CustomerDeps, caller: Caller, workspace: Workspace, frame: Frame<'hello'>): Promise<Answer> {
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
}

/** The heartbeat: who is behind is sent the newest commit, sees the gap before it, and asks `sync`. */
async function ping(deps: CustomerDeps, caller: Caller, workspace: Workspace, frame: Frame<'ping'>): Promise<Answer> {
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
}

/** Typing, and marks of what was read or delivered: no commits, no answers; shown to the team that watches. */
async function hint(deps: CustomerDeps, caller: Caller, frame: Frame<'typing' | 'read' | 'delivered'>): Promise<void> {
  const { workspace, actor } = caller;
  const { conversation } = frame;
  const [newest] = await deps.conversations.readBack({ workspace, id: conversation }, null, 1);
  if (!newest || newest.state.customer !== actor.id) return;
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
}

type Addressed = Exclude<
  CustomerCommand,
  { type: 'hello' | 'ping' | 'sync' | 'history' | 'typing' | 'read' | 'delivered' }
>;

async function command(deps: CustomerDeps, caller: Caller, workspace: Workspace, frame: Addressed): Promise<Answer> {
  const { id, conversation, after, ...rest } = frame;
  const { actor, connection } = caller;
  const result = await runCommand(deps, {
    workspace,
    conversation,
    actor,
    id,
    after,
    // An optional field that is absent and one that is undefined are the same command.
    command: rest as Parameters<typeof runCommand>[1]['command'],
    ...(after === 0 && { customer: openingOf(caller) }),
    except: connection,
  });
  if (!result.ok) return refusalFrame(id, result);
  const { commit } = result;
  if (!commit) return { type: 'ack', id, conversation, log: 'conversation' };
  const own = toCustomerCommit(commit, await namesOf(deps.directory, workspace.id));
  return { type: 'ack', id, seq: commit.seq, conversation, log: 'conversation', ...(own && { commit: own }) };
}

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
