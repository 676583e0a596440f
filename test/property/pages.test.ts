import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lookAt } from '../../functions/clocks/look.ts';
import { pageStep } from '../../functions/paging/step.ts';
import { ensureItClimbs, ensureItWasRight } from './page-promises.ts';
import { PageTrial, PEOPLE } from './page-trial.ts';
import type { Run } from './turns.ts';

/**
 * Pages as the functions make them, on a store in memory, whatever people, carriers and machines do. The rules alone are
 * tried in rules.test.ts.
 */
const CHATS = ['conversation-0000000001', 'conversation-0000000002'] as const;
const LADDERS = ['oncall', 'person.oleg', 'skill.bank'] as const;

const who = fc.constantFrom(...PEOPLE);
const lead = fc.constantFrom('anna', 'pyotr');
const chat = fc.constantFrom(CHATS[0], CHATS[0], CHATS[1]);
const ladder = fc.constantFrom('oncall', 'oncall', 'oncall', ...LADDERS);
/** how many calls are made before the next happens; often all of them */
const calls = fc.oneof(fc.constant(Number.POSITIVE_INFINITY), fc.nat(12));

const action = fc.oneof(
  { weight: 9, arbitrary: fc.record({ do: fc.constant('time' as const), seconds: fc.integer({ min: 1, max: 130 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wakes' as const), chat, calls }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('closes' as const), chat, calls }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('answers' as const), chat, who, calls }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('takes' as const), who, ladder, byLink: fc.boolean(), calls }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('passes' as const), who, ladder, calls }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('alarms' as const), who, chat: fc.option(chat), calls }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('summons' as const), lead, bySkill: fc.boolean(), calls }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('calls off' as const), lead, ladder, calls }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('refuses' as const), who, refuses: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('contact' as const), who, adds: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('schedule' as const), people: fc.uniqueArray(who) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('power' as const), queue: fc.boolean(), machines: fc.boolean() }),
  },
);
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

const first: readonly Action[] = [
  { do: 'wakes', chat: CHATS[0], calls: Number.POSITIVE_INFINITY },
  { do: 'time', seconds: 1 },
];

async function play(seed: number, chaotic: boolean, actions: readonly Action[]): Promise<void> {
  const trial = await PageTrial.with(seed);
  const { world, alive } = trial;
  const { store, workspace, carrier } = world;
  await store.putOperator(workspace.id, {
    id: 'oleg',
    name: 'Oleg',
    role: 'operator',
    locale: 'en',
    active: true,
    skills: ['bank'],
  });
  for (const person of PEOPLE.slice(0, 2)) await trial.addContact(person);
  const customers = [await world.customer('ivan'), await world.customer('vera', 'Vera')] as const;
  const staff = new Map(await Promise.all(PEOPLE.map(async (id) => [id, await trial.operator(id)] as const)));
  const person = (id: string) => staff.get(id) ?? expect.fail(`nobody is called ${id}`);
  const customerOf = (id: string) => customers[CHATS[0] === id ? 0 : 1];
  const seqOf = async (id: string): Promise<number> =>
    (await store.conversations.readBack({ workspace: workspace.id, id }, null, 1))[0]?.seq ?? 0;
  trial.chaotic = chaotic;
  trial.onRest = () => ensureItClimbs(trial, LADDERS, chaotic);

  const act = async (one: Action): Promise<unknown> => {
    switch (one.do) {
      case 'time':
        return trial.advance(one.seconds);
      case 'wakes': {
        const fields = { conversation: one.chat, after: await seqOf(one.chat), choice: 'wake' };
        return trial.does('customer', () => customerOf(one.chat).send('human.request', fields));
      }
      case 'closes': {
        const fields = { conversation: one.chat, after: await seqOf(one.chat) };
        return trial.does('customer', () => customerOf(one.chat).send('conversation.close', fields));
      }
      case 'answers': {
        const draft = { conversation: one.chat, customer: CHATS[0] === one.chat ? 'ivan' : 'vera' };
        const fields = { conversation: one.chat, after: await seqOf(one.chat), text: 'I am here.', draft };
        return trial.does(one.who, () => person(one.who).send('message.post', fields));
      }
      case 'takes':
        return trial.takes(one.who, one);
      case 'passes': {
        const { episode } = await trial.page(one.ladder);
        return trial.does(one.who, () => person(one.who).send('page.pass', { ladder: one.ladder, episode }));
      }
      case 'alarms': {
        const fields = { reason: 'payments fail', ...(one.chat && { conversation: one.chat }) };
        return trial.does(one.who, () => person(one.who).send('alarm.raise', fields));
      }
      case 'summons': {
        const fields = { who: one.bySkill ? { skill: 'bank' } : { person: 'oleg' }, reason: 'a double charge' };
        return trial.does(one.lead, () => person(one.lead).send('specialist.wake', fields));
      }
      case 'calls off': {
        const { episode } = await trial.page(one.ladder);
        return trial.does(one.lead, () => person(one.lead).send('page.call_off', { ladder: one.ladder, episode }));
      }
      case 'refuses':
        for (const { address } of await store.contacts.of(workspace.id, one.who))
          carrier.refusing[one.refuses ? 'add' : 'delete'](address);
        return;
      case 'contact':
        return one.adds ? trial.addContact(one.who) : trial.removeContact(one.who);
      case 'schedule':
        return trial.schedules(...one.people);
      case 'power':
        return Object.assign(alive, { queue: one.queue, machines: one.machines });
    }
  };
  for (const one of [...first, ...actions]) {
    await act(one);
    await trial.work('calls' in one ? one.calls : 0);
  }
  trial.heal();
  await trial.advance(10);
  await trial.advance(600);
  await ensureItWasRight(trial, LADDERS, chaotic);
}

describe('pages, whatever people, carriers and machines do', () => {
  it.each([
    ['nothing crashes', false],
    ['functions are killed, stand still and lose what they start', true],
  ] as const)('keep every promise while %s', async (_how, chaotic) => {
    const run = fc.tuple(fc.nat(), fc.array(action, { maxLength: 25, size: 'max' }));
    await fc.assert(
      fc.asyncProperty(run, ([seed, actions]) => play(seed, chaotic, actions)),
      { numRuns: 60 },
    );
  });
});

/** Calls that one look at a page makes, at most. */
const CALLS = 24;

/** Ivan wakes someone, and the first step is due; nothing but the sweep is alive. */
async function aPage(): Promise<PageTrial> {
  const trial = await PageTrial.with(1);
  Object.assign(trial.alive, { queue: false, machines: false });
  const ivan = await trial.world.customer();
  const asked = await trial.does('customer', () =>
    ivan.send('human.request', { conversation: CHATS[0], after: 0, choice: 'wake' }),
  );
  await trial.turns.steps(asked);
  const look = { workspace: trial.world.workspace.id, conversation: CHATS[0], lease: 1, dueAt: 0, looks: 0 };
  await trial.turns.steps(await trial.does('queue', () => lookAt(trial.world.deps, look, 'queue')));
  expect((await trial.page()).status).toBe('ringing');
  return trial;
}
const stepOf = (trial: PageTrial, name: string) =>
  trial.does(name, () =>
    pageStep(trial.world.deps, {
      workspace: trial.world.workspace.id,
      ladder: 'oncall',
      episode: 1,
      dueAt: trial.world.clock.now(),
      looks: 0,
    }),
  );
const rung = (trial: PageTrial, step: number) =>
  trial.rings.filter((ring) => ring.step === step).map(({ contact }) => contact);

/** Everything two functions can do to each other: one makes some calls, the other some, then each the rest. */
async function inEveryOrder(check: (stops: { a: number; b: number }) => Promise<void>): Promise<void> {
  for (let a = 0; a < CALLS; a++) for (let b = 0; b < CALLS; b += 3) await check({ a, b });
}
async function together(trial: PageTrial, a: Run, b: Run, stops: { a: number; b: number }): Promise<void> {
  await trial.turns.steps(a, stops.a);
  await trial.turns.steps(b, stops.b);
  await trial.turns.steps(a);
  await trial.turns.steps(b);
}

describe('in whatever order two functions meet', () => {
  it('a step that both begin rings each contact once', async () => {
    await inEveryOrder(async (stops) => {
      const trial = await aPage();
      await together(trial, await stepOf(trial, 'machine'), await stepOf(trial, 'sweep'), stops);

      expect(rung(trial, 0)).toEqual(['phone-anna']);
    });
  });

  it('a step that crashed, and that both find, is sent again once', async () => {
    await inEveryOrder(async (stops) => {
      const trial = await aPage();
      const crashed = await stepOf(trial, 'machine');
      while ((await trial.page()).step < 0) await trial.turns.step(crashed);
      trial.turns.kill(crashed);
      trial.world.clock.advance(15_000);
      await together(trial, await stepOf(trial, 'machine'), await stepOf(trial, 'sweep'), stops);

      expect(rung(trial, 0)).toEqual(['phone-anna']);
      expect(await trial.page()).toMatchObject({ sent: true, reached: true });
    });
  });

  it('nothing is begun after the acknowledgement, and what rings nobody any more tells nobody of everyone', async () => {
    await inEveryOrder(async (stops) => {
      const trial = await aPage();
      const anna = await trial.operator('anna');
      const taken = await trial.does('anna', () => anna.send('page.acknowledge', { ladder: 'oncall', episode: 1 }));
      await together(trial, await stepOf(trial, 'machine'), taken, stops);
      await trial.advance(170);

      const types = (await trial.commits('oncall')).flatMap(({ events }) => events.map(({ type }) => type));
      expect(types.slice(types.indexOf('page.acknowledged'))).not.toContain('step.begun');
      expect(rung(trial, 0).length).toBeLessThanOrEqual(1);
      expect((await trial.world.state(CHATS[0])).owner).toBe('anna');
    });
  });

  it('one of two who press has it, and the other is told who and when', async () => {
    await inEveryOrder(async (stops) => {
      const trial = await aPage();
      const [anna, pyotr] = [await trial.operator('anna'), await trial.operator('pyotr')];
      const press = { ladder: 'oncall', episode: 1 };
      const a = await trial.does('anna', () => anna.send('page.acknowledge', press));
      const b = await trial.does('pyotr', () => pyotr.send('page.acknowledge', press));
      await together(trial, a, b, stops);

      const { acknowledged } = await trial.page();
      const [mine, other] = acknowledged?.by === 'anna' ? [a, b] : [b, a];
      expect(mine.result).toMatchObject({ value: { type: 'ack', conversation: CHATS[0] } });
      expect(other.result).toMatchObject({ value: { code: 'already_taken', ...acknowledged } });
      expect((await trial.world.state(CHATS[0])).owner).toBe(acknowledged?.by);
    });
  });
});

it('wherever a function is killed, its step is sent: once or twice, with the same link', async () => {
  for (let calls = 0; calls < CALLS; calls++) {
    const trial = await aPage();
    const crashed = await stepOf(trial, 'machine');
    await trial.turns.steps(crashed, calls);
    trial.turns.kill(crashed);
    await trial.advance(120);

    const first = trial.rings.filter(({ step }) => step === 0);
    expect([1, 2]).toContain(first.length);
    expect(new Set(first.map(({ code }) => code)).size).toBe(1);
  }
});
