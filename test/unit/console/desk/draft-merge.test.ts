import { describe, expect, it } from 'vitest';
import {
  answered,
  asking,
  merge,
  NOTHING,
  offered,
  putAway,
  type Side,
  take,
  toKeep,
} from '../../../../web/console/desk/logic/draft-merge.ts';

const draft = (text: string, customer = 'ivan') => ({ conversation: 'conversation-1', customer, text });
const version = (at: number, text: string | null, customer?: string) => ({
  at,
  draft: text === null ? null : draft(text, customer),
});
/** A field with `local` in it that goes back to version 10, `known`. */
const side = (local: string | null, known: string): Side => ({
  ...NOTHING,
  local: local === null ? null : draft(local),
  known: { at: 10, text: known },
});
const merged = (before: Side, at: number, text: string | null, ...sent: { at: number; text: string }[]): Side =>
  merge(before, version(at, text), sent);

describe('a version of another device', () => {
  it('another device’s version is taken where nothing was written since, also an emptied one', () => {
    expect(merged(side('Dear', 'Dear'), 20, 'Dear Ivan').local?.text).toBe('Dear Ivan');
    expect(merged(side('Dear', 'Dear'), 20, null).local).toBeNull();
  });

  it('another device’s version fills an empty field, with the customer that it was begun for', () => {
    const taken = merge(NOTHING, version(20, 'Dear Olga', 'olga'), []);
    expect(taken).toMatchObject({ local: draft('Dear Olga', 'olga'), known: { at: 20, text: 'Dear Olga' } });
    expect(toKeep(taken)).toBeNull();
    expect(merged(side('  \n', ''), 20, 'Dear').local?.text).toBe('Dear');
  });

  it('a version with the text that stands here changes nothing', () => {
    const same = merged(side('Dear Ivan', 'Dear'), 20, 'Dear Ivan');
    expect([same.local?.text, offered(same), toKeep(same)]).toEqual(['Dear Ivan', null, null]);
  });

  it('a version beside what was written here is offered, and stays on the server until somebody chooses', () => {
    const both = merged(side('Dear Ivan', 'Dear'), 20, 'Hello');
    expect(both.local?.text).toBe('Dear Ivan');
    expect(offered(both)?.text).toBe('Hello');
    expect(toKeep(both)).toBeNull();
    const taken = take(both);
    expect([taken.local?.text, offered(taken)?.text, toKeep(taken)]).toEqual(['Hello', 'Dear Ivan', null]);
    const back = take(taken);
    expect([back.local?.text, offered(back)?.text]).toEqual(['Dear Ivan', 'Hello']);
    expect(toKeep(back)).toEqual({ text: 'Dear Ivan', since: 20 });
    expect(toKeep(putAway(both))).toEqual({ text: 'Dear Ivan', since: 20 });
    expect(offered(putAway(taken))).toBeNull();
  });

  it('an emptied version leaves what was written here since', () => {
    const here = merged(side('Dear Ivan', 'Dear'), 20, null);
    expect([here.local?.text, offered(here), toKeep(here)]).toEqual([
      'Dear Ivan',
      null,
      { text: 'Dear Ivan', since: 20 },
    ]);
  });

  it('a version older than the known one is ignored', () => {
    const before = side(null, '');
    expect(merged(before, 9, 'Dear')).toBe(before);
    expect(merged(before, 10, 'Dear')).toBe(before);
  });

  it('a text that was emptied here does not come back before the server has heard of it', () => {
    const emptied = side(null, 'Dear');
    expect(merged(emptied, 10, 'Dear')).toBe(emptied);
    expect(toKeep(emptied)).toEqual({ text: '', since: 10 });
  });
});

describe('a text that has gone out', () => {
  it('a text that was sent is dropped on the other device, whether it had been there before or not', () => {
    const sent = { at: 30, text: 'Dear Ivan' };
    expect(merged(side('Dear Ivan', 'Dear Ivan'), 10, 'Dear Ivan', sent).local).toBeNull();
    expect(merged(side('Dear', 'Dear'), 20, 'Dear Ivan', sent).local).toBeNull();
    expect(merged(NOTHING, 20, 'Dear Ivan ', sent).local).toBeNull();
  });

  it('a sent text drops neither another text nor the same one written after it', () => {
    expect(merged(side('Dear', 'Dear'), 20, 'Dear Ivan', { at: 30, text: 'Dear' }).local?.text).toBe('Dear Ivan');
    expect(merged(NOTHING, 20, 'One moment', { at: 5, text: 'One moment' }).local?.text).toBe('One moment');
    const more = merged(side('Dear Ivan, and', 'Dear'), 20, 'Dear Ivan', { at: 30, text: 'Dear Ivan' });
    expect([more.local?.text, offered(more)]).toEqual(['Dear Ivan, and', null]);
  });
});

describe('an answer to what was to be kept', () => {
  const asked = { text: 'Dear Ivan', since: 10 };
  it('after an answer the kept version is known, and what was typed meanwhile goes back to it', () => {
    const typed = { ...asking(side('Dear Ivan', 'Dear'), asked), local: draft('Dear Ivan, yes') };
    const after = answered(typed, asked, { at: 20 }, []);
    expect(after.asked).toEqual([]);
    expect(toKeep(after)).toEqual({ text: 'Dear Ivan, yes', since: 20 });
  });

  it('a version whose answer was lost is known as our own by its text', () => {
    const typed = { ...asking(side('Dear Ivan', 'Dear'), asked), local: draft('Dear Ivan, yes') };
    const after = answered(typed, asked, { at: 20, other: version(20, 'Dear Ivan') }, []);
    expect([after.local?.text, offered(after), after.known.at]).toEqual(['Dear Ivan, yes', null, 20]);
  });

  it('an answer that another version was there first offers that one', () => {
    const after = answered(
      asking(side('Dear Ivan', 'Dear'), asked),
      asked,
      { at: 20, other: version(20, 'Hello') },
      [],
    );
    expect([after.local?.text, offered(after)?.text]).toEqual(['Dear Ivan', 'Hello']);
  });

  it('an answer that comes after a newer version of another device merges that version', () => {
    const before = asking(side('Dear Ivan', 'Dear'), asked);
    const early = merged(before, 30, 'Dear Ivan, from the phone');
    expect(offered(early)?.text).toBe('Dear Ivan, from the phone');
    const after = answered(early, asked, { at: 20 }, []);
    expect([after.local?.text, offered(after)]).toEqual(['Dear Ivan, from the phone', null]);
  });
});
