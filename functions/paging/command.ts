import { type Actor, type Body, type Millis, SYSTEM } from '../../shared/domain/kernel/types.ts';
import { pageDue } from '../../shared/domain/paging/climb.ts';
import type { PageCommand } from '../../shared/domain/paging/commands.ts';
import { decidePage } from '../../shared/domain/paging/decide.ts';
import type { PageEvent } from '../../shared/domain/paging/events.ts';
import { evolvePage } from '../../shared/domain/paging/evolve.ts';
import { NO_PAGE, type Page } from '../../shared/domain/paging/state.ts';
import { MAX_BEHIND } from '../../shared/protocol/values.ts';
import { type Appended, appendNewest } from '../kernel/append.ts';
import { deliverPage } from '../kernel/deliver.ts';
import type { Clock, Door, Logger, LogKey, LogStore, Random, Timers } from '../kernel/ports.ts';

export interface PageDeps {
  readonly pages: LogStore<PageEvent, Page>;
  readonly operators: Door;
  readonly timers: Pick<Timers, 'startPage'>;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
}

/**
 * A command on a ladder's page: append what the rules decide, tell the console, and start the ladder of a new page.
 * @param id of a person's command that is not idempotent by decision: sent again, it is found, however long ago
 */
export async function runPageCommand(
  deps: PageDeps,
  workspace: string,
  ladder: string,
  command: PageCommand,
  { actor = SYSTEM, body, id }: { actor?: Actor; body?: Body; id?: string } = {},
): Promise<Appended<PageEvent, Page>> {
  const options = {
    store: deps.pages,
    key: { workspace, id: ladder },
    empty: NO_PAGE,
    clock: deps.clock,
    random: deps.random,
    actor,
    command: id ?? deps.random.id(),
    decide: (state: Page, now: Millis) => decidePage(state, command, now),
    evolve: evolvePage,
    due: pageDue,
    ...(body && { body }),
  };
  const result = await appendNewest(options, id === undefined ? {} : { among: MAX_BEHIND });
  if (!result.ok || !result.commit || result.duplicate) return result;
  const { state, commit } = result;
  const isFailed = commit.events.some(({ type }) => type === 'step.sent') && !state.reached;
  // Somebody is free before the machine wakes to tell those who are busy.
  const isFreed = result.before.allBusyUntil !== null && state.allBusyUntil === null && state.status === 'ringing';
  const begins = isFreed || commit.events.some(({ type }) => BEGINS.has(type));
  await Promise.all([
    // Steps begun and marked in quick succession are one change to who watches, unless the sends have failed.
    commit.events.some(({ type }) => UNSEEN.has(type)) && !isFailed
      ? undefined
      : deliverPage(deps, workspace, ladder, state),
    begins ? startLadder(deps, workspace, ladder, state) : undefined,
    result.released === null ? undefined : dropLease(deps, { workspace, id: ladder }, result.released),
  ]);
  return result;
}

/** A step is due at once. */
const BEGINS: ReadonlySet<PageEvent['type']> = new Set(['page.raised', 'page.passed', 'page.widened']);

/** What the console need not hear of at once: it follows another commit closely, or changes nothing that is shown. */
const UNSEEN: ReadonlySet<PageEvent['type']> = new Set([
  'step.resumed',
  'step.sent',
  'page.claimed',
  'page.told',
  'ring.reported',
]);

/** A lease that no state names rings nobody; the sweep, which would find it, costs a read. */
async function dropLease({ pages, log }: PageDeps, key: LogKey, lease: number): Promise<void> {
  try {
    await pages.clearLease(key, lease);
  } catch (error) {
    log.warn('lease.kept', { ...key, error: String(error) });
  }
}

/** What a colleague wrote with the alarm of a page that rings: in the body of the commit that raised or joined it. */
export async function alarmReason(
  { pages }: Pick<PageDeps, 'pages'>,
  workspace: string,
  ladder: string,
  { episode, alarm }: Page,
): Promise<string> {
  let before: number | null = null;
  for (;;) {
    const commits: Awaited<ReturnType<typeof pages.readBack>> = await pages.readBack(
      { workspace, id: ladder },
      before,
      50,
    );
    const mine = commits.filter(({ state }) => state.episode === episode);
    // Of several alarms, that of the page: the first.
    const raised = mine.findLast(({ events }) =>
      events.some((event) => 'alarm' in event && event.alarm?.by === alarm?.by),
    );
    if (raised) return raised.body.text ?? '';
    if (mine.length < 50) return '';
    before = commits.at(-1)?.seq ?? 0;
  }
}

/** Starts the machine that climbs; losing the start is a hint lost: the page's lease is swept. */
export async function startLadder(
  deps: Pick<PageDeps, 'timers' | 'log' | 'clock'>,
  workspace: string,
  ladder: string,
  page: Page,
): Promise<void> {
  const now = deps.clock.now();
  try {
    await deps.timers.startPage({ workspace, ladder, episode: page.episode, attempt: now, wakeAt: now });
  } catch (error) {
    deps.log.warn('timer.failed', { workspace, ladder, error: String(error) });
  }
}
