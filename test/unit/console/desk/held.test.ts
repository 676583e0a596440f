import { describe, expect, it } from 'vitest';
import {
  commandOf,
  fromText,
  type HeldMessage,
  HOLD,
  hold,
  holdFor,
  nextRelease,
  release,
  take,
  toText,
} from '../../../../web/console/desk/logic/held.ts';

const message = (id: string, conversation: string, until: number): HeldMessage => ({
  id,
  conversation,
  text: `text of ${id}`,
  draft: { conversation, customer: 'ivan' },
  until,
});
const ids = (messages: readonly HeldMessage[]): string[] => messages.map(({ id }) => id);

describe('a message on its way out', () => {
  it('a message is held 3 s, 8 s over a hint, and not at all as a first word', () => {
    expect(holdFor({ isFirst: false, isFlagged: false })).toBe(3_000);
    expect(holdFor({ isFirst: false, isFlagged: true })).toBe(8_000);
    expect(holdFor({ isFirst: true, isFlagged: false })).toBe(0);
    expect(holdFor({ isFirst: true, isFlagged: true })).toBe(8_000);
  });

  it('a held message goes out when the next one in its conversation is written', () => {
    const first = hold([], message('a', 'one', 3_000));
    const other = hold(first.held, message('b', 'two', 3_500));
    expect(ids(other.held)).toEqual(['a', 'b']);
    const next = hold(other.held, message('c', 'one', 4_000));
    expect([ids(next.held), ids(next.released)]).toEqual([['b', 'c'], ['a']]);
  });

  it('a held message goes at its time, and also when the clock was set back', () => {
    const held = [message('a', 'one', 3_000), message('b', 'two', 9_000)];
    expect(ids(release(held, 2_999).released)).toEqual([]);
    expect(ids(release(held, 3_000).released)).toEqual(['a']);
    expect(ids(release(held, 9_000 - HOLD.flagged - 1).released)).toEqual(['b']);
    expect(nextRelease(held)).toBe(3_000);
    expect(nextRelease([])).toBeNull();
  });

  it('a held message can be taken out once', () => {
    const { held, taken } = take([message('a', 'one', 3_000)], 'a');
    expect([held, taken?.id]).toEqual([[], 'a']);
    expect(take(held, 'a')).toEqual({ held: [] });
  });

  it('a held message becomes the command with its fields', () => {
    const draft = { conversation: 'one', customer: 'ivan' };
    expect(commandOf(message('a', 'one', 0))).toEqual({ type: 'message.post', text: 'text of a', draft });
    expect(commandOf({ ...message('a', 'one', 0), due: 7, settles: true })).toEqual({
      type: 'promise.make',
      text: 'text of a',
      draft,
      due: 7,
    });
    expect(commandOf({ ...message('a', 'one', 0), restates: true, confirmed: true })).toEqual({
      type: 'understanding.propose',
      text: 'text of a',
      draft: { ...draft, confirmed: true },
    });
    expect(commandOf({ ...message('a', 'one', 0), settles: true })).toMatchObject({ settles: true });
    const hints = { shown: ['sameAgain'], overridden: [] } as const;
    for (const more of [{}, { due: 7 }, { restates: true }] as const)
      expect(commandOf({ ...message('a', 'one', 0), ...more, hints })).toMatchObject({ hints });
  });

  it('held messages survive a reload, damaged ones are dropped', () => {
    const hints = { shown: ['sameAgain'], overridden: ['sameAgain'] } as const;
    const held = [message('a', 'one', 3_000), { ...message('b', 'two', 3_000), hints }];
    expect(fromText(toText(held))).toEqual(held);
    expect(toText([])).toBe('');
    for (const text of [null, '', '{', '[]', '{"v":2,"held":[]}', '{"v":1,"held":[{"id":"a"},null,7]}'])
      expect(fromText(text)).toEqual([]);
  });
});
