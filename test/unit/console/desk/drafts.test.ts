import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../../shared/client/types.ts';
import { beforeSend } from '../../../../shared/domain/desk/before-send.ts';
import type { Copy } from '../../../../web/console/core/logic/copy.ts';
import { isFirstWord, sendContext } from '../../../../web/console/desk/logic/before-send.ts';
import { Drafts, type KeyValues } from '../../../../web/console/desk/logic/drafts.ts';

function memory(): KeyValues & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
    removeItem: (key) => kept.delete(key),
  };
}
const place = { conversation: 'conversation-1', customer: 'ivan' };

describe('drafts', () => {
  it('drafts survive a reload, each under its conversation and person', () => {
    const storage = memory();
    new Drafts(storage, 'shop.oleg', 'message').write(place, 'Hello');
    expect(new Drafts(storage, 'shop.oleg', 'message').read('conversation-1')).toEqual({ ...place, text: 'Hello' });
    expect(new Drafts(storage, 'shop.oleg', 'message').read('conversation-2')).toBeNull();
    expect(new Drafts(storage, 'shop.anna', 'message').read('conversation-1')).toBeNull();
  });

  it('drafts of notes are kept apart from those of messages', () => {
    const storage = memory();
    new Drafts(storage, 'shop.oleg', 'note').write(place, 'rude');
    expect(new Drafts(storage, 'shop.oleg', 'message').read('conversation-1')).toBeNull();
  });

  it('a draft stays with the customer whom it was begun for', () => {
    const drafts = new Drafts(memory(), 'shop.oleg', 'message');
    drafts.write(place, 'Dear Ivan');
    expect(drafts.write({ ...place, customer: 'olga' }, 'Dear Ivan,')?.customer).toBe('ivan');
  });

  it('an emptied field ends the draft, and the next letter begins a new one', () => {
    const storage = memory();
    const drafts = new Drafts(storage, 'shop.oleg', 'message');
    drafts.write(place, 'x');
    expect(drafts.write(place, '')).toBeNull();
    expect(storage.kept.size).toBe(0);
    expect(drafts.write({ ...place, customer: 'olga' }, 'y')?.customer).toBe('olga');
  });

  it('one can write when drafts cannot be read or kept', () => {
    const broken: KeyValues = {
      getItem: () => '{"text": 7}',
      setItem: () => {
        throw new Error('full');
      },
      removeItem: () => undefined,
    };
    const drafts = new Drafts(broken, 'shop.oleg', 'message');
    expect(drafts.read('conversation-1')).toBeNull();
    expect(drafts.write(place, 'Hello')).toEqual({ ...place, text: 'Hello' });
  });
});

describe('a text that comes from elsewhere', () => {
  const elsewhere = { conversation: 'conversation-2', customer: 'olga' };

  it('a text from elsewhere keeps for whom it was begun, until the field is emptied', () => {
    const drafts = new Drafts(memory(), 'shop.oleg', 'message');
    expect(drafts.write(place, 'Dear Olga', elsewhere)).toEqual({ ...elsewhere, text: 'Dear Olga' });
    expect(drafts.write(place, 'Dear Olga!')).toEqual({ ...elsewhere, text: 'Dear Olga!' });
    drafts.write(place, '');
    expect(drafts.write(place, 'Dear Ivan')?.customer).toBe('ivan');
  });

  it('a text that is put back stands before what was written since', () => {
    const drafts = new Drafts(memory(), 'shop.oleg', 'message');
    drafts.write(place, 'second');
    expect(drafts.putBack(place, 'first')?.text).toBe('first\nsecond');
  });
});

describe('what the hints look at', () => {
  const posted = (by: 'customer' | 'operator', text: string, at: number): Entry => ({
    seq: at,
    at,
    by: { kind: by, id: by },
    command: `command-${at}`,
    events: [{ type: 'message.posted', by, person: by === 'customer' ? 'ivan' : 'oleg', text }],
  });
  const chat = (conversation: string, name: string, ...entries: Entry[]) => ({
    conversation,
    name,
    copy: { log: { entries } } as unknown as Copy,
  });
  const context = (own: ReturnType<typeof chat>, ...others: ReturnType<typeof chat>[]) =>
    sendContext({ ...place, chat: own, others, team: ['Oleg'], editedAt: 0, now: 10_000 });
  const ivan = chat(
    'conversation-1',
    'Ivan',
    posted('customer', 'hello', 1_000),
    posted('operator', 'One moment', 2_000),
  );
  const olga = chat('conversation-2', 'Olga', posted('customer', 'Order 4471023, olga@example.com', 1_000));
  const rules = (text: string): string[] => beforeSend({ ...place, text }, context(ivan, olga)).map(({ rule }) => rule);

  it('the hints look at what was sent, and at names and numbers of the other open chats', () => {
    expect(rules('one moment…')).toEqual(['sameAgain']);
    expect(rules('Your order 4471023 leaves today')).toEqual(['otherCustomer']);
    expect(rules('We wrote to olga@example.com')).toEqual(['otherCustomer']);
    expect(rules('It leaves today.')).toEqual([]);
  });

  it('a number that this customer named too does not count as another’s', () => {
    const both = chat('conversation-1', 'Ivan', posted('customer', 'I also have order 4471023', 1_000));
    expect(beforeSend({ ...place, text: 'Order 4471023 leaves today' }, context(both, olga))).toEqual([]);
  });

  it('a first word is my own first message, whatever others have written', () => {
    expect(isFirstWord(ivan.copy.log.entries, 'oleg')).toBe(false);
    expect(isFirstWord(ivan.copy.log.entries, 'anna')).toBe(true);
  });
});
