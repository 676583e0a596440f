import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextDue } from '../../shared/domain/conversation/look.ts';
import { type Act, DEFAULT_POLICY, type Policy, type Rung, type When } from '../../shared/domain/kernel/policy.ts';
import { checkPolicy } from '../../shared/domain/on-call/policy-check.ts';
import { PAGE_WITHIN } from '../../shared/domain/on-call/policy-check-rungs.ts';
import { aStory, ivan, NOON, oleg, type Story } from '../support/builders.ts';

type WaitKind = keyof typeof PAGE_WITHIN;

const context = { people: [{ id: 'anna', name: 'Анна', reachable: true }], skills: [] };
const errorsOf = (policy: Policy) => checkPolicy(policy, context).filter(({ level }) => level === 'error');

const act = fc.constantFrom<Act>('page', 'page', 'page', 'nudge.team', 'nudge.assignee', 'tell.lead');
const when = fc.constantFrom<When>('staffed', 'staffed.night', 'unstaffed', 'always');
const rungsWithin = (bound: number): fc.Arbitrary<readonly Rung[]> => {
  const after = fc.oneof(fc.nat(bound), fc.constantFrom(0, bound - 60, bound, bound + 1, 2 * bound));
  const some = fc.array(fc.record({ after, when, act }), { maxLength: 8 });
  // Half of them have a page for every state somewhere among the rest, as people's policies mostly do.
  const whole = fc
    .tuple(fc.nat(bound - 120), fc.nat(bound - 120), some)
    .chain(([staffed, unstaffed, rest]) =>
      fc.shuffledSubarray(
        [
          { after: staffed, when: 'staffed', act: 'page' } as const,
          { after: unstaffed, when: 'unstaffed', act: 'page' } as const,
          ...rest,
        ],
        { minLength: rest.length + 2 },
      ),
    );
  return fc.oneof(some, whole);
};
const policy: fc.Arbitrary<Policy> = fc
  .record({
    connect: rungsWithin(PAGE_WITHIN.connect),
    reply: rungsWithin(PAGE_WITHIN.reply),
    silence: fc.nat(120),
    recheck: fc.integer({ min: 10, max: 300 }),
    ownerCheck: fc.integer({ min: 5, max: 300 }),
    acknowledgedSilent: fc.integer({ min: 60, max: 900 }),
  })
  .map(({ connect, reply, ...rest }) => ({
    ...DEFAULT_POLICY,
    ...rest,
    rungs: { ...DEFAULT_POLICY.rungs, connect, reply },
  }));

/** The world from so many seconds on: colleagues come and go, away or not, and night falls. */
interface World {
  readonly from: number;
  readonly colleague: 'gone' | 'away' | 'there';
  readonly owner: 'gone' | 'away' | 'there';
  readonly night: boolean;
}
const presence = fc.constantFrom('gone', 'away', 'there');
const world = fc.record({ from: fc.nat(4500), colleague: presence, owner: presence, night: fc.boolean() });
const worlds: fc.Arbitrary<readonly World[]> = fc
  .array(world, { minLength: 1, maxLength: 12 })
  .map((list) =>
    list.toSorted((a, b) => a.from - b.from).map((one, index) => (index === 0 ? { ...one, from: 0 } : one)),
  );

/** A customer who begins to wait at second 0; for an answer of Oleg's, or for anybody. */
function aWait(kind: WaitKind, policy: Policy): Story {
  const story = aStory({ policy, staff: { present: ['oleg', 'maria'] } });
  if (kind === 'reply') {
    story.at(-120).says(ivan);
    story.at(-60).says(oleg, 'Проверьте розетку.');
  }
  story.at(0).says(ivan, 'Не помогло.');
  return story;
}

/**
 * Looks whenever the rules ask for it, until a page is raised: after how many seconds, counted from when the rungs of the
 * wait that runs then began. Null: not within its bound.
 */
