import { describe, expect, it } from 'vitest';
import { runPageCommand } from '../../../functions/paging/command.ts';
import { openLink, passLink, takeLink } from '../../../functions/paging/phone-link.ts';
import { testLadder, testPageLadder } from '../../../shared/domain/paging/ladders.ts';
import { aContact, aWorld, OPERATORS, PHONES, scheduleOf } from '../../support/world.ts';

/** Pages as people live through them: who is rung, what they are told, and what becomes of what they press. */

const CHAT = 'conversation-0000000001';
const OTHER = 'conversation-0000000002';
type World = Awaited<ReturnType<typeof aWorld>>;

/** Ivan wakes someone: nobody is there. */
async function aWoken(options: Parameters<typeof aWorld>[0] = {}) {
  const world = await aWorld(options);
  const ivan = await world.customer();
  await ivan.send('human.request', { conversation: CHAT, after: 0, choice: 'wake' });
  return { world, ivan };
}
const rung = (world: World): string[] =>
  world.carrier.rung.filter(({ ring }) => ring.kind === 'page').map(({ contact }) => contact);
const told = (world: World) =>
  world.carrier.rung.filter(({ ring }) => ring.kind === 'over').map(({ contact, ring }) => [contact, ring.text]);
const refuseAll = (world: World): void => {
  for (const phone of Object.values(PHONES)) world.carrier.refusing.add(phone);
};
const put = (world: World, person: string, fields: Parameters<typeof aContact>[1]) =>
  world.store.contacts.put(world.workspace.id, aContact(person, fields), null);
const skilled = (world: World, person: string, ...skills: string[]) => {
  const operator = OPERATORS.find(({ id }) => id === person);
  if (!operator) throw new Error(`nobody is called ${person}`);
  return world.store.putOperator(world.workspace.id, { ...operator, skills });
};
const pageOf = async (world: World, ladder: string) =>
  (await world.store.pages.readBack({ workspace: world.workspace.id, id: ladder }, null, 1))[0]?.state;
const eventsOf = async (world: World, ladder = 'oncall') =>
  (await world.store.pages.read({ workspace: world.workspace.id, id: ladder }, 1, 1000)).commits.flatMap(
    ({ events }) => events,
  );

describe('a page that reaches nobody', () => {
  it('climbs at once to everyone, says so in CloudWatch and to the customer, and never gives up', async () => {
    const { world, ivan } = await aWoken();
    refuseAll(world);
    await world.advance(1);

    expect(await world.page()).toMatchObject({ status: 'ringing', step: 3, reached: false });
    expect(world.meter.counts.get('PagesUnreachable')).toBe(4);
    expect(world.meter.counts.get('PagesUnanswered')).toBe(1);
    const said = () => ivan.frames('commit').filter(({ events }) => JSON.stringify(events).includes('everyone.called'));
    expect(said()).toHaveLength(1);

    await world.advance(600);
    expect(await world.page()).toMatchObject({ status: 'ringing', step: 8 });
    expect(said()).toHaveLength(1);

    world.carrier.refusing.clear();
    await world.advance(121);
    expect(rung(world)).toEqual(['phone-anna', 'phone-pyotr', 'phone-oleg']);
  });

  it('is said to have rung nobody once that is so, and not while it is being sent', async () => {
    const { world } = await aWoken();
    const oleg = await world.operator('oleg');
    await oleg.send('presence.set', { state: 'away' });
    const said = () => oleg.frames('page').map(({ page }) => page as { step: number; reached: boolean });
    await world.advance(1);
    expect(said().map(({ step, reached }) => [step, reached])).toContainEqual([0, true]);
    expect(said().every(({ reached }) => reached)).toBe(true);

    refuseAll(world);
    await world.advance(45);
    expect(said().find(({ step }) => step === 1)).toMatchObject({ reached: true });
    expect(said().filter(({ reached }) => !reached).length).toBeGreaterThan(0);
  });

  it('tells each customer who joins it, once', async () => {
    const { world } = await aWoken();
    refuseAll(world);
    await world.advance(1);
    const vera = await world.customer('vera', 'Vera');
    await vera.send('human.request', { conversation: OTHER, after: 0, choice: 'wake' });
    await world.advance(600);

    const said = vera.frames('commit').filter(({ events }) => JSON.stringify(events).includes('everyone.called'));
    expect(said).toHaveLength(1);
  });

  it('does not wait for the first in line when that person has no contact that was confirmed', async () => {
    const { world } = await aWoken();
    await world.store.contacts.remove(world.workspace.id, 'anna', 'phone-anna');
    await put(world, 'anna', { verifiedAt: null });
    await world.advance(1);

    expect(rung(world)).toEqual(['phone-pyotr']);
  });

  it('rings nobody, and says so, when the whole team has no contact', async () => {
    const { world } = await aWoken();
    for (const { id } of OPERATORS) await world.store.contacts.remove(world.workspace.id, id, `phone-${id}`);
    await world.advance(1);

    expect(await world.page()).toMatchObject({ status: 'ringing', step: 3, sends: [] });
    expect(world.log.lines.some(({ message }) => message === 'page.nobody')).toBe(true);
    expect(world.meter.counts.get('PagesUnreachable')).toBeGreaterThan(0);
  });

  it('and is taken just when everyone is to be rung rings nobody, and does not tell the customer otherwise', async () => {
    const { world, ivan } = await aWoken();
    const { append } = world.store.pages;
    Object.assign(world.store.pages, {
      append: async (...args: Parameters<typeof append>) => {
        const result = await append(...args);
        const isLast = args[1].events.some((event) => event.type === 'step.begun' && event.step === 3);
        if (isLast)
          await runPageCommand(world, world.workspace.id, 'oncall', {
            type: 'page.acknowledge',
            by: 'anna',
            episode: 1,
          });
        return result;
      },
    });
    await world.advance(110);

    expect(await world.page()).toMatchObject({ status: 'acknowledged', step: 3 });
    expect(rung(world)).not.toContain('phone-oleg');
    expect(JSON.stringify(ivan.frames('commit'))).not.toContain('everyone.called');
  });
});

