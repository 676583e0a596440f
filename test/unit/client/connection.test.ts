import { expect, it, vi } from 'vitest';
import { createCustomerClient, createOperatorClient } from '../../../shared/client/index.ts';
import { clientOptions } from '../../support/client-options.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { FakeServer } from '../../support/fake-server.ts';

const MINUTE = 60_000;
const CHAT = 'conversation-00001';

function setup(more: Parameters<typeof clientOptions>[3] = {}) {
  const clock = new FakeClock();
  const server = new FakeServer(clock);
  const client = createCustomerClient(clientOptions(server, 'c1', 'customer', more));
  return { clock, server, client };
}
async function online(more: Parameters<typeof clientOptions>[3] = {}) {
  const world = setup(more);
  world.client.start();
  await world.clock.advance(100);
  expect(world.client.state.connection.status).toBe('online');
  return world;
}

it('opens with a ticket as second subprotocol, says hello, and is online with the welcome', async () => {
  const { clock, server, client } = setup();
  expect(client.state.connection.status).toBe('offline');
  client.start();
  expect(client.state.connection.status).toBe('connecting');
  await clock.advance(15);
  expect(server.opened).toEqual([{ address: 'wss://fake/customer', protocols: ['otvet.v1', 'ticket-c1'] }]);
  expect(client.state.connection.status).toBe('connecting');
  await clock.advance(100);
  expect(server.received.map(({ frame }) => frame.type)).toEqual(['hello']);
  expect(client.state).toMatchObject({
    connection: { status: 'online' },
    staffed: true,
    welcome: { me: { id: 'c1' } },
  });
});

it('takes the middle of the exchange for the moment of the server’s clock', async () => {
  const { clock, server, client } = setup();
  server.answer = (frame) =>
    frame.type === 'hello'
      ? {
          type: 'welcome',
          id: frame.id,
          version: 1,
          serverTime: clock.now() + 5_000,
          staffed: false,
          morning: 0,
          workspace: { id: 'w', name: 'W', connect: 1, reply: 1, silence: 1 },
          me: { id: 'c1', verified: false },
          conversations: [],
          faces: [],
        }
      : undefined;
  client.start();
  await clock.advance(100);
  expect(client.state.offset).toBe(5_000);
});

it('fetches a new ticket for each attempt and backs off without end, from half a second to twenty', async () => {
  const { clock, server, client } = setup({ random: () => 0.999 });
  const ticket = vi.fn(() => Promise.reject(new Error('no network')));
  server.ticket = ticket;
  client.start();
  const waits: number[] = [];
  for (let i = 0; i < 8; i += 1) {
    await clock.advance(0);
    const { connection } = client.state;
    if (connection.status !== 'offline') throw new Error(connection.status);
    waits.push(Math.round((connection.retryAt - clock.now()) / 1000));
    await clock.advance(connection.retryAt - clock.now());
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 20, 20, 20]);
  expect(ticket).toHaveBeenCalledTimes(9);
  server.ticket = async () => ({ ticket: 'ticket-c1', address: 'wss://fake/customer' });
  await clock.advance(MINUTE);
  expect(client.state.connection.status).toBe('online');
});

it('says since when it is offline, whatever attempts were made meanwhile', async () => {
  const { clock, server, client } = await online();
  await clock.advance(MINUTE / 2);
  const since = clock.now();
  server.ticket = () => Promise.reject(new Error('no network'));
  server.drop();
  await clock.advance(MINUTE);
  expect(client.state.connection).toMatchObject({ since });
});

it('stops for good when the ticket is refused, and starts anew when told', async () => {
  const { clock, server, client } = setup();
  server.ticket = () => Promise.reject({ fatal: 'session_over' });
  client.start();
  await clock.advance(10 * MINUTE);
  expect(client.state.connection).toEqual({ status: 'stopped', code: 'session_over' });
  expect(server.opened).toEqual([]);
  server.ticket = async () => ({ ticket: 'ticket-c1', address: 'wss://fake/customer' });
  client.start();
  await clock.advance(100);
  expect(client.state.connection.status).toBe('online');
});

