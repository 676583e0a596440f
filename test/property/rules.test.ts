import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seenBy } from '../../shared/domain/conversation/audience.ts';
import { evolve } from '../../shared/domain/conversation/evolve.ts';
import { look } from '../../shared/domain/conversation/look.ts';
import { type Conversation, EMPTY } from '../../shared/domain/conversation/state.ts';
import { DEFAULT_POLICY } from '../../shared/domain/kernel/policy.ts';
import type { Millis } from '../../shared/domain/kernel/types.ts';
import { aFastPolicy } from '../support/builders.ts';
import { type Action, LEADS, Play, story } from './actions.ts';
import { Invariants } from './invariants.ts';
import { type ChatLog, stateOf } from './logs.ts';
import { Simulator } from './simulator.ts';

const policies = { ordinary: DEFAULT_POLICY, fast: aFastPolicy() };

interface Run {
  readonly pace: keyof typeof policies;
  readonly seed: number;
  readonly chaotic: boolean;
  readonly actions: readonly Action[];
}
const run: fc.Arbitrary<Run> = fc.record({
  pace: fc.constantFrom('ordinary', 'fast'),
  seed: fc.nat(),
  chaotic: fc.boolean(),
  actions: story,
});

/** Plays a run and checks every invariant after every action. */
function play({ pace, seed, chaotic, actions }: Run): Play {
  const sim = new Simulator(policies[pace], LEADS, seed);
  sim.chaotic = chaotic;
  const played = new Play(sim);
  const invariants = new Invariants(sim);
  for (const step of actions) {
    played.do(step);
    invariants.check();
  }
  played.heal();
  invariants.checkAtEnd();
  return played;
}

describe('whatever people, networks and machines do', () => {
  it('keeps every promise of the rules at every moment, and each acknowledged command once and in order', () => {
    fc.assert(
      fc.property(run, (given) => {
        const { sim, senders } = play(given);
        for (const { workspace, chat, actor, sent } of senders.values()) {
          const log = sim.chat(workspace, chat).commits.filter(({ by }) => by.id === actor.id);
          const inLog = log.map(({ command }) => command);
          const acknowledged = sent.filter((one) => one.acknowledged).map(({ frame }) => frame.id);
          expect(inLog.filter((id) => acknowledged.includes(id))).toEqual(acknowledged);
          expect(new Set(inLog).size).toBe(inLog.length);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('shows each side its part of the log without a gap, whatever is lost or overtaken on the way', () => {
    fc.assert(
      fc.property(run, fc.infiniteStream(fc.nat(5)), ({ pace, seed, actions }, fates) => {
        const played = new Play(new Simulator(policies[pace], LEADS, seed));
        for (const step of actions) played.do(step);
        for (const { commits } of played.sim.chats.values()) {
          for (const audience of ['customer', 'operator'] as const) {
            const shown = commits.filter(({ events }) => events.some((event) => seenBy(audience, event)));
            expect(shown.map(({ prev }) => prev[audience])).toEqual([0, ...shown.map(({ seq }) => seq)].slice(0, -1));
            expect(readOverBadNetwork(shown, audience, fates)).toEqual(shown.map(({ seq }) => seq));
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('looks at a chat that nobody answers no more than a hundred and twenty times an hour', () => {
    fc.assert(
      fc.property(run, fc.array(fc.boolean(), { minLength: 1 }), ({ seed, actions }, shifts) => {
        const played = new Play(new Simulator(DEFAULT_POLICY, LEADS, seed));
        for (const step of actions) played.do(step);
        for (const log of played.sim.chats.values())
          expect(looksInAnHour(stateOf(log, EMPTY), played.sim.now, shifts)).toBeLessThanOrEqual(120);
      }),
      { numRuns: 150 },
    );
  });
});

/**
 * A client's rule, `prev <= mine`, on frames that are lost, doubled and overtaken; when it sees a gap, and once at the
 * end as the heartbeat does, it asks for what it lacks. Gives the seqs in the order in which it applied them.
 */
function readOverBadNetwork(
  shown: ChatLog['commits'],
  audience: 'customer' | 'operator',
  fates: fc.Stream<number>,
): number[] {
  const applied: number[] = [];
  const mine = (): number => applied.at(-1) ?? 0;
  const sync = (until: number): void => {
    for (const { seq } of shown) if (seq > mine() && seq <= until) applied.push(seq);
  };
  const receive = ({ seq, prev }: (typeof shown)[number]): void => {
    if (seq <= mine()) return;
    if (prev[audience] > mine()) sync(seq);
    else applied.push(seq);
  };
  const late: (typeof shown)[number][] = [];
  for (const commit of shown) {
    const fate = fates.next().value ?? 0;
    if (fate === 0) continue; // lost
    if (fate === 1)
      late.push(commit); // overtaken by those after it
    else receive(commit);
    if (fate === 2) receive(commit); // doubled
    if (fate === 3) for (const one of late.splice(0)) receive(one);
  }
  sync(Number.POSITIVE_INFINITY);
  return applied;
}

/** Looks as often as each look asks for, while people come and go between the looks. */
function looksInAnHour(from: Conversation, start: Millis, shifts: readonly boolean[]): number {
  let state = from;
  let looks = 0;
  for (let now = start; now < start + 3_600_000; looks++) {
    const staffed = shifts[looks % shifts.length] ?? true;
    const context = { policy: DEFAULT_POLICY, staffed, night: looks % 2 === 0, present: new Set(staffed ? LEADS : []) };
    const { events, nextDue } = look(state, { now, ...context });
    if (events.length > 0) state = evolve(state, events, now);
    if (nextDue === null) break;
    now = nextDue;
  }
  return looks;
}
