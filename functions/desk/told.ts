import type { ConversationEvent } from '../../shared/domain/conversation/events.ts';
import type { Conversation } from '../../shared/domain/conversation/state.ts';
import { CustomerPushSchema, OperatorPushSchema } from '../../shared/protocol/pushes.ts';
import type { ReadMarks } from '../conversation/ports.ts';
import type { OperatorFrame } from '../entry/operator-frame.ts';
import type { Caller } from '../entry/ports.ts';
import { postTo } from '../kernel/deliver.ts';
import { answer } from '../kernel/frames.ts';
import { type Door, type Logger, type LogStore, topic } from '../kernel/ports.ts';

export interface HintDeps {
  readonly conversations: Pick<LogStore<ConversationEvent, Conversation>, 'readBack'>;
  readonly customers: Door;
  readonly operators: Door;
  readonly readMarks: ReadMarks;
  readonly log: Logger;
}

/** Typing and read marks go to the customer and to colleagues who watch; no commits, no answers. */
export async function hint(
  deps: HintDeps,
  { workspace, actor, connection }: Caller,
  frame: OperatorFrame<'typing' | 'read'>,
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