it('gives up an attempt that hangs, and ignores what comes of it later', async () => {
  const { clock, server, client } = setup();
  server.answer = (frame) => (frame.type === 'hello' ? 'silence' : undefined);
  client.start();
  await clock.advance(9_000);
  const [late] = server.sockets;
  expect(client.state.connection.status).toBe('connecting');
  await clock.advance(1_000);
  expect(client.state.connection.status).toBe('offline');
  expect(server.sockets.size).toBe(0);
  expect(late?.onmessage).toBeNull();
});

it('connects at once when woken', async () => {
  const { clock, server, client } = setup({ random: () => 0.999 });
  server.ticket = () => Promise.reject(new Error('no network'));
  client.start();
  await clock.advance(MINUTE);
  server.ticket = async () => ({ ticket: 'ticket-c1', address: 'wss://fake/customer' });
  client.wake();
  await clock.advance(50);
  expect(client.state.connection.status).toBe('online');
});

it('checks with a ping when woken while online', async () => {
  const { clock, server, client } = await online();
  client.wake();
  await clock.advance(50);
  expect(server.framesOf('ping')).toHaveLength(1);
});

it('comes back at once after a long connection was cut, and ever more slowly when each is cut at once', async () => {
  const { clock, server, client } = await online({ random: () => 0.999 });
  await clock.advance(MINUTE);
  const waits: number[] = [];
  for (let i = 0; i < 4; i += 1) {
    server.drop();
    const { connection } = client.state;
    if (connection.status !== 'offline') throw new Error(connection.status);
    waits.push(Math.round((connection.retryAt - clock.now()) / 100) / 10);
    await clock.advance(connection.retryAt - clock.now() + 50);
    expect(client.state.connection.status).toBe('online');
  }
  expect(waits).toEqual([0.5, 1, 2, 4]);
});

it('sends a heartbeat each minute with the chat on screen, each five without', async () => {
  const { clock, server, client } = await online();
  await clock.advance(5 * MINUTE);
  expect(server.framesOf('ping').length).toBe(4); // 60 s after each answer
  client.setActive(false);
  await clock.advance(1);
  const before = server.framesOf('ping').length;
  await clock.advance(11 * MINUTE);
  expect(server.framesOf('ping').length - before).toBe(2);
});

it('sends a heartbeat each 25 s from a console, which is its presence', async () => {
  const clock = new FakeClock();
  const server = new FakeServer(clock);
  const client = createOperatorClient(clientOptions(server, 'o1', 'operator'));
  client.start();
  await clock.advance(100 + 4 * 25_100);
  expect(server.framesOf('ping')).toHaveLength(4);
});

it('takes a socket for dead that leaves a ping unanswered for 10 s, and opens another', async () => {
  const { clock, server, client } = await online();
  server.answer = (frame) => (frame.type === 'ping' ? 'silence' : undefined);
  client.wake();
  await clock.advance(9_900);
  expect(client.state.connection.status).toBe('online');
  await clock.advance(200);
  expect(client.state.connection.status).toBe('offline');
  await clock.advance(1_000);
  expect(client.state.connection.status).toBe('online');
  expect(server.sockets.size).toBe(1);
});

it('notices after a sleep of the computer that the socket died meanwhile', async () => {
  const { clock, server, client } = await online();
  server.answer = (frame) => (frame.type === 'ping' ? 'silence' : undefined);
  client.wake();
  await clock.advance(20);
  await clock.sleep(60 * MINUTE);
  expect(client.state.connection.status).not.toBe('online');
  server.answer = () => undefined;
  await clock.advance(1_000);
  expect(client.state.connection.status).toBe('online');
});

it('changes sockets before the gateway’s two hours without being offline for a moment', async () => {
  const { clock, server, client } = await online();
  const [first] = server.sockets;
  const states = new Set<string>();
  client.subscribe(({ connection }) => states.add(connection.status));
  server.say(CHAT, 'customer', 'c1', 'до');
  await clock.advance(99 * MINUTE);
  expect(server.opened).toHaveLength(1);
  await clock.advance(11 * MINUTE);
  expect(server.opened).toHaveLength(2);
  expect([...server.sockets]).not.toContain(first);
  expect(server.sockets.size).toBe(1);
  expect(states).toEqual(new Set(['online']));
  server.say(CHAT, 'operator', 'o1', 'после');
  await clock.advance(100);
  expect(client.state.conversations.get(CHAT)?.log.seq).toBe(2);
});

