import { decide } from '../../shared/domain/conversation/decide.ts';
import type { ConversationEvent } from '../../shared/domain/conversation/events.ts';
import { evolve } from '../../shared/domain/conversation/evolve.ts';
import { look, nextDue, rungsOf } from '../../shared/domain/conversation/look.ts';
import {
  CAPS,
  type Clock,
  type Conversation,
  clockOf,
  EMPTY,
  isSnoozed,
  waitOf,
} from '../../shared/domain/conversation/state.ts';
import type { Commit } from '../../shared/domain/log.ts';
import { nextStepDue, pageDue } from '../../shared/domain/page/decide.ts';
import type { PageEvent } from '../../shared/domain/page/events.ts';
import { evolvePage } from '../../shared/domain/page/evolve.ts';
import { MAX_WAITS, NO_PAGE, type Page } from '../../shared/domain/page/state.ts';
import type { Policy, Rung } from '../../shared/domain/policy.ts';
import type { Millis } from '../../shared/domain/types.ts';
import { encode, parsePush } from '../../shared/protocol/codec.ts';
import { CustomerPushSchema, CustomerReadPushSchema } from '../../shared/protocol/pushes.ts';
import { toCustomerCommit } from '../../shared/protocol/wire.ts';
import { CHATS, LEADS, SECRET, WORKSPACES } from './actions.ts';
import { type ChatLog, type PageLog, stateOf } from './logs.ts';
import { SWEEP } from './machinery.ts';
import { GRACE, rings, type Simulator } from './simulator.ts';

/** With everything else dead, the sweep finds what is due within this time. */
const SWEPT = SWEEP + GRACE;
/** A commit stays about this small, texts apart. */
const MAX_STATE = 1200;

function ensure(truth: boolean, promise: string, ...facts: unknown[]): asserts truth {
  if (!truth) throw new Error(`${promise}: ${facts.map((fact) => JSON.stringify(fact)).join(' ')}`);
}

/** What the checks need to see of a system: the simulator, or the functions themselves on a store in memory. */
export type Watched = Pick<
  Simulator,
  'now' | 'policy' | 'night' | 'changedAt' | 'chats' | 'pages' | 'page' | 'rungs' | 'broken' | 'staff'
>;

/** A call has a clock of its own: asking for it or taking it back answers nothing, and owes nothing once it is gone. */
function checkCall(before: Conversation, { state, events }: Commit<ConversationEvent, Conversation>): void {
  ensure(!clockOf(state, 'callback') || state.callback !== undefined, 'a call’s clock is of a call', state);
  const types = events.map(({ type }) => type);
  const isCancelled = types.includes('callback.cancelled');
  if (isCancelled) {
    ensure(before.callback !== undefined, 'only a call that was asked for is taken back', before);
    ensure(state.callback === undefined && !clockOf(state, 'callback'), 'then nothing of it is owed', state);
    ensure(isSnoozed(state) === isSnoozed(before), 'what was put aside stays aside', before, state);
  }
  if (!isCancelled && !types.includes('callback.requested')) return;
  const [was, is] = [waitOf(before), waitOf(state)];
  const goesOn = is?.kind === was?.kind && is?.since === was?.since && is?.from === was?.from;
  ensure(
    !was || (goesOn && String(is?.fired) === String(was.fired)),
    'a call answers nothing: the wait goes on',
    before,
    state,
  );
}

/** Checks what must be true at every moment; remembers how far it has read each log. */
export class Invariants {
  private readonly sim: Watched;
  private readonly read = new Map<string, number>();
  private readonly badRatings = new Map<string, Set<string>>();

  constructor(sim: Watched) {
    this.sim = sim;
  }

  check(): void {
    for (const log of this.sim.chats.values()) {
      for (const [before, commit] of this.unread(log, EMPTY)) this.checkCommit(log, before, commit);
      this.checkWatched(log);
    }
    for (const log of this.sim.pages.values()) {
      for (const [before, commit] of this.unread(log, NO_PAGE)) {
        const replayed = evolvePage(before, commit.events, commit.at);
        ensure(same(replayed, commit.state), 'replaying a page gives its state', replayed, commit.state);
        const { waits, more } = commit.state;
        ensure(waits.length <= MAX_WAITS && more <= MAX_WAITS, 'a page is capped', commit.state);
        this.checkPageCommit(before, commit);
      }
      this.checkRinging(log);
    }
  }

  /** What is true of a whole run. */
  checkAtEnd(): void {
    this.check();
    for (const log of this.sim.pages.values()) this.checkSends(log);
  }

  private *unread<E, S>(log: { key: string; commits: Commit<E, S>[] }, empty: S): Generator<[S, Commit<E, S>]> {
    const from = this.read.get(log.key) ?? 0;
    this.read.set(log.key, log.commits.length);
    for (const [index, commit] of log.commits.entries())
      if (index >= from) yield [log.commits[index - 1]?.state ?? empty, commit];
  }

