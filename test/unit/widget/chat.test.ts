import { describe, expect, it, vi } from 'vitest';
import type { Client, CustomerState } from '../../../shared/client/types.ts';
import { encode } from '../../../shared/protocol/codec.ts';
import { CustomerCommandSchema } from '../../../shared/protocol/commands.ts';
import { createTicker } from '../../../web/base/ticker.ts';
import { createChat, MAX_TEXT } from '../../../web/widget/services/chat.ts';
import { tellDelivered, UNREAD_MS } from '../../../web/widget/services/delivery.ts';
import { openOutbox } from '../../../web/widget/services/outbox.ts';
import { type Keep, keepIn } from '../../../web/widget/services/storage.ts';
import { FIXTURE_CONVERSATION, type Scenario, stateOf } from '../../support/widget/scenarios.ts';

const NOW = Date.UTC(2026, 10, 22, 12);

const inMemory = (): Keep =>
  keepIn('', () => {
    throw new Error('no storage');
  });

/** A chat over a client that records what it is asked and shows what it is told. */
async function aChat(scenario: Scenario = 'intro', keep: Keep = inMemory(), isKnown = Promise.resolve()) {
  const commands: unknown[] = [];
  const hints: unknown[] = [];
  let listener: (state: CustomerState) => void = () => {};
  let state = stateOf(scenario, 'en', NOW);
  const client = {
    get state() {
      return state;
    },
    subscribe: (it: typeof listener) => {
      listener = it;
      return () => {};
    },
    start: vi.fn(),
    command: (conversation: string, command: { readonly type: string }) => {
      encode(CustomerCommandSchema, {
        ...command,
        id: 'a'.repeat(16),
        conversation: 'b'.repeat(16),
        after: 0,
      } as never);
      commands.push({ conversation, command });
    },
    hint: (frame: unknown) => void hints.push(frame),
    watch: vi.fn(),
    older: vi.fn(),
    dismiss: vi.fn(),
    wake: vi.fn(),
    setActive: vi.fn(),
  } as unknown as Client<CustomerState>;
  const ticker = createTicker({ now: () => NOW, setTimer: () => 0, clearTimer: () => {} });
  const chat = createChat({ keep, ticker, newId: () => 'made-here', connect: () => isKnown.then(() => client) });
  await Promise.resolve();
  const settled = async (): Promise<void> => {
    for (let i = 0; i < 6; i++) await Promise.resolve();
  };
  await settled();
  const show = (next: Scenario, more: Partial<CustomerState> = {}): void => {
    state = { ...stateOf(next, 'en', NOW), ...more };
    listener(state);
  };
  return { chat, keep, client, commands, hints, settled, show };
}

