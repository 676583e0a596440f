import { rungsOf } from '../../shared/domain/conversation/look.ts';
import { type Clock, EMPTY, isSnoozed, waitOf } from '../../shared/domain/conversation/state.ts';
import type { Policy, Rung } from '../../shared/domain/kernel/policy.ts';
import type { Millis } from '../../shared/domain/kernel/types.ts';
import { NO_PAGE, type Page } from '../../shared/domain/paging/state.ts';
import { lapsesAt, takeOf } from '../../shared/domain/paging/takes.ts';
import { type ChatLog, stateOf } from './logs.ts';
import { rings } from './simulator.ts';
import { ensure, SWEPT, seconds, type Watched } from './watched.ts';

/** Invariant 1: what waits is watched, and whatever is dead, the sweep comes to each rung in time. */
export function checkWatched(sim: Watched, log: ChatLog): void {
  const { now, policy } = sim;
  const [workspace = ''] = log.key.split('/');
  const state = stateOf(log, EMPTY);
  const wait = waitOf(state);
  if (state.clocks.length === 0) return;
  const due = state.lease === null ? undefined : log.leases.get(state.lease);
  ensure(due !== undefined, 'whoever waits is watched', state);
  if (wait) ensure(due <= now + seconds(Math.max(policy.recheck, 1)), 'a wait is looked at soon', due - now, state);
  const { staffed, night, present } = sim.staff(workspace);
  const seen = Math.max(sim.changedAt + seconds(policy.recheck), sim.changedAt);
  for (const clock of state.clocks) {
    const began = startOf(log, clock.kind);
    for (const rung of rungsOf(clock, policy)) {
      if (clock.fired.includes(`${rung.act}@${rung.after}`) || !holds(rung, staffed, night)) continue;
      const at = Math.max(rungDue(rung, clock, policy), began, rung.when === 'always' ? 0 : seen);
      ensure(now <= at + SWEPT, 'no rung is missed', rung, clock, { late: now - at });
    }
    if (clock.kind === 'promise' || clock.kind === 'callback')
      ensure(now <= Math.max(clock.due ?? 0, began) + SWEPT, 'no promise lapses unseen', clock, now);
    if (clock.kind === 'snooze' && isSnoozed(state))
      ensure(now <= (clock.due ?? 0) + SWEPT, 'what was put aside comes back', clock, now);
  }
  if (wait && state.owner && (state.coming !== null || !present.has(state.owner))) {
    const patience = state.coming === null ? policy.ownerCheck : policy.acknowledgedSilent;
    const at = Math.max(wait.from, state.coming ?? 0, startOf(log, 'reply'), touched(log)) + seconds(patience);
    ensure(
      now <= Math.max(at, seen) + SWEPT,
      'an owner who is absent, or took it from a page and is silent, is noticed',
      state,
      now - at,
    );
  }
  if (rings(state)) checkPaged(sim, log, workspace);
}

/**
 * Invariant 1: past the rung, every waiting customer has a person who has taken this chat, or a ringing page that names or
 * counts it. Whoever has neither, after something was lost, is found by the next look.
 */
function checkPaged(sim: Watched, log: ChatLog, workspace: string): void {
  const { now, policy } = sim;
  const [, conversation = ''] = log.key.split('/');
  const pages = sim.page(workspace).commits;
  const page = stateOf(sim.page(workspace), NO_PAGE);
  if (isCovered(page, conversation, now)) return;
  const paged = log.commits.findLast(({ seq }) => !rings(log.commits[seq - 2]?.state ?? EMPTY))?.at ?? 0;
  const covered = pages.findLast(({ state, at }) => isCovered(state, conversation, at));
  const left = covered ? (pages[covered.seq]?.at ?? lapseOf(covered.state, conversation)) : 0;
  const at = Math.max(paged, left) + seconds(policy.recheck);
  ensure(now <= at + SWEPT, 'a paged wait has a person or a page that rings', page, stateOf(log, EMPTY), now - at);
}

function isCovered(page: Page, conversation: string, now: Millis): boolean {
  const take = takeOf(page, conversation);
  if (take && now < lapsesAt(take, page)) return true;
  const isNamed = page.more > 0 || page.waits.some((wait) => wait.conversation === conversation);
  return page.status === 'ringing' && isNamed;
}
/** When the person who holds it has been silent for too long. */
function lapseOf(page: Page, conversation: string): Millis {
  const take = takeOf(page, conversation);
  return take ? lapsesAt(take, page) : 0;
}

const startOf = (log: ChatLog, kind: Clock['kind']): Millis =>
  log.commits.findLast(({ events }) => events.some((event) => event.type === 'clock.started' && event.kind === kind))
    ?.at ?? 0;
/** When an operator last did something in it. */
const touched = (log: ChatLog): Millis => log.commits.findLast(({ by }) => by.kind === 'operator')?.at ?? 0;

const holds = ({ when }: Rung, staffed: boolean, night: boolean): boolean =>
  when === 'always' || (when === 'unstaffed' ? !staffed : staffed && (when === 'staffed' || night));

/** When a rung is due, by the words of the promise: counted from the clock, with 20 s to choose when nobody is there. */
function rungDue(rung: Rung, clock: Clock, policy: Policy): Millis {
  const at = Math.max(clock.due ?? clock.from, clock.from) + seconds(rung.after);
  if (rung.when !== 'unstaffed') return at;
  return clock.asked === undefined
    ? at + seconds(policy.silence)
    : Math.min(at + seconds(policy.silence), Math.max(at, clock.asked));
}
