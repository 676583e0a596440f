import { describe, expect, it } from 'vitest';
import { customerCard } from '../../../functions/desk/customer-card.ts';
import { inboxFrames } from '../../../functions/desk/hello.ts';
import { bytesOf, howMany, inParts } from '../../../functions/kernel/fit.ts';
import type { WireCard, WirePerson } from '../../../shared/protocol/pushes.ts';
import { MAX_FRAME_BYTES, MAX_TEXT } from '../../../shared/protocol/values.ts';
import { aWorld } from '../../support/world.ts';

/** Three bytes a letter: the longest message is almost half of a frame. */
const LONG = '客'.repeat(MAX_TEXT);
const CHAT = 'conversation-0000000001';

interface Synced {
  readonly commits: readonly { readonly seq: number; readonly events: readonly { readonly text?: string }[] }[];
  readonly seq: number;
  readonly more: boolean;
  readonly reset: boolean;
}

/** A chat of so many of the longest messages. The support's sockets refuse any frame above 32 KB. */
async function aLongChat(messages: number) {
  const world = await aWorld();
  const ivan = await world.customer();
  for (let after = 0, sent = 0; sent < messages; sent += 1) {
    const answer = await ivan.send('message.post', { conversation: CHAT, after, text: `${sent} ${LONG.slice(5)}` });
    expect(answer).toMatchObject({ type: 'ack' });
    after = answer['seq'] as number;
  }
  return { world, ivan };
}
const firstWords = (pages: readonly Synced[]): (string | undefined)[] =>
  pages
    .flatMap(({ commits }) => commits.flatMap(({ events }) => events.flatMap(({ text }) => text ?? [])))
    .map((text) => text.split(' ')[0]);
const numbers = (count: number): string[] => Array.from({ length: count }, (_, index) => String(index));

describe('a log that is larger than a frame', () => {
  it.each(['customer', 'operator'] as const)('comes to a %s in pages, whole and in order', async (who) => {
    const { world, ivan } = await aLongChat(12);
    const reader = who === 'customer' ? ivan : await world.operator('oleg');
    const pages: Synced[] = [];
    for (let since = 0, more = true; more; ) {
      const page = (await reader.send('sync', { conversation: CHAT, log: 'conversation', since })) as unknown as Synced;
      pages.push(page);
      since = page.commits.at(-1)?.seq ?? 0;
      more = page.more;
    }
    expect(firstWords(pages)).toEqual(numbers(12));
    expect(pages.length).toBeGreaterThan(5);
  });

  it.each(['customer', 'operator'] as const)('is read backward by a %s, page by page', async (who) => {
    const { world, ivan } = await aLongChat(12);
    const reader = who === 'customer' ? ivan : await world.operator('oleg');
    const pages: Synced[] = [];
    for (let before: number | null = null, more = true; more; ) {
      const ask: Record<string, unknown> = { conversation: CHAT, log: 'conversation', before, limit: 50 };
      const page = (await reader.send('history', ask)) as unknown as Synced;
      pages.unshift(page);
      before = page.commits[0]?.seq ?? 0;
      more = page.more;
    }
    expect(firstWords(pages)).toEqual(numbers(12));
  });

  it('brings its own drafts along: those that the answer has no room for come before it', async () => {
    const { world } = await aLongChat(3);
    const oleg = await world.operator('oleg');
    const kinds = ['message', 'note', 'restate'] as const;
    for (const kind of kinds) {
      const draft = { conversation: CHAT, customer: 'ivan', text: LONG };
      const kept = await oleg.send('draft.keep', { conversation: CHAT, kind, draft, since: 0 });
      expect(kept).toMatchObject({ type: 'kept' });
    }
    const answer = await oleg.send('conversation.watch', { conversation: CHAT, since: 0, notes: 0 });
    const before = oleg.frames('drafts').flatMap((frame) => frame['drafts'] as { kind: string }[]);
    const drafts = [...before, ...(answer['drafts'] as { kind: string }[])];
    expect(drafts.map(({ kind }) => kind).sort()).toEqual([...kinds]);
  });
});

