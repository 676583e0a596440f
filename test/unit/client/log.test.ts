import { describe, expect, it } from 'vitest';
import { createCustomerClient, createOperatorClient } from '../../../shared/client/index.ts';
import type { Entry } from '../../../shared/client/types.ts';
import type { ServerPush } from '../../../shared/protocol/pushes.ts';
import { clientOptions } from '../../support/client-options.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { FakeServer } from '../../support/fake-server.ts';

const CHAT = 'conversation-00001';
const OTHER = 'conversation-00002';

async function customer() {
  const clock = new FakeClock();
  const server = new FakeServer(clock);
  const client = createCustomerClient(clientOptions(server, 'c1', 'customer'));
  client.start();
  await clock.advance(100);
  return { clock, server, client, log: () => client.state.conversations.get(CHAT)?.log };
}
async function operator() {
  const clock = new FakeClock();
  const server = new FakeServer(clock);
  const client = createOperatorClient(clientOptions(server, 'o1', 'operator'));
  client.start();
  await clock.advance(100);
  return { clock, server, client, copy: () => client.state.conversations.get(CHAT) };
}
const textsOf = (entries: readonly Entry[] = []): unknown[] =>
  entries.flatMap(({ events }) => events.flatMap((event) => ('text' in event ? [event.text] : [])));
/** Messages of both sides by turns, numbered. */
function talk(server: FakeServer, count: number, from = 1, conversation = CHAT): void {
  for (let i = from; i < from + count; i += 1)
    if (i % 2) server.say(conversation, 'customer', 'c1', String(i));
    else server.say(conversation, 'operator', 'o1', String(i));
}
const isCommit = (seq: number) => (frame: { type: string }) =>
  frame.type === 'commit' && 'seq' in frame && frame.seq === seq;

it('applies commits as they come', async () => {
  const { clock, server, log } = await customer();
  talk(server, 2);
  await clock.advance(50);
  expect(log()).toMatchObject({ seq: 2, complete: true, syncing: false, view: { status: 'open' } });
  expect(textsOf(log()?.entries)).toEqual(['1', '2']);
});

it('blanks what is taken back, in both windows, wherever it stands', async () => {
  for (const open of [customer, operator]) {
    const { clock, server, client } = await open();
    client.watch(CHAT);
    talk(server, 4);
    await clock.advance(100);
    server.commit(CHAT, { kind: 'operator', id: 'o1' }, [
      { type: 'message.recalled', seq: 2, by: 'o1', reason: 'wrong_chat' },
    ]);
    await clock.advance(100);
    const entries = client.state.conversations.get(CHAT)?.log.entries ?? [];
    expect(textsOf(entries.slice(0, 4))).toEqual(['1', null, '3', '4']);
    expect(JSON.stringify(entries.at(-1)).includes('reason')).toBe(open === operator);
    client.stop();
  }
});

it('drops what it has: the same commit twice changes nothing', async () => {
  const { clock, server, client, log } = await customer();
  server.network = ({ to }) => (to === 'client' ? [10, 20] : [10]);
  talk(server, 1);
  await clock.advance(15);
  const before = client.state;
  await clock.advance(50);
  expect(client.state).toBe(before);
  expect(textsOf(log()?.entries)).toEqual(['1']);
});

it('publish 1, lose 2 and 3, publish 4: shows 4 at its place, asks since 1, has all', async () => {
  const { clock, server, log } = await customer();
  server.network = ({ frame }) => (isCommit(2)(frame) || isCommit(3)(frame) ? [] : [10]);
  talk(server, 4);
  await clock.advance(15);
  expect(log()).toMatchObject({ seq: 1, syncing: true });
  expect(textsOf(log()?.entries)).toEqual(['1', '4']);
  await clock.advance(50);
  expect(server.framesOf('sync')).toMatchObject([{ since: 1, log: 'conversation' }]);
  expect(log()).toMatchObject({ seq: 4, syncing: false });
  expect(textsOf(log()?.entries)).toEqual(['1', '2', '3', '4']);
});

it('publish 1, cut, publish 2 to 4, reconnect: has 2 to 4, then live 5', async () => {
  const { clock, server, log } = await customer();
  talk(server, 1);
  await clock.advance(50);
  server.drop();
  talk(server, 3, 2);
  await clock.advance(2_000);
  expect(server.framesOf('sync')).toMatchObject([{ since: 1 }]);
  expect(textsOf(log()?.entries)).toEqual(['1', '2', '3', '4']);
  talk(server, 1, 5);
  await clock.advance(50);
  expect(textsOf(log()?.entries)).toEqual(['1', '2', '3', '4', '5']);
});