  private checkCommit(log: ChatLog, before: Conversation, commit: Commit<ConversationEvent, Conversation>): void {
    const { state, events, by } = commit;
    const replayed = evolve(before, events, commit.at);
    ensure(same(replayed, state), 'replaying the events gives the state', replayed, state);
    ensure(commit.seq === before.seq + 1, 'no seq is left out', commit.seq);
    const size = JSON.stringify(state).length;
    ensure(size < MAX_STATE, 'the state stays small', size, state);
    ensure(state.clocks.length <= CAPS.clocks, 'clocks are capped', state);
    for (const { fired } of state.clocks)
      ensure(fired.length <= CAPS.fired && new Set(fired).size === fired.length, 'a rung is reached once', fired);

    const waits = state.clocks.filter(({ kind }) => kind === 'connect' || kind === 'reply');
    const wait = waits[0];
    ensure(waits.length <= 1, 'a customer has one wait', state.clocks);
    const morning = clockOf(state, 'promise')?.given ? undefined : clockOf(state, 'promise');
    ensure(!wait || !morning, 'a customer waits or has agreed to a morning, not both', state.clocks);
    ensure(!wait || !clockOf(state, 'snooze'), 'who waits is not put aside', state.clocks);
    const kinds = state.clocks.map(({ kind }) => kind);
    ensure(new Set(kinds).size === kinds.length, 'one clock of a kind', kinds);
    ensure(!wait || (wait.kind === 'reply') === (state.owner !== null), 'who has it owes the answer', state);
    ensure(state.status !== 'closed' || (waits.length === 0 && !state.owner), 'closed means that nobody waits', state);
    const waited = waitOf(before);
    ensure(!waited || !wait || wait.since <= waited.since, 'a wait never grows younger', before, state);
    if (rings(before) && !rings(state)) ensure(by.kind !== 'system', 'only a person ends a page', before, commit);
    const isAnswered = events.some(
      (e) => e.type === 'clock.stopped' && (e.outcome === 'answered' || e.outcome === 'kept'),
    );
    if (isAnswered) {
      const isHolding = this.sim.policy.holding.includes(commit.body.text ?? '');
      ensure(by.kind === 'operator' && !isHolding, 'only a real answer stops a clock', commit);
    }
    if (by.kind !== 'system') {
      const [workspace = ''] = log.key.split('/');
      const strange = WORKSPACES.some((other) => other !== workspace && commit.command.startsWith(other));
      ensure(!strange, 'workspaces never mix', log.key, commit.command);
    }
    checkCall(before, commit);
    this.checkCustomerFrame(commit);
    this.checkReview(log, commit);
    this.checkOneTap(log, state);
    this.checkLook(state);
  }

