import type { Millis } from '../types.ts';
import type { ConversationEvent, Outcome } from './events.ts';
import type { Conversation } from './state.ts';

export const startWait = (kind: 'connect' | 'reply', since: Millis): ConversationEvent => ({
  type: 'clock.started',
  kind,
  since,
});

/** Stops the clocks by which something is owed to the customer; a review goes on. */
export const stopClocks = (state: Conversation, outcome: Outcome): ConversationEvent[] =>
  state.clocks
    .filter((clock) => clock.kind !== 'review')
    .map((clock) => ({
      type: 'clock.stopped',
      kind: clock.kind,
      outcome: clock.kind === 'promise' && outcome === 'answered' ? 'kept' : outcome,
      since: clock.since,
    }));
