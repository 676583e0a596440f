import { describe, expect, it } from 'vitest';
import { handleCustomerFrame } from '../../../functions/conversation/customer-frames.ts';
import { handleOperatorFrame } from '../../../functions/desk/operator-frames.ts';
import type { Caller } from '../../../functions/entry/ports.ts';
import type { Poster } from '../../../functions/kernel/ports.ts';
import { project } from '../../../functions/projection/project.ts';
import { createCustomerClient, createOperatorClient } from '../../../shared/client/index.ts';
import { chatWithItself } from '../../../shared/client/self-chat.ts';
import type { ClientOptions, Entry, SocketLike } from '../../../shared/client/types.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { aWorld, OPERATORS } from '../../support/world.ts';

/** The client that ships, with the use cases that ship: what one says the other understands. */
const CHAT = 'conversation-0000000001';

async function together() {
  const clock = new FakeClock({ turns: 200 });
  const world = await aWorld();
  const open = new Map<string, SocketLike>();
  const frames: { type: string; to: string }[] = [];
  const deliver = (connection: string, text: string): void => {
    frames.push({ ...(JSON.parse(text) as { type: string }), to: connection });
    clock.setTimer(() => open.get(connection)?.onmessage?.({ data: text }), 5);
  };
  const poster: Poster = {
    post: async (connection, text) => {
      if (!open.has(connection)) return 'gone';
      deliver(connection, text);
      return 'sent';
    },
    close: async () => undefined,
  };
  const { conversations, directory } = world.deps;
  const deps = {
    ...world.deps,
    clock,
    conversations: {
      ...conversations,
      /** the stream brings each commit to the projector a little later */
      append: async (...args: Parameters<typeof conversations.append>) => {
        const [key, commit] = args;
        const result = await conversations.append(...args);
        const { projections } = world.store;
        if (result.ok)
          clock.setTimer(() => void project({ projections, directory }, { log: 'conversation', key, commit }), 700);
        return result;
      },
    },
    customers: { ...world.deps.customers, poster },
    operators: { ...world.deps.operators, poster },
  };
  let sockets = 0;

  /** A socket whose frames go through the use cases of its door, answered as the gateway would. */
  function socketOf(door: 'customer' | 'operator', id: string): SocketLike {
    const connection = `${id}-${++sockets}`;
    const who = OPERATORS.find((operator) => operator.id === id);
    const caller: Caller = {
      workspace: world.workspace.id,
      connection,
      actor: { kind: door, id, ...(who ? { name: who.name, role: who.role } : { name: 'Ivan Petrov' }) },
      verified: true,
      locale: 'en',
      expires: Number.MAX_SAFE_INTEGER,
    };
    const handle = door === 'customer' ? handleCustomerFrame : handleOperatorFrame;
    const socket: SocketLike = {
      send: (text) =>
        void clock.setTimer(
          () => void handle(deps, caller, text).then((answer) => answer !== null && deliver(connection, answer)),
          5,
        ),
      close: () => void open.delete(connection),
      onopen: null,
      onmessage: null,
      onclose: null,
    };
    open.set(connection, socket);
    clock.setTimer(() => socket.onopen?.(), 5);
    return socket;
  }
  const optionsOf = (door: 'customer' | 'operator', id: string): ClientOptions => ({
    ticket: async () => ({ ticket: id, address: door }),
    openSocket: () => socketOf(door, id),
    now: clock.now,
    setTimer: clock.setTimer,
    clearTimer: clock.clearTimer,
    random: () => 0.5,
    newId: () => `${id}-${world.newId()}`,
  });
  const cut = (): void => {
    for (const [connection, socket] of [...open]) {
      open.delete(connection);
      socket.onclose?.({ code: 1006 });
    }
  };
  const ivan = createCustomerClient(optionsOf('customer', 'ivan'));
  const oleg = createOperatorClient(optionsOf('operator', 'oleg'));
  ivan.start();
  oleg.start();
  void oleg.request({ type: 'inbox.watch' });
  await clock.advance(100);
  return { clock, world, ivan, oleg, cut, frames, optionsOf };
}

const textsOf = (entries: readonly Entry[] = []): unknown[] =>
  entries.flatMap(({ events }) => events.flatMap((event) => ('text' in event ? [event.text] : [])));
