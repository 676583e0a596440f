import { expect, it } from 'vitest';
import { createOperatorClient } from '../../../shared/client/index.ts';
import { errorFrame } from '../../../shared/protocol/codec.ts';
import type { ServerPush, WireCard } from '../../../shared/protocol/pushes.ts';
import { clientOptions } from '../../support/client-options.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { FakeServer } from '../../support/fake-server.ts';

const chat = (n: number): string => `conversation-${String(n).padStart(5, '0')}`;

async function desk(chats = 0) {
  const clock = new FakeClock();
  const server = new FakeServer(clock);
  for (let n = 1; n <= chats; n += 1) {
    server.say(chat(n), 'customer', `c${n}`, `вопрос ${n}`);
    server.cardExtras.set(chat(n), { name: `Гость ${n}`, preview: `вопрос ${n}`, previewBy: 'customer' });
  }
  const client = createOperatorClient(clientOptions(server, 'o1', 'operator'));
  client.start();
  await clock.advance(100);
  const card = (n: number): WireCard | undefined => client.state.inbox.cards.get(chat(n));
  const push = (frame: ServerPush): void => {
    for (const socket of server.sockets) server.send(socket, frame);
  };
  return { clock, server, client, card, push };
}
async function watching(chats: number) {
  const world = await desk(chats);
  const answer = world.client.request({ type: 'inbox.watch' });
  await world.clock.advance(100);
  await answer;
  return world;
}

it('collects the parts of a whole inbox and shows it when complete', async () => {
  const { client } = await watching(5); // two cards a frame
  expect(client.state.inbox).toMatchObject({ loaded: true });
  expect([...client.state.inbox.cards.keys()]).toEqual([1, 2, 3, 4, 5].map(chat));
});

it('merges a push and keeps the name and the preview that it leaves out', async () => {
  const { clock, server, card } = await watching(1);
  await clock.advance(1_000);
  server.commit(chat(1), { kind: 'operator', id: 'o2' }, [{ type: 'conversation.claimed', owner: 'o2' }]);
  await clock.advance(50);
  expect(card(1)).toMatchObject({ seq: 2, owner: 'o2', bucket: 'owned', name: 'Гость 1', preview: 'вопрос 1' });
});

it('ignores a push older than what it holds', async () => {
  const { clock, server, card, push } = await watching(1);
  const old = { ...server.cards()[0] } as WireCard;
  server.commit(chat(1), { kind: 'operator', id: 'o2' }, [{ type: 'conversation.claimed', owner: 'o2' }]);
  await clock.advance(50);
  push({ type: 'inbox', cards: [old], whole: false });
  await clock.advance(50);
  expect(card(1)).toMatchObject({ seq: 2, owner: 'o2' });
});

it('shows a new conversation that the whole inbox was read too early to have', async () => {
  const { clock, server, client, card } = await desk(3);
  const early = server.cards();
  server.answer = (frame) =>
    frame.type === 'inbox.watch' ? { type: 'inbox', cards: early, whole: true, id: frame.id } : undefined;
  server.network = ({ to, frame }) => (to === 'client' && frame.type === 'inbox' && frame.whole ? [500] : [10]);
  void client.request({ type: 'inbox.watch' });
  await clock.advance(50);
  for (const socket of server.sockets) socket.topics.add('inbox');
  server.say(chat(9), 'customer', 'c9', 'я новый');
  await clock.advance(1_000);
  expect(card(9)).toMatchObject({ customer: 'c9' });
  expect(client.state.inbox.cards.size).toBe(4);
});

it('keeps a card pushed a moment ago when a repair is read from a projection that lacks it', async () => {
  const { clock, server, client, card } = await watching(2);
  const early = server.cards();
  server.say(chat(3), 'customer', 'c3', 'я новый');
  await clock.advance(50);
  expect(card(3)).toBeDefined();
  server.cards = () => early;
  await clock.advance(25_000);
  expect(client.state.inbox.cards.size).toBe(3);
  await clock.advance(50_000); // by now it would be there, were it real
  expect(client.state.inbox.cards.size).toBe(2);
});

it('refreshes the card of a conversation it watches with each commit', async () => {
  const { clock, server, client, card } = await watching(1);
  client.watch(chat(1));
  await clock.advance(50);
  const since = clock.now();
  server.commit(
    chat(1),
    { kind: 'customer', id: 'c1' },
    [
      { type: 'message.posted', by: 'customer', person: 'c1' },
      { type: 'clock.started', kind: 'connect', since },
    ],
    { body: { text: 'вы тут?' } },
  );
  await clock.advance(50);
  expect(card(1)).toMatchObject({ preview: 'вы тут?', previewBy: 'customer', clock: { kind: 'connect', since } });
  expect(card(1)?.name).toBe('Гость 1');
});

it('a message that was taken back is what a row says, until something else happens', async () => {
  const { clock, server, client, card } = await watching(1);
  client.watch(chat(1));
  await clock.advance(50);
  server.commit(chat(1), { kind: 'operator', id: 'o1' }, [
    { type: 'message.recalled', seq: 1, by: 'o1', reason: 'wrong_chat' },
  ]);
  await clock.advance(50);
  expect(card(1)?.last).toEqual({ kind: 'withdrawn', at: expect.any(Number) });
  server.say(chat(1), 'customer', 'c1', 'а это мне?');
  await clock.advance(50);
  expect(card(1)?.last?.kind).toBe('said');
});