describe('a team of 1,500', () => {
  const crowd = Array.from({ length: 1_500 }, (_, index) => `operator-${String(index).padStart(5, '0')}`);
  const idsOf = (frames: readonly Record<string, unknown>[]): string[] =>
    frames.flatMap((frame) => (frame['people'] as WirePerson[]).map(({ id }) => id));

  async function aCrowd() {
    const world = await aWorld();
    for (const id of crowd)
      await world.store.putOperator(world.workspace.id, {
        id,
        name: '名前',
        role: 'operator',
        locale: 'en',
        active: true,
      });
    return world;
  }

  it('is told with a heartbeat in as many frames as it takes, each person once', async () => {
    const world = await aCrowd();
    const oleg = await world.operator('oleg');
    expect(oleg.welcome).toMatchObject({ type: 'welcome', more: true });
    const seen = oleg.frames('presence').length;
    const pong = await oleg.send('ping', { seqs: {} });
    const parts = oleg.frames('presence').slice(seen);
    expect(pong).toMatchObject({ type: 'pong', more: true });
    expect(idsOf([...parts, pong]).sort()).toEqual([...crowd, 'anna', 'oleg', 'pyotr'].sort());
  });

  it('hears of one who comes or goes that one alone', async () => {
    const world = await aCrowd();
    const [oleg, anna] = [await world.operator('oleg'), await world.operator('anna')];
    const seen = oleg.frames('presence').length;
    await anna.send('presence.set', { state: 'away' });
    expect(oleg.frames('presence').slice(seen)).toEqual([
      { type: 'presence', people: [expect.objectContaining({ id: 'anna', presence: 'away' })] },
    ]);
  });
});

it('an inbox of 700 chats with the longest previews comes in parts that say whether more follow', () => {
  const cards = Array.from(
    { length: 700 },
    (_, index): WireCard => ({
      conversation: `conversation-${String(index).padStart(10, '0')}`,
      seq: 1,
      customer: 'ivan',
      bucket: 'person',
      owner: null,
      escalation: 'none',
      clock: { kind: 'connect', since: 1 },
      since: 1,
      reviewer: null,
      coming: null,
      name: '名'.repeat(80),
      preview: '客'.repeat(120),
    }),
  );
  const parts = inboxFrames(cards, 'w1-Vw7TcR1a8fJq2LmZx4');
  expect(Math.max(...parts.map(bytesOf))).toBeLessThanOrEqual(MAX_FRAME_BYTES);
  expect(parts.flatMap((part) => part.cards)).toEqual(cards);
  expect(parts.map(({ more }) => more)).toEqual([...parts.slice(1).map(() => true), false]);
  expect(inboxFrames([])).toEqual([{ type: 'inbox', whole: true, cards: [], more: false }]);
});

it('a card of a customer with very much is shortened to a frame, the oldest first', async () => {
  const id = (kind: string, index: number): string => `${kind}-${String(index).padStart(58, '0')}`;
  const hundred = Array.from({ length: 100 }, (_, index) => index);
  const card = await customerCard(
    {
      history: {
        of: async () => ({
          chats: hundred.map((index) => ({
            conversation: id('chat', index),
            status: 'open' as const,
            at: index,
            promise: 1,
          })),
          ratings: hundred.map((index) => ({ conversation: id('chat', index), score: 'bad' as const, at: index })),
          incidents: hundred.map((index) => ({
            incident: id('done', index),
            kind: 'wrong_information' as const,
            conversation: id('chat', index),
            at: index,
            told: true,
            closed: false,
          })),
        }),
        mistakes: async () => [],
      },
      conversations: { read: async () => ({ commits: [], more: false }) },
    },
    {
      connection: 'a-socket',
      workspace: 'kofevarnya',
      actor: { kind: 'operator', id: 'anna', role: 'lead' },
      verified: true,
      locale: 'ru',
      expires: Number.MAX_SAFE_INTEGER,
    },
    { type: 'customer.card', id: 'c1-Vw7TcR1a8fJq2LmZx4', customer: 'ivan' },
  );
  if (card.type !== 'customer') throw new Error('no card');
  expect(bytesOf(card)).toBeLessThanOrEqual(MAX_FRAME_BYTES);
  expect(bytesOf(card)).toBeGreaterThan(MAX_FRAME_BYTES - 500);
  for (const list of [card.chats, card.ratings, card.incidents]) {
    expect(list.length).toBeGreaterThan(40);
    expect(list.map(({ at }) => at)).toEqual(list.map((_, index) => index));
  }
});

describe('what fits', () => {
  it('is counted with its commas, to the byte', () => {
    const items = ['aa', 'bb', 'cc'].map((text) => ({ text }));
    const one = bytesOf(items[0] ?? {}) + 1;
    expect([one * 2 - 1, one * 2, one * 3].map((room) => howMany(items, room))).toEqual([1, 2, 3]);
  });

  it('is at least one, or none where the rest goes another way', () => {
    expect(howMany([{ text: 'a' }], 1)).toBe(1);
    expect(howMany([{ text: 'a' }], 1, 0)).toBe(0);
    expect(inParts([{ a: 1 }, { b: 2 }], 1)).toEqual([[{ a: 1 }], [{ b: 2 }]]);
  });
});
