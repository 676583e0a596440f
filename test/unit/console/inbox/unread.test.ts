import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../../shared/client/types.ts';
import { unreadIn } from '../../../../web/console/inbox/logic/unread.ts';

type By = 'customer' | 'operator' | 'system';
/** A log of messages by these, the first with seq 1; `system`: something that is no message. */
function copyOf(by: readonly By[], read: number): Parameters<typeof unreadIn>[0] {
  const entries = by.map((who, index) => ({
    seq: index + 1,
    at: 0,
    by: { kind: who, id: who },
    command: `command-${index}`,
    events:
      who === 'system'
        ? [{ type: 'conversation.released', person: 'oleg', reason: 'absent' }]
        : [{ type: 'message.posted', by: who, person: who, text: 'Hello', holding: false }],
  })) as unknown as readonly Entry[];
  return {
    log: { entries, seq: entries.length, view: null, complete: true, syncing: false },
    read: { customer: 0, operator: read, delivered: 0 },
  };
}

describe('unread', () => {
  it('the count is of the customer’s messages after the read mark', () => {
    expect(unreadIn(copyOf(['customer', 'customer', 'system', 'customer'], 1))).toBe(2);
    expect(unreadIn(copyOf(['customer', 'system'], 1))).toBe(0);
    expect(unreadIn(copyOf([], 0))).toBe(0);
  });

  it('messages above an answer are not counted, even when the mark was lost', () => {
    expect(unreadIn(copyOf(['customer', 'customer', 'operator', 'customer'], 0))).toBe(1);
    expect(unreadIn(copyOf(['customer', 'operator'], 0))).toBe(0);
  });
});
