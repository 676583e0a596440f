import type { ConversationEvent } from '../../shared/domain/conversation/events.ts';
import type { Conversation } from '../../shared/domain/conversation/state.ts';
import { nextMorning } from '../../shared/domain/kernel/hours.ts';
import type { NoteEvent, Notes } from '../../shared/domain/notes/notes.ts';
import { inboxHash } from '../../shared/protocol/hash.ts';
import { OperatorPushSchema } from '../../shared/protocol/pushes.ts';
import { toOperatorCommit } from '../../shared/protocol/wire.ts';
import { syncNotes } from '../conversation/sync.ts';
import type { OperatorAnswer, OperatorFrame } from '../entry/operator-frame.ts';
import type { Caller, Whereabouts } from '../entry/ports.ts';
import { postTo } from '../kernel/deliver.ts';
import { inParts, roomIn } from '../kernel/fit.ts';
import { answer } from '../kernel/frames.ts';
import { type Door, type Logger, type LogStore, topic, type Workspace } from '../kernel/ports.ts';
import { LEASE_MS, type PresenceDeps, peopleOf } from '../kernel/presence.ts';
import type { Inbox } from '../projection/ports.ts';
import { inboxFrames } from './hello.ts';
import { leftOf } from './viewing.ts';

export interface PingDeps extends PresenceDeps {
  readonly operators: Door;
  readonly conversations: Pick<LogStore<ConversationEvent, Conversation>, 'readBack'>;
  readonly notes: LogStore<NoteEvent, Notes>;
  readonly inbox: Inbox;
  readonly whereabouts: Pick<Whereabouts, 'of'>;
  readonly log: Logger;
}

/** The heartbeat keeps the presence lease, and sends who is behind the newest commit: its gap makes the client `sync`. */
export async function ping(
  deps: PingDeps,
  caller: Caller,
  frame: OperatorFrame<'ping'>,
  workspace: Workspace,
): Promise<OperatorAnswer | null> {
  const { actor, connection } = caller;
  const now = deps.clock.now();
  const post = (text: string) => deps.operators.poster.post(connection, text);
  let left: Awaited<ReturnType<typeof leftOf>>;
  await Promise.all([
    deps.presence.extend(workspace.id, actor.id, now + LEASE_MS),
    ...Object.entries(frame.seqs).map(async ([conversation, seq]) => {
      if (outOfScope(caller, conversation)) return;
      const [newest] = await deps.conversations.readBack({ workspace: workspace.id, id: conversation }, null, 1);
      if (!newest) return;
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
  const pong = {
    type: 'pong' as const,
    id: frame.id,
    serverTime: now,
    staffed: people.some(({ presence }) => presence === 'available'),
    morning: nextMorning(now, workspace.policy),
    ...(left && { left }),
  };
  const [first = [], ...others] = inParts(people, roomIn({ ...pong, people: [], more: true }));
  for (const part of others) await post(answer(OperatorPushSchema, { type: 'presence', people: [...part] }));
  return { ...pong, people: [...first], ...(others.length > 0 && { more: true }) };
}

const outOfScope = ({ actor }: Caller, conversation: string): boolean =>
  actor.scope !== undefined && actor.scope !== conversation;

async function mendInbox(
  deps: Pick<PingDeps, 'inbox'>,
  workspace: string,
  hash: string,
  post: (frame: string) => Promise<unknown>,
): Promise<void> {
  if (inboxHash(await deps.inbox.open(workspace)) === hash) return;
  for (const part of inboxFrames(await deps.inbox.cards(workspace))) await post(answer(OperatorPushSchema, part));
}

/** Available, away, or gone home: the lease of presence follows, and all who watch the inbox hear of this one person. */
export async function setPresence(
  deps: PresenceDeps & Pick<PingDeps, 'operators' | 'log'>,
  { workspace, actor }: Caller,
  frame: OperatorFrame<'presence.set'>,
): Promise<OperatorAnswer> {
  if (frame.state === 'off') await deps.presence.end(workspace, actor.id);
  else await deps.presence.begin(workspace, actor.id, deps.clock.now() + LEASE_MS, frame.state);
  const people = (await peopleOf(deps, workspace)).filter(({ id }) => id === actor.id);
  const push = answer(OperatorPushSchema, { type: 'presence', people });
  await postTo(deps.operators, workspace, topic.inbox, push, deps);
  return { type: 'ack', id: frame.id };
}