const post = (text: string) => ({ type: 'message.post', text }) as const;
const reply = (text: string) => ({ ...post(text), draft: { conversation: CHAT, customer: 'ivan' } }) as const;

it('carries a conversation, with a note that only the team sees', async () => {
  const { clock, ivan, oleg } = await together();
  ivan.command(CHAT, post('The coffee machine is broken'));
  await clock.advance(100);
  expect(oleg.state.inbox.cards.get(CHAT)).toMatchObject({ bucket: 'person', name: 'Ivan Petrov' });
  oleg.watch(CHAT);
  await clock.advance(100);
  expect(oleg.state.conversations.get(CHAT)).toMatchObject({ log: { syncing: false }, notes: { syncing: false } });
  oleg.command(CHAT, { type: 'conversation.claim' });
  oleg.command(CHAT, reply('Which one?'));
  oleg.command(CHAT, { type: 'note.post', text: 'Calls often' }, 'notes');
  ivan.hint({ type: 'read', conversation: CHAT, seq: 1 });
  await clock.advance(200);
  expect(textsOf(ivan.state.conversations.get(CHAT)?.log.entries)).toEqual([
    'The coffee machine is broken',
    'Which one?',
  ]);
  expect(ivan.state.conversations.get(CHAT)?.log.view).toMatchObject({ ownerName: 'Oleg', wait: null });
  expect(textsOf(oleg.state.conversations.get(CHAT)?.notes.entries)).toEqual(['Calls often']);
  expect(oleg.state.conversations.get(CHAT)?.read.customer).toBe(1);
  expect(oleg.state.inbox.cards.get(CHAT)).toMatchObject({ bucket: 'owned', owner: 'oleg', preview: 'Which one?' });
  expect(JSON.stringify([...ivan.state.conversations])).not.toContain('Calls often');
  expect([ivan.state.refusals, oleg.state.refusals]).toEqual([[], []]);
});

it('tells operators how far their words came before they were read, also those who come to look later', async () => {
  const { clock, ivan, oleg } = await together();
  ivan.command(CHAT, post('The coffee machine is broken'));
  await clock.advance(100);
  oleg.watch(CHAT);
  await clock.advance(100);
  oleg.command(CHAT, reply('Which one?'));
  await clock.advance(200);
  const marks = (client: typeof ivan | typeof oleg) => client.state.conversations.get(CHAT)?.read;
  const seq = ivan.state.conversations.get(CHAT)?.log.seq ?? 0;
  ivan.hint({ type: 'delivered', conversation: CHAT, seq: seq + 40 });
  await clock.advance(100);
  expect(marks(oleg)).toEqual({ customer: 0, operator: 0, delivered: seq });
  oleg.unwatch(CHAT);
  await clock.advance(6_000);
  ivan.hint({ type: 'read', conversation: CHAT, seq });
  await clock.advance(100);
  expect(marks(oleg)).toMatchObject({ customer: 0 });
  oleg.watch(CHAT);
  await clock.advance(200);
  expect(marks(oleg)).toEqual({ customer: seq, operator: 0, delivered: seq });
  expect([ivan.state.refusals, oleg.state.refusals]).toEqual([[], []]);
});

it('shows the thanks of a customer in the row of a chat that was put aside, which nobody watches', async () => {
  const { clock, ivan, oleg } = await together();
  ivan.command(CHAT, post('The coffee machine is broken'));
  await clock.advance(100);
  oleg.watch(CHAT);
  await clock.advance(100);
  oleg.command(CHAT, reply('Which one?'));
  oleg.command(CHAT, { type: 'conversation.snooze', until: clock.now() + 3_600_000 });
  await clock.advance(300);
  oleg.unwatch(CHAT);
  await clock.advance(6_000);
  ivan.command(CHAT, post('Thanks!'));
  await clock.advance(200);
  expect(oleg.state.inbox.cards.get(CHAT)).toMatchObject({
    bucket: 'snoozed',
    preview: 'Thanks!',
    previewBy: 'customer',
  });
});

