import { describe, expect, it } from 'vitest';
import { customerOf, newId, operatorOf, rawSocket } from '../support/drive.ts';
import { type Chat, onStack } from '../support/on-stack.ts';
import { eventually } from '../support/stack.ts';

/** What becomes of messages when sockets, posts, functions and the stream fail. On the real stack, with the real client. */
const world = onStack();
const { kept, aChat } = world;

/** Texts of the log itself, in its order. */
async function logOf({ workspace, chat }: Pick<Chat, 'workspace' | 'chat'>): Promise<string[]> {
  const commits = await world.stack.log(workspace, chat);
  return commits.flatMap(({ events, body }) =>
    (events as { type: string }[]).some(({ type }) => type === 'message.posted') ? (body as { text: string }).text : [],
  );
}

/** All readers have what the log has, each once and in its order. */
async function allAgree({ workspace, ivan, oleg, chat }: Chat, count: number, timeout = 20_000): Promise<void> {
  await eventually(() => ivan.texts().length >= count && oleg.texts(chat).length >= count, {
    timeout,
    what: `${count} messages with everyone`,
  });
  const log = await logOf({ workspace, chat });
  expect(log).toHaveLength(count);
  expect(ivan.texts()).toEqual(log);
  expect(oleg.texts(chat)).toEqual(log);
}

describe('a command', () => {
  it('that is resent ten times lands once, and each time gets the same answer', async () => {
    const { workspace, ivan, chat } = await aChat();
    const socket = await rawSocket(world.stack, ivan.bearer);
    await socket.exchange({ type: 'hello', id: newId(), version: 1 });
    const after = ivan.client.state.conversations.get(chat)?.log.seq ?? 0;
    const frame = { type: 'message.post', id: newId(), conversation: chat, after, text: 'only once' };
    // At the same moment, and then one after the other.
    const answers = await Promise.all(Array.from({ length: 5 }, () => socket.exchange(frame)));
    for (let i = 0; i < 5; i++) answers.push(await socket.exchange(frame));
    const seqs = new Set(answers.map((answer) => answer['seq']));
    expect(answers.map(({ type }) => type)).toEqual(Array.from({ length: 10 }, () => 'ack'));
    expect(seqs.size).toBe(1);
    expect((await logOf({ workspace, chat })).filter((text) => text === 'only once')).toHaveLength(1);
    socket.close();
  });

  it('keeps its place among its sender’s, from two tabs at once', async () => {
    const told = await aChat();
    const { workspace, ivan, chat } = told;
    const tab = kept(
      await customerOf(world.stack, workspace, {
        session: { session: ivan.bearer, customer: ivan.id },
        conversation: chat,
      }),
    );
    await eventually(() => tab.texts().length === 2);
    for (let i = 1; i <= 8; i++) {
      ivan.say(`one ${i}`);
      tab.say(`two ${i}`);
    }
    await allAgree(told, 18);
    await eventually(() => tab.texts().length === 18);
    expect(tab.texts()).toEqual(ivan.texts());
    for (const sender of ['one', 'two'])
      expect(ivan.texts().filter((text) => text.startsWith(sender))).toEqual(
        Array.from({ length: 8 }, (_, i) => `${sender} ${i + 1}`),
      );
  });
});

describe('a socket', () => {
  it('that is cut in mid-conversation misses nothing once it is back', async () => {
    const told = await aChat();
    const { ivan, oleg, chat } = told;
    for (let i = 1; i <= 12; i++) {
      ivan.say(`I ${i}`);
      oleg.say(chat, `O ${i}`);
      if (i % 4 === 0) ivan.cut();
      if (i % 6 === 0) oleg.cut();
    }
    await allAgree(told, 26);
  });

  it('that is gone for a while gets what was said meanwhile, and says what was written meanwhile', async () => {
    const told = await aChat();
    const { ivan, oleg, chat } = told;
    ivan.offline(true);
    await eventually(() => ivan.client.state.connection.status !== 'online');
    for (let i = 1; i <= 5; i++) {
      oleg.say(chat, `while you were away ${i}`);
      ivan.say(`written in the tunnel ${i}`);
    }
    await eventually(() => oleg.texts(chat).length === 7);
    expect(ivan.texts()).toHaveLength(2);
    ivan.offline(false);
    ivan.client.wake();
    await allAgree(told, 12);
  });
});

/** Heartbeats of a minute take five seconds with this. */
const FAST = 12;
/** No loss is older than this when it is made good: by the client's own clock. */
const WITHIN_MS = 70_000 / FAST;

