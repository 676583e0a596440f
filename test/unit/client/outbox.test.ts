import { expect, it } from 'vitest';
import { createCustomerClient, createOperatorClient } from '../../../shared/client/index.ts';
import { errorFrame } from '../../../shared/protocol/codec.ts';
import type { Code } from '../../../shared/protocol/codes.ts';
import { clientOptions, memoryStorage } from '../../support/client-options.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { FakeServer } from '../../support/fake-server.ts';

const CHAT = 'conversation-00001';
const OTHER = 'conversation-00002';
const text = (words: string) => ({ type: 'message.post', text: words }) as const;

async function customer(more: Parameters<typeof clientOptions>[3] = {}) {
  const clock = new FakeClock();
  const server = new FakeServer(clock);
  const client = createCustomerClient(clientOptions(server, 'c1', 'customer', more));
  client.start();
  await clock.advance(100);
  const copy = () => client.state.conversations.get(CHAT);
  const posted = () => server.framesOf('message.post').map(({ text: words, after }) => [words, after]);
  return { clock, server, client, copy, posted };
}
const textsIn = (server: FakeServer, conversation = CHAT): unknown[] =>
  server.log(conversation).conversation.map(({ body }) => body.text);

it('shows a message at once as pending, then as an entry of the log under its id', async () => {
  const { clock, client, copy } = await customer();
  const id = client.command(CHAT, text('привет'));
  expect(copy()?.pending).toMatchObject([{ id, command: text('привет'), after: 0, late: false }]);
  await clock.advance(50);
  expect(copy()?.pending).toEqual([]);
  expect(copy()?.log.entries).toMatchObject([{ command: id, by: { kind: 'customer', id: 'c1' } }]);
});

it('has one command of a log on the wire; the next goes when it is answered, after its commit', async () => {
  const { clock, server, client, posted } = await customer();
  for (const words of ['раз', 'два', 'три']) client.command(CHAT, text(words));
  client.command(OTHER, text('другой'));
  await clock.advance(15);
  expect(posted()).toEqual([
    ['раз', 0],
    ['другой', 0],
  ]);
  await clock.advance(100);
  expect(textsIn(server)).toEqual(['раз', 'два', 'три']);
  expect(posted().slice(2)).toEqual([
    ['два', 1],
    ['три', 2],
  ]);
});

it('keeps notes and messages of one conversation in queues of their own', async () => {
  const clock = new FakeClock();
  const server = new FakeServer(clock);
  const client = createOperatorClient(clientOptions(server, 'o1', 'operator'));
  client.start();
  server.say(CHAT, 'customer', 'c1', 'помогите');
  client.watch(CHAT);
  await clock.advance(100);
  server.network = ({ frame }) => (frame.type === 'message.post' ? [] : [10]);
  client.command(CHAT, { ...text('иду'), draft: { conversation: CHAT, customer: 'c1' } });
  client.command(CHAT, { type: 'note.post', text: 'важный клиент' }, 'notes');
  await clock.advance(100);
  expect(server.framesOf('note.post')).toMatchObject([{ after: 0 }]);
  expect(client.state.conversations.get(CHAT)).toMatchObject({ notes: { seq: 1 }, pending: [{ log: 'conversation' }] });
});

it('sends again after 3 s what is not answered, with the same id and the same after', async () => {
  const { clock, server, client, copy } = await customer();
  server.say(CHAT, 'customer', 'c1', 'из другой вкладки');
  await clock.advance(50);
  const sent: unknown[] = [];
  server.network = ({ to, frame }) => {
    if (to === 'client' || frame.type !== 'message.post') return [10];
    return sent.push([frame.id, frame.after]) < 3 ? [] : [10];
  };
  const id = client.command(CHAT, text('один раз'));
  await clock.advance(2_900);
  expect(sent).toHaveLength(1);
  await clock.advance(200);
  expect(sent).toHaveLength(2);
  server.say(CHAT, 'operator', 'o1', 'между тем');
  await clock.advance(6_000);
  expect(sent).toEqual([
    [id, 1],
    [id, 1],
    [id, 1],
  ]);
  expect(textsIn(server)).toEqual(['из другой вкладки', 'между тем', 'один раз']);
  expect(copy()?.pending).toEqual([]);
});

it('changes nothing when the answer is lost and the command comes twice', async () => {
  const { clock, server, client, copy, posted } = await customer();
  let losses = 1;
  server.network = ({ to, frame }) => (to === 'client' && frame.type === 'ack' && losses-- > 0 ? [] : [10]);
  client.command(CHAT, text('один раз'));
  await clock.advance(5_000);
  expect(posted()).toHaveLength(2);
  expect(textsIn(server)).toEqual(['один раз']);
  expect(copy()).toMatchObject({ pending: [], log: { seq: 1 } });
});