it('asks again for the inbox on a new socket', async () => {
  const { clock, server, client } = await watching(1);
  server.drop();
  server.say(chat(2), 'customer', 'c2', 'пока вас не было');
  await clock.advance(1_000);
  expect(server.framesOf('inbox.watch')).toHaveLength(2);
  expect(client.state.inbox.cards.size).toBe(2);
});

it('mends with the heartbeat what was lost, and what is gone disappears', async () => {
  const { clock, server, client, card } = await watching(3);
  server.network = ({ frame }) => (frame.type === 'inbox' ? [] : [10]);
  server.commit(chat(1), { kind: 'operator', id: 'o2' }, [{ type: 'conversation.claimed', owner: 'o2' }]);
  server.logs.delete(chat(3));
  await clock.advance(100);
  expect(card(1)?.owner).toBeNull();
  server.network = () => [10];
  await clock.advance(26_000);
  expect(card(1)?.owner).toBe('o2');
  expect(client.state.inbox.cards.size).toBe(2);
});

it('sends the hash of its inbox with every second heartbeat, and is sent nothing when it is right', async () => {
  const { clock, server, client } = await watching(5);
  const { cards } = client.state.inbox;
  await clock.advance(110_000);
  const hashes = server.framesOf('ping').map((ping) => ('inbox' in ping ? typeof ping.inbox : 'none'));
  expect(hashes).toEqual(['string', 'none', 'string', 'none']);
  expect(client.state.inbox.cards).toBe(cards);
});

it('resolves a request with its answer, over reconnects and errors that pass', async () => {
  const { clock, server, client } = await desk();
  let failures = 1;
  server.answer = (frame) =>
    frame.type === 'presence.set' && failures-- > 0 ? errorFrame(frame.id, 'busy') : undefined;
  const away = client.request({ type: 'presence.set', state: 'away' });
  server.drop();
  await clock.advance(5_000);
  await expect(away).resolves.toMatchObject({ type: 'ack' });
  server.answer = (frame) => (frame.type === 'alarm.raise' ? errorFrame(frame.id, 'not_allowed') : undefined);
  const alarm = client.request({ type: 'alarm.raise', reason: 'пожар' });
  await clock.advance(100);
  await expect(alarm).resolves.toMatchObject({ type: 'error', code: 'not_allowed' });
  const never = client.request({ type: 'presence.set', state: 'off' });
  client.stop();
  await expect(never).rejects.toThrow('stopped');
});

it('puts together a team that comes in several frames, and keeps of it whom a change says nothing of', async () => {
  const { clock, server, client, push } = await desk();
  const anna = { id: 'o1', name: 'Анна', role: 'lead', presence: 'available' } as const;
  const oleg = { id: 'o2', name: 'Олег', role: 'operator', presence: 'off' } as const;
  push({ type: 'presence', people: [anna] });
  server.answer = (frame) =>
    frame.type === 'ping'
      ? { type: 'pong', id: frame.id, serverTime: clock.now(), staffed: true, morning: 0, people: [oleg], more: true }
      : undefined;
  client.wake();
  await clock.advance(100);
  expect(client.state.people).toEqual([anna, oleg]);
  push({ type: 'presence', people: [{ ...oleg, presence: 'available' }] });
  await clock.advance(50);
  expect(client.state.people).toEqual([anna, { ...oleg, presence: 'available' }]);
});

it('asks at once for the others of a team that was too many for its welcome', async () => {
  const { clock, server } = await desk();
  const anna = { id: 'o1', name: 'Анна', role: 'lead', presence: 'available' } as const;
  server.answer = (frame) =>
    frame.type === 'hello'
      ? {
          type: 'welcome',
          id: frame.id,
          version: 1,
          serverTime: clock.now(),
          staffed: true,
          morning: 0,
          workspace: { id: 'w', name: 'Кофе', connect: 100, reply: 600, silence: 20 },
          me: { id: 'o1', role: 'lead' },
          people: [anna],
          more: true,
          page: null,
        }
      : undefined;
  server.drop();
  await clock.advance(2_000);
  expect(server.framesOf('ping')).toHaveLength(1);
});

it('shows who is there, and the page that rings', async () => {
  const { clock, client, push } = await desk();
  const people = [{ id: 'o1', name: 'Анна', role: 'lead', presence: 'available' }] as const;
  push({ type: 'presence', people: [...people] });
  const page = {
    ladder: 'oncall',
    episode: 1,
    status: 'ringing' as const,
    raisedAt: clock.now(),
    step: 1,
    ringing: ['o1'],
    waits: [{ conversation: chat(1), since: clock.now() }],
    more: 0,
    alarm: null,
    acknowledged: null,
    reached: true,
  };
  push({ type: 'page', page });
  await clock.advance(50);
  expect(client.state.people).toEqual(people);
  expect(client.state.page).toEqual(page);
});