describe('what the panel can do', () => {
  it('begins a conversation with an id of its own, kept for the next page', async () => {
    const { chat, keep, commands, settled } = await aChat();
    chat.write('  It broke.\u0007 ');
    expect(keep.get('draft')).toBe('  It broke.\u0007 ');
    expect(chat.send()).toBe(true);
    await settled();
    expect(commands).toEqual([{ conversation: 'made-here', command: { type: 'message.post', text: 'It broke.' } }]);
    expect(JSON.parse(keep.get('conversation') ?? '')).toMatchObject({ id: 'made-here', customer: 'ivan' });
    expect(keep.get('draft')).toBeNull();
    expect(chat.state.draft).toBe('');
  });

  it('keeps what is empty or too long in the box', async () => {
    const { chat, commands, settled } = await aChat();
    for (const draft of ['   ', '\u2060\u200B', 'я'.repeat(MAX_TEXT + 1)]) {
      chat.write(draft);
      expect(chat.send()).toBe(false);
      expect(chat.state.draft).toBe(draft);
    }
    await settled();
    expect(commands).toEqual([]);
  });

  it('takes halves of characters out of a text and sends the rest', async () => {
    const { chat, commands, settled } = await aChat();
    for (const [draft, text] of [
      ['a\uD83D', 'a'],
      ['\uDE00b 👍', 'b 👍'],
    ] as const) {
      chat.write(draft);
      expect(chat.send()).toBe(true);
      expect(chat.state.draft).toBe('');
      await settled();
      expect(commands.splice(0)).toMatchObject([{ command: { type: 'message.post', text } }]);
    }
  });

  it('keeps a text in its field when the outbox does not take it', async () => {
    const { chat, keep, client } = await aChat();
    client.command = () => {
      throw new TypeError('The wire has no such frame.');
    };
    const logged = vi.spyOn(console, 'error').mockReturnValue();
    chat.write('A text');
    expect(chat.send()).toBe(false);
    expect(chat.state).toMatchObject({ draft: 'A text', isRefused: true });
    expect(keep.get('draft')).toBe('A text');
    expect(logged).toHaveBeenCalledOnce();
    logged.mockRestore();
    chat.write('Another');
    expect(chat.state.isRefused).toBe(false);
  });

  it('keeps a text in its field until it is known who is signed in, then sends it by itself; what was written since stays', async () => {
    const known = Promise.withResolvers<void>();
    const { chat, keep, commands, settled } = await aChat('intro', inMemory(), known.promise);
    chat.write('First');
    expect(chat.send()).toBe(false);
    expect([chat.state.draft, keep.get('draft')]).toEqual(['First', 'First']);
    chat.write('First and more');
    known.resolve();
    await settled();
    expect(commands).toMatchObject([{ command: { type: 'message.post', text: 'First' } }]);
    expect([chat.state.draft, keep.get('draft')]).toEqual([' and more', ' and more']);
  });

  it('cuts a long line about a bad rating between two characters', async () => {
    const { chat, commands, settled } = await aChat('rate');
    chat.rate('bad');
    chat.complain(`${'x'.repeat(499)}👍`);
    chat.sendComplaint();
    await settled();
    expect(commands).toMatchObject([{ command: { score: 'bad', comment: 'x'.repeat(499) } }]);
  });

  it('freezes what the greeting said when the conversation began', async () => {
    const keep = inMemory();
    const { chat, settled, show } = await aChat('intro-alone', keep);
    expect(chat.state.greeting).toBeNull();
    chat.write('Hello');
    chat.send();
    await settled();
    const { greeting } = chat.state;
    expect(greeting).toEqual({ at: NOW, morning: stateOf('intro-alone', 'en', NOW).morning });
    show('intro');
    expect(chat.state.greeting).toEqual(greeting);
    expect((await aChat('intro', keep)).chat.state.greeting).toEqual(greeting);
  });

  it('leaves a conversation that is another customer’s, and begins one of its own', async () => {
    const keep = inMemory();
    keep.set('conversation', JSON.stringify({ id: 'of-another', customer: 'a_gone', greeting: null }));
    keep.set('seen', '7');
    const { chat, commands, settled } = await aChat('intro', keep);
    expect(chat.state).toMatchObject({ conversation: null, seen: 0 });
    expect(keep.get('conversation')).toBeNull();
    chat.write('Hello');
    chat.send();
    await settled();
    expect(commands).toMatchObject([{ conversation: 'made-here' }]);
  });

  it('says once more, in a conversation of its own, what was refused in another customer’s', async () => {
    const keep = inMemory();
    keep.set('conversation', 'of-another'); // as it was kept before it had an owner
    const { chat, client, commands, settled, show } = await aChat('intro', keep);
    expect(chat.state.conversation).toBe('of-another');
    const refused = (id: string, command: { readonly type: string }) =>
      ({ id, conversation: 'of-another', code: 'not_found', command }) as const;
    const refusals = [
      refused('r1', { type: 'message.post', text: 'Hello' } as { type: string }),
      refused('r2', { type: 'human.request' }),
      refused('r3', { type: 'conversation.close' }),
    ];
    show('intro', { refusals });
    show('intro', { refusals: refusals.slice(1) });
    await settled();
    expect(commands).toEqual([
      { conversation: 'made-here', command: { type: 'message.post', text: 'Hello' } },
      { conversation: 'made-here', command: { type: 'human.request' } },
    ]);
    expect(client.dismiss).toHaveBeenCalledTimes(3);
    expect(chat.state.conversation).toBe('made-here');
  });

  it('goes on with the open conversation that the server names', async () => {
    const { chat, commands, settled } = await aChat('joined');
    expect(chat.state.conversation).toBe(FIXTURE_CONVERSATION);
    chat.dispute();
    await settled();
    expect(commands).toEqual([{ conversation: FIXTURE_CONVERSATION, command: { type: 'answer.dispute' } }]);
  });

  it('counts what was not seen until it is seen, and tells the other side', async () => {
    const { chat, hints, keep } = await aChat('joined');
    expect(chat.state.unread).toBe(3);
    chat.open();
    expect(chat.state).toMatchObject({ unread: 3, newAfter: 0 });
    chat.see(6);
    expect(chat.state.unread).toBe(0);
    expect(keep.get('seen')).toBe('6');
    expect(hints).toContainEqual({ type: 'read', conversation: FIXTURE_CONVERSATION, seq: 6 });
  });

  it('sends "bad" with its line, or without it when the panel is left', async () => {
    const left = await aChat('rate');
    left.chat.rate('bad');
    left.chat.complain('Took too long');
    await left.settled();
    expect(left.commands).toEqual([]);
    left.chat.close();
    await left.settled();
    const bad = { type: 'conversation.rate', score: 'bad', comment: 'Took too long' };
    expect(left.commands).toEqual([{ conversation: FIXTURE_CONVERSATION, command: bad }]);

    const crashed = inMemory();
    crashed.set('bad', '');
    const next = await aChat('rate', crashed);
    await next.settled();
    expect(next.commands).toMatchObject([{ command: { type: 'conversation.rate', score: 'bad' } }]);
  });

  it.each([
    ['', 'Refused'],
    ['Written since', 'Refused\nWritten since'],
  ])('gives back the text of a message that the server would not take, before a draft like %j', async (draft, box) => {
    const { chat, client, show } = await aChat('joined');
    const command = { type: 'message.post', text: 'Refused' } as const;
    show('joined', { refusals: [{ id: 'r', conversation: FIXTURE_CONVERSATION, code: 'too_large', command }] });
    chat.write(draft);
    chat.dismissRefusal('r');
    expect(client.dismiss).toHaveBeenCalledWith('r');
    expect(chat.state.draft).toBe(box);
  });
});