it('takes its own commit for the answer when the ack is lost', async () => {
  const { clock, server, client, copy, posted } = await customer();
  server.network = ({ to, frame }) => (to === 'client' && frame.type === 'ack' ? [] : [10]);
  client.command(CHAT, text('раз'));
  await clock.advance(50);
  server.say(CHAT, 'operator', 'o1', 'вижу');
  await clock.advance(100);
  expect(copy()?.pending).toEqual([]);
  expect(copy()?.log.seq).toBe(2);
  await clock.advance(10_000);
  expect(posted()).toHaveLength(1);
});

it('resends at once on a new socket', async () => {
  const { clock, server, client, copy, posted } = await customer();
  server.network = ({ frame }) => (frame.type === 'message.post' ? [] : [10]);
  client.command(CHAT, text('раз'));
  await clock.advance(100);
  server.network = () => [10];
  server.drop();
  await clock.advance(800);
  expect(posted()).toEqual([['раз', 0]]);
  expect(copy()?.pending).toEqual([]);
});

it('says after 10 s that a message is late, and still sends it', async () => {
  const { clock, server, client, copy } = await customer();
  server.ticket = () => Promise.reject(new Error('no network'));
  server.drop();
  client.command(CHAT, text('в тоннеле'));
  await clock.advance(9_900);
  expect(copy()?.pending).toMatchObject([{ late: false, after: null, sentAt: null }]);
  await clock.advance(200);
  expect(copy()?.pending).toMatchObject([{ late: true }]);
  server.ticket = async () => ({ ticket: 'ticket-c1', address: 'wss://fake/customer' });
  await clock.advance(30_000);
  expect(textsIn(server)).toEqual(['в тоннеле']);
  expect(copy()?.pending).toEqual([]);
});

it('shows its own message at its place when commits before it are missing, and fetches them', async () => {
  const { clock, server, client, copy } = await customer();
  client.command(CHAT, text('1'));
  await clock.advance(50);
  server.network = ({ frame }) => (frame.type === 'commit' ? [] : [10]);
  server.say(CHAT, 'operator', 'o1', '2');
  client.command(CHAT, text('3'));
  await clock.advance(25);
  expect(copy()).toMatchObject({ pending: [], log: { seq: 1, syncing: true } });
  expect(copy()?.log.entries.map(({ seq }) => seq)).toEqual([1, 3]);
  await clock.advance(50);
  expect(copy()).toMatchObject({ log: { seq: 3, syncing: false } });
  expect(copy()?.log.entries.map(({ seq }) => seq)).toEqual([1, 2, 3]);
});

const once = (server: FakeServer, code: Code): void => {
  let times = 1;
  server.answer = (frame) => (frame.type === 'message.post' && times-- > 0 ? errorFrame(frame.id, code) : undefined);
};

it.each(['busy', 'internal'] as const)('sends the same frame again after %s', async (code) => {
  const { clock, server, client, copy, posted } = await customer();
  once(server, code);
  client.command(CHAT, text('раз'));
  client.command(CHAT, text('два'));
  await clock.advance(300);
  expect(posted()).toHaveLength(1);
  await clock.advance(3_000);
  expect(textsIn(server)).toEqual(['раз', 'два']);
  expect(copy()?.pending).toEqual([]);
});

it('gives a refused command back to the screen, with its text, and goes on with the next', async () => {
  const { clock, server, client, copy } = await customer();
  server.answer = (frame) =>
    frame.type === 'message.post' && frame.text === 'раз'
      ? errorFrame(frame.id, 'already_claimed', { by: 'o2', at: 5 })
      : undefined;
  const id = client.command(CHAT, text('раз'));
  client.command(CHAT, text('два'));
  await clock.advance(100);
  expect(client.state.refusals).toEqual([
    { id, conversation: CHAT, code: 'already_claimed', by: 'o2', at: 5, command: text('раз') },
  ]);
  expect(textsIn(server)).toEqual(['два']);
  expect(copy()?.pending).toEqual([]);
  client.dismiss(id);
  expect(client.state.refusals).toEqual([]);
});

it('loads the log when told that its after is too old, and sends again with a new one', async () => {
  const { clock, server, client, copy, posted } = await customer();
  client.command(CHAT, text('1'));
  await clock.advance(50);
  server.behind = 4;
  server.network = ({ frame }) => (frame.type === 'message.post' ? [] : [10]);
  client.command(CHAT, text('2'));
  await clock.advance(20);
  server.network = ({ frame }) => (frame.type === 'commit' ? [] : [10]);
  for (let i = 0; i < 6; i += 1) server.say(CHAT, 'operator', 'o1', `пока ${i}`);
  await clock.advance(8_000);
  expect(posted()).toEqual([
    ['1', 0],
    ['2', 1],
    ['2', 7],
  ]);
  expect(textsIn(server).filter((words) => words === '2')).toHaveLength(1);
  expect(copy()).toMatchObject({ pending: [], log: { seq: 8 } });
});

