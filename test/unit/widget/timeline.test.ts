import { describe, expect, it } from 'vitest';
import type { ConversationCopy, Entry, Pending } from '../../../shared/client/types.ts';
import type { WireCustomerView, WireEvent } from '../../../shared/protocol/events.ts';
import { tellerOf } from '../../../web/widget/store/teller.ts';
import { type Item, timeline, unreadCount } from '../../../web/widget/store/timeline.ts';
import { laterWords } from '../../../web/widget/words/later.ts';
import { words } from '../../../web/widget/words/panel.ts';

const NOW = new Date(2026, 10, 22, 12, 0, 0).getTime();
const MINUTE = 60_000;

interface Said {
  readonly by?: 'customer' | 'operator' | 'system';
  readonly id?: string;
  readonly at?: number;
  readonly events: readonly WireEvent[];
}

const message = (by: 'customer' | 'operator', text: string | null, name?: string): WireEvent => ({
  type: 'message.posted',
  by,
  person: by === 'customer' ? 'ivan' : 'anna',
  text,
  ...(name !== undefined && { name }),
});

const aCopy = (said: readonly Said[], more: Partial<ConversationCopy<WireCustomerView | null>> = {}) => {
  const entries: Entry[] = said.map(({ by = 'customer', id, at, events }, index) => ({
    seq: index + 1,
    at: at ?? NOW + index * 1000,
    by: { kind: by, id: id ?? (by === 'operator' ? 'anna' : 'ivan') },
    command: `command-${index + 1}`,
    events,
  }));
  const log = { seq: entries.length, entries, view: null, complete: true, syncing: false };
  return {
    log,
    notes: { ...log, entries: [] },
    pending: [],
    typing: null,
    read: { customer: 0, operator: 0, delivered: 0 },
    ...more,
  } satisfies ConversationCopy<WireCustomerView | null>;
};

const read = (copy: ReturnType<typeof aCopy>, newAfter: number | null = null, locale: 'ru' | 'en' = 'en'): Item[] =>
  timeline(copy, {
    newAfter,
    offset: 0,
    words: words(locale),
    teller: tellerOf({ words: laterWords(locale), scores: words(locale).scores, reply: 600 }),
  });
const kinds = (items: readonly Item[]): string[] => items.map(({ kind }) => kind);
const facts = (items: readonly Item[]): string[] => items.flatMap((item) => (item.kind === 'fact' ? item.text : []));

describe('the log as the panel draws it', () => {
  it('says whose each message is, who joined, and begins with the day', () => {
    const items = read(
      aCopy([
        { events: [{ type: 'conversation.opened', customer: 'ivan' }, message('customer', 'It broke.')] },
        { by: 'operator', events: [{ type: 'conversation.claimed', owner: 'anna', name: 'Anna' }] },
        { by: 'operator', events: [message('operator', 'Does it heat?', 'Anna')] },
      ]),
    );
    expect(kinds(items)).toEqual(['day', 'message', 'fact', 'message']);
    expect(facts(items)).toEqual(['Anna has joined']);
    expect(items.at(-1)).toMatchObject({ mine: false, name: 'Anna', first: true, status: null });
  });

  it('keeps the place of a message from the moment it is sent', () => {
    const pending: Pending = {
      id: 'command-1',
      conversation: 'c',
      log: 'conversation',
      command: { type: 'message.post', text: 'It broke.' },
      after: 0,
      queuedAt: NOW,
      sentAt: null,
      late: false,
    };
    const [, before] = read(aCopy([], { pending: [pending] }));
    const [, after] = read(aCopy([{ events: [message('customer', 'It broke.')] }]));
    expect(before).toMatchObject({ key: 'command-1', status: 'sending', seq: 0 });
    expect(after).toMatchObject({ key: 'command-1', status: 'sent', seq: 1 });
    const [, late] = read(aCopy([], { pending: [{ ...pending, late: true }] }));
    expect(late).toMatchObject({ status: 'late' });
  });

  it('shows as read what the other side has read', () => {
    const copy = aCopy([{ events: [message('customer', 'One')] }, { events: [message('customer', 'Two')] }], {
      read: { customer: 0, operator: 1, delivered: 0 },
    });
    const statuses = read(copy).flatMap((item) => (item.kind === 'message' ? item.status : []));
    expect(statuses).toEqual(['read', 'sent']);
  });

  it('puts one line of "new" before the first message of others that was not seen', () => {
    const copy = aCopy([
      { events: [message('customer', 'One')] },
      { by: 'operator', events: [message('operator', 'Two', 'Anna')] },
      { by: 'operator', events: [message('operator', 'Three', 'Anna')] },
    ]);
    expect(kinds(read(copy, 2))).toEqual(['day', 'message', 'message', 'new', 'message']);
    expect(kinds(read(copy, 3))).not.toContain('new');
    expect(unreadCount(copy, 1)).toBe(2);
  });

  it('joins messages of one person, until something or someone or five minutes come between', () => {
    const items = read(
      aCopy([
        { by: 'operator', at: NOW, events: [message('operator', 'One', 'Anna')] },
        { by: 'operator', at: NOW + MINUTE, events: [message('operator', 'Two', 'Anna')] },
        { by: 'operator', at: NOW + 7 * MINUTE, events: [message('operator', 'Three', 'Anna')] },
        { at: NOW + 8 * MINUTE, events: [message('customer', 'Four')] },
      ]),
    );
    expect(items.flatMap((item) => (item.kind === 'message' ? item.first : []))).toEqual([true, false, true, true]);
  });

  it('turns a promise into kept or broken, and drops it when a person is called instead', () => {
    const promised: Said = { events: [{ type: 'promise.made', due: NOW + 9 * 3_600_000, by: null }] };
    const end = (outcome: 'kept' | 'broken' | 'done'): Item[] =>
      read(
        aCopy([promised, { by: 'system', events: [{ type: 'clock.stopped', kind: 'promise', outcome, since: NOW }] }]),
      );
    expect(read(aCopy([promised])).at(-1)).toMatchObject({ kind: 'promise', outcome: 'open', name: null });
    expect(end('kept').at(-1)).toMatchObject({ outcome: 'kept' });
    expect(end('broken').at(-1)).toMatchObject({ outcome: 'broken' });
    expect(kinds(end('done'))).not.toContain('promise');
  });

  it('knows the name of who comes back from what he was called before', () => {
    const items = read(
      aCopy([
        { by: 'operator', events: [{ type: 'conversation.claimed', owner: 'anna', name: 'Анна' }] },
        { events: [{ type: 'answer.disputed' }, { type: 'conversation.claimed', owner: 'anna' }] },
        { by: 'system', events: [{ type: 'conversation.released', from: 'anna', why: 'absent' }] },
      ]),
      null,
      'ru',
    );
    expect(facts(items)).toEqual([
      'К вам подключилась Анна',
      'Вы сказали, что ответ не помог. Вопрос снова открыт.',
      'Анна вернулась к вам',
      'Анна отошла, зовём другого',
    ]);
  });

  it('keeps a withdrawn message as one that says so', () => {
    const items = read(aCopy([{ by: 'operator', events: [message('operator', null, 'Anna')] }]));
    expect(items.at(-1)).toMatchObject({ kind: 'message', text: null });
  });

  it('starts a new day with its name', () => {
    const copy = aCopy([
      { at: NOW, events: [message('customer', 'One')] },
      { at: NOW + 24 * 60 * MINUTE, events: [message('customer', 'Two')] },
    ]);
    expect(kinds(read(copy))).toEqual(['day', 'message', 'day', 'message']);
  });
});