describe('a page that nobody takes', () => {
  it('climbs from the first to everyone, each message once with a link of its own, and ends with the one who takes it', async () => {
    const { world, ivan } = await aWoken();
    await world.advance(230);
    const steps = (await eventsOf(world)).flatMap((event) => (event.type === 'step.begun' ? [event.sends] : []));
    const everyone = ['anna', 'oleg', 'pyotr'];
    expect(steps.map((sends) => sends.map(({ person }) => person).sort())).toEqual([
      ['anna'],
      ['pyotr'],
      ['anna', 'pyotr'],
      everyone,
      everyone,
    ]);
    const sent = steps.flat().map(({ code }) => code);
    const received = Object.values(PHONES).flatMap((phone) => world.codesFor(phone));
    expect(new Set(received).size).toBe(received.length);
    expect(received.sort()).toEqual(sent.sort());
    const said = ivan.frames('commit').filter(({ events }) => JSON.stringify(events).includes('everyone.called'));
    expect(said).toHaveLength(1);

    await takeLink(world, world.codesFor(PHONES['oleg'] ?? '')[0] ?? '');
    expect((await world.page())?.acknowledged?.by).toBe('oleg');
    const before = rung(world);
    await world.advance(60);
    expect(rung(world)).toEqual(before);
  });
});