describe('what has come and is not read', () => {
  const DELIVERED = { type: 'delivered', conversation: FIXTURE_CONVERSATION, seq: 6 };
  /** A page of the site, with its timers in hand. */
  async function aPage(keep: Keep = inMemory(), scenario: Scenario = 'joined') {
    const page = await aChat(scenario, keep);
    const timers: (() => void)[] = [];
    tellDelivered(page.chat, keep, (run, ms) => {
      expect(ms).toBe(UNREAD_MS);
      timers.push(run);
    });
    const pass = (): void => {
      for (const run of timers.splice(0)) run();
    };
    return { ...page, timers, pass };
  }

  it('is told after a while, once for the newest', async () => {
    const { hints, pass, show, timers } = await aPage();
    expect(hints).toEqual([]);
    expect(timers).toHaveLength(1);
    pass();
    expect(hints).toEqual([DELIVERED]);
    show('joined');
    pass();
    expect(hints).toEqual([DELIVERED]);
  });

  it('is never told by who has the chat before his eyes', async () => {
    const { chat, hints, pass } = await aPage();
    chat.open();
    chat.see(6);
    pass();
    expect(hints).toEqual([{ ...DELIVERED, type: 'read' }]);
  });

  it('is told by one of the pages that are open, and by none when another one shows it', async () => {
    const keep = inMemory();
    const pages = [await aPage(keep), await aPage(keep)];
    for (const { pass } of pages) pass();
    expect(pages.flatMap(({ hints }) => hints)).toEqual([DELIVERED]);

    const shown = inMemory();
    const [open, folded] = [await aPage(shown), await aPage(shown)];
    open.chat.see(6);
    folded.pass();
    expect([open.hints, folded.hints]).toEqual([[{ ...DELIVERED, type: 'read' }], []]);
  });

  it('is no claim, and nothing of the customer’s own', async () => {
    const { hints, timers } = await aPage(inMemory(), 'coming');
    expect([hints, timers]).toEqual([[], []]);
  });
});

describe('the outbox of a page', () => {
  const stored = (...ids: string[]): string => JSON.stringify({ v: 1, pending: ids.map((id) => ({ id })) });

  it('takes over what other pages left, and leaves nothing behind', () => {
    const keep = inMemory();
    keep.set('outbox.a', stored('1', '2'));
    keep.set('outbox.b', stored('3'));
    keep.set('outbox.c', 'damaged');
    const outbox = openOutbox(keep, () => 'mine');
    expect(outbox.load()).toBe(stored('1', '2', '3'));
    expect(keep.keys()).toEqual(['outbox.mine']);
    outbox.save('');
    expect(keep.keys()).toEqual([]);
  });
});