  private checkPageCommit(before: Page, { events, state }: Commit<PageEvent, Page>): void {
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

  /** Invariant 3: the customer's frames hold nothing of how the team works. */
  private checkCustomerFrame(commit: Commit<ConversationEvent, Conversation>): void {
    const frame = toCustomerCommit(commit, (person) => person.slice(0, 4));
    const text = JSON.stringify(frame);
    const leaks = [
      SECRET,
      'nudge',
      'tell.lead',
      'review',
      'note.',
      'snooze',
      'woken',
      'incident',
      'moved',
      'given',
    ].filter((word) => text.includes(word));
    ensure(leaks.length === 0, 'a customer sees nothing of the team', leaks, frame);
    const pushed = { type: 'commit', conversation: CHATS[0], log: 'conversation', ...frame };
    const read = frame && parsePush(CustomerReadPushSchema, encode(CustomerPushSchema, pushed as never));
    ensure(!frame || read?.type === 'commit', 'the customers’ client reads whatever it is sent', frame);
  }

  /** Invariant 8: until somebody who did not cause it has closed it, a bad rating has a review. */
  private checkReview(log: ChatLog, { state, events, by }: Commit<ConversationEvent, Conversation>): void {
    for (const event of events) {
      const causes = this.badRatings.get(log.key);
      if (event.type === 'conversation.rated' && event.score === 'bad')
        this.badRatings.set(log.key, new Set([...(causes ?? []), ...(event.rated ? [event.rated] : [])]));
      if (event.type !== 'review.closed') continue;
      ensure(!causes?.has(by.id), 'nobody closes the review of a rating of their own', by, [...(causes ?? [])]);
      this.badRatings.delete(log.key);
    }
    const causes = this.badRatings.get(log.key);
    if (!causes) return;
    ensure(state.review !== null && clockOf(state, 'review') !== undefined, 'a bad rating has a review', state);
    ensure(!state.review.owner || !causes.has(state.review.owner), 'its owner did not cause it', state.review);
  }

  /** Invariant 4: in every state, one tap reaches a person; with nobody there, a lead's phone. */
  private checkOneTap(log: ChatLog, state: Conversation): void {
    const { now, policy } = this.sim;
    const [, conversation = ''] = log.key.split('/');
    const actor = { kind: 'customer', id: state.customer } as const;
    for (const choice of [undefined, 'wake', 'morning'] as const) {
      const command = { type: 'human.request', ...(choice && { choice }) } as const;
      for (const morning of [now + 1000, now]) {
        const decision = decide(state, command, { now, actor, policy, conversation, reviewers: LEADS, morning });
        ensure(decision.ok, 'a person is one tap away', choice, state);
        const after = evolve(state, decision.events, now);
        if (choice === 'morning' && morning > now) {
          ensure(clockOf(after, 'promise') !== undefined, 'the morning is a promise', after);
          continue;
        }
        ensure(waitOf(after)?.kind === 'connect' && waitOf(after)?.asked !== undefined, 'the tap is a wait', after);
        const { actions } = look(after, { now, policy, staffed: false, night: true, present: new Set() });
        const isPaged = actions.some(({ type }) => type === 'page.raise');
        ensure(isPaged, 'with nobody there the tap pages at once', after);
      }
    }
  }

  /** A look is harmless when it is repeated, leads to a later one, and to none only when nothing is owed. */
  private checkLook(state: Conversation): void {
    const { now, policy } = this.sim;
    for (const staffed of [true, false]) {
      const context = { now, policy, staffed, night: this.sim.night, present: new Set(staffed ? LEADS : []) };
      const first = look(state, context);
      const after = first.events.length > 0 ? evolve(state, first.events, now) : state;
      const again = look(after, context);
      ensure(again.events.length === 0, 'a second look does nothing', state, first, again);
      ensure(again.nextDue === first.nextDue, 'a second look is followed by the same', first, again);
      const idle = after.clocks.length === 0;
      ensure(idle === (first.nextDue === null), 'a look follows as long as something is owed', after, first);
      ensure(first.nextDue === null || first.nextDue > now, 'looks do not follow at once', first);
      ensure(idle === (nextDue(after, { now, policy }) === null), 'writers know it too', after);
    }
  }

  /** Invariant 1: what waits is watched, and whatever is dead, the sweep comes to each rung in time. */
  private checkWatched(log: ChatLog): void {
    const { now, policy } = this.sim;
    const [workspace = ''] = log.key.split('/');
    const state = stateOf(log, EMPTY);
    const wait = waitOf(state);
    if (state.clocks.length === 0) return;
    const due = state.lease === null ? undefined : log.leases.get(state.lease);
    ensure(due !== undefined, 'whoever waits is watched', state);
    if (wait) ensure(due <= now + seconds(Math.max(policy.recheck, 1)), 'a wait is looked at soon', due - now, state);
    const { staffed, night, present } = this.sim.staff(workspace);
    const seen = Math.max(this.sim.changedAt + seconds(policy.recheck), this.sim.changedAt);
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
    if (wait && state.owner && !present.has(state.owner)) {
      const patience = state.coming === null ? policy.ownerCheck : policy.acknowledgedSilent;
      const at = Math.max(wait.from, state.coming ?? 0, startOf(log, 'reply'), touched(log)) + seconds(patience);
      ensure(now <= Math.max(at, seen) + SWEPT, 'an absent owner is noticed', state, now - at);
    }
    if (rings(state)) this.checkPaged(log, workspace);
  }

  /** Invariant 5: for a paged wait a phone rings, or somebody has just said that they come. */
  private checkPaged(log: ChatLog, workspace: string): void {
    const { now, policy } = this.sim;
    const page = stateOf(this.sim.page(workspace), NO_PAGE);
    const [, conversation = ''] = log.key.split('/');
    const isNamed = page.more > 0 || page.waits.some((wait) => wait.conversation === conversation);
    if (page.status === 'ringing' && isNamed) return;
    const paged = log.commits.findLast(({ seq }) => !rings(log.commits[seq - 2]?.state ?? EMPTY))?.at ?? 0;
    const calm = page.acknowledged ? page.acknowledged.at + seconds(policy.acknowledgedSilent) : 0;
    const at = Math.max(paged, calm, page.ended?.at ?? 0, page.raisedAt) + seconds(policy.recheck);
    ensure(now <= at + SWEPT, 'a paged wait rings', page, stateOf(log, EMPTY), now - at);
  }

  private checkRinging(log: PageLog): void {
    const { now } = this.sim;
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
  private checkSends(log: PageLog): void {
    for (const commit of log.commits) {
      const begun = commit.events.find((event) => event.type === 'step.begun');
      if (!begun) continue;
      const { episode } = commit.state;
      const ofStep = this.sim.rungs.filter(
        (rung) => rung.page === log.key && rung.episode === episode && rung.step === begun.step,
      );
      const later = log.commits.filter(({ seq, state }) => seq > commit.seq && state.episode === episode);
      const isMarked = later.some(({ events }) => events.some((e) => e.type === 'step.sent' && e.step === begun.step));
      const taken = later.find(({ events }) => events.some(({ type }) => type === 'page.acknowledged'))?.at;
      const crashes = this.sim.broken.get(`${log.key}/${episode}/${begun.step}`) ?? 0;
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
}

/** Events that say who a page is for, and do not move its ladder. */
const HANGERS_ON = new Set(['page.joined', 'wait.settled']);
const seconds = (n: number): Millis => n * 1000;
const same = (a: { lease: unknown }, b: { lease: unknown }): boolean =>
  JSON.stringify({ ...a, lease: null }) === JSON.stringify({ ...b, lease: null });

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
