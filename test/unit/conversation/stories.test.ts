import { expect, it } from 'vitest';
import { openLink, replyByLink, takeLink } from '../../../functions/paging/phone-link.ts';
import { aWorld } from '../../support/world.ts';

const CHAT = 'conversation-0000000001';
const OTHER = 'conversation-0000000002';

it('carries a conversation from the first word to the rating, and a bad rating to a lead who did not cause it', async () => {
  const world = await aWorld();
  const anna = await world.operator('anna');
  const oleg = await world.operator('oleg');
  const ivan = await world.customer();

  const first = await ivan.send('message.post', { conversation: CHAT, after: 0, text: 'My coffee machine is broken' });
  expect(first).toMatchObject({ type: 'ack', seq: 1, commit: { view: { wait: { kind: 'connect' } } } });
  expect(oleg.frames('inbox').at(-1)).toMatchObject({
    cards: [{ conversation: CHAT, bucket: 'person', name: 'Ivan Petrov' }],
  });

  await world.advance(30);
  await oleg.send('conversation.watch', { conversation: CHAT, since: 0, notes: 0 });
  await oleg.send('conversation.claim', { conversation: CHAT, after: 1 });
  expect(ivan.frames('commit').at(-1)).toMatchObject({
    events: [{ type: 'conversation.claimed', name: 'Oleg' }, {}, {}],
    view: { ownerName: 'Oleg' },
  });

  const draft = { conversation: CHAT, customer: 'ivan' };
  await oleg.send('note.post', { conversation: CHAT, after: 0, text: 'Sounds like the pump' });
  await oleg.send('message.post', { conversation: CHAT, after: 2, text: 'Does it make a sound?', draft });
  expect(ivan.frames('commit').at(-1)).toMatchObject({
    events: [{ text: 'Does it make a sound?' }, { type: 'clock.stopped' }],
  });
  expect(JSON.stringify(world.customerPoster.posts)).not.toContain('pump');

  const closed = await oleg.send('conversation.close', { conversation: CHAT, after: 3 });
  expect(closed).toMatchObject({ type: 'ack' });
  await ivan.send('solved.answer', { conversation: CHAT, after: 4, solved: true });
  await ivan.send('conversation.rate', { conversation: CHAT, after: 5, score: 'bad', comment: 'Too slow' });
  expect(anna.frames('inbox').at(-1)).toMatchObject({ cards: [{ bucket: 'review', reviewer: 'anna' }] });
});

it('pages the lead when nobody claims, rings the next rung when the first page is ignored, and stops when one takes it', async () => {
  const world = await aWorld();
  const oleg = await world.operator('oleg');
  const ivan = await world.customer();
  await ivan.send('message.post', { conversation: CHAT, after: 0, text: 'Is anyone there?' });

  await world.advance(41);
  expect(oleg.frames('inbox').at(-1)).toMatchObject({ cards: [{ escalation: 'team' }] });
  await world.advance(30);
  expect(oleg.frames('inbox').at(-1)).toMatchObject({ cards: [{ escalation: 'lead' }] });
  expect(world.pager.messages).toEqual([]);
  await world.advance(31);
  expect(world.pager.messages.map(({ phone }) => phone)).toEqual(['+70000000001']);
  expect(world.pager.messages[0]?.text).toMatch(
    /^Ivan has been waiting 2 min, no one has come\. https:\/\/otvet\.example\/p\/[\w-]+$/,
  );
  await world.advance(60);
  expect(world.pager.messages.map(({ phone }) => phone)).toEqual(['+70000000001', '+70000000002']);

  const [code = ''] = world.codesFor('+70000000002');
  expect(await openLink(world, code, null)).toMatchObject({
    state: 'open',
    waiting: { name: 'Ivan Petrov', words: ['Is anyone there?'] },
  });
  expect((await world.page())?.status).toBe('ringing');
  const { page, session } = await takeLink(world, code);
  expect(page).toMatchObject({ state: 'chat', messages: [{ text: 'Is anyone there?' }] });
  expect(session).toMatchObject({ subject: 'pyotr', scope: CHAT });
  expect(ivan.frames('commit').at(-1)).toMatchObject({ view: { ownerName: 'Pyotr', coming: expect.any(Number) } });

  if (page.state !== 'chat') throw new Error('not the chat');
  const reply = { id: page.replyId, after: page.seq, text: 'I am here. What happened?' };
  await replyByLink(world, code, session, reply);
  await replyByLink(world, code, session, reply);
  expect(ivan.frames('commit').filter(({ events }) => JSON.stringify(events).includes('I am here'))).toHaveLength(2);
  expect((await world.state(CHAT)).clocks).toEqual([]);
  await world.advance(3600);
  expect(world.pager.messages).toHaveLength(2);
});

