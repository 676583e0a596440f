import type { ConversationEvent } from '../../shared/domain/conversation/events.ts';
import { type Conversation, clockOf, EMPTY } from '../../shared/domain/conversation/state.ts';
import type { Commit } from '../../shared/domain/kernel/log.ts';
import { NO_PAGE } from '../../shared/domain/paging/state.ts';
import { checkCommit } from './invariants-commit.ts';
import { checkPageCommit, checkRinging, checkSends } from './invariants-page.ts';
import { checkWatched } from './invariants-watched.ts';
import type { ChatLog } from './logs.ts';
import { ensure, type Watched } from './watched.ts';

/** Checks what must be true at every moment; remembers how far it has read each log, and who caused a bad rating. */
export class Invariants {
  private readonly sim: Watched;
  private readonly read = new Map<string, number>();
  private readonly badRatings = new Map<string, Set<string>>();

  constructor(sim: Watched) {
    this.sim = sim;
  }

  check(): void {
    for (const log of this.sim.chats.values()) {
      for (const [before, commit] of this.unread(log, EMPTY)) {
        checkCommit(this.sim, log, before, commit);
        this.checkReview(log, commit);
      }
      checkWatched(this.sim, log);
    }
    for (const log of this.sim.pages.values()) {
      for (const [before, commit] of this.unread(log, NO_PAGE)) checkPageCommit(before, commit);
      checkRinging(this.sim, log);
    }
  }

  /** What is true of a whole run. */
  checkAtEnd(): void {
    this.check();
    for (const log of this.sim.pages.values()) checkSends(this.sim, log);
  }

  private *unread<E, S>(log: { key: string; commits: Commit<E, S>[] }, empty: S): Generator<[S, Commit<E, S>]> {
    const from = this.read.get(log.key) ?? 0;
    this.read.set(log.key, log.commits.length);
    for (const [index, commit] of log.commits.entries())
      if (index >= from) yield [log.commits[index - 1]?.state ?? empty, commit];
  }

  /** Invariant 8: until somebody who did not cause it has closed it, a bad rating has a review. */
  private checkReview(log: ChatLog, { state, events, by }: Commit<ConversationEvent, Conversation>): void {
    for (const event of events) {
      const causes = this.badRatings.get(log.key);
      if (event.type === 'conversation.rated' && event.score === 'bad')
        this.badRatings.set(log.key, new Set([...(causes ?? []), ...(event.rated ? [event.rated] : [])]));
      if (event.type !== 'review.closed') continue;
      ensure(!causes?.has(by.id), 'nobody closes the review of a rating of their own', by, [...(causes ?? [])]);
      this.badRatings.delete(log.key);
    }
    const causes = this.badRatings.get(log.key);
    if (!causes) return;
    ensure(state.review !== null && clockOf(state, 'review') !== undefined, 'a bad rating has a review', state);
    ensure(!state.review.owner || !causes.has(state.review.owner), 'its owner did not cause it', state.review);
  }
}
