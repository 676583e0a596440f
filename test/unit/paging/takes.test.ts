import { describe, expect, it } from 'vitest';
import { openLink, takeLink } from '../../../functions/paging/phone-link.ts';
import { METRICS } from '../../../shared/contract.ts';
import { openTakes } from '../../../shared/domain/paging/takes.ts';
import { aWorld, PHONES, scheduleOf } from '../../support/world.ts';

const CHATS = ['conversation-0000000001', 'conversation-0000000002', 'conversation-0000000003'] as const;
const [IVANS, VERAS] = CHATS;
type World = Awaited<ReturnType<typeof aWorld>>;

const codeOf = (world: World, person: string): string => world.codesFor(PHONES[person] ?? '').at(-1) ?? '';
const ringsOf = (world: World, person: string) =>
  world.carrier.rung.filter(({ contact, ring }) => ring.kind === 'page' && contact === `phone-${person}`);

/** So many customers wait at night, and Anna's phone rings. */
async function aNight(waiting: number, { alone = false } = {}) {
  const world = await aWorld({ schedule: alone ? scheduleOf('anna') : scheduleOf('anna', 'pyotr') });
  if (alone)
    for (const person of ['pyotr', 'oleg'])
      await world.store.contacts.remove(world.workspace.id, person, `phone-${person}`);
  const customers = [];
  for (const [index, conversation] of CHATS.slice(0, waiting).entries()) {
    const customer = await world.customer(`guest-${index}`, `Guest ${index}`);
    await customer.send('human.request', { conversation, after: 0, choice: 'wake' });
    customers.push(customer);
  }
  await world.advance(2);
  expect(ringsOf(world, 'anna')).toHaveLength(1);
  const page = async () => (await world.page()) ?? expect.fail('there is no page');
  return { world, customers, page };
}

describe('a customer who closes', () => {
  it('ends the page that rang for nobody else within a second', async () => {
    const { world, customers, page } = await aNight(1);
    await customers[0]?.send('conversation.close', { conversation: IVANS, after: 0 });
    await world.advance(1);
    expect(await page()).toMatchObject({ status: 'ended', waits: [] });
  });

  it('leaves the page that rings for others, and frees who had taken the chat', async () => {
    const { world, customers, page } = await aNight(2, { alone: true });
    await takeLink(world.deps, codeOf(world, 'anna'));
    await world.advance(1);
    expect(openTakes(await page())).toMatchObject([{ by: 'anna', conversation: IVANS, claimed: true }]);
    await customers[0]?.send('conversation.close', { conversation: IVANS, after: 0 });
    await world.advance(1);
    expect(openTakes(await page())).toEqual([]);
    expect(await page()).toMatchObject({ status: 'ringing', waits: [{ conversation: VERAS }], allBusyUntil: null });
  });

  it('needs no access of their door to a page: a look tells it', async () => {
    const { world, customers } = await aNight(1);
    const looks: unknown[] = [];
    Object.assign(world.deps.timers, { lookLater: async (input: object, delay: number) => looks.push([input, delay]) });
    await customers[0]?.send('conversation.close', { conversation: IVANS, after: 0 });
    expect(looks).toEqual([[expect.objectContaining({ conversation: IVANS, settles: true }), 0]]);
  });
});

describe('while everybody who can be reached has a chat', () => {
  it('customers read that the lead is with others, it is counted, and nobody is woken', async () => {
    const { world, customers, page } = await aNight(2, { alone: true });
    await takeLink(world.deps, codeOf(world, 'anna'));
    await world.advance(1);
    expect(ringsOf(world, 'anna').map(({ ring }) => ring.gentle)).toEqual([undefined, true]);
    expect((await page()).allBusyUntil).not.toBeNull();
    expect(world.meter.counts.get(METRICS.pagesUnanswered)).toBe(1);
    const told = customers[1]?.frames('commit').at(-1);
    expect(told).toMatchObject({ events: [{ type: 'everyone.busy' }], view: { wait: { paged: true, busy: true } } });
    await world.advance(170);
    expect(ringsOf(world, 'anna')).toHaveLength(2);
  });

  it('rings at once, gently, who has answered', async () => {
    const { world, page } = await aNight(2, { alone: true });
    const anna = await world.operator('anna');
    await anna.leave();
    await anna.send('page.acknowledge', { ladder: 'oncall', episode: 1 });
    await world.advance(30);
    const draft = { conversation: IVANS, customer: 'guest-0' };
    const { seq } = await world.state(IVANS);
    await anna.send('message.post', { conversation: IVANS, after: seq, text: 'Clean the filter.', draft });
    await world.advance(1);
    expect(ringsOf(world, 'anna').map(({ ring }) => ring.gentle)).toEqual([undefined, true, true]);
    expect(await page()).toMatchObject({ status: 'ringing', allBusyUntil: null });
  });
});