describe('a delivery that is lost', () => {
  it('to the customer is made good within 70 s', async () => {
    const told = await aChat({ speed: FAST });
    const { ivan, oleg, chat } = told;
    world.stack.faults.dropPosts({ api: 'customer', includes: 'you never got this', times: 10 });
    oleg.say(chat, 'you never got this');
    await eventually(() => oleg.texts(chat).length === 3);
    expect(ivan.texts()).toHaveLength(2);
    world.stack.faults.clear();
    await allAgree(told, 3, WITHIN_MS);
  });

  it('to the operator is made good within 70 s', async () => {
    const told = await aChat({ speed: FAST });
    const { ivan } = told;
    world.stack.faults.dropPosts({ api: 'operator', includes: 'nor did you', times: 10 });
    ivan.say('nor did you');
    await eventually(() => ivan.texts().length === 3);
    world.stack.faults.clear();
    await allAgree(told, 3, WITHIN_MS);
  });

  it('of a note to a colleague is made good within 70 s', async () => {
    const { workspace, oleg, chat } = await aChat({ speed: FAST });
    const maria = kept(await operatorOf(world.stack, workspace, 'maria', { speed: FAST }));
    maria.client.watch(chat);
    await eventually(() => maria.texts(chat).length === 2);
    world.stack.faults.dropPosts({ api: 'operator', includes: 'for colleagues', times: 10 });
    oleg.ask(chat, 'note.post', { text: 'for colleagues' }, 'notes');
    await eventually(() => oleg.notes(chat).length === 1);
    expect(maria.notes(chat)).toEqual([]);
    world.stack.faults.clear();
    await eventually(() => maria.notes(chat).length === 1, { timeout: WITHIN_MS });
  });

  it('of a new chat to the inbox is made good within 70 s', async () => {
    const { workspace } = await aChat({ speed: FAST });
    const maria = kept(await operatorOf(world.stack, workspace, 'maria', { speed: FAST }));
    const olga = kept(await customerOf(world.stack, workspace));
    world.stack.faults.dropPosts({ api: 'operator', includes: olga.conversation, times: 10 });
    olga.say('Is anyone there?');
    await eventually(() => olga.texts().length === 1);
    expect(maria.client.state.inbox.cards.has(olga.conversation)).toBe(false);
    world.stack.faults.clear();
    await eventually(() => maria.client.state.inbox.cards.has(olga.conversation), { timeout: WITHIN_MS });
  });

  it('of an answer to its sender is made good by sending again', async () => {
    const told = await aChat({ speed: FAST });
    // The function dies after the write and before its answer: nobody was told, the sender least of all.
    world.stack.faults.killAfter({
      caller: 'customer-socket',
      service: 'dynamodb',
      action: 'PutItem',
      includes: 'who heard me',
    });
    told.ivan.say('who heard me');
    await allAgree(told, 3, WITHIN_MS);
  });
});

describe('a post that fails', () => {
  it('does not fail the message', async () => {
    const told = await aChat({ speed: FAST });
    world.stack.faults.failNext({ service: 'execute-api', includes: 'in spite of all', times: 20 });
    const id = told.ivan.say('in spite of all');
    await eventually(() => told.ivan.texts().length === 3);
    const acked = told.ivan.received.filter((frame) => frame['type'] === 'ack' && frame['id'] === id);
    expect(acked).toHaveLength(1);
    expect(told.ivan.received.filter((frame) => frame['type'] === 'error' && frame['id'] === id)).toEqual([]);
    world.stack.faults.clear();
    await allAgree(told, 3, WITHIN_MS);
  });

  it('because its socket is gone costs that socket its place, and nobody else anything', async () => {
    const told = await aChat();
    const { workspace, ivan } = told;
    const session = { session: ivan.bearer, customer: ivan.id };
    const tab = await customerOf(world.stack, workspace, { session, conversation: told.chat });
    await eventually(() => tab.texts().length === 2);
    const listeners = () => world.stack.items(`TC#${workspace.id}#person:${ivan.id}`);
    expect(await listeners()).toHaveLength(2);
    // The second tab goes, and nobody is told: its rows stay behind.
    world.stack.faults.failNext({ caller: 'customer-connection', service: 'dynamodb', times: 10 });
    tab.stop();
    await eventually(() => world.stack.connections('customer').length === 1);
    expect(await listeners()).toHaveLength(2);
    told.oleg.say(told.chat, 'is anyone still there?');
    await allAgree(told, 3);
    await eventually(async () => (await listeners()).length === 1);
  });
});

describe('a function that is killed', () => {
  it.each(['customer-socket', 'operator-socket'] as const)(
    'after its write and before its posts (%s): the other side still gets the message',
    async (caller) => {
      const told = await aChat();
      const text = `said to a dying ${caller}`;
      world.stack.faults.killAfter({ caller, service: 'dynamodb', action: 'PutItem', includes: text });
      if (caller === 'customer-socket') told.ivan.say(text);
      else told.oleg.say(told.chat, text);
      await allAgree(told, 3);
    },
  );

  it('before its write has written nothing, and the message lands when it is sent again', async () => {
    const told = await aChat();
    world.stack.faults.killAfter({ caller: 'customer-socket', service: 'dynamodb', action: 'Query' });
    told.ivan.say('once more');
    await allAgree(told, 3);
  });
});

describe('a batch of the stream', () => {
  it('that comes twice doubles nothing', async () => {
    world.stack.faults.repeatBatches(1_000);
    const { workspace, ivan, oleg, chat } = await aChat();
    oleg.ask(chat, 'conversation.close');
    await eventually(() => ivan.client.state.conversations.get(chat)?.log.view?.status === 'closed');
    ivan.ask('solved.answer', { solved: true });
    ivan.ask('conversation.rate', { score: 'good' });
    await eventually(() => ivan.client.state.conversations.get(chat)?.log.view?.rated === 'good');
    await world.stack.projected();
    const counted = (await world.stack.everything()).filter(({ pk }) => String(pk).startsWith(`S#${workspace.id}#`));
    const sum = (metric: string): unknown =>
      counted.filter(({ sk }) => String(sk).startsWith(`${metric}#all#`)).map(({ n }) => n);
    expect({ joined: sum('joined'), answered: sum('answered'), rated: sum('rated') }).toEqual({
      joined: [1],
      answered: [1],
      rated: [1],
    });
    const maria = kept(await operatorOf(world.stack, workspace, 'maria'));
    const cards = [...maria.client.state.inbox.cards.values()].filter(({ conversation }) => conversation === chat);
    expect(cards).toHaveLength(1);
    expect(cards[0]).toMatchObject({ bucket: 'closed', preview: 'second' });
  });
});
