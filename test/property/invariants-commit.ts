import { decide } from '../../shared/domain/conversation/decide.ts';
import type { ConversationEvent } from '../../shared/domain/conversation/events.ts';
import { evolve } from '../../shared/domain/conversation/evolve.ts';
import { look, nextDue } from '../../shared/domain/conversation/look.ts';
import { CAPS, type Conversation, clockOf, isSnoozed, waitOf } from '../../shared/domain/conversation/state.ts';
import type { Commit } from '../../shared/domain/kernel/log.ts';
import { encode, parsePush } from '../../shared/protocol/codec.ts';
import { CustomerPushSchema, CustomerReadPushSchema } from '../../shared/protocol/pushes.ts';
import { toCustomerCommit } from '../../shared/protocol/wire.ts';
import { CHATS, LEADS, SECRET, TYPED, WORKSPACES } from './actions.ts';
import type { ChatLog } from './logs.ts';
import { rings } from './simulator.ts';
import { ensure, same, type Watched } from './watched.ts';

/** A commit stays about this small, texts apart. */
const MAX_STATE = 1200;

/** What each commit of a conversation leaves behind. */
export function checkCommit(
  sim: Watched,
  log: ChatLog,
  before: Conversation,
  commit: Commit<ConversationEvent, Conversation>,
): void {
  const { state, events, by } = commit;
  const replayed = evolve(before, events, commit.at);
  ensure(same(replayed, state), 'replaying the events gives the state', replayed, state);
  ensure(commit.seq === before.seq + 1, 'no seq is left out', commit.seq);
  const kept = JSON.stringify([events, state]);
  for (const text of TYPED) ensure(!kept.includes(text), 'events and states hold ids and times only', text, commit);
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
    const isHolding = sim.policy.holding.includes(commit.body.text ?? '');
    ensure(by.kind === 'operator' && !isHolding, 'only a real answer stops a clock', commit);
  }
  if (by.kind !== 'system') {
    const [workspace = ''] = log.key.split('/');
    const strange = WORKSPACES.some((other) => other !== workspace && commit.command.startsWith(other));
    ensure(!strange, 'workspaces never mix', log.key, commit.command);
  }
  checkCall(before, commit);
  checkCustomerFrame(commit);
  checkOneTap(sim, log, state);
  checkLook(sim, state);
}

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

/** Invariant 3: the customer's frames hold nothing of how the team works. */
function checkCustomerFrame(commit: Commit<ConversationEvent, Conversation>): void {
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

/** Invariant 4: in every state, one tap reaches a person; with nobody there, a lead's phone. */
function checkOneTap(sim: Watched, log: ChatLog, state: Conversation): void {
  const { now, policy } = sim;
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
function checkLook(sim: Watched, state: Conversation): void {
  const { now, policy } = sim;
  for (const staffed of [true, false]) {
    const context = { now, policy, staffed, night: sim.night, present: new Set(staffed ? LEADS : []) };
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