describe('a chat that was taken and not answered', () => {
  it('is nobody’s again when its page rings again, though its lead sits at a desk', async () => {
    const { world, page } = await aNight(1);
    const pyotr = await world.operator('pyotr');
    await pyotr.send('page.acknowledge', { ladder: 'oncall', episode: 1 });
    expect(await world.state(IVANS)).toMatchObject({ owner: 'pyotr' });
    await world.advance(181);
    expect(await world.state(IVANS)).toMatchObject({ owner: null, clocks: [{ kind: 'connect' }] });
    expect(await page()).toMatchObject({ status: 'ringing', waits: [{ conversation: IVANS }], behind: ['pyotr'] });
  });
});

describe('a link of an earlier page', () => {
  it('opens its successor, and takes only what its page shows', async () => {
    const { world, page } = await aNight(2);
    const code = codeOf(world, 'anna');
    const pyotr = await world.operator('pyotr');
    await pyotr.send('page.acknowledge', { ladder: 'oncall', episode: 1 });

    const stale = await takeLink(world.deps, code);
    expect(stale.session).toBeNull();
    expect(stale.page).toMatchObject({ state: 'open', episode: 2, before: { by: 'Pyotr', name: 'Guest 0' } });
    expect((await page()).takes).toMatchObject([{ by: 'pyotr', conversation: IVANS }]);

    const taken = await takeLink(world.deps, code, 2);
    expect(taken.session).toMatchObject({ scope: VERAS });
    expect((await page()).takes).toMatchObject([
      { by: 'pyotr', conversation: IVANS },
      { by: 'anna', conversation: VERAS },
    ]);
  });

  it('lists who else waits, once the first chat is answered with a way to the next', async () => {
    const { world } = await aNight(3);
    const code = codeOf(world, 'anna');
    const { session } = await takeLink(world.deps, code);
    expect(await openLink(world.deps, code, session)).toMatchObject({
      state: 'chat',
      name: 'Guest 0',
      others: [{ name: 'Guest 1' }, { name: 'Guest 2' }],
      next: null,
      canWiden: true,
    });
  });
});

it('more people can be asked for: everyone who is free is rung at once, those who are busy are not', async () => {
  const { world, page } = await aNight(2);
  const anna = await world.operator('anna');
  await anna.leave();
  await anna.send('page.acknowledge', { ladder: 'oncall', episode: 1 });
  await world.advance(1);
  expect(ringsOf(world, 'oleg')).toEqual([]);
  expect(await anna.send('page.widen', { ladder: 'oncall', episode: 2 })).toMatchObject({ type: 'ack' });
  await world.advance(1);
  expect([ringsOf(world, 'anna').length, ringsOf(world, 'oleg').length]).toEqual([1, 1]);
  expect(await page()).toMatchObject({ episode: 2, place: 3 });
});

it('who presses twice has one chat', async () => {
  const { world, page } = await aNight(3);
  const anna = await world.operator('anna');
  await anna.leave();
  const press = { ladder: 'oncall', episode: 1 };
  const answers = [await anna.send('page.acknowledge', press), await anna.send('page.acknowledge', press)];
  expect(answers).toMatchObject([{ conversation: IVANS }, { conversation: IVANS }]);
  expect((await page()).takes).toHaveLength(1);
});
