import { METRICS, type PageStepOutput } from '../../shared/contract.ts';
import { waitOf } from '../../shared/domain/conversation/state.ts';
import type { Timers } from '../kernel/ports.ts';
import { makeRound, type RoundsDeps } from '../on-call/rounds.ts';
import { startLadder } from '../paging/command.ts';
import { type PageStepDeps, pageStep } from '../paging/step.ts';
import { type LookDeps, lookAt } from './look.ts';
import type { DueIndex } from './ports.ts';

export interface SweepDeps extends PageStepDeps, LookDeps, RoundsDeps {
  readonly timers: Timers;
  readonly due: DueIndex;
}

/** A lease past due by so much was missed by its own timer. With a sweep each minute nobody waits unwatched over 75 s. */
const GRACE_MS = 15_000;
/** leases of one shard looked at in one sweep; what is over waits for the next */
const BATCH = 100;
const AT_ONCE = 10;
/** more steps than a ladder has before it repeats */
const MAX_LATE_STEPS = 10;

/**
 * The clock of last resort: finds every lease past due and looks, in this very function, so that neither stream, queue,
 * projector nor execution needs to be alive; then starts the clock anew. One that fails does not stop the others.
 */
export async function sweep(deps: SweepDeps): Promise<void> {
  const leases = await deps.due.dueBefore(deps.clock.now() - GRACE_MS, BATCH);
  let failed = 0;
  for (let start = 0; start < leases.length; start += AT_ONCE) {
    await Promise.all(
      leases.slice(start, start + AT_ONCE).map(async ({ kind, key, seq, due }) => {
        try {
          if (kind === 'conversation') await sweepConversation(deps, key, seq, due);
          else if (kind === 'rounds') await makeRound(deps, key.workspace);
          else await sweepPage(deps, key, seq);
        } catch (error) {
          failed += 1;
          deps.log.error('sweep.failed', error, { kind, ...key, seq });
        }
      }),
    );
  }
  // Counted at the end: a sweep that dies half way is a sweep that is missing.
  deps.meter.count(METRICS.sweeps);
  if (failed > 0) throw new Error(`${failed} of ${leases.length} due leases could not be looked at`);
}

async function sweepConversation(
  deps: SweepDeps,
  key: { workspace: string; id: string },
  seq: number,
  due: number,
): Promise<void> {
  const [newest] = await deps.conversations.readBack(key, null, 1);
  if (newest?.state.lease !== seq) return deps.conversations.clearLease(key, seq); // the need has ended or moved on
  // A customer who waits has a timer within a minute. Promises and reviews beyond what a queue can delay are the sweep's own.
  if (waitOf(newest.state)) deps.meter.count(METRICS.sweptLooks);
  await lookAt(deps, { workspace: key.workspace, conversation: key.id, lease: seq, dueAt: due, looks: 0 }, 'sweep');
}

async function sweepPage(deps: SweepDeps, key: { workspace: string; id: string }, seq: number): Promise<void> {
  const [newest] = await deps.pages.readBack(key, null, 1);
  if (newest?.state.lease !== seq) return deps.pages.clearLease(key, seq);
  deps.meter.count(METRICS.sweptLooks);
  const { episode } = newest.state;
  const step = (): Promise<PageStepOutput> =>
    pageStep(deps, { workspace: key.workspace, ladder: key.id, episode, dueAt: deps.clock.now(), looks: 0 });
  let output = await step();
  // A ladder that is late catches up in one sweep instead of climbing one step a minute.
  for (let late = 0; late < MAX_LATE_STEPS && !output.done && output.dueAt <= deps.clock.now(); late++)
    output = await step();
  if (!output.done) await startLadder(deps, key.workspace, key.id, newest.state);
}
