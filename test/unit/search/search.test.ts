import { describe, expect, it } from 'vitest';
import { project } from '../../../functions/projection/project.ts';
import { aWorld } from '../../support/world.ts';

type World = Awaited<ReturnType<typeof aWorld>>;
const chatOf = (n: number): string => `conversation-${String(n).padStart(10, '0')}`;
const CHAT = chatOf(1);
const NAMES: Readonly<Record<string, string>> = { fyodor: 'Фёдор' };

/** Brings the projections up to what stands in the logs of these conversations. */
async function projected(world: World, ...conversations: readonly string[]): Promise<void> {
  const { projections } = world.store;
  for (const id of conversations) {
    const key = { workspace: world.workspace.id, id };
    for (const commit of (await world.conversations.read(key, 1, 200)).commits)
      await project({ projections, directory: world.directory }, { log: 'conversation', key, commit });
    for (const commit of (await world.notes.read(key, 1, 200)).commits)
      await project({ projections, directory: world.directory }, { log: 'notes', key, commit });
  }
}

/** A customer's chat that an operator has answered and closed. */
async function aChat(world: World, id: string, who: string, question: string, answer = 'Yes', operator = 'oleg') {
  const customer = await world.customer(who, NAMES[who] ?? who);
  const desk = await world.operator(operator);
  await customer.send('message.post', { conversation: id, after: 0, text: question });
  const draft = { conversation: id, customer: who };
  await desk.send('message.post', { conversation: id, after: 1, text: answer, draft });
  await desk.send('conversation.close', { conversation: id, after: 2 });
  await world.advance(60);
  await projected(world, id);
  return { customer, desk, draft };
}
const found = (answer: Record<string, unknown>) =>
  (answer['chats'] as { conversation: string }[]).map(({ conversation }) => conversation);

describe('a search in one’s own chats', () => {
  it('finds what was said in a closed chat, in a name and in a note, whatever the case and whichever е', async () => {
    const world = await aWorld();
    const { desk } = await aChat(world, CHAT, 'fyodor', 'Где мой ЗАКАЗ 4471-09?');
    await desk.send('note.post', { conversation: CHAT, after: 0, text: 'Похоже, партия 09' });
    const search = (text: string) => desk.send('conversations.search', { text });
    expect(await search('заказ 4471')).toMatchObject({
      type: 'found',
      chats: [
        {
          conversation: CHAT,
          customer: 'fyodor',
          name: 'Фёдор',
          status: 'closed',
          excerpt: 'Где мой ЗАКАЗ 4471-09?',
          isNote: false,
        },
      ],
    });
    expect(await search('федор')).toMatchObject({ chats: [{ conversation: CHAT, excerpt: '' }] });
    expect(await search('ФЕДОР партия')).toMatchObject({ chats: [{ isNote: true, excerpt: 'Похоже, партия 09' }] });
    expect(await search('заказ пылесос')).toMatchObject({ chats: [] });
    expect(await search('заказ')).not.toHaveProperty('before');
  });

  it('finds one’s own and nobody else’s, leads’ like all others’', async () => {
    const world = await aWorld();
    const { desk: oleg } = await aChat(world, CHAT, 'ivan', 'Order 4471');
    const { desk: anna } = await aChat(world, chatOf(2), 'olga', 'Order 4471', 'Yes', 'anna');
    expect(found(await oleg.send('conversations.search', { text: '4471' }))).toEqual([CHAT]);
    expect(found(await anna.send('conversations.search', { text: '4471' }))).toEqual([chatOf(2)]);
    const scoped = await world.operator('anna', { scope: chatOf(2) });
    expect(await scoped.send('conversations.search', { text: '4471' })).toMatchObject({ code: 'not_allowed' });
  });

  it('finds one that was handed on, by its owner of then and of now', async () => {
    const world = await aWorld();
    const { draft, customer } = await aChat(world, CHAT, 'ivan', 'Order 4471');
    await customer.send('message.post', { conversation: CHAT, after: 3, text: 'And 4472?' });
    const pyotr = await world.operator('pyotr');
    await pyotr.send('conversation.claim', { conversation: CHAT, after: 4, reason: 'Oleg has gone home' });
    await pyotr.send('message.post', { conversation: CHAT, after: 5, text: 'Too', draft });
    await projected(world, CHAT);
    const oleg = await world.operator('oleg');
    for (const one of [oleg, pyotr])
      expect(found(await one.send('conversations.search', { text: '4472' }))).toEqual([CHAT]);
  });

  it('finds nothing that was taken back or erased', async () => {
    const world = await aWorld();
    const { desk } = await aChat(world, CHAT, 'ivan', 'Hello', 'Olga, your card ends in 4242');
    const search = (text: string) => desk.send('conversations.search', { text });
    expect(found(await search('4242'))).toEqual([CHAT]);
    await desk.send('message.recall', { conversation: CHAT, after: 3, seq: 2, reason: 'wrong_chat' });
    await projected(world, CHAT);
    expect(found(await search('4242'))).toEqual([]);
    expect(found(await search('hello'))).toEqual([CHAT]);
    await world.conversations.removeBody({ workspace: world.workspace.id, id: CHAT }, 1, ['text', 'customerName']);
    expect(found(await search('hello'))).toEqual([]);
    expect(found(await search('ivan'))).toEqual([]);
  });

  it('goes back in steps that leave nothing out and find nothing twice, also chats taken in the same moment', async () => {
    const world = await aWorld();
    const oleg = await world.operator('oleg');
    const all = Array.from({ length: 120 }, (_, n) => chatOf(n));
    for (const [n, id] of all.entries()) {
      const customer = await world.customer(`customer-${n}`, `Customer ${n}`);
      await customer.send('message.post', { conversation: id, after: 0, text: n % 3 === 0 ? 'A kettle' : 'A cup' });
      await oleg.send('conversation.claim', { conversation: id, after: 1 });
      // in twos, and around the ends of steps in more
      if (n % 2 === 0 && (n < 44 || n > 56)) await world.advance(1);
    }
    await projected(world, ...all);
    const through = async (text: string) => {
      const pages: string[][] = [];
      let before: unknown;
      do {
        const answer = await oleg.send('conversations.search', { text, ...(before !== undefined && { before }) });
        pages.push(found(answer));
        before = answer['before'];
        expect(pages.length).toBeLessThan(20);
      } while (before !== undefined);
      return pages;
    };
    for (const [text, wanted] of [
      ['kettle', all.filter((_, n) => n % 3 === 0)],
      ['cup', all.filter((_, n) => n % 3 !== 0)],
    ] as const) {
      const pages = await through(text);
      expect(new Set(pages.flat())).toEqual(new Set(wanted));
      for (const page of pages) {
        expect(page.length).toBeLessThanOrEqual(30);
        expect(new Set(page).size).toBe(page.length);
      }
      expect(pages[0]?.[0]).toBe(wanted.at(-1));
    }
    const nothing = await oleg.send('conversations.search', { text: 'teapot' });
    expect(nothing).toMatchObject({ chats: [] });
    expect(nothing).toHaveProperty('before');
  });

  it.each([['x'], [' x '], ['x'.repeat(101)], [''], ['a\u0000b']])('refuses %j', async (text) => {
    const world = await aWorld();
    const oleg = await world.operator('oleg');
    expect(await oleg.send('conversations.search', { text })).toMatchObject({ type: 'error', code: 'invalid_frame' });
  });
});

