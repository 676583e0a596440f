import { expect, it } from 'vitest';
import { createOperatorClient } from '../../../shared/client/index.ts';
import type { ServerPush } from '../../../shared/protocol/pushes.ts';
import { clientOptions } from '../../support/client-options.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { FakeServer } from '../../support/fake-server.ts';

const CHAT = 'conversation-00001';

async function looking() {
  const clock = new FakeClock();
  const server = new FakeServer(clock);
  server.say(CHAT, 'customer', 'c1', 'вопрос');
  const client = createOperatorClient(clientOptions(server, 'o1', 'operator'));
  client.start();
  await clock.advance(100);
  client.watch(CHAT);
  client.hint({ type: 'viewing', conversation: CHAT });
  await clock.advance(100);
  const push = (frame: ServerPush): void => {
    for (const socket of server.sockets) server.send(socket, frame);
  };
  const told = (): number => server.received.filter(({ frame }) => frame.type === 'viewing').length;
  const pings = () => server.received.flatMap(({ frame }) => (frame.type === 'ping' ? [frame] : []));
  return { clock, client, push, told, pings };
}

it('says once what is on the screen, and nothing more while nobody else looks', async () => {
  const { clock, client, told, pings } = await looking();
  client.hint({ type: 'viewing', conversation: CHAT });
  await clock.advance(300_000);
  expect(told()).toBe(1);
  expect(pings().length).toBeGreaterThan(5);
  expect(pings().every((ping) => 'open' in ping && ping.open === CHAT)).toBe(true);
});

it('answers a colleague who is new, goes on while they stay, and forgets them by itself', async () => {
  const { clock, client, push, told } = await looking();
  push({ type: 'viewing', conversation: CHAT, person: 'o2' });
  await clock.advance(100);
  expect(told()).toBe(2);
  expect(client.state.viewers.get(CHAT)?.get('o2')).toBeGreaterThan(clock.now());
  push({ type: 'viewing', conversation: CHAT, person: 'o2' });
  await clock.advance(100);
  expect(told()).toBe(2);
  await clock.advance(140_000);
  expect(told()).toBe(3);
  await clock.advance(300_000);
  expect(told()).toBeLessThanOrEqual(4);
  expect(client.state.viewers.get(CHAT)?.get('o2') ?? 0).toBeLessThan(clock.now());
});

it('moves a colleague who looks elsewhere', async () => {
  const { clock, client, push } = await looking();
  push({ type: 'viewing', conversation: CHAT, person: 'o2' });
  push({ type: 'viewing', conversation: 'conversation-00002', person: 'o2' });
  await clock.advance(100);
  expect([...client.state.viewers.keys()]).toEqual(['conversation-00002']);
});

it('asks no more once the screen shows no conversation', async () => {
  const { clock, client, pings } = await looking();
  client.hint({ type: 'viewing', conversation: '' });
  await clock.advance(60_000);
  expect(pings().at(-1)).not.toHaveProperty('open');
});
