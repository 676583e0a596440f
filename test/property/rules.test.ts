import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../shared/domain/policy.ts';
import { aFastPolicy } from '../support/builders.ts';
import { type Action, LEADS, Play, story } from './actions.ts';
import { Invariants } from './invariants.ts';
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
});
