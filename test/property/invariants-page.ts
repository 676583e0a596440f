import type { Commit } from '../../shared/domain/kernel/log.ts';
import { nextStepDue, pageDue } from '../../shared/domain/paging/climb.ts';
import type { PageEvent } from '../../shared/domain/paging/events.ts';
import { evolvePage } from '../../shared/domain/paging/evolve.ts';
import { MAX_MORE, MAX_WAITS, NO_PAGE, type Page } from '../../shared/domain/paging/state.ts';
import { openTakes } from '../../shared/domain/paging/takes.ts';
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
  ensure(state.waits.length <= MAX_WAITS && state.more <= MAX_MORE, 'a page is capped', state);
  if (state.status === 'ringing' && before.status === 'ringing' && state.episode === before.episode)
    ensure(state.step >= before.step, 'a page climbs', before, state);
  checkTaking(before, commit);
  for (const event of events) {
    if (event.type === 'step.begun')
      ensure(before.status === 'ringing' && before.sent, 'steps begin in turn, while it rings', before, event);
    if (event.type !== 'page.ended') continue;
    const settled = events.flatMap((one) => (one.type === 'wait.settled' ? [one.conversation] : []));
    const rest = before.waits.filter(({ conversation }) => !settled.includes(conversation));
    ensure(rest.length === 0 && !before.alarm, 'a page ends with the last that it is for', before, events);
  }
}

/** An acknowledgement takes one chat at most; all others move to a page that rings, in the same commit. */
function checkTaking(before: Page, { events, state }: Commit<PageEvent, Page>): void {
  const taken = events.find((event) => event.type === 'page.acknowledged');
  if (!taken) {
    const isOther = state.episode > before.episode && before.status === 'ringing';
    ensure(!isOther, 'no page takes the place of one that rings', before, events);
    return;
  }
  const left = before.waits.filter(({ conversation }) => conversation !== taken.conversation);
  if (left.length === 0 && before.more === 0) return;
  ensure(state.status === 'ringing' && state.episode === before.episode + 1, 'the others ring on', before, state);
  ensure(JSON.stringify(state.waits) === JSON.stringify(left), 'each by name', before, state);
  ensure(state.more === before.more, 'and by number', before, state);
}

/** It climbs, is watched, and never falls silent. */
export function checkRinging(sim: Watched, log: PageLog): void {
  const { now } = sim;
  const page = stateOf(log, NO_PAGE);
  const due = pageDue(page);
  if (page.status === 'ringing') ensure(due !== null, 'a ringing page climbs', page);
  if (page.status === 'acknowledged')
    ensure(
      (openTakes(page).length === 0 && page.told) === (due === null),
      'who takes it gets a chat, and the others sleep',
      page,
    );
  if (due === null) return;
  const lease = page.lease === null ? undefined : log.leases.get(page.lease);
  ensure(lease !== undefined && lease <= Math.max(due, page.begunAt + GRACE), 'a page is watched', page, lease);
  const moved = log.commits.findLast(({ events }) => events.some(({ type }) => !HANGERS_ON.has(type)))?.at ?? 0;
  ensure(now <= Math.max(due, moved) + SWEPT, 'no step is missed', page, now - due);
  if (page.status === 'ringing' && page.sent)
    ensure(nextStepDue(page) <= now + (page.allBusyUntil === null ? 120_000 : 180_000), 'it never falls silent', page);
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
    const taken = log.commits.find(
      ({ seq, state, events }) =>
        seq > commit.seq &&
        events.some(({ type }) => type === 'page.acknowledged') &&
        state.takes.some((take) => take.episode === episode),
    )?.at;
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
