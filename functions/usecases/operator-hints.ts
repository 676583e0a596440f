import type { OperatorCommand } from '../../shared/protocol/commands.ts';
import { CustomerPushSchema, OperatorPushSchema } from '../../shared/protocol/pushes.ts';
import type { Caller } from '../ports/entry.ts';
import { topic } from '../ports.ts';
import { postTo } from './deliver.ts';
import { answer } from './frames.ts';
import type { OperatorDeps } from './operator-frames.ts';

type Frame<T extends OperatorCommand['type']> = Extract<OperatorCommand, { type: T }>;

/** Typing and read marks go to the customer and to colleagues who watch; no commits, no answers. */
export async function hint(
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
