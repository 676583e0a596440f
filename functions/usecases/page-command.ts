import { decidePage, type PageCommand, pageDue } from '../../shared/domain/page/decide.ts';
import type { PageEvent } from '../../shared/domain/page/events.ts';
import { evolvePage } from '../../shared/domain/page/evolve.ts';
import { NO_PAGE, type Page } from '../../shared/domain/page/state.ts';
import { type Actor, type Body, SYSTEM } from '../../shared/domain/types.ts';
import type { Clock, Door, Logger, LogStore, Random, Timers } from '../ports.ts';
import { type Appended, appendNewest } from './append.ts';
import { deliverPage } from './deliver.ts';

/** The ladder that unanswered chats and the alarm button ring. */
export const ON_CALL = 'oncall';

export interface PageDeps {
  readonly pages: LogStore<PageEvent, Page>;
  readonly operators: Door;
  readonly timers: Pick<Timers, 'startPage'>;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
}

/** A command on a ladder's page: append what the rules decide, tell the console, and start the ladder of a new page. */
export async function runPageCommand(
  deps: PageDeps,
  workspace: string,
  ladder: string,
  command: PageCommand,
  { actor = SYSTEM, body }: { actor?: Actor; body?: Body } = {},
): Promise<Appended<PageEvent, Page>> {
  const result = await appendNewest({
    store: deps.pages,
    key: { workspace, id: ladder },
    empty: NO_PAGE,
    clock: deps.clock,
    random: deps.random,
    actor,
    command: deps.random.id(),
    decide: (state, now) => decidePage(state, command, now),
    evolve: evolvePage,
    due: pageDue,
    ...(body && { body }),
  });
  if (!result.ok || !result.commit) return result;
  const { state, commit } = result;
  const begins = commit.events.some(({ type }) => type === 'page.raised' || type === 'page.passed');
  await Promise.all([
    // Steps begun and marked in quick succession are one change to who watches.
    commit.events.some(({ type }) => type === 'step.sent' || type === 'page.claimed')
      ? undefined
      : deliverPage(deps, workspace, ladder, state),
    begins ? startLadder(deps, workspace, ladder, state) : undefined,
    result.released === null ? undefined : deps.pages.clearLease({ workspace, id: ladder }, result.released),
  ]);
  return result;
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