it('asks on while more follow', async () => {
  const { clock, server, client, log } = await customer();
  talk(server, 1);
  await clock.advance(50);
  server.drop();
  talk(server, 9, 2);
  await clock.advance(2_000);
  expect(server.framesOf('sync').map(({ since }) => since)).toEqual([1, 4, 7]);
  expect(textsOf(log()?.entries)).toHaveLength(10);
  expect(client.state.conversations.get(CHAT)?.log.syncing).toBe(false);
});

it('has one question in flight, and repeats it until it is answered', async () => {
  const { clock, server, log } = await customer();
  talk(server, 1);
  await clock.advance(50);
  server.network = ({ to, frame }) => (to === 'server' ? [] : isCommit(2)(frame) ? [] : [10]);
  talk(server, 4, 2);
  await clock.advance(2_900);
  expect(server.framesOf('sync')).toHaveLength(0);
  server.network = () => [10];
  await clock.advance(200);
  expect(server.framesOf('sync')[0]).toMatchObject({ since: 1 });
  expect(log()).toMatchObject({ seq: 5, syncing: false });
});

it('begins anew from the newest page when what it has is too old', async () => {
  const { clock, server, log } = await customer();
  server.behind = 4;
  talk(server, 1);
  await clock.advance(50);
  server.drop();
  talk(server, 9, 2);
  await clock.advance(2_000);
  expect(textsOf(log()?.entries)).toEqual(['9', '10']);
  expect(log()).toMatchObject({ seq: 10, complete: false });
});

it('begins anew when the server has another log than it had', async () => {
  const { clock, server, client, log } = await customer();
  talk(server, 5);
  await clock.advance(50);
  server.logs.clear();
  talk(server, 2, 11);
  server.drop();
  await clock.advance(2_000);
  expect(textsOf(log()?.entries)).toEqual(['11', '12']);
  server.logs.clear();
  server.drop();
  await clock.advance(2_000);
  expect(log()).toMatchObject({ seq: 0, entries: [], syncing: false });
  client.command(CHAT, { type: 'message.post', text: 'заново' });
  await clock.advance(2_000);
  expect(textsOf(log()?.entries)).toEqual(['заново']);
});

it('loads what is older, page by page, up to the beginning', async () => {
  const { clock, server, client, log } = await customer();
  server.behind = 4;
  talk(server, 7);
  client.watch(CHAT);
  server.drop();
  await clock.advance(2_000);
  for (const first of [6, 4, 2]) {
    expect(textsOf(log()?.entries)).toEqual(['1', '2', '3', '4', '5', '6', '7'].slice(first - 1));
    expect(log()?.complete).toBe(false);
    client.older(CHAT);
    await clock.advance(50);
  }
  expect(textsOf(log()?.entries)).toEqual(['1', '2', '3', '4', '5', '6', '7']);
  expect(log()?.complete).toBe(true);
  client.older(CHAT);
  await clock.advance(50);
  expect(server.framesOf('history')).toHaveLength(3);
});

it('takes a conversation that does not exist yet for an empty one', async () => {
  const { clock, client, log } = await customer();
  client.watch(CHAT);
  await clock.advance(50);
  expect(log()).toMatchObject({ seq: 0, complete: true, syncing: false });
  expect(client.state.refusals).toEqual([]);
});

it('mends with the heartbeat what was lost without a trace', async () => {
  const { clock, server, log } = await customer();
  talk(server, 1);
  await clock.advance(50);
  server.network = ({ frame }) => (isCommit(2)(frame) || isCommit(3)(frame) ? [] : [10]);
  talk(server, 2, 2);
  await clock.advance(100);
  expect(log()).toMatchObject({ seq: 1 });
  server.network = () => [10];
  await clock.advance(62_000);
  expect(log()).toMatchObject({ seq: 3 });
});

it('sees another tab’s conversation of the same customer', async () => {
  const { clock, server, client } = await customer();
  talk(server, 1, 1, OTHER);
  await clock.advance(50);
  expect(client.state.conversations.get(OTHER)?.log.seq).toBe(1);
});

