import type { Commit } from '../../shared/domain/kernel/log.ts';
import { nextStepDue, pageDue } from '../../shared/domain/paging/decide.ts';
import type { PageEvent } from '../../shared/domain/paging/events.ts';
import { evolvePage } from '../../shared/domain/paging/evolve.ts';
import { MAX_WAITS, NO_PAGE, type Page } from '../../shared/domain/paging/state.ts';
import { type PageLog, stateOf } from './logs.ts';
import { GRACE } from './simulator.ts';
import { ensure, SWEPT, same, type Watched } from './watched.ts';

/** Events that say who a page is for, and do not move its ladder. */
const HANGERS_ON = new Set(['page.joined', 'wait.settled']);

/** What each commit of a page leaves behind. */
export function checkPageCommit(before: Page, commit: Commit<PageEvent, Page>): void {
  const { events, state } = commit;
  const replayed = evolvePage(before, events, commit.at);
  ensure(same(replayed, state), 'replaying a page gives its state', replayed, state);
  ensure(state.waits.length <= MAX_WAITS && state.more <= MAX_WAITS, 'a page is capped', state);
  if (state.status === 'ringing' && before.status === 'ringing')
    ensure(state.step >= before.step && state.episode === before.episode, 'a page climbs', before, state);
  for (const event of events) {
    if (event.type === 'step.begun')
      ensure(before.status === 'ringing' && before.sent, 'steps begin in turn, while it rings', before, event);
    if (event.type !== 'page.ended') continue;
    const settled = events.flatMap((one) => (one.type === 'wait.settled' ? [one.conversation] : []));
    const rest = before.waits.filter(({ conversation }) => !settled.includes(conversation));
    ensure(rest.length === 0 && !before.alarm, 'a page ends with the last that it is for', before, events);
  }
}

/** It climbs, is watched, and never falls silent. */
export function checkRinging(sim: Watched, log: PageLog): void {
  const { now } = sim;
  const page = stateOf(log, NO_PAGE);
  const due = pageDue(page);
  if (page.status === 'ringing') ensure(due !== null, 'a ringing page climbs', page);
  if (page.status === 'acknowledged')
    ensure((page.claimed && page.told) === (due === null), 'who takes it gets a chat, and the others sleep', page);
  if (due === null) return;
  const lease = page.lease === null ? undefined : log.leases.get(page.lease);
  ensure(lease !== undefined && lease <= Math.max(due, page.begunAt + GRACE), 'a page is watched', page, lease);
  const moved = log.commits.findLast(({ events }) => events.some(({ type }) => !HANGERS_ON.has(type)))?.at ?? 0;
  ensure(now <= Math.max(due, moved) + SWEPT, 'no step is missed', page, now - due);
  if (page.status === 'ringing' && page.sent)
    ensure(nextStepDue(page) <= Math.max(page.begunAt, page.raisedAt) + 120_000, 'it never falls silent', page);
}

/** Each step reaches each contact once; twice only after a crash, recognisably the same; none after the taking. */
export function checkSends(sim: Watched, log: PageLog): void {
  for (const commit of log.commits) {
    const begun = commit.events.find((event) => event.type === 'step.begun');
    if (!begun) continue;
    const { episode } = commit.state;
    const ofStep = sim.rungs.filter(
      (rung) => rung.page === log.key && rung.episode === episode && rung.step === begun.step,
    );
    const later = log.commits.filter(({ seq, state }) => seq > commit.seq && state.episode === episode);
    const isMarked = later.some(({ events }) => events.some((e) => e.type === 'step.sent' && e.step === begun.step));
    const taken = later.find(({ events }) => events.some(({ type }) => type === 'page.acknowledged'))?.at;
    const crashes = sim.broken.get(`${log.key}/${episode}/${begun.step}`) ?? 0;
    const failed = later.flatMap(({ events }) =>
      events.flatMap((e) => (e.type === 'step.sent' && e.step === begun.step ? e.failed : [])),
    );
    for (const { person, contact, code, withheld } of begun.sends) {
      const rung = ofStep.filter((one) => one.person === person);
      ensure(
        !isMarked || withheld || failed.includes(contact) || rung.length >= 1,
        'a step reaches everyone',
        commit,
        rung,
      );
      ensure(
        rung.length <= (withheld ? 0 : 1 + crashes),
        'a step rings once, and again only after a crash',
        commit,
        rung,
        crashes,
      );
      ensure(
        rung.every((one) => one.code === code),
        'a repeated ring is recognisably the same',
        commit,
        rung,
      );
      ensure(
        rung.every(({ at }) => taken === undefined || at <= taken),
        'nothing rings once it is taken',
        rung,
      );
    }
  }
}