describe('a contact', () => {
  it('rings as each of its person, and each that fails keeps no other waiting', async () => {
    const { world } = await aWoken();
    await put(world, 'anna', { id: 'browser-anna', kind: 'push', address: 'https://push.example/1' });
    world.carrier.refusing.add(PHONES['anna'] ?? '');
    await world.advance(1);

    expect(rung(world)).toEqual(['browser-anna']);
    expect(await world.page()).toMatchObject({ step: 0, reached: true });
    const [phone] = await world.store.contacts.of(world.workspace.id, 'anna');
    expect(phone?.last).toMatchObject({ result: 'failed', detail: 'the carrier refuses this number' });
  });

  it('rings its own person, though somebody else had one of that id before', async () => {
    const { world } = await aWoken();
    for (const person of ['anna', 'pyotr']) {
      await world.store.contacts.remove(world.workspace.id, person, `phone-${person}`);
      await put(world, person, { id: 'phone' });
    }
    await world.advance(101);

    const addresses = world.carrier.rung.map(({ address }) => address);
    expect(addresses.slice(0, 2)).toEqual([PHONES['anna'], PHONES['pyotr']]);
    expect(new Set(addresses)).toEqual(new Set(Object.values(PHONES)));
  });

  it('that its carrier calls gone does not count any more', async () => {
    const { world } = await aWoken();
    world.carrier.gone.add(PHONES['anna'] ?? '');
    await world.advance(1);

    expect((await world.store.contacts.of(world.workspace.id, 'anna'))[0]).toMatchObject({
      verifiedAt: null,
      last: { result: 'failed' },
    });
    // and the next in line was rung at once
    expect(rung(world)).toEqual(['phone-pyotr']);
    await world.advance(600);
    expect(rung(world)).not.toContain('phone-anna');
  });

  it('in a storm is spaced out, with a link that opens what rings still', async () => {
    const { world } = await aWoken();
    await world.advance(14 * 60);
    const mine = rung(world).filter((contact) => contact === 'phone-anna');
    expect(mine).toHaveLength(5);
    expect((await world.page())?.sends).toContainEqual(
      expect.objectContaining({ person: 'anna', withheld: true, code: world.codesFor(PHONES['anna'] ?? '').at(-1) }),
    );

    const { session } = await takeLink(world, world.codesFor(PHONES['anna'] ?? '').at(-1) ?? '');
    expect(session).toMatchObject({ subject: 'anna', scope: CHAT });
  });

  it('rings at once for a new page, however often it rang for the last', async () => {
    const { world, ivan } = await aWoken();
    await world.advance(14 * 60);
    await ivan.send('conversation.close', { conversation: CHAT, after: 0 });
    await world.advance(1);
    expect((await world.page())?.status).toBe('ended');
    const before = rung(world).length;
    const oleg = await world.operator('oleg');
    await oleg.send('alarm.raise', { reason: 'payments fail' });
    await world.advance(1);

    expect(rung(world).slice(before)).toEqual(['phone-anna']);
  });

  it('that failed its first ring is not kept from ringing by those of an earlier page', async () => {
    const { world, ivan } = await aWoken();
    await world.advance(14 * 60);
    await ivan.send('conversation.close', { conversation: CHAT, after: 0 });
    await world.advance(1);
    expect((await world.page())?.status).toBe('ended');
    refuseAll(world);
    const before = rung(world).length;
    const oleg = await world.operator('oleg');
    await oleg.send('alarm.raise', { reason: 'payments fail' });
    await world.advance(1);
    world.carrier.refusing.clear();
    await world.advance(121);

    expect(rung(world).slice(before)).toEqual(['phone-anna', 'phone-pyotr', 'phone-oleg']);
  });

  it('added or removed, and a new schedule, hold from the next step on', async () => {
    const { world } = await aWoken({ schedule: scheduleOf('anna', 'pyotr') });
    await world.advance(1);
    await put(world, 'oleg', { id: 'browser-oleg', kind: 'push', address: 'https://push.example/1' });
    await world.store.putWorkspace({ ...world.workspace, schedule: scheduleOf('anna', 'oleg') });
    await world.advance(45);

    expect(rung(world).sort()).toEqual(['browser-oleg', 'phone-anna', 'phone-oleg']);
  });
});

describe('when it is over', () => {
  it('those who were rung are told who has it, without a sound, but for who took it and what cannot be taken back', async () => {
    const { world } = await aWoken();
    await put(world, 'anna', { id: 'browser-anna', kind: 'push', address: 'https://push.example/1' });
    await put(world, 'pyotr', { id: 'browser-pyotr', kind: 'push', address: 'https://push.example/2' });
    await put(world, 'pyotr', { id: 'system-pyotr', kind: 'https', address: 'https://pager.example/in' });
    await put(world, 'oleg', { id: 'browser-oleg', kind: 'push', address: 'https://push.example/3' });
    await world.advance(50);
    await takeLink(world, world.codesFor(PHONES['anna'] ?? '')[0] ?? '');
    await world.advance(60);

    expect(told(world)).toEqual([
      ['browser-pyotr', 'Anna took it. Nothing more for you to do.'],
      ['system-pyotr', 'Anna took it. Nothing more for you to do.'],
    ]);
    const tags = new Set(world.carrier.rung.map(({ ring }) => ring.tag));
    expect([...tags]).toEqual(['kofevarnya.oncall.1']);
    await world.advance(3600);
    expect(told(world)).toHaveLength(2);
  });

  it('they are told that nobody waits when the customer has gone', async () => {
    const { world, ivan } = await aWoken();
    await put(world, 'anna', { id: 'browser-anna', kind: 'push', address: 'https://push.example/1' });
    await world.advance(1);
    await ivan.send('conversation.close', { conversation: CHAT, after: 1 });
    await world.advance(60);

    expect(told(world)).toEqual([['browser-anna', 'No one is waiting any more. Nothing more for you to do.']]);
    expect(rung(world)).toEqual(['phone-anna', 'browser-anna']);
  });

  it('they are told though the claim was left to the page', async () => {
    const { world } = await aWoken();
    await put(world, 'anna', { id: 'browser-anna', kind: 'push', address: 'https://push.example/1' });
    await world.advance(1);
    const command = { type: 'page.acknowledge', by: 'pyotr', episode: 1 } as const;
    await runPageCommand(world, world.workspace.id, 'oncall', command);
    await world.advance(75);

    expect((await world.state(CHAT)).owner).toBe('pyotr');
    expect(told(world)).toEqual([['browser-anna', 'Pyotr took it. Nothing more for you to do.']]);
  });
});

