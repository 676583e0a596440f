import { expect, it } from 'vitest';
import { createOperatorClient } from '../../../shared/client/index.ts';
import { clientOptions } from '../../support/client-options.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { FakeServer } from '../../support/fake-server.ts';

const CHAT = 'conversation-00001';
const draft = (text: string) => ({ conversation: CHAT, customer: 'c1', text });

async function watching() {
  const clock = new FakeClock();
  const server = new FakeServer(clock);
  server.say(CHAT, 'customer', 'c1', 'вопрос');
  let at = 0;
  /** What the server has of the message's field: given back with every watch, and with nothing else. */
  server.answer = (frame, socket) => {
    if (frame.type !== 'conversation.watch') return undefined;
    queueMicrotask(() => server.send(socket, synced(frame.id)));
    return 'silence';
  };
  const synced = (id: string) => ({
    type: 'synced' as const,
    id,
    conversation: CHAT,
    log: 'conversation' as const,
    commits: [],
    seq: 0,
    view: null,
    more: false,
    reset: false,
    drafts: [{ kind: 'message' as const, at: ++at, draft: draft(`version ${at}`) }],
  });
  const client = createOperatorClient(clientOptions(server, 'o1', 'operator'));
  client.start();
  await clock.advance(100);
  client.watch(CHAT);
  await clock.advance(100);
  return { clock, server, client, drafts: () => client.state.conversations.get(CHAT)?.drafts };
}

it('shows what the server gave back with a watch, as another list each time', async () => {
  const { clock, server, client, drafts } = await watching();
  expect(drafts()).toEqual([{ kind: 'message', at: 1, draft: draft('version 1') }]);
  const first = drafts();
  void client.request({ type: 'conversation.watch', conversation: CHAT, since: 1, notes: 0 });
  await clock.advance(100);
  expect(drafts()).toMatchObject([{ at: 2 }]);
  expect(drafts()).not.toBe(first);
  server.drop();
  await clock.advance(2_000);
  expect(drafts()).toMatchObject([{ at: 3 }]);
});

it('keeps it while nothing else is said: a commit or a sync has none', async () => {
  const { clock, server, client, drafts } = await watching();
  const before = drafts();
  server.say(CHAT, 'customer', 'c1', 'и ещё');
  void client.request({ type: 'sync', conversation: CHAT, log: 'conversation', since: 0 });
  await clock.advance(1_000);
  expect(drafts()).toBe(before);
});

it('adds to it what had no room in the answer and came by itself', async () => {
  const { clock, server, drafts } = await watching();
  const note = { kind: 'note' as const, at: 9, draft: draft('a note') };
  for (const socket of server.sockets) server.send(socket, { type: 'drafts', conversation: CHAT, drafts: [note] });
  await clock.advance(100);
  expect(drafts()).toEqual([{ kind: 'message', at: 1, draft: draft('version 1') }, note]);
});
