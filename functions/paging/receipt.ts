import { METRICS } from '../../shared/contract.ts';
import { type Millis, SYSTEM } from '../../shared/domain/kernel/types.ts';
import { pageDue } from '../../shared/domain/paging/climb.ts';
import { decidePage } from '../../shared/domain/paging/decide.ts';
import type { PageEvent } from '../../shared/domain/paging/events.ts';
import { evolvePage } from '../../shared/domain/paging/evolve.ts';
import { NO_LADDER } from '../../shared/domain/paging/ladders.ts';
import { NO_PAGE, type Page } from '../../shared/domain/paging/state.ts';
import { appendNewest } from '../kernel/append.ts';
import type { Clock, Logger, LogStore, Meter, Random } from '../kernel/ports.ts';
import type { Contacts, Receipt, Receipts } from './ports.ts';

/** What a carrier says of something it had taken. */
export interface Report {
  /** the carrier's id of it */
  readonly receipt: string;
  /** when the carrier took it, by its own clock */
  readonly at: Millis;
  readonly result: 'delivered' | 'undelivered';
  /** the carrier's own words */
  readonly detail: string;
}

export interface ReceiptDeps {
  readonly receipts: Pick<Receipts, 'get'>;
  readonly contacts: Pick<Contacts, 'note'>;
  readonly pages: LogStore<PageEvent, Page>;
  readonly clock: Clock;
  readonly random: Random;
  readonly meter: Meter;
  readonly log: Logger;
}

/**
 * Writes down what became of a ring: at its contact, for its owner and for whoever looks after the schedule, and in the
 * page's log, for its story. Reports come at least once and in any order; what is not ours (SNS logs the messages of a
 * whole account) is left alone.
 */
export async function noteReport(deps: ReceiptDeps, { receipt, at, result, detail }: Report): Promise<void> {
  const of = await deps.receipts.get(receipt);
  if (!of) return;
  const { workspace, ladder, person, contact } = of;
  await deps.contacts.note(
    workspace,
    { person, id: contact },
    {
      at,
      result,
      ...(detail !== '' && { detail }),
    },
  );
  if (ladder !== NO_LADDER) await addToStory(deps, of, result);
  if (result === 'delivered') return;
  deps.meter.count(METRICS.undelivered);
  deps.log.warn('ring.undelivered', { workspace, ladder, person, contact, detail });
}

async function addToStory(deps: ReceiptDeps, of: Receipt, result: Report['result']): Promise<void> {
  const { workspace, ladder, ...ring } = of;
  const appended = await appendNewest({
    store: deps.pages,
    key: { workspace, id: ladder },
    empty: NO_PAGE,
    clock: deps.clock,
    random: deps.random,
    actor: SYSTEM,
    command: deps.random.id(),
    decide: (state, now) => decidePage(state, { type: 'ring.report', ...ring, result }, now),
    evolve: evolvePage,
    due: pageDue,
  });
  // Many reports at once, each of which wants the next place in the log: the carrier's message is handed over again.
  if (!appended.ok && appended.reason === 'busy') throw new Error(`The log of ${workspace}/${ladder} is busy.`);
}