describe('who presses', () => {
  it('at the same time as another: one has it, the other is told who, on the phone and in the console', async () => {
    const { world } = await aWoken();
    await world.advance(46);
    const anna = await world.operator('anna');
    const code = world.codesFor(PHONES['pyotr'] ?? '')[0] ?? '';
    const [answer, { page }] = await Promise.all([
      anna.send('page.acknowledge', { ladder: 'oncall', episode: 1 }),
      takeLink(world, code),
    ]);

    const by = (await world.page())?.acknowledged?.by;
    if (by === 'anna') {
      expect(answer).toMatchObject({ type: 'ack', conversation: CHAT });
      expect(page).toMatchObject({ state: 'taken', by: 'Anna' });
    } else {
      expect(answer).toMatchObject({ type: 'error', code: 'already_taken', by: 'pyotr', at: expect.any(Number) });
      expect(page).toMatchObject({ state: 'chat' });
    }
    expect((await world.state(CHAT)).owner).toBe(by);
  });

  it('and then is silent while the customer waits: it rings again, for everyone', async () => {
    const { world } = await aWoken();
    await world.advance(1);
    await takeLink(world, world.codesFor(PHONES['anna'] ?? '')[0] ?? '');
    await world.advance(179);
    expect(rung(world)).toEqual(['phone-anna']);
    await world.advance(62 + 100);

    expect(await world.page()).toMatchObject({ status: 'ringing', episode: 2 });
    expect(new Set(rung(world))).toEqual(new Set(['phone-anna', 'phone-pyotr', 'phone-oleg']));
  });

  it('"pass it on" wakes the next at once; sent again it wakes nobody else, and says with whom it is', async () => {
    const { world } = await aWoken();
    await world.advance(1);
    const code = world.codesFor(PHONES['anna'] ?? '')[0] ?? '';
    expect(await passLink(world, code)).toMatchObject({ state: 'passed', to: 'Pyotr' });
    await world.advance(1);
    expect(rung(world)).toEqual(['phone-anna', 'phone-pyotr']);

    expect(await passLink(world, code)).toMatchObject({ state: 'passed', to: 'Pyotr' });
    await world.advance(1);
    expect(rung(world)).toEqual(['phone-anna', 'phone-pyotr']);
  });

  it('"pass it on" when everyone has been rung sees that it still rings', async () => {
    const { world } = await aWoken();
    await world.advance(101);
    const before = rung(world).length;
    const code = world.codesFor(PHONES['anna'] ?? '').at(-1) ?? '';
    expect(await passLink(world, code)).toMatchObject({ state: 'open', passTo: null });
    await world.advance(5);

    expect(rung(world)).toHaveLength(before);
  });

  it('"pass it on" without having been rung changes nothing', async () => {
    const { world } = await aWoken();
    await world.advance(1);
    const oleg = await world.operator('oleg');
    await oleg.send('page.pass', { ladder: 'oncall', episode: 1 });
    await world.advance(5);

    expect(rung(world)).toEqual(['phone-anna']);
  });
});

describe('an alarm', () => {
  it('about a conversation gives that one to who takes it, though others wait longer', async () => {
    const { world } = await aWoken();
    const vera = await world.customer('vera', 'Vera');
    await vera.send('message.post', { conversation: OTHER, after: 0, text: 'My card was charged twice' });
    await world.advance(1);
    const oleg = await world.operator('oleg');
    await oleg.send('alarm.raise', { reason: 'a fraud', conversation: OTHER });
    await world.advance(1);

    const code = world.codesFor(PHONES['anna'] ?? '').at(-1) ?? '';
    expect(await openLink(world, code, null)).toMatchObject({ alarm: { by: 'Oleg', reason: 'a fraud' } });
    expect((await takeLink(world, code)).session).toMatchObject({ scope: OTHER });
    expect(await world.state(OTHER)).toMatchObject({ owner: 'anna' });
  });

  it('without one rings on after every wait has ended, and shows who takes it that it is theirs', async () => {
    const world = await aWorld();
    const oleg = await world.operator('oleg');
    await oleg.send('alarm.raise', { reason: 'the site is down' });
    await world.advance(600);
    expect(await world.page()).toMatchObject({ status: 'ringing', waits: [] });

    const { page, session } = await takeLink(world, world.codesFor(PHONES['anna'] ?? '').at(-1) ?? '');
    expect(page).toMatchObject({ state: 'mine', alarm: { by: 'Oleg', reason: 'the site is down' } });
    expect(session).toBeNull();
    await world.advance(3600);
    expect(await world.page()).toMatchObject({ status: 'acknowledged', episode: 1 });
  });
});