it('shows who is typing for 6 s, or until the message comes', async () => {
  const { clock, server, client } = await customer();
  talk(server, 1);
  await clock.advance(50);
  const typing = () => client.state.conversations.get(CHAT)?.typing;
  const push: ServerPush = { type: 'typing', conversation: CHAT, kind: 'operator', person: 'o1', name: 'Анна' };
  const say = () => {
    for (const socket of server.sockets) server.send(socket, push);
  };
  say();
  await clock.advance(20);
  expect(typing()).toMatchObject({ person: 'o1', name: 'Анна' });
  await clock.advance(6_000);
  expect(typing()).toBeNull();
  say();
  await clock.advance(20);
  talk(server, 1, 2);
  await clock.advance(20);
  expect(typing()).toBeNull();
});

it('sends typing at most each 3 s and not later, but tells what was read offline on the next socket', async () => {
  const { clock, server, client } = await customer();
  talk(server, 1);
  await clock.advance(50);
  for (let i = 0; i < 10; i += 1) {
    client.hint({ type: 'typing', conversation: CHAT });
    await clock.advance(500);
  }
  expect(server.framesOf('typing')).toHaveLength(2);
  server.drop();
  client.hint({ type: 'typing', conversation: CHAT });
  client.hint({ type: 'read', conversation: CHAT, seq: 1 });
  await clock.advance(5_000);
  expect(server.framesOf('typing')).toHaveLength(2);
  expect(server.framesOf('read')).toMatchObject([{ seq: 1 }]);
});

it('moves read marks forward only, its own at once', async () => {
  const { clock, server, client } = await customer();
  talk(server, 3);
  await clock.advance(50);
  const push = (seq: number): void => {
    for (const socket of server.sockets)
      server.send(socket, { type: 'read', conversation: CHAT, kind: 'operator', seq });
  };
  push(3);
  await clock.advance(20);
  push(2);
  client.hint({ type: 'read', conversation: CHAT, seq: 2 });
  await clock.advance(20);
  expect(client.state.conversations.get(CHAT)?.read).toEqual({ customer: 2, operator: 3, delivered: 0 });
  client.hint({ type: 'read', conversation: CHAT, seq: 1 });
  await clock.advance(20);
  expect(server.framesOf('read')).toHaveLength(1);
});

describe('what is delivered', () => {
  it('is told once, and not at all when it was read', async () => {
    const { clock, server, client } = await customer();
    talk(server, 3);
    await clock.advance(50);
    for (const seq of [2, 2, 1]) client.hint({ type: 'delivered', conversation: CHAT, seq });
    client.hint({ type: 'read', conversation: CHAT, seq: 3 });
    client.hint({ type: 'delivered', conversation: CHAT, seq: 3 });
    await clock.advance(50);
    expect(server.framesOf('delivered')).toEqual([{ type: 'delivered', conversation: CHAT, seq: 2 }]);
  });

  it('is owed across a lost socket, the newest of it, unless it is read meanwhile', async () => {
    const { clock, server, client } = await customer();
    talk(server, 4);
    await clock.advance(50);
    server.drop();
    for (const seq of [1, 2]) client.hint({ type: 'delivered', conversation: CHAT, seq });
    await clock.advance(5_000);
    expect(server.framesOf('delivered')).toMatchObject([{ seq: 2 }]);
    server.drop();
    client.hint({ type: 'delivered', conversation: CHAT, seq: 3 });
    client.hint({ type: 'read', conversation: CHAT, seq: 3 });
    client.hint({ type: 'delivered', conversation: CHAT, seq: 4 });
    await clock.advance(5_000);
    expect(server.framesOf('read')).toMatchObject([{ seq: 3 }]);
    expect(server.framesOf('delivered')).toMatchObject([{ seq: 2 }, { seq: 4 }]);
  });

  it('is shown to operators as far as it came, and never moves back', async () => {
    const { clock, server, client, copy } = await operator();
    talk(server, 3);
    client.watch(CHAT);
    await clock.advance(50);
    for (const seq of [3, 2])
      for (const socket of server.sockets) server.send(socket, { type: 'delivered', conversation: CHAT, seq });
    await clock.advance(50);
    expect(copy()?.read).toEqual({ customer: 0, operator: 0, delivered: 3 });
  });
});