it('lets a customer wake someone when nobody is there: the phone rings at once, and a second customer joins the page', async () => {
  const world = await aWorld();
  const ivan = await world.customer();
  expect(ivan.welcome).toMatchObject({ staffed: false, morning: expect.any(Number) });
  await ivan.send('human.request', { conversation: CHAT, after: 0, choice: 'wake' });
  await world.advance(1);
  expect(world.pager.messages.map(({ phone }) => phone)).toEqual(['+70000000001']);

  const vera = await world.customer('vera', 'Vera');
  await vera.send('message.post', { conversation: OTHER, after: 0, text: 'The kettle smokes' });
  await world.advance(25);
  expect(world.pager.messages).toHaveLength(1);
  expect(await world.page()).toMatchObject({ episode: 1, waits: [{ conversation: CHAT }, { conversation: OTHER }] });

  await world.advance(25);
  expect(world.pager.messages.map(({ phone }) => phone)).toEqual(['+70000000001', '+70000000002']);
  const [anna, pyotr] = await Promise.all([
    takeLink(world, world.codesFor('+70000000001')[0] ?? ''),
    takeLink(world, world.codesFor('+70000000002')[0] ?? ''),
  ]);
  // An old link opens its successor: who has the first chat, and whom to take.
  expect([anna.page.state, pyotr.page.state].sort()).toEqual(['chat', 'open']);
  const other = anna.page.state === 'chat' ? pyotr.page : anna.page;
  expect(other).toMatchObject({ episode: 2, before: { name: 'Ivan Petrov' }, waiting: { name: 'Vera' } });

  // pressed again, since the first answer was lost on the way: the same chat, and no other one is claimed
  const mine = anna.page.state === 'chat' ? '+70000000001' : '+70000000002';
  expect((await takeLink(world, world.codesFor(mine)[0] ?? '')).session).toMatchObject({ scope: CHAT });
  expect((await world.state(OTHER)).owner).toBeNull();
});

it('takes "an answer in the morning is fine" as a promise, and rings when it lapses', async () => {
  const world = await aWorld();
  world.clock.set(Date.UTC(2026, 10, 22, 22));
  const ivan = await world.customer();
  await ivan.send('message.post', { conversation: CHAT, after: 0, text: 'No hurry' });
  await world.advance(5);
  await ivan.send('human.request', { conversation: CHAT, after: 1, choice: 'morning' });
  await world.advance(7 * 3600);
  expect(world.pager.messages).toEqual([]);
  await world.advance(3600 + 80);
  expect(world.pager.messages.length).toBeGreaterThan(0);
});

it("rings again when the lead acknowledged and stayed silent, and gives an absent owner's chat back to the team", async () => {
  const world = await aWorld();
  const ivan = await world.customer();
  await ivan.send('human.request', { conversation: CHAT, after: 0 });
  await world.advance(1);
  await takeLink(world, world.codesFor('+70000000001')[0] ?? '');
  await world.advance(170);
  expect(world.pager.messages).toHaveLength(1);
  await world.advance(75);
  expect(world.pager.messages.length).toBeGreaterThan(1);

  const day = await aWorld();
  const oleg = await day.operator('oleg');
  await day.operator('anna');
  const vera = await day.customer('vera', 'Vera');
  await vera.send('message.post', { conversation: OTHER, after: 0, text: 'Hello' });
  await oleg.send('conversation.claim', { conversation: OTHER, after: 1 });
  oleg.vanish();
  const { since } = (await day.state(OTHER)).clocks[0] ?? { since: 0 };
  // his lease ends after 75 s, and a waiting customer is looked at each 60 s
  await day.advance(75 + 60);
  expect(await day.state(OTHER)).toMatchObject({ owner: null, clocks: [{ kind: 'connect', since }] });
});

it.each(['queue', 'machines'] as const)(
  'finds each waiting chat although the %s are dead, by the sweep alone',
  async (part) => {
    const world = await aWorld();
    world.dead[part] = true;
    const ivan = await world.customer();
    await ivan.send('human.request', { conversation: CHAT, after: 0 });
    await world.advance(part === 'queue' ? 75 : 75 + 60);
    expect(world.pager.messages.length).toBeGreaterThan(0);
  },
);

