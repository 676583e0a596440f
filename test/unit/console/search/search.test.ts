import { describe, expect, it } from 'vitest';
import type { Entry, OperatorState } from '../../../../shared/client/types.ts';
import { EMPTY } from '../../../../shared/domain/conversation/state.ts';
import { wordsOf } from '../../../../shared/domain/search/search.ts';
import type { WireCard } from '../../../../shared/protocol/pushes.ts';
import { cardOfLog } from '../../../../web/console/core/logic/card-of-log.ts';
import { filterItems } from '../../../../web/console/search/logic/palette.ts';
import { type FoundChat, mergeFound, searchChats } from '../../../../web/console/search/logic/search.ts';

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
  it('a search finds by name in any case, е and ё alike', () => {
    expect(ids(search('КОРОЛЕВ иван', [card('a'), card('b')]))).toEqual(['a']);
    expect(search('королев', [card('a')])[0]?.excerpt).toBe('');
    expect(search('королев', [card('a', { preview: 'Спасибо' })])[0]?.excerpt).toBe('Спасибо');
  });

  it('a search finds an order number in a loaded text, and shows the line around it', () => {
    const long = `${'Здравствуйте! '.repeat(9)}Где мой заказ 4471-09? ${'Жду. '.repeat(30)}`;
    const [found] = search('4471', [card('a', { preview: 'Спасибо' })], {
      a: { log: [entry(1, 'message.posted', long), entry(2, 'message.posted', 'Спасибо')] },
    });
    expect(found?.excerpt).toMatch(/^… .*4471-09.* …$/);
    expect(found?.excerpt.length).toBeLessThan(100);
  });

  it('a search finds in the preview of a chat that is not loaded, and in notes, which it marks', () => {
    expect(ids(search('фильтр', [card('b', { preview: 'Какой фильтр?' })]))).toEqual(['b']);
    expect(
      search('партия', [card('c')], { c: { notes: [entry(1, 'note.posted', 'Похоже, партия 09')] } }),
    ).toMatchObject([{ conversation: 'c', isNote: true }]);
  });

  it('a search wants each of its words somewhere, and puts names first, then the newest', () => {
    const cards = [
      card('b', { preview: 'Иван просил счёт', since: 9 }),
      card('c', { preview: 'Иван, добрый день', since: 10 }),
      card('a', { preview: 'Счёт', since: 1 }),
    ];
    expect(ids(search('иван', cards))).toEqual(['a', 'c', 'b']);
    expect(ids(search('иван счет', cards))).toEqual(['b', 'a']);
    expect(search('иван пылесос', cards)).toEqual([]);
  });

  it('an empty search finds nothing, and no search finds what was taken back', () => {
    expect(search('  ', [card('a')])).toEqual([]);
    expect(search('тайна', [card('b', { preview: null })], { b: { log: [entry(1, 'message.posted', null)] } })).toEqual(
      [],
    );
    expect(wordsOf(' Два   слова ')).toEqual(['два', 'слова']);
  });
});

describe('what the server has found', () => {
  const here = (conversation: string): FoundChat => ({
    conversation,
    name: conversation,
    excerpt: 'here',
    isNote: false,
    at: 1,
    isClosed: false,
  });
  const there = (conversation: string) =>
    ({ conversation, customer: 'ivan', at: 2, status: 'closed', excerpt: 'there', isNote: false }) as const;
  const merge = (a: readonly FoundChat[], b: Parameters<typeof mergeFound>[1], shown: readonly string[] = []) =>
    mergeFound(a, b, shown, (name) => name ?? 'Guest');

  it('what the server has found comes after what is here, each chat once', () => {
    const all = merge([here('a'), here('b')], [there('b'), { ...there('c'), name: 'Olga' }, there('d')]);
    expect(ids(all)).toEqual(['a', 'b', 'c', 'd']);
    expect(all[1]).toMatchObject({ excerpt: 'here', isClosed: false });
    expect(all[2]).toMatchObject({ name: 'Olga', excerpt: 'there', isClosed: true });
    expect(all[3]).toMatchObject({ name: 'Guest' });
  });

  it('found chats keep their places on the screen: new ones come last, gone ones leave', () => {
    expect(ids(merge([here('c'), here('a'), here('b')], [there('d')], ['a', 'b', 'x']))).toEqual(['a', 'b', 'c', 'd']);
    // loaded here meanwhile, it stays where it was
    expect(ids(merge([here('d'), here('a')], [there('c'), there('d')], ['a', 'c', 'd']))).toEqual(['a', 'c', 'd']);
  });
});

describe('a chat that is in no list', () => {
  type Copy = Parameters<typeof cardOfLog>[1];
  const copy = (entries: unknown[], status = 'closed'): Copy =>
    ({ log: { entries, view: { ...EMPTY, status, customer: 'ivan', owner: 'oleg' } } }) as unknown as Copy;
  const opening = { events: [{ type: 'conversation.opened', customer: 'ivan', name: 'Ivan', verified: true }] };

  it('a chat in no list has a card made of its log, with the name it was found by where its beginning is not loaded', () => {
    expect(cardOfLog('a', copy([opening]), 'Found')).toMatchObject({
      conversation: 'a',
      customer: 'ivan',
      bucket: 'closed',
      owner: 'oleg',
      name: 'Ivan',
      verified: true,
    });
    expect(cardOfLog('a', copy([]), 'Found')).toMatchObject({ name: 'Found' });
    expect(cardOfLog('a', copy([]))).not.toHaveProperty('name');
    expect(cardOfLog('a', undefined, 'Found')).toBeNull();
  });
});

describe('the palette', () => {
  const items = ['Закрыть чат', 'К закрытым', 'Тревога'].map((label) => ({ label }));
  it('the palette keeps items with each word, those that begin with them first', () => {
    expect(filterItems(items, 'закры')).toEqual([{ label: 'Закрыть чат' }, { label: 'К закрытым' }]);
    expect(filterItems(items, 'чат закры')).toEqual([{ label: 'Закрыть чат' }]);
    expect(filterItems(items, '')).toEqual(items);
    expect(filterItems(items, 'пылесос')).toEqual([]);
  });
});