describe('a specialist', () => {
  /** Anna has Ivan's chat; Oleg knows banks. */
  async function aLead() {
    const { world, ivan } = await aWoken();
    await skilled(world, 'oleg', 'bank');
    await world.advance(1);
    const anna = await world.operator('anna');
    await anna.send('page.acknowledge', { ladder: 'oncall', episode: 1 });
    const { seq } = await world.state(CHAT);
    const draft = { conversation: CHAT, customer: 'ivan' };
    await anna.send('message.post', { conversation: CHAT, after: seq, text: 'I ask our bank at once.', draft });
    return { world, ivan, anna };
  }
  const wake = { conversation: CHAT, reason: 'a double charge' };

  it('is woken by name: a page of their own, with their own acknowledgement, and the chat stays with the lead', async () => {
    const { world, anna } = await aLead();
    expect(await anna.send('specialist.wake', { who: { person: 'oleg' }, ...wake })).toMatchObject({ type: 'ack' });
    await world.advance(1);
    expect(rung(world)).toEqual(['phone-anna', 'phone-oleg']);
    expect((await world.page())?.woken).toMatchObject([{ ladder: 'person.oleg', by: 'anna' }]);

    const { page, session } = await takeLink(world, world.codesFor(PHONES['oleg'] ?? '').at(-1) ?? '');
    expect(page).toMatchObject({ state: 'chat', conversation: CHAT });
    expect(session).toMatchObject({ subject: 'oleg', scope: CHAT });
    expect(await pageOf(world, 'person.oleg')).toMatchObject({ acknowledged: { by: 'oleg' } });
    expect(await world.page()).toMatchObject({ episode: 1, acknowledged: { by: 'anna' } });
    expect((await world.state(CHAT)).owner).toBe('anna');
  });

  it('is woken by skill: all who have it are rung, one has it, the other is told who', async () => {
    const { world, anna } = await aLead();
    await skilled(world, 'pyotr', 'bank', 'law');
    await anna.send('specialist.wake', { who: { skill: 'bank' }, ...wake });
    await world.advance(1);
    expect(rung(world).slice(1).sort()).toEqual(['phone-oleg', 'phone-pyotr']);

    const codes = ['oleg', 'pyotr'].map((person) => world.codesFor(PHONES[person] ?? '').at(-1) ?? '');
    const taken = await Promise.all(codes.map((code) => takeLink(world, code)));
    expect(taken.map(({ page }) => page.state).sort()).toEqual(['chat', 'taken']);
  });

  it('is rung no more once the chat is finished', async () => {
    const { world, ivan, anna } = await aLead();
    await anna.send('specialist.wake', { who: { person: 'oleg' }, ...wake });
    await world.advance(1);
    await ivan.send('conversation.close', { conversation: CHAT, after: (await world.state(CHAT)).seq });
    const before = rung(world).length;
    await world.advance(3600);
    expect(rung(world)).toHaveLength(before);
    expect(await pageOf(world, 'person.oleg')).toMatchObject({ status: 'ended', ended: { why: 'called_off' } });
  });

  it('who does not answer is rung again after two minutes, then each five, until somebody takes it or calls it off', async () => {
    const { world, anna } = await aLead();
    await anna.send('specialist.wake', { who: { skill: 'bank' }, ...wake });
    const count = (): number => rung(world).filter((contact) => contact === 'phone-oleg').length;
    await world.advance(119);
    expect(count()).toBe(1);
    await world.advance(2);
    expect(count()).toBe(2);
    await world.advance(299);
    expect(count()).toBe(3);

    const oleg = await world.operator('oleg');
    expect(await oleg.send('page.call_off', { ladder: 'skill.bank', episode: 1 })).toMatchObject({
      code: 'not_allowed',
    });
    expect(await anna.send('page.call_off', { ladder: 'skill.bank', episode: 1 })).toMatchObject({ type: 'ack' });
    await world.advance(3600);
    expect(count()).toBe(3);
    expect(await pageOf(world, 'skill.bank')).toMatchObject({ status: 'ended', ended: { why: 'called_off' } });
  });

  it('cannot be woken by an operator, nor one whom no phone would reach', async () => {
    const { world, anna } = await aLead();
    const oleg = await world.operator('oleg');
    expect(await oleg.send('specialist.wake', { who: { person: 'pyotr' }, ...wake })).toMatchObject({
      code: 'not_allowed',
    });
    await world.store.contacts.remove(world.workspace.id, 'oleg', 'phone-oleg');
    for (const who of [{ person: 'oleg' }, { skill: 'bank' }, { person: 'nobody' }])
      expect(await anna.send('specialist.wake', { who, ...wake })).toMatchObject({ code: 'not_reachable' });
    await world.advance(10);
    expect(rung(world)).toEqual(['phone-anna']);
  });

  it('is woken once by two presses', async () => {
    const { world, anna } = await aLead();
    await Promise.all([1, 2].map(() => anna.send('specialist.wake', { who: { person: 'oleg' }, ...wake })));
    await world.advance(60);

    expect(rung(world)).toEqual(['phone-anna', 'phone-oleg']);
    expect((await world.page())?.woken).toHaveLength(1);
  });

  it('is the only page that can be called off: one that customers wait for ends by an answer', async () => {
    const { world } = await aWoken();
    await world.advance(1);
    const anna = await world.operator('anna');
    expect(await anna.send('page.call_off', { ladder: 'oncall', episode: 1 })).toMatchObject({ code: 'not_allowed' });
    expect(await world.page()).toMatchObject({ status: 'ringing' });
  });
});

