import { MAX_QUEUE_DELAY_SECONDS } from '../../shared/contract.ts';
import type { ConversationCommand } from '../../shared/domain/conversation/commands.ts';
import { decide, opensReview } from '../../shared/domain/conversation/decide.ts';
import type { ConversationEvent } from '../../shared/domain/conversation/events.ts';
import { evolve } from '../../shared/domain/conversation/evolve.ts';
import { nextDue } from '../../shared/domain/conversation/look.ts';
import { endsPage } from '../../shared/domain/conversation/paged.ts';
import { type Conversation, EMPTY } from '../../shared/domain/conversation/state.ts';
import { nextMorning } from '../../shared/domain/kernel/hours.ts';
import type { Actor, Body, Millis } from '../../shared/domain/kernel/types.ts';
import { peopleIn } from '../../shared/domain/on-call/schedule/types.ts';
import { type Appended, appendNewest, appendSince } from '../kernel/append.ts';
import { type DeliveryDeps, deliverCommit } from '../kernel/deliver.ts';
import type { Clock, LogStore, Operator, Random, Timers, Workspace } from '../kernel/ports.ts';

export interface ConversationDeps extends DeliveryDeps {
  readonly conversations: LogStore<ConversationEvent, Conversation>;
  readonly timers: Pick<Timers, 'lookLater'>;
  readonly clock: Clock;
  readonly random: Random;
}

export interface ConversationRequest {
  readonly workspace: Workspace;
  readonly conversation: string;
  readonly actor: Actor;
  readonly id: string;
  readonly command: ConversationCommand;
  /** last seq the sender had when it first sent the command; absent for commands that are idempotent by decision */
  readonly after?: number;
  /** what is known of a customer who opens a conversation */
  readonly customer?: Pick<Body, 'customerName' | 'verified' | 'attributes' | 'site' | 'path' | 'zone' | 'locale'>;
  /** what the sender was warned of while writing it */
  readonly hints?: Body['hints'];
  /** the sender's own socket: it has the commit in its ack */
  readonly except?: string;
}

/**
 * A command of a person on a conversation, whole: decide and append, tell everyone it concerns, arm the clock. What
 * follows the append is a hint: lost posts are repaired by `sync`, a lost timer by the sweep.
 */
export async function runConversationCommand(
  deps: ConversationDeps,
  request: ConversationRequest,
): Promise<Appended<ConversationEvent, Conversation>> {
  const { workspace, conversation, actor, command, customer, hints } = request;
  const { policy } = workspace;
  // The team is looked up for the one command that depends on it.
  const reviewers = opensReview(command) ? reviewersOf(workspace, await deps.directory.operators(workspace.id)) : [];
  const options = {
    store: deps.conversations,
    key: { workspace: workspace.id, id: conversation },
    empty: EMPTY,
    clock: deps.clock,
    random: deps.random,
    actor,
    command: request.id,
    decide: (state: Conversation, now: Millis) =>
      decide(state, command, { now, actor, policy, conversation, reviewers, morning: nextMorning(now, policy) }),
    evolve,
    due: (state: Conversation, now: Millis) => nextDue(state, { now, policy }),
    body: { ...customer, ...(hints && { hints }) },
  };
  const result = await (request.after === undefined ? appendNewest(options) : appendSince(options, request.after));
  if (!result.ok || !result.commit) return result;
  await Promise.all([
    deliverCommit(deps, workspace.id, conversation, result.commit, request.except),
    arm(deps, workspace.id, conversation, result.commit.seq, result.due),
  ]);
  return result;
}

/**
 * After a customer's command: the page that rang for the wait, or the person who had taken it, is told at once, by a look.
 * Lost, the page's own next step finds it.
 */
export async function settleLater(
  { timers, log, clock }: Pick<ConversationDeps, 'timers' | 'clock' | 'log'>,
  workspace: string,
  conversation: string,
  { before, state }: { readonly before: Conversation; readonly state: Conversation },
): Promise<void> {
  if (!endsPage(before, state)) return;
  try {
    const look = { workspace, conversation, lease: state.seq, dueAt: clock.now(), looks: 0, settles: true } as const;
    await timers.lookLater(look, 0);
  } catch (error) {
    log.warn('timer.failed', { workspace, conversation, error: String(error) });
  }
}

/** Who may look into a bad rating, best first: leads before operators, and among them as the schedule names them. */
function reviewersOf({ schedule }: Workspace, operators: readonly Operator[]): readonly string[] {
  const named = peopleIn(schedule);
  const place = ({ id, role }: Operator): number => {
    const turn = named.indexOf(id);
    return (role === 'lead' ? 0 : named.length + 1) + (turn < 0 ? named.length : turn);
  };
  return operators
    .filter(({ active }) => active)
    .sort((a, b) => place(a) - place(b))
    .map(({ id }) => id);
}

/** Arms a look for the lease that a commit has set. Beyond what a queue can delay, the sweep alone looks. */
export async function arm(
  deps: Pick<ConversationDeps, 'timers' | 'clock' | 'log'>,
  workspace: string,
  conversation: string,
  lease: number,
  due: Millis | null,
): Promise<void> {
  if (due === null) return;
  const delay = Math.max(0, Math.ceil((due - deps.clock.now()) / 1000));
  if (delay > MAX_QUEUE_DELAY_SECONDS) return;
  try {
    await deps.timers.lookLater({ workspace, conversation, lease, dueAt: due, looks: 0 }, delay);
  } catch (error) {
    // The lease is in the commit: the sweep looks within 75 s whatever became of the queue.
    deps.log.warn('timer.failed', { workspace, conversation, error: String(error) });
  }
}
