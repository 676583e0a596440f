import { describe, expect, it } from 'vitest';
import type { Entry, OperatorState } from '../../shared/client/types.ts';
import { wordsOf } from '../../shared/domain/search.ts';
import type { WireCard } from '../../shared/protocol/pushes.ts';
import { filterItems } from '../../web/console/logic/palette.ts';
import { searchChats } from '../../web/console/logic/search.ts';

const card = (conversation: string, part: Partial<WireCard> = {}): WireCard => ({
  conversation,
  seq: 1,
  customer: `customer-${conversation}`,
  bucket: 'owned',
  owner: 'oleg',
  escalation: 'none',
  clock: null,
  since: 0,
  reviewer: null,
  coming: null,
  ...part,
});
const entry = (seq: number, type: 'message.posted' | 'note.posted', text: string | null): Entry => ({
  seq,
  at: seq,
  by: { kind: 'operator', id: 'oleg' },
  command: `command-${seq}`,
  events: [
    type === 'note.posted'
      ? { type, person: 'oleg', text }
      : { type, by: 'customer', person: 'ivan', text, holding: undefined },
  ],
});

const NAMES: Record<string, string> = { a: 'Иван Королёв', b: 'Olga', c: 'Гость' };
type Copies = OperatorState['conversations'];
function search(
  query: string,
  cards: readonly WireCard[],
  loaded: Record<string, { log?: Entry[]; notes?: Entry[] }> = {},
) {
  const log = (entries: readonly Entry[]) => ({
    seq: entries.length,
    entries,
    view: null,
    complete: true,
    syncing: false,
  });
  const copies = Object.entries(loaded).map(
    ([id, { log: said = [], notes = [] }]) =>
      [id, { log: log(said), notes: log(notes), pending: [], typing: null }] as const,
  );
  return searchChats(query, {
    cards: new Map(cards.map((one) => [one.conversation, one])),
    conversations: new Map(copies) as unknown as Copies,
    nameOf: ({ conversation }) => NAMES[conversation] ?? 'Guest',
  });
}
const ids = (found: readonly { conversation: string }[]) => found.map(({ conversation }) => conversation);

describe('search over one’s chats', () => {
  it('finds by name, whatever the case and whichever е', () => {
    expect(ids(search('КОРОЛЕВ иван', [card('a'), card('b')]))).toEqual(['a']);
    expect(search('королев', [card('a')])[0]?.excerpt).toBe('');
  });

  it('finds an order number in a text that is loaded, and shows the line around it', () => {
    const long = `${'Здравствуйте! '.repeat(9)}Где мой заказ 4471-09? ${'Жду. '.repeat(30)}`;
    const [found] = search('4471', [card('a', { preview: 'Спасибо' })], {
      a: { log: [entry(1, 'message.posted', long), entry(2, 'message.posted', 'Спасибо')] },
    });
    expect(found?.excerpt).toMatch(/^… .*4471-09.* …$/);
    expect(found?.excerpt.length).toBeLessThan(100);
  });

  it('finds in the last words of a chat that is not loaded, and in notes, which it names', () => {
    expect(ids(search('фильтр', [card('b', { preview: 'Какой фильтр?' })]))).toEqual(['b']);
    expect(
      search('партия', [card('c')], { c: { notes: [entry(1, 'note.posted', 'Похоже, партия 09')] } }),
    ).toMatchObject([{ conversation: 'c', isNote: true }]);
  });

  it('wants each word somewhere, and puts names first, then the newest', () => {
    const cards = [
      card('b', { preview: 'Иван просил счёт', since: 9 }),
      card('c', { preview: 'Иван, добрый день', since: 10 }),
      card('a', { preview: 'Счёт', since: 1 }),
    ];
    expect(ids(search('иван', cards))).toEqual(['a', 'c', 'b']);
    expect(ids(search('иван счет', cards))).toEqual(['b', 'a']);
    expect(search('иван пылесос', cards)).toEqual([]);
  });

  it('finds nothing for nothing, and nothing that was taken back', () => {
    expect(search('  ', [card('a')])).toEqual([]);
    expect(search('тайна', [card('b', { preview: null })], { b: { log: [entry(1, 'message.posted', null)] } })).toEqual(
      [],
    );
    expect(wordsOf(' Два   слова ')).toEqual(['два', 'слова']);
  });
});

describe('the palette', () => {
  const items = ['Закрыть чат', 'К закрытым', 'Тревога'].map((label) => ({ label }));
  it('keeps what has each word, and begins with what begins so', () => {
    expect(filterItems(items, 'закры')).toEqual([{ label: 'Закрыть чат' }, { label: 'К закрытым' }]);
    expect(filterItems(items, 'чат закры')).toEqual([{ label: 'Закрыть чат' }]);
    expect(filterItems(items, '')).toEqual(items);
    expect(filterItems(items, 'пылесос')).toEqual([]);
  });
});