it('keeps the old socket when the new one cannot be had, and tries again', async () => {
  const { clock, server, client } = await online();
  server.ticket = () => Promise.reject(new Error('no network'));
  await clock.advance(112 * MINUTE);
  expect(client.state.connection.status).toBe('online');
  server.ticket = async () => ({ ticket: 'ticket-c1', address: 'wss://fake/customer' });
  await clock.advance(MINUTE);
  expect(server.opened).toHaveLength(2);
  expect(client.state.connection.status).toBe('online');
});

it('goes on with the new socket when the old one dies while it opens', async () => {
  const { clock, server, client } = await online();
  await clock.advance(105 * MINUTE - 65); // a ticket is there, the socket not yet open
  expect(server.opened).toHaveLength(2);
  const [old] = server.sockets;
  if (!old) throw new Error('no socket');
  server.sockets.delete(old);
  old.onclose?.({ code: 1006 });
  expect(client.state.connection.status).toBe('connecting');
  await clock.advance(100);
  expect(client.state.connection.status).toBe('online');
  expect(server.opened).toHaveLength(2);
});

it('reconnects after a bye that allows it, and stops after one that does not', async () => {
  const { clock, server, client } = await online();
  const say = (retry: boolean) => {
    for (const socket of server.sockets) server.send(socket, { type: 'bye', code: 'session_over', retry });
  };
  say(true);
  await clock.advance(1_000);
  expect(client.state.connection.status).toBe('online');
  expect(server.opened).toHaveLength(2);
  say(false);
  await clock.advance(MINUTE);
  expect(client.state.connection).toEqual({ status: 'stopped', code: 'session_over' });
  expect(server.opened).toHaveLength(2);
});

it('stops when its version is not spoken', async () => {
  const { clock, server, client } = setup();
  server.answer = (frame) =>
    frame.type === 'hello'
      ? { type: 'error', id: frame.id, code: 'unsupported_version', retry: 'never', message: '' }
      : undefined;
  client.start();
  await clock.advance(MINUTE);
  expect(client.state.connection).toEqual({ status: 'stopped', code: 'unsupported_version' });
});

it('takes the gateway’s own error for "again soon"', async () => {
  const { clock, server, client } = await online();
  let failures = 2;
  server.answer = (frame) =>
    frame.type === 'message.post' && failures-- > 0
      ? '{"message":"Internal server error","connectionId":"x=","requestId":"y="}'
      : undefined;
  client.command(CHAT, { type: 'message.post', text: 'привет' });
  await clock.advance(2_500);
  expect(server.framesOf('message.post')).toHaveLength(3);
  expect(client.state.conversations.get(CHAT)).toMatchObject({ pending: [], log: { seq: 1 } });
});

it('ignores frames it does not know', async () => {
  const { clock, server, client } = await online();
  const before = client.state;
  for (const socket of server.sockets)
    for (const text of ['{"type":"fireworks"}', 'not json', '[]', '{"type":"commit"}', '42']) server.send(socket, text);
  await clock.advance(100);
  expect(client.state).toBe(before);
});

it('goes on when a screen throws', async () => {
  const { clock, server, client } = await online();
  client.subscribe(() => {
    throw new Error('a mistake of the screen');
  });
  const seen: number[] = [];
  client.subscribe(({ conversations }) => seen.push(conversations.size));
  server.say(CHAT, 'customer', 'c1', 'привет');
  await expect(clock.advance(100)).rejects.toThrow('a mistake of the screen');
  await clock.advance(100).catch(() => undefined);
  expect(seen).toContain(1);
  expect(client.state.connection.status).toBe('online');
});

it('closes everything when stopped', async () => {
  const { clock, server, client } = await online();
  client.stop();
  await clock.advance(MINUTE);
  expect(server.sockets.size).toBe(0);
  expect(client.state.connection).toEqual({ status: 'stopped', code: 'stopped' });
});