it('tells the person of a link that lapsed so, and shows the way to what rings now', async () => {
  const world = await aWorld();
  const ivan = await world.customer();
  await ivan.send('human.request', { conversation: CHAT, after: 0 });
  await world.advance(1);
  const [old = ''] = world.codesFor('+70000000001');
  await world.advance(25 * 3600);
  const page = await openLink(world, old, null);
  expect(page).toMatchObject({ state: 'old', openCode: world.codesFor('+70000000001').at(-1) });
  expect((await takeLink(world, old)).session).toBeNull();
});

it('says who raised the alarm and why, also of one that joined a page, and an hour later', async () => {
  const world = await aWorld();
  const ivan = await world.customer();
  await ivan.send('human.request', { conversation: CHAT, after: 0 });
  await world.advance(1);
  expect(world.pager.messages.at(-1)?.text).toMatch(/^Ivan has been waiting/);
  const oleg = await world.operator('oleg');
  expect(await oleg.send('alarm.raise', { reason: 'payments fail' })).toMatchObject({ type: 'ack' });
  await world.advance(3600);
  expect(world.pager.messages.at(-1)?.text).toMatch(/^Alarm by Oleg: payments fail https:/);
  const code = world.codesFor('+70000000001').at(-1) ?? '';
  expect(await openLink(world, code, null)).toMatchObject({ alarm: { by: 'Oleg', reason: 'payments fail' } });
});

it('counts a swept look of a customer who waits, and none of a promise that only the sweep looks at', async () => {
  const world = await aWorld();
  const ivan = await world.customer();
  await ivan.send('human.request', { conversation: CHAT, after: 0, choice: 'morning' });
  await world.advance(24 * 3600);
  expect(world.pager.messages.length).toBeGreaterThan(0);
  expect(world.meter.counts.get('SweptLooks')).toBeUndefined();

  const late = await aWorld();
  late.dead.queue = true;
  await (await late.customer()).send('human.request', { conversation: CHAT, after: 0 });
  await late.advance(75);
  expect(late.meter.counts.get('SweptLooks')).toBe(1);
});

it('counts on nobody who is off while the console stays open, or who came for one chat by a link', async () => {
  const world = await aWorld();
  const oleg = await world.operator('oleg');
  await oleg.send('presence.set', { state: 'off' });
  await world.advance(60);
  const ivan = await world.customer();
  expect(ivan.welcome).toMatchObject({ staffed: false });

  await ivan.send('human.request', { conversation: CHAT, after: 0 });
  await world.advance(1);
  expect((await takeLink(world, world.codesFor('+70000000001')[0] ?? '')).session).not.toBeNull();
  expect((await world.customer('vera', 'Vera')).welcome).toMatchObject({ staffed: false });
});

it('closes the socket of an operator whose role was lost, at the next frame', async () => {
  const world = await aWorld();
  const oleg = await world.operator('oleg');
  await world.store.putOperator(world.workspace.id, {
    id: 'oleg',
    name: 'Oleg',
    role: 'operator',
    locale: 'en',
    active: false,
  });
  const ivan = await world.customer();
  await ivan.send('message.post', { conversation: CHAT, after: 0, text: 'Hello' });
  expect(await oleg.send('conversation.claim', { conversation: CHAT, after: 1 })).toBeNull();
  expect((await world.state(CHAT)).owner).toBeNull();
  expect(oleg.frames('bye').at(-1)).toMatchObject({ code: 'session_over', retry: true });
  expect(world.operatorPoster.closed).toContain(oleg.connection);
});

it('tells the team why a chat was taken over, and the customer only who is there now', async () => {
  const world = await aWorld();
  const oleg = await world.operator('oleg');
  const anna = await world.operator('anna');
  const ivan = await world.customer();
  await ivan.send('message.post', { conversation: CHAT, after: 0, text: 'Hello' });
  await oleg.send('conversation.watch', { conversation: CHAT, since: 0, notes: 0 });
  await oleg.send('conversation.claim', { conversation: CHAT, after: 1 });
  await anna.send('conversation.claim', { conversation: CHAT, after: 2, reason: 'Oleg went home' });
  expect(oleg.frames('commit').at(-1)).toMatchObject({ events: [{ from: 'oleg', reason: 'Oleg went home' }] });
  expect(ivan.frames('commit').at(-1)).toMatchObject({ view: { ownerName: 'Anna' } });
  expect(JSON.stringify(world.customerPoster.posts)).not.toContain('went home');
});