describe('hints that came up', () => {
  it('go with a message, are told to nobody, and counted once by rule', async () => {
    const world = await aWorld();
    const [oleg, anna] = [await world.operator('oleg'), await world.operator('anna')];
    const ivan = await world.customer();
    await ivan.send('message.post', { conversation: CHAT, after: 0, text: 'Hello' });
    await anna.send('conversation.watch', { conversation: CHAT, since: 0, notes: 0 });
    const draft = { conversation: CHAT, customer: 'ivan' };
    const hints = { shown: ['otherCustomer', 'sameAgain'], overridden: ['otherCustomer'] };
    const first = { id: world.newId(), conversation: CHAT, after: 1, text: 'Olga, it is ready', draft, hints };
    const answer = await oleg.raw(JSON.stringify({ type: 'message.post', ...first }));
    await oleg.raw(JSON.stringify({ type: 'message.post', ...first }));
    const next = { conversation: CHAT, draft, hints: { shown: ['sameAgain'], overridden: ['sameAgain'] } };
    await oleg.send('promise.make', { ...next, after: 2, text: 'By ten', due: world.clock.now() + 600_000 });
    await oleg.send('understanding.propose', { ...next, after: 3, text: 'It is cold' });
    await oleg.send('message.post', { conversation: CHAT, after: 4, text: 'And warm', draft });
    for (let again = 0; again < 2; again += 1) await projected(world, CHAT);
    const told = JSON.stringify([answer, world.operatorPoster.posts, world.customerPoster.posts]);
    expect(told).toContain('Olga, it is ready');
    expect(told).not.toContain('otherCustomer');
    expect(await anna.send('mistakes')).toMatchObject({
      days: 30,
      hints: { otherCustomer: { shown: 1, overridden: 1 }, sameAgain: { shown: 3, overridden: 2 } },
    });
    expect(JSON.stringify(await anna.send('mistakes'))).not.toContain('oleg');
  });

  it('of refused messages are not counted, and those of a month ago no more', async () => {
    const world = await aWorld();
    const [oleg, anna] = [await world.operator('oleg'), await world.operator('anna')];
    const ivan = await world.customer();
    await ivan.send('message.post', { conversation: CHAT, after: 0, text: 'Hello' });
    const hints = { shown: ['elsewhere'], overridden: [] };
    const write = (after: number, to: string) =>
      oleg.send('message.post', {
        conversation: CHAT,
        after,
        text: 'Your order',
        draft: { conversation: CHAT, customer: to },
        hints,
      });
    expect(await write(1, 'olga')).toMatchObject({ code: 'draft_belongs_elsewhere' });
    await projected(world, CHAT);
    expect(await anna.send('mistakes')).toMatchObject({ hints: {} });
    expect(await write(1, 'ivan')).toMatchObject({ type: 'ack' });
    await projected(world, CHAT);
    expect(await anna.send('mistakes')).toMatchObject({ hints: { elsewhere: { shown: 1, overridden: 0 } } });
    world.clock.set(world.clock.now() + 29 * 24 * 3_600_000);
    expect(await anna.send('mistakes')).toMatchObject({ hints: { elsewhere: { shown: 1, overridden: 0 } } });
    world.clock.set(world.clock.now() + 24 * 3_600_000);
    expect(await anna.send('mistakes')).toMatchObject({ hints: {} });
  });
});
