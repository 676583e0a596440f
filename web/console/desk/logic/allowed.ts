import type { ConversationCommand } from '../../../../shared/domain/conversation/commands.ts';
import { decide } from '../../../../shared/domain/conversation/decide.ts';
import type { Conversation } from '../../../../shared/domain/conversation/state.ts';
import { DEFAULT_POLICY } from '../../../../shared/domain/kernel/policy.ts';
import type { Refusal } from '../../../../shared/domain/kernel/types.ts';

/** Who asks, where and when: what the rules need besides the state. */
export interface Asker {
  readonly id: string;
  readonly role: 'operator' | 'lead';
  readonly conversation: string;
  /** server time, epoch ms */
  readonly now: number;
  /** when "an answer in the morning" would be due, epoch ms */
  readonly morning: number;
}

export type Verdict = { readonly ok: true } | Refusal;

/** What this operator may do with a conversation now, as the server would decide it. */
export interface Allowed {
  readonly claim: Verdict;
  readonly takeOver: Verdict;
  readonly write: Verdict;
  readonly release: Verdict;
  readonly close: Verdict;
  readonly reopen: Verdict;
  readonly proposeMorning: Verdict;
  readonly closeReview: Verdict;
  readonly snooze: Verdict;
  readonly wake: Verdict;
  readonly promise: Verdict;
  /** of the promise that stands */
  readonly settle: Verdict;
  readonly restate: Verdict;
  readonly offerCall: Verdict;
  readonly called: Verdict;
}

/** Asks the same rules that the server asks. What they refuse is greyed out, with their reason as the tooltip. */
export function allowed(state: Conversation, asker: Asker): Allowed {
  const ask = (command: ConversationCommand): Verdict => {
    const decision = decide(state, command, {
      now: asker.now,
      actor: { kind: 'operator', id: asker.id, role: asker.role },
      // Only texts of holding replies and rungs are read from it, and neither decides whether a command is refused.
      policy: DEFAULT_POLICY,
      conversation: asker.conversation,
      reviewers: [],
      morning: asker.morning,
    });
    return decision.ok ? { ok: true } : decision;
  };
  return {
    claim: ask({ type: 'conversation.claim' }),
    takeOver: ask({ type: 'conversation.claim', reason: '-' }),
    write: ask({ type: 'message.post', text: '-' }),
    release: ask({ type: 'conversation.release' }),
    close: ask({ type: 'conversation.close' }),
    reopen: ask({ type: 'conversation.reopen' }),
    proposeMorning: ask({ type: 'morning.propose' }),
    closeReview: ask({ type: 'review.close', outcome: '-' }),
    snooze: ask({ type: 'conversation.snooze', until: null }),
    wake: ask({ type: 'conversation.wake' }),
    promise: ask({ type: 'promise.make', text: '-', due: asker.now + 3_600_000 }),
    settle: ask({ type: 'promise.settle', outcome: 'kept' }),
    restate: ask({ type: 'understanding.propose', text: '-' }),
    offerCall: ask({ type: 'callback.offer' }),
    called: ask({ type: 'callback.done', outcome: 'reached' }),
  };
}
