import { lastDays } from '../../shared/domain/kernel/hours.ts';
import { OperatorPushSchema } from '../../shared/protocol/pushes.ts';
import type { OperatorAnswer, OperatorFrame } from '../entry/operator-frame.ts';
import type { Caller, Whereabouts } from '../entry/ports.ts';
import { postTo } from '../kernel/deliver.ts';
import { answer } from '../kernel/frames.ts';
import { type Clock, type Door, type Logger, topic, type Workspace } from '../kernel/ports.ts';
import type { CustomerHistory, Figures } from '../projection/ports.ts';

/** Tells the colleagues who watch a conversation that this one has it on the screen. No commit, no answer, nothing kept. */
export async function tellViewing(
  deps: { readonly operators: Door; readonly log: Logger },
  { workspace, actor, connection }: Caller,
  { conversation }: OperatorFrame<'viewing'>,
): Promise<void> {
  const push = answer(OperatorPushSchema, { type: 'viewing', conversation, person: actor.id });
  await postTo(deps.operators, workspace, topic.conversation(conversation), push, deps, connection);
}

/** Where the customer of a conversation is, for a `pong`; undefined when nobody knows. */
export async function leftOf(
  { whereabouts }: { readonly whereabouts: Pick<Whereabouts, 'of'> },
  workspace: string,
  conversation: string,
  customer: string,
) {
  const { here, left } = await whereabouts.of(workspace, customer);
  return here || left !== null ? { conversation, at: here ? null : left } : undefined;
}

/** What is counted by kind is what happened within so many days. */
const COUNTED_DAYS = 30;
/** More than a team could work through; the newest come first. */
const MOST_OPEN = 100;

export interface MistakesDeps {
  readonly history: Pick<CustomerHistory, 'mistakes'>;
  readonly figures: Pick<Figures, 'hints'>;
  readonly clock: Clock;
}

/** The team's mistakes, for leads: kinds and conversations, and never whose they were; and how often which hint came up. */
export async function teamMistakes(
  { history, figures, clock }: MistakesDeps,
  _: Caller,
  { id }: OperatorFrame<'mistakes'>,
  { id: workspace, policy }: Workspace,
): Promise<OperatorAnswer> {
  const now = clock.now();
  const [all, hints] = await Promise.all([
    history.mistakes(workspace),
    figures.hints(workspace, lastDays(now, policy.zone, COUNTED_DAYS)),
  ]);
  const since = now - COUNTED_DAYS * 24 * 3600 * 1000;
  const counts: Record<string, number> = {};
  for (const { kind, at } of all) if (at >= since) counts[kind] = (counts[kind] ?? 0) + 1;
  const open = all.filter(({ closed }) => !closed).slice(0, MOST_OPEN);
  return {
    type: 'mistakes',
    id,
    open: open.map(({ closed: _, ...one }) => one),
    days: COUNTED_DAYS,
    counts,
    hints: { ...hints },
  };
}
