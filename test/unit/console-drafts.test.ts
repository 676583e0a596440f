import { describe, expect, it } from 'vitest';
import { beforeSend, type SendContext } from '../../web/console/logic/before-send.ts';
import { Drafts, type KeyValues } from '../../web/console/logic/drafts.ts';

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
  it('survive a reload, each under its conversation and person', () => {
    const storage = memory();
    new Drafts(storage, 'shop.oleg', 'message').write(place, 'Hello');
    expect(new Drafts(storage, 'shop.oleg', 'message').read('conversation-1')).toEqual({ ...place, text: 'Hello' });
    expect(new Drafts(storage, 'shop.oleg', 'message').read('conversation-2')).toBeNull();
    expect(new Drafts(storage, 'shop.anna', 'message').read('conversation-1')).toBeNull();
  });

  it('keep notes apart from messages', () => {
    const storage = memory();
    new Drafts(storage, 'shop.oleg', 'note').write(place, 'rude');
    expect(new Drafts(storage, 'shop.oleg', 'message').read('conversation-1')).toBeNull();
  });

  it('stay with the customer they were begun for', () => {
    const drafts = new Drafts(memory(), 'shop.oleg', 'message');
    drafts.write(place, 'Dear Ivan');
    expect(drafts.write({ ...place, customer: 'olga' }, 'Dear Ivan,')?.customer).toBe('ivan');
  });

  it('end with an emptied field: the next letter begins a new one', () => {
    const storage = memory();
    const drafts = new Drafts(storage, 'shop.oleg', 'message');
    drafts.write(place, 'x');
    expect(drafts.write(place, '')).toBeNull();
    expect(storage.kept.size).toBe(0);
    expect(drafts.write({ ...place, customer: 'olga' }, 'y')?.customer).toBe('olga');
  });

  it('that cannot be read or kept stop nobody from writing', () => {
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

describe('before a message goes out', () => {
  const context: SendContext = { ...place, sent: [], customerWroteAt: null, editedAt: 0, now: 10_000 };
  const rules = (text: string, part: Partial<SendContext> = {}, draft = place): string[] =>
    beforeSend({ ...draft, text }, { ...context, ...part }).map(({ rule }) => rule);

  it('says nothing of an ordinary message', () => {
    expect(rules('Hello')).toEqual([]);
  });

  it('stops a draft that was begun for somebody else', () => {
    const [hint] = beforeSend({ ...place, customer: 'olga', text: 'Hello' }, context);
    expect(hint).toEqual({ rule: 'elsewhere', hard: true });
  });

  it('stops what is too long, and says by how much', () => {
    expect(beforeSend({ ...place, text: 'x'.repeat(5_003) }, context)).toEqual([
      { rule: 'tooLong', hard: true, by: 3 },
    ]);
  });

  it('asks once when the same was said before, whatever its punctuation', () => {
    expect(rules('One moment', { sent: ['one moment…'] })).toEqual(['sameAgain']);
  });

  it('asks once when the customer wrote a moment ago, after the last key', () => {
    expect(rules('Hello', { customerWroteAt: 8_000, editedAt: 7_000 })).toEqual(['wroteMeanwhile']);
    expect(rules('Hello', { customerWroteAt: 8_000, editedAt: 9_000 })).toEqual([]);
    expect(rules('Hello', { customerWroteAt: 2_000, editedAt: 1_000 })).toEqual([]);
  });

  it('names the worst first', () => {
    expect(rules('Hello', { sent: ['hello'] }, { ...place, customer: 'olga' })).toEqual(['elsewhere', 'sameAgain']);
  });
});