it('misses nothing over a cut, and needs no repair after it', async () => {
  const { clock, ivan, oleg, cut, frames } = await together();
  ivan.command(CHAT, post('one'));
  oleg.watch(CHAT);
  await clock.advance(100);
  oleg.watch(CHAT); // it did not exist a moment ago
  await clock.advance(100);
  cut();
  ivan.command(CHAT, post('two'));
  oleg.command(CHAT, reply('three'));
  await clock.advance(5_000);
  const texts = textsOf(ivan.state.conversations.get(CHAT)?.log.entries);
  expect([...texts].sort()).toEqual(['one', 'three', 'two']);
  expect(textsOf(oleg.state.conversations.get(CHAT)?.log.entries)).toEqual(texts);
  const before = frames.length;
  await clock.advance(60_000);
  expect(new Set(frames.slice(before).map(({ type }) => type))).toEqual(new Set(['pong']));
});

it('begins a long conversation with its newest page, and turns the pages back to its first word', async () => {
  const { clock, ivan, oleg } = await together();
  for (let i = 1; i <= 230; i += 1) ivan.command(CHAT, post(`message ${i}`));
  await clock.advance(30_000);
  expect(ivan.state.conversations.get(CHAT)).toMatchObject({ pending: [], log: { seq: 230, complete: true } });
  oleg.watch(CHAT);
  await clock.advance(100);
  const log = () => oleg.state.conversations.get(CHAT)?.log;
  expect(log()).toMatchObject({ seq: 230, complete: false });
  for (let page = 0; page < 10 && !log()?.complete; page += 1) {
    oleg.older(CHAT);
    await clock.advance(100);
  }
  expect(textsOf(log()?.entries)).toEqual(Array.from({ length: 230 }, (_, i) => `message ${i + 1}`));
});

it('is told who was first, and that a draft belongs elsewhere', async () => {
  const { clock, world, ivan, oleg } = await together();
  ivan.command(CHAT, post('help'));
  await clock.advance(100);
  oleg.watch(CHAT);
  const anna = await world.operator('anna');
  await anna.send('conversation.claim', { conversation: CHAT, after: 1 });
  oleg.command(CHAT, { type: 'conversation.claim' });
  oleg.command(CHAT, { ...post('hello'), draft: { conversation: CHAT, customer: 'maria' } });
  await clock.advance(200);
  expect(oleg.state.refusals).toMatchObject([
    { code: 'already_claimed', by: 'anna' },
    { code: 'draft_belongs_elsewhere', command: { text: 'hello' } },
  ]);
});

describe('a chat that a program holds with itself', () => {
  /** Both ends through the doors, and whether the chat has ended well. */
  async function selfChat(refused: (door: 'customer' | 'operator') => boolean = () => false) {
    const { clock, oleg, optionsOf } = await together();
    let door: 'customer' | 'operator' = 'operator';
    const { openSocket: _, ticket: __, ...rest } = optionsOf('operator', 'anna');
    const held = chatWithItself({
      ...rest,
      ticket: async (side) => {
        if (refused(side)) throw new Error('no ticket');
        return { ticket: side, address: side };
      },
      openSocket: (address, protocols) => {
        door = address as typeof door;
        const person = door === 'operator' ? 'anna' : 'probe';
        return optionsOf(door, person).openSocket(address, protocols);
      },
    });
    const settled = held.then(
      (value) => ({ value, error: '' }),
      (error: Error) => ({ value: null, error: error.message }),
    );
    await clock.advance(60_000);
    return { ...(await settled), inbox: oleg.state.inbox.cards };
  }

  it('is acknowledged, delivered, answered and closed, and says how long each took', async () => {
    const { value, error, inbox } = await selfChat();
    expect(error).toBe('');
    for (const took of Object.values(value ?? {})) expect(took).toBeGreaterThan(0);
    expect(Object.keys(value ?? {})).toEqual(['acknowledged', 'delivered', 'answered']);
    expect([...inbox.values()].map(({ bucket }) => bucket)).toEqual(['closed']);
  });

  it('names the step that did not happen', async () => {
    expect((await selfChat((side) => side === 'customer')).error).toMatch(/^the customer’s socket did not happen/);
    expect((await selfChat((side) => side === 'operator')).error).toMatch(/^the operator’s socket did not happen/);
  });
});
