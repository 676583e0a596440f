import { isEveryoneCalled, waitOf } from '../../shared/domain/conversation/state.ts';
import { pageDue, stepAt } from '../../shared/domain/paging/climb.ts';
import type { PageEvent } from '../../shared/domain/paging/events.ts';
import { evolvePage } from '../../shared/domain/paging/evolve.ts';
import { NO_PAGE } from '../../shared/domain/paging/state.ts';
import { openTakes } from '../../shared/domain/paging/takes.ts';
import { type PageCommit, type PageTrial, type Ringing, same } from './page-trial.ts';

/** What must be true of pages, whatever happened. */

function ensure(truth: boolean, promise: string, ...facts: unknown[]): asserts truth {
  if (!truth) throw new Error(`${promise}: ${facts.map((fact) => JSON.stringify(fact)).join(' ')}`);
}

/** A sweep each minute, 15 s of grace. */
const SWEPT = 75_000;
/** One sweep that was killed, and one that stood still. */
const CHAOS = 60_000 + 25_000;
/** Events that do not move a ladder. */
const HANGERS_ON: ReadonlySet<PageEvent['type']> = new Set([
  'page.joined',
  'wait.settled',
  'ring.reported',
  'specialist.woken',
]);

/** At every moment: a page that rings climbs in time; what is left to do when it is over, is done in time. */
export async function ensureItClimbs(trial: PageTrial, ladders: readonly string[], wasChaotic: boolean): Promise<void> {
  const now = trial.world.clock.now();
  for (const ladder of ladders) {
    const commits = await trial.commits(ladder);
    const page = commits.at(-1)?.state ?? NO_PAGE;
    const due = pageDue(page);
    if (page.status === 'ringing') ensure(due !== null, 'a ringing page climbs', ladder, page);
    if (due === null) continue;
    const moved = commits.findLast(({ events }) => events.some(({ type }) => !HANGERS_ON.has(type)))?.at ?? 0;
    const late = now - Math.max(due, moved);
    ensure(late <= SWEPT + (wasChaotic ? CHAOS : 0), 'no step is missed', ladder, late, page);
  }
}

/** Of a whole run, once everything has worked again for a while. */
export async function ensureItWasRight(
  trial: PageTrial,
  ladders: readonly string[],
  wasChaotic: boolean,
): Promise<void> {
  ensure(trial.turns.errors.length === 0, 'nothing fails unexpectedly', trial.turns.errors.map(String));
  for (const ladder of ladders) {
    const commits = await trial.commits(ladder);
    ensureReplay(ladder, commits);
    ensureSends(trial, ladder, commits, wasChaotic);
    ensureTold(trial, ladder, commits, wasChaotic);
    ensureOneOwner(trial, ladder, commits);
    const page = commits.at(-1)?.state ?? NO_PAGE;
    if (page.status !== 'ringing' || !page.ladder) continue;
    ensure(page.sent && page.step >= page.ladder.steps.length - 1, 'a ladder climbs to its end', ladder, page);
  }
  await ensureEveryoneWasHonest(trial);
}

function ensureReplay(ladder: string, commits: readonly PageCommit[]): void {
  let before = NO_PAGE;
  for (const { events, at, state, seq, by } of commits) {
    ensure(seq === before.seq + 1, 'no seq is left out', ladder, seq);
    ensure(same(evolvePage(before, events, at), state), 'replaying the events gives the state', ladder, events, state);
    for (const event of events) {
      if (event.type === 'step.begun') {
        ensure(
          before.status === 'ringing' && before.sent,
          'steps begin in turn, while it rings',
          ladder,
          before,
          event,
        );
        ensure(event.step === before.step + 1, 'no step is left out', ladder, before, event);
      }
      if (event.type === 'page.acknowledged')
        ensure(by.kind === 'operator' && by.id === event.by, 'a person takes a page', ladder, by, event);
      if (event.type !== 'page.ended') continue;
      if (event.why === 'called_off') ensure(ladder !== 'oncall', 'what customers wait for is not called off', ladder);
      else {
        const settled = events.flatMap((one) => (one.type === 'wait.settled' ? [one.conversation] : []));
        const rest = before.waits.filter(({ conversation }) => !settled.includes(conversation));
        ensure(rest.length === 0 && !before.alarm, 'a page ends with the last that it is for', ladder, before, events);
      }
    }
    before = state;
  }
}

