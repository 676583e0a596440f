import { type LookInput, type LookOutput, MAX_LOOKS } from '../../shared/contract.ts';
import { evolve } from '../../shared/domain/conversation/evolve.ts';
import { type Look, look } from '../../shared/domain/conversation/look.ts';
import { holderOf } from '../../shared/domain/conversation/paged.ts';
import { EMPTY } from '../../shared/domain/conversation/state.ts';
import { isNight } from '../../shared/domain/kernel/hours.ts';
import type { Policy } from '../../shared/domain/kernel/policy.ts';
import { SYSTEM } from '../../shared/domain/kernel/types.ts';
import { ON_CALL } from '../../shared/domain/paging/ladders.ts';
import { arm, type ConversationDeps } from '../conversation/command.ts';
import { appendNewest } from '../kernel/append.ts';
import { deliverCommit } from '../kernel/deliver.ts';
import type { LogKey, Meter, Presence, Timers } from '../kernel/ports.ts';
import { whoIsThere } from '../kernel/presence.ts';
import { settlePage } from '../paging/acknowledge.ts';
import { type PageDeps, runPageCommand } from '../paging/command.ts';

export interface LookDeps extends ConversationDeps, PageDeps {
  readonly presence: Presence;
  readonly meter: Meter;
  readonly timers: Timers;
}

const NOTHING: Look = { events: [], actions: [], nextDue: null };

/** Who rings the clock. Whoever it is, the state alone says what is due. */
export type LookCaller = 'queue' | 'machine' | 'sweep';

/**
 * A look: what is due now is done, and the clock is set again. The rungs it reaches are one commit; the lease moves with
 * it, or in place when nothing was due yet. Then come the effects, each harmless when repeated.
 */
export async function lookAt(deps: LookDeps, input: LookInput, caller: LookCaller): Promise<LookOutput> {
  const { workspace, conversation, lease } = input;
  if (input.settles) {
    await settlePage(deps, workspace, conversation, undefined);
    return done(deps, input);
  }
  const key: LogKey = { workspace, id: conversation };
  const found = await deps.directory.workspace(workspace);
  if (!found) return done(deps, input);
  const { policy } = found;
  const { staffed, present } = await whoIsThere(deps, workspace);

  let looked = NOTHING;
  const result = await appendNewest({
    store: deps.conversations,
    key,
    empty: EMPTY,
    clock: deps.clock,
    random: deps.random,
    actor: SYSTEM,
    command: deps.random.id(),
    decide: (state, now) => {
      // A timer of a need that has ended or moved on: the lease the state names has a timer of its own.
      if (state.lease !== lease) {
        looked = NOTHING;
        return { ok: true, events: [] };
      }
      looked = look(state, { now, policy, staffed, present, night: isNight(now, policy) });
      return { ok: true, events: looked.events };
    },
    evolve,
    // Asked of the states before and after alike: the lease stays on the commit that has it, and moves in place below.
    due: () => looked.nextDue,
  });
  // Others wrote five times in a row: the lease stands, whoever rings next looks again.
  if (!result.ok) throw new Error(`look lost its place: ${result.reason}`);
  const { state, commit } = result;

  // Side by side: a console on a slow line must not hold up a page.
  await Promise.all([
    commit && deliverCommit(deps, workspace, conversation, commit),
    // Of the state before: who was silent is let go of by this very look.
    act(deps, input, holderOf(result.before), looked, policy, caller),
  ]);
  if (state.lease === lease && looked.nextDue !== null) {
    // Last: a crash before this leaves the lease due, and the sweep does all of it again.
    await deps.conversations.moveLease(key, lease, looked.nextDue);
  } else {
    await deps.conversations.clearLease(key, lease);
  }

  const { nextDue } = looked;
  if (nextDue === null) return done(deps, input);
  const escalated = looked.actions.some(({ type }) => type === 'escalate');
  // The queue hands an escalated wait to the machine; what is not escalated yet rings the queue again.
  if (caller !== 'machine' && !escalated) await arm(deps, workspace, conversation, lease, nextDue);
  const looks = input.looks + 1;
  return {
    ...input,
    dueAt: nextDue,
    looks,
    done: looks >= MAX_LOOKS,
    wakeAt: new Date(nextDue).toISOString(),
  };
}

async function act(
  deps: LookDeps,
  { workspace, conversation, lease }: LookInput,
  holder: string | null,
  looked: Look,
  policy: Policy,
  caller: LookCaller,
): Promise<void> {
  for (const action of looked.actions) {
    if (action.type === 'page.raise') {
      await runPageCommand(deps, workspace, ON_CALL, {
        type: 'page.raise',
        rhythm: action.rhythm,
        ladder: policy.ladders[action.rhythm],
        wait: { conversation, since: action.since },
        holder,
        acknowledgedSilent: policy.acknowledgedSilent,
      });
    } else if (caller !== 'machine' && looked.nextDue !== null) {
      // The queue begins the one execution of this wait; the sweep, which found it dead, begins another by a new name.
      const attempt = caller === 'sweep' ? Math.floor(deps.clock.now() / 1000) : 0;
      try {
        await deps.timers.startEscalation({
          workspace,
          conversation,
          lease,
          attempt,
          wakeAt: looked.nextDue,
        });
      } catch (error) {
        deps.log.warn('timer.failed', { workspace, conversation, error: String(error) });
      }
    }
  }
}

/** Nothing is due any more. */
function done(deps: LookDeps, input: LookInput): LookOutput {
  return { ...input, looks: input.looks + 1, done: true, wakeAt: new Date(deps.clock.now()).toISOString() };
}