it('does not send again what had been committed after all, however far back', async () => {
  const { clock, server, client, copy, posted } = await customer();
  client.command(CHAT, text('1'));
  await clock.advance(50);
  server.behind = 4;
  server.network = ({ to, frame }) => (to === 'client' && frame.type !== 'welcome' ? [] : [10]);
  client.command(CHAT, text('2'));
  await clock.advance(50);
  for (let i = 0; i < 12; i += 1) server.say(CHAT, 'operator', 'o1', `пока ${i}`);
  await clock.advance(100);
  server.network = ({ frame }) => (frame.type === 'commit' ? [] : [10]);
  await clock.advance(10_000);
  expect(posted().map(([words]) => words)).toEqual(['1', '2', '2']);
  expect(textsIn(server).filter((words) => words === '2')).toHaveLength(1);
  expect(server.framesOf('history').length).toBeGreaterThan(0);
  expect(copy()).toMatchObject({ pending: [], log: { seq: 14 } });
});

it('keeps what is unanswered over a reload, with its after', async () => {
  const storage = memoryStorage();
  const first = await customer({ storage });
  first.client.command(CHAT, text('1'));
  await first.clock.advance(50);
  expect(storage.text).toBe('');
  first.server.network = ({ to, frame }) => (to === 'client' && frame.type === 'ack' ? [] : [10]);
  first.client.command(CHAT, text('2'));
  first.client.command(CHAT, text('3'));
  await first.clock.advance(50);
  first.client.stop();

  const { server, clock } = first;
  server.network = () => [10];
  const second = createCustomerClient(clientOptions(server, 'c1', 'customer', { storage }));
  expect(second.state.conversations.get(CHAT)?.pending).toMatchObject([
    { command: text('2'), after: 1 },
    { command: text('3'), after: null },
  ]);
  second.start();
  await clock.advance(1_000);
  expect(textsIn(server)).toEqual(['1', '2', '3']);
  expect(second.state.conversations.get(CHAT)).toMatchObject({ pending: [], log: { seq: 3 } });
  expect(storage.text).toBe('');
});

it('stores a command before it is sent', async () => {
  const storage = memoryStorage();
  const { server, client } = await customer({ storage });
  server.network = ({ to }) => {
    if (to === 'server') expect(JSON.parse(storage.text ?? '')).toMatchObject({ v: 1, pending: [{ after: 0 }] });
    return [10];
  };
  client.command(CHAT, text('1'));
  expect.assertions(1);
});

it.each([
  ['no JSON', '{'],
  ['another version', '{"v":2,"pending":[]}'],
  ['another shape', '{"v":1,"pending":{}}'],
  ['a number', '7'],
  [
    'a command of the other door',
    `{"v":1,"pending":[{"id":"aaaaaaaaaaaaaaaaaaaa","conversation":"${CHAT}","log":"conversation","command":{"type":"conversation.claim"},"after":0,"queuedAt":5}]}`,
  ],
  [
    'another log',
    `{"v":1,"pending":[{"id":"aaaaaaaaaaaaaaaaaaaa","conversation":"${CHAT}","log":"pages","command":{"type":"human.request"},"after":0,"queuedAt":5}]}`,
  ],
])('begins with an empty outbox when what was stored is damaged: %s', async (_what, stored) => {
  const { client } = await customer({ storage: memoryStorage(stored) });
  expect(client.state.conversations.size).toBe(0);
});

it('throws when a screen asks for what the contract does not know', async () => {
  const { client } = await customer();
  expect(() => client.command(CHAT, { type: 'message.post', text: '' })).toThrow();
  expect(() => client.command(CHAT, { type: 'conversation.claim' })).toThrow();
  expect(() => client.command('short', text('раз'))).toThrow();
  expect(() => client.hint({ type: 'typing' })).toThrow();
  expect(client.state.conversations.size).toBe(0);
});

it('counts two tabs of one customer as two senders', async () => {
  const { clock, server, client } = await customer();
  const other = createCustomerClient(clientOptions(server, 'c1', 'customer'));
  other.start();
  await clock.advance(100);
  for (const words of ['а1', 'а2', 'а3']) client.command(CHAT, text(words));
  for (const words of ['б1', 'б2', 'б3']) other.command(CHAT, text(words));
  await clock.advance(2_000);
  const texts = textsIn(server) as string[];
  expect(texts.filter((words) => words.startsWith('а'))).toEqual(['а1', 'а2', 'а3']);
  expect(texts.filter((words) => words.startsWith('б'))).toEqual(['б1', 'б2', 'б3']);
  for (const tab of [client, other])
    expect(tab.state.conversations.get(CHAT)).toMatchObject({ pending: [], log: { seq: 6 } });
});

it('is not kept from writing by any number of commits that customers do not see', async () => {
  const { clock, server, client, copy } = await customer();
  server.behind = 3;
  client.command(CHAT, text('1'));
  await clock.advance(50);
  for (let after = 1; after <= 9; after += 1)
    server.commit(CHAT, { kind: 'system', id: 'system' }, [
      { type: 'rung.reached', kind: 'review', act: 'page', after },
    ]);
  client.command(CHAT, text('человека!'));
  await clock.advance(2_000);
  expect(textsIn(server)).toContain('человека!');
  expect(copy()?.pending).toEqual([]);
});