/** Each step reaches each contact once, and again only after a crash; no contact's first ring is withheld. */
function ensureSends(trial: PageTrial, ladder: string, commits: readonly PageCommit[], wasChaotic: boolean): void {
  const own = trial.rings.filter((ring) => ring.ladder === ladder && ring.step !== null);
  const known = new Set<string>();
  for (const { events, state, seq } of commits) {
    const begun = events.find((event) => event.type === 'step.begun');
    if (!begun) continue;
    const { episode } = state;
    const isOfStep = (ring: Ringing): boolean => ring.episode === episode && ring.step === begun.step;
    const later = commits.filter((commit) => commit.seq > seq && commit.state.episode === episode);
    const events2 = later.flatMap((commit) => commit.events);
    const resumed = events2.filter((event) => event.type === 'step.resumed' && event.step === begun.step).length;
    const mark = events2.find((event) => event.type === 'step.sent' && event.step === begun.step);
    const failed = mark?.type === 'step.sent' ? mark.failed : [];
    ensure(resumed === 0 || wasChaotic, 'a step is taken up again only after a crash', ladder, begun);
    for (const { contact, code, withheld } of begun.sends) {
      const rings = own.filter((ring) => isOfStep(ring) && ring.contact === contact);
      known.add(`${episode}/${begun.step}/${contact}`);
      if (withheld) {
        // Of this page, or of those it succeeds: a page that rings on for the others is no new one to a phone.
        const isOfRun = (ring: Ringing): boolean => ring.episode >= state.root && ring.episode <= episode;
        const before = own.find((ring) => isOfRun(ring) && ring.contact === contact);
        ensure(rings.length === 0, 'who is withheld is not rung', ladder, begun);
        ensure(before !== undefined, 'a first ring is never withheld', ladder, begun);
        continue;
      }
      // A refusal that was marked by one who stood still meanwhile leaves the other's ring beside it.
      if (mark && !failed.includes(contact)) ensure(rings.length >= 1, 'a step reaches everyone', ladder, begun);
      ensure(rings.length <= 1 + resumed, 'a step rings once, and again only after a crash', ladder, begun, rings);
      ensure(
        rings.every((ring) => ring.code === code),
        'a repeated ring is recognisably the same',
        begun,
        rings,
      );
    }
  }
  const strange = own.filter(({ episode, step, contact }) => !known.has(`${episode}/${step}/${contact}`));
  ensure(strange.length === 0, 'nothing rings that was not begun', ladder, strange);
}

/** Who was rung and can be told without a sound, is told once it is over, but for who took it. */
function ensureTold(trial: PageTrial, ladder: string, commits: readonly PageCommit[], wasChaotic: boolean): void {
  const page = commits.at(-1)?.state;
  if (!page || page.status === 'ringing') return;
  ensure(page.told && openTakes(page).length === 0, 'what is over is told', ladder, page);
  const overs = trial.rings.filter((ring) => ring.ladder === ladder && ring.step === null);
  for (const { contact, episode } of overs) {
    const times = overs.filter((ring) => ring.contact === contact && ring.episode === episode).length;
    // A page that was passed on is climbed by two machines; both may find it over.
    const passed = commits.filter(({ state, events }) => state.episode === episode && isPassed(events)).length;
    ensure(times <= 1 + passed || wasChaotic, 'they are told once', ladder, contact, episode);
    ensure(contact.startsWith('browser'), 'nothing that makes a sound is told', contact);
    const by = commits
      .find((commit) => takenIn(commit) === episode)
      ?.state.takes.find((take) => take.episode === episode)?.by;
    ensure(by === undefined || !contact.endsWith(`-${by}`), 'who took it knows', contact, by);
  }
}
const isPassed = (events: readonly PageEvent[]): boolean => events.some(({ type }) => type === 'page.passed');
/** The episode that a commit acknowledges: the commit stands in the next one when others waited, too. */
const takenIn = ({ events, state }: PageCommit): number | null =>
  events.some(({ type }) => type === 'page.acknowledged') ? (state.takes.at(-1)?.episode ?? null) : null;

/** An acknowledged page has one owner; who came later was told who and when. */
function ensureOneOwner(trial: PageTrial, ladder: string, commits: readonly PageCommit[]): void {
  for (const { by, episode, told, ladder: taken } of trial.takings) {
    const answer = told();
    if (taken !== ladder || answer === undefined) continue;
    const all = commits.filter((commit) => takenIn(commit) === episode);
    ensure(all.length <= 1, 'a page is taken once', ladder, all);
    const owner = all[0]?.state.takes.find((take) => take.episode === episode);
    const facts = { ladder, by, episode, answer, owner };
    if (answer['type'] === 'ack') ensure(owner?.by === by, 'it is theirs who were told so', facts);
    else if (answer['code'] === 'already_taken')
      ensure(answer['by'] === owner?.by && answer['at'] === owner?.at && owner?.by !== by, 'they are told who', facts);
    else if (answer['state'] === 'chat' || answer['state'] === 'mine')
      ensure(owner?.by === by, 'it is theirs who see the chat', facts);
    else if (answer['state'] === 'taken') ensure(answer['at'] === owner?.at && owner?.by !== by, 'they see who', facts);
  }
}

/** Who waits for a page that rings for everyone has been told so. */
async function ensureEveryoneWasHonest(trial: PageTrial): Promise<void> {
  const { store, workspace } = trial.world;
  const page = await trial.page();
  if (page.status !== 'ringing' || !page.ladder || stepAt(page.ladder, page.step).who !== 'everyone') return;
  for (const { conversation } of page.waits) {
    const [newest] = await store.conversations.readBack({ workspace: workspace.id, id: conversation }, null, 1);
    const wait = newest && waitOf(newest.state);
    // Who begins to wait while everyone is rung is told with the next round.
    if (!wait || trial.world.clock.now() < wait.from + page.ladder.repeat * 1000 + SWEPT) continue;
    ensure(isEveryoneCalled(wait), 'a customer knows that everyone is called', conversation, newest.state);
  }
}
