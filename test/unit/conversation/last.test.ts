import { describe, expect, it } from 'vitest';
import { lastOf } from '../../../shared/domain/conversation/card.ts';

describe('what a row says happened last', () => {
  it.each([
    ['a message', [{ type: 'message.posted' }], 'said'],
    ['a message that was taken back', [{ type: 'message.recalled' }], 'withdrawn'],
    ['“this does not answer my question”', [{ type: 'answer.disputed' }, { type: 'clock.started' }], 'disputed'],
    ['“not quite” to a wording', [{ type: 'understanding.answered', yes: false }], 'notQuite'],
    ['“not solved yet”', [{ type: 'solved.answered', solved: false }, { type: 'conversation.reopened' }], 'unsolved'],
    ['a call that was asked for', [{ type: 'callback.requested' }], 'call'],
    ['a bad rating', [{ type: 'conversation.rated', score: 'bad' }, { type: 'review.opened' }], 'bad'],
  ] as const)('%s', (_, events, last) => {
    expect(lastOf(events)).toBe(last);
  });

  it('clocks, claims and a yes leave the row as it is', () => {
    expect(lastOf([{ type: 'clock.started' }, { type: 'conversation.claimed' }])).toBeNull();
    expect(
      lastOf([
        { type: 'understanding.answered', yes: true },
        { type: 'solved.answered', solved: true },
      ]),
    ).toBeNull();
  });
});
