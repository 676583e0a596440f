import type { ConversationEvent } from '../../shared/domain/conversation/events.ts';
import { evolve } from '../../shared/domain/conversation/evolve.ts';
import { type Conversation, EMPTY } from '../../shared/domain/conversation/state.ts';
import type { Commit } from '../../shared/domain/kernel/log.ts';
import type { Body } from '../../shared/domain/kernel/types.ts';
import { NO_NOTES, type NoteEvent, type Notes } from '../../shared/domain/notes/notes.ts';

/** A conversation's commits one after another, each with the state that its events lead to. */
export function aLog(at = Date.UTC(2026, 10, 22, 9)) {
  let state: Conversation = EMPTY;
  const commits: Commit<ConversationEvent, Conversation>[] = [];
  return {
    commits,
    /** the next commit; time moves on by a second each */
    add(events: readonly ConversationEvent[], body: Body = {}): Commit<ConversationEvent, Conversation> {
      const prev = state.seen;
      const when = at + commits.length * 1000;
      state = evolve(state, events, when);
      const commit = {
        seq: state.seq,
        prev,
        commitId: `commit-${state.seq}`,
        command: `command-000000000${state.seq}`,
        at: when,
        by: { kind: 'customer', id: 'ivan' },
        events,
        body,
        state,
      } as const;
      commits.push(commit);
      return commit;
    },
  };
}

/** A conversation's first commit: a customer writes and waits. */
export const opened = (at = Date.UTC(2026, 10, 22, 9), text = 'Is anyone there?') =>
  aLog(at).add(
    [
      { type: 'conversation.opened', customer: 'ivan' },
      { type: 'message.posted', by: 'customer', person: 'ivan' },
      { type: 'clock.started', kind: 'connect', since: at },
    ],
    { text, name: 'Ivan', customerName: 'Ivan', verified: true },
  );

export const note = (seq: number, text: string): Commit<NoteEvent, Notes> => ({
  seq,
  prev: { customer: 0, operator: seq - 1 },
  commitId: `commit-${seq}`,
  command: `command-000000000${seq}`,
  at: Date.UTC(2026, 10, 22, 9),
  by: { kind: 'operator', id: 'anna' },
  events: [{ type: 'note.posted', person: 'anna' }],
  body: { text },
  state: { ...NO_NOTES, seq, seen: { customer: 0, operator: seq } },
});