function pagedAfter(kind: WaitKind, policy: Policy, world: readonly World[]): number | null {
  const story = aWait(kind, policy);
  // Whoever writes does not know who is there: the first look is the earliest of all that can be due.
  let due = nextDue(story.state, { now: story.now, policy });
  while (due !== null) {
    const elapsed = Math.max(0, (due - NOON) / 1000);
    const now = world.findLast(({ from }) => from <= elapsed);
    const people = [
      ['oleg', now?.owner],
      ['maria', now?.colleague],
    ] as const;
    story.at(elapsed).staff({
      present: people.filter(([, state]) => state !== 'gone').map(([id]) => id),
      away: people.filter(([, state]) => state === 'away').map(([id]) => id),
      night: now?.night ?? false,
    });
    const looked = story.look();
    const { wait } = story;
    if (!wait) throw new Error('nobody waits any more');
    const waited = (story.now - wait.from) / 1000;
    const bound = PAGE_WITHIN[wait.kind as WaitKind];
    if (looked.actions.some(({ type }) => type === 'page.raise')) {
      // An owner who leaves gives the wait back once: at worst both bounds pass, one after the other.
      return waited <= bound && elapsed <= PAGE_WITHIN.connect + PAGE_WITHIN.reply ? waited : null;
    }
    if (waited >= bound) return null;
    due = looked.nextDue;
  }
  return null;
}

const kind = fc.constantFrom<WaitKind>('connect', 'reply');

describe('a policy that may be saved', () => {
  it('pages for every customer who waits, in time, however the world changes meanwhile', () => {
    let accepted = 0;
    fc.assert(
      fc.property(policy, kind, worlds, (policy, kind, world) => {
        fc.pre(errorsOf(policy).every(({ code }) => code === 'rung.duplicate'));
        accepted += 1;
        expect(pagedAfter(kind, policy, world)).not.toBeNull();
      }),
      { numRuns: 300 },
    );
    expect(accepted).toBeGreaterThanOrEqual(300);
  });
});

describe('a policy that may not be saved because somebody could go unpaged', () => {
  const states = {
    'staffed.day': { colleague: 'there', owner: 'there', night: false },
    'staffed.night': { colleague: 'there', owner: 'there', night: true },
    // There, and away from the desk: the owner keeps the chat, nobody is available.
    unstaffed: { colleague: 'away', owner: 'away', night: false },
  } as const satisfies Record<string, Omit<World, 'from'>>;

  it('is just one under which it happens', () => {
    fc.assert(
      fc.property(policy, kind, fc.constantFrom(...Object.keys(states)), (policy, kind, state) => {
        const hole = errorsOf(policy).some(
          ({ code, values }) =>
            (code === 'page.missing' || code === 'page.late') && values?.['kind'] === kind && values['state'] === state,
        );
        const paged = pagedAfter(kind, policy, [{ from: 0, ...states[state as keyof typeof states] }]);
        expect(paged === null).toBe(hole);
      }),
      { numRuns: 500 },
    );
  });

  it('is any whose pages for one kind of wait, in one state, are taken away or put off', () => {
    const holds = {
      'staffed.day': ['staffed'],
      'staffed.night': ['staffed', 'staffed.night'],
      unstaffed: ['unstaffed'],
    };
    fc.assert(
      fc.property(policy, kind, fc.constantFrom(...Object.keys(holds)), fc.boolean(), (policy, kind, state, putOff) => {
        const pages = [...holds[state as keyof typeof holds], 'always'];
        const rungs = policy.rungs[kind].flatMap((rung) => {
          if (rung.act !== 'page' || !pages.includes(rung.when)) return [rung];
          return putOff ? [{ ...rung, after: rung.after + PAGE_WITHIN[kind] + 1 }] : [];
        });
        const codes = errorsOf({ ...policy, rungs: { ...policy.rungs, [kind]: rungs } }).map(({ code }) => code);
        expect(codes.some((code) => code === 'page.missing' || code === 'page.late')).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