describe('a test page', () => {
  async function aTest() {
    const world = await aWorld();
    await put(world, 'anna', { id: 'browser-anna', kind: 'push', address: 'https://push.example/1' });
    await runPageCommand(world, world.workspace.id, testLadder('anna'), {
      type: 'page.raise',
      rhythm: 'staffed',
      ladder: testPageLadder('anna'),
      alarm: { by: 'anna' },
      acknowledgedSilent: 0,
    });
    return world;
  }

  it('rings every contact of that person and nobody else, says that it is a test, and is announced to nobody', async () => {
    const world = await aTest();
    await world.advance(1);

    expect(world.carrier.rung.map(({ contact, ring }) => [contact, ring.kind])).toEqual([
      ['phone-anna', 'test'],
      ['browser-anna', 'test'],
    ]);
    expect(world.carrier.rung[0]?.ring.text).toMatch(/^A test: no one is waiting/);
    expect(world.announcer.announced).toEqual([]);
  });

  it('asks again once a day until its person has pressed, and only that person can', async () => {
    const world = await aTest();
    await world.advance(25 * 3600);
    expect(world.carrier.rung).toHaveLength(4);
    const pyotr = await world.operator('pyotr');
    const press = { ladder: 'test.anna', episode: 1 };
    expect(await pyotr.send('page.acknowledge', press)).toMatchObject({ code: 'not_allowed' });
    // Two days of heartbeats would be most of this test's time.
    await pyotr.leave();

    const { page, session } = await takeLink(world, world.codesFor(PHONES['anna'] ?? '').at(-1) ?? '');
    expect(page).toMatchObject({ state: 'mine', isTest: true, alarm: null });
    expect(session).toBeNull();
    await world.advance(48 * 3600);
    expect(world.carrier.rung).toHaveLength(4);
  });

  it("rings nobody else's phone when its person has none any more", async () => {
    const world = await aTest();
    await world.store.contacts.remove(world.workspace.id, 'anna', 'phone-anna');
    await world.store.contacts.remove(world.workspace.id, 'anna', 'browser-anna');
    await world.advance(60);

    expect(world.carrier.rung).toEqual([]);
    expect(await pageOf(world, 'test.anna')).toMatchObject({ status: 'ringing', reached: false });
  });
});

it('announces each step of a page that somebody waits for, with whom it rings', async () => {
  const { world } = await aWoken();
  await world.advance(46);
  expect(world.announcer.announced).toMatchObject([
    { ladder: 'oncall', episode: 1, step: 0, people: ['anna'], waiting: 1 },
    { ladder: 'oncall', episode: 1, step: 1, people: ['pyotr'], waiting: 1 },
  ]);
  expect((await eventsOf(world)).filter(({ type }) => type === 'step.sent')).toHaveLength(2);
});
