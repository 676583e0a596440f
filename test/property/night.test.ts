import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Habit, Night, type NightResult } from '../support/night.ts';
import { NIGHT_CASES } from '../support/night-cases.ts';

/** Invariant 1, of nights with more customers than people: nobody is covered by somebody else's "I have it". */
const caseOf = (name: string): Promise<NightResult> => {
  const found = NIGHT_CASES.find((one) => one.name === name);
  return found ? found.play() : expect.fail(`there is no case "${name}"`);
};

describe('at night', () => {
  it('one lead for forty who wait is woken once, and told gently of the others', async () => {
    const { longestAlone, rings } = await caseOf('one lead, 40 waiting');
    expect(longestAlone).toBe(0);
    expect(rings['anna']?.full).toBe(1);
    expect(rings['anna']?.gentle).toBeGreaterThan(10);
  });

  it('the second of two leads is rung the moment the first has taken one of three', async () => {
    const night = await Night.of({
      anna: { takesAfter: 20, answersAfter: 60 },
      pyotr: { takesAfter: 20, answersAfter: 60, most: 0 },
    });
    for (let guest = 0; guest < 3; guest++) await night.writes({ wakes: true });
    await night.pass(20);
    const phones = () => night.world.carrier.rung.map(({ contact }) => contact);
    expect(phones()).toEqual(['phone-anna']);
    await night.pass(2);
    expect(phones()).toEqual(['phone-anna', 'phone-pyotr']);
    expect((await caseOf('two leads, 3 waiting')).answered).toBe(3);
  });

  it('who takes a chat and falls asleep is not waited for: the ladder begins behind them, each time', async () => {
    const { longestAlone, rings } = await caseOf('the lead takes one and falls asleep');
    expect(longestAlone).toBe(0);
    expect(rings['pyotr']?.full).toBeGreaterThanOrEqual(3);
    expect(rings['anna']?.full).toBeGreaterThanOrEqual(3);
  });

  it('a lead alone who falls asleep over each chat is rung fully each time', async () => {
    const night = await Night.of({ anna: { takesAfter: 20, answersAfter: null } });
    await night.writes({ wakes: true });
    await night.pass(900);
    // Taken at 20 s, waited for again after 180 s, rung at once and taken 20 s later: each 200 s.
    expect(night.result()).toMatchObject({ longestAlone: 0, rings: { anna: { full: 5, gentle: 0 } } });
  });

  it('a customer who comes each minute joins the page that rings, without a ring of their own', async () => {
    const night = await Night.of({ anna: { takesAfter: 0, answersAfter: null, most: 0 } });
    for (let guest = 0; guest < 5; guest++) {
      await night.writes({ wakes: guest === 0 });
      await night.pass(25);
    }
    // As one customer alone would: 0, 45, 75, 100 s.
    expect(night.result()).toMatchObject({ longestAlone: 0, rings: { anna: { full: 4, gentle: 0 } } });
    expect((await night.world.page())?.waits).toHaveLength(5);
    expect((await caseOf('a new customer each minute')).longestAlone).toBe(0);
  });

  it('operators on shift are nudged at 40 s, the lead is rung at 70 s, and a claim settles that wait', async () => {
    const night = await Night.of({ anna: { takesAfter: 20, answersAfter: 60, most: 0 } });
    const { world } = night;
    world.clock.set(new Date(world.clock.now()).setUTCHours(22, 0, 0, 0));
    const oleg = await world.operator('oleg');
    await world.operator('pyotr');
    const chats = [await night.writes(), await night.writes()];
    const fired = async () => Promise.all(chats.map(async (chat) => (await world.state(chat)).clocks[0]?.fired));
    await night.pass(39);
    expect(await fired()).toEqual([[], []]);
    await night.pass(2);
    expect(await fired()).toEqual([['nudge.team@40'], ['nudge.team@40']]);
    expect(world.carrier.rung).toEqual([]);
    await night.pass(30);
    expect(world.carrier.rung.map(({ contact }) => contact)).toEqual(['phone-anna']);
    const [mine = '', other = ''] = chats;
    await oleg.send('conversation.claim', { conversation: mine, after: (await world.state(mine)).seq });
    expect((await world.page())?.waits).toMatchObject([{ conversation: other }]);
    await night.pass(300);
    expect(night.result().longestAlone).toBe(0);
    expect((await caseOf('two operators on shift at night')).longestAlone).toBe(0);
  });

  it('whoever is on call, whatever they do, nobody who waits has neither a person nor a page that rings soon', async () => {
    const habit: fc.Arbitrary<Habit> = fc.record({
      takesAfter: fc.integer({ min: 1, max: 200 }),
      answersAfter: fc.option(fc.integer({ min: 1, max: 260 }), { freq: 4 }),
      most: fc.integer({ min: 0, max: 8 }),
    });
    const night = fc.record({
      anna: habit,
      pyotr: fc.option(habit),
      oleg: fc.option(habit),
      waiting: fc.integer({ min: 1, max: 12 }),
      late: fc.array(fc.integer({ min: 1, max: 90 }), { maxLength: 8 }),
    });
    await fc.assert(
      fc.asyncProperty(night, async ({ anna, pyotr, oleg, waiting, late }) => {
        const tried = await Night.of({ anna, ...(pyotr && { pyotr }), ...(oleg && { oleg }) });
        for (let guest = 0; guest < waiting; guest++) await tried.writes({ wakes: guest % 3 === 0 });
        for (const after of late) {
          await tried.pass(after);
          await tried.writes();
        }
        await tried.pass(500);
        expect(tried.result().longestAlone).toBe(0);
      }),
      { numRuns: 25 },
    );
  }, 120_000);
});