it('watches a conversation with both its logs', async () => {
  const { clock, server, client, copy } = await operator();
  talk(server, 2);
  server.note(CHAT, 'o2', 'звонил вчера');
  client.watch(CHAT);
  expect(copy()).toMatchObject({ log: { syncing: true }, notes: { syncing: true } });
  await clock.advance(50);
  expect(textsOf(copy()?.log.entries)).toEqual(['1', '2']);
  expect(textsOf(copy()?.notes.entries)).toEqual(['звонил вчера']);
  expect(copy()).toMatchObject({ log: { syncing: false, complete: true }, notes: { syncing: false, complete: true } });
  server.note(CHAT, 'o2', 'и сегодня');
  talk(server, 1, 3);
  await clock.advance(50);
  expect(textsOf(copy()?.notes.entries)).toEqual(['звонил вчера', 'и сегодня']);
  expect(copy()?.log.seq).toBe(3);
  expect(server.framesOf('sync')).toEqual([]);
});

it('knows that there are no notes as soon as the watch is answered', async () => {
  const { clock, server, client, copy } = await operator();
  talk(server, 1);
  client.watch(CHAT);
  await clock.advance(50);
  expect(copy()?.notes).toMatchObject({ syncing: false, complete: true, seq: 0 });
});

it('watches again on a new socket, from where it was', async () => {
  const { clock, server, client, copy } = await operator();
  talk(server, 2);
  client.watch(CHAT);
  await clock.advance(50);
  server.drop();
  talk(server, 2, 3);
  server.note(CHAT, 'o2', 'пока вас не было');
  await clock.advance(2_000);
  expect(server.framesOf('conversation.watch')).toMatchObject([
    { since: 0, notes: 0 },
    { since: 2, notes: 0 },
  ]);
  expect(copy()).toMatchObject({ log: { seq: 4 }, notes: { seq: 1 } });
});

it('unsubscribes 5 s after leaving, and not at all when it comes back before', async () => {
  const { clock, server, client } = await operator();
  talk(server, 1);
  client.watch(CHAT);
  await clock.advance(50);
  client.unwatch(CHAT);
  await clock.advance(4_000);
  client.watch(CHAT);
  await clock.advance(10_000);
  expect(server.framesOf('conversation.unwatch')).toEqual([]);
  client.unwatch(CHAT);
  await clock.advance(6_000);
  expect(server.framesOf('conversation.unwatch')).toHaveLength(1);
});

it('waits for the answer before it takes back a subscription, since frames may overtake each other', async () => {
  const { clock, server, client, copy } = await operator();
  talk(server, 1);
  client.watch(CHAT);
  await clock.advance(50);
  client.unwatch(CHAT);
  server.network = ({ to }) => [to === 'server' ? 500 : 10];
  await clock.advance(5_100);
  client.watch(CHAT);
  expect(server.framesOf('conversation.unwatch')).toHaveLength(0);
  await clock.advance(1_100);
  talk(server, 1, 2);
  await clock.advance(1_000);
  expect(copy()?.log.seq).toBe(2);
});

it('hands a refused watch to the screen', async () => {
  const { clock, client, copy } = await operator();
  client.watch(CHAT);
  await clock.advance(50);
  expect(client.state.refusals).toMatchObject([{ conversation: CHAT, code: 'not_found' }]);
  expect(copy()).toMatchObject({ log: { syncing: false }, notes: { syncing: false } });
});

it('asks for a log by itself when a watch brings no answer for it', async () => {
  const { clock, server, client, copy } = await operator();
  talk(server, 1);
  server.answer = (frame) => (frame.type === 'conversation.watch' ? { type: 'ack', id: frame.id } : undefined);
  client.watch(CHAT);
  await clock.advance(4_000);
  expect(copy()?.log).toMatchObject({ seq: 1, syncing: false });
});

it('does not mend gaps of what it no longer watches', async () => {
  const { clock, server, client } = await operator();
  talk(server, 1);
  client.watch(CHAT);
  await clock.advance(50);
  client.unwatch(CHAT);
  server.network = ({ frame }) => (isCommit(2)(frame) ? [] : [10]);
  talk(server, 2, 2);
  await clock.advance(1_000);
  expect(server.framesOf('sync')).toEqual([]);
  server.network = () => [10];
  await clock.advance(10_000);
  client.watch(CHAT);
  await clock.advance(100);
  expect(textsOf(client.state.conversations.get(CHAT)?.log.entries)).toEqual(['1', '2', '3']);
});
