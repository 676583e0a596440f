import type { ClockKind } from '../kernel/policy.ts';
import type { Millis } from '../kernel/types.ts';
import type { ConversationEvent } from './events.ts';
import type { Score } from './rating.ts';
import { type Clock, type Conversation, clockOf, isSnoozed, waitOf } from './state.ts';

/**
 * Where a conversation stands in the inbox. `owned` covers both "mine" (its card has a clock) and "waiting for the
 * customer" (it has none): these two take turns with each message, and only the owner and the viewers need to know.
 */
export const BUCKETS = ['person', 'owned', 'snoozed', 'review', 'closed'] as const;
export type Bucket = (typeof BUCKETS)[number];

/** How far a wait has climbed; a change is what rings in the console. */
export type Escalation = 'none' | 'assignee' | 'team' | 'lead' | 'page';

/** What happened last in a conversation, as its row says it; `said`: a message, whose beginning the row shows. */
export const LAST = [
  'said',
  'withdrawn',
  'disputed',
  'notQuite',
  'unsolved',
  'call',
  'excellent',
  'good',
  'bad',
] as const;
export type Last = (typeof LAST)[number];

/** What of an event decides; events of the log have it, and those that clients are told. */
interface Happened {
  readonly type: string;
  readonly yes?: boolean | undefined;
  readonly solved?: boolean | undefined;
  readonly score?: Score | undefined;
}

/** What a commit has that a row is to say; null: what the row says already stays. */
export function lastOf(events: readonly Happened[]): Last | null {
  const said = ({ type, yes, solved, score }: Happened): Last | null => {
    switch (type) {
      case 'message.posted':
      case 'understanding.proposed':
        return 'said';
      case 'message.recalled':
        return 'withdrawn';
      case 'answer.disputed':
        return 'disputed';
      case 'understanding.answered':
        return yes ? null : 'notQuite';
      case 'solved.answered':
        return solved ? null : 'unsolved';
      case 'callback.requested':
        return 'call';
      case 'conversation.rated':
        return score ?? null;
      default:
        return null;
    }
  };
  return events.reduce<Last | null>((last, event) => said(event) ?? last, null);
}

/** One row of the inbox: a projection of the state, small enough to push on each change. */
export interface Card {
  readonly conversation: string;
  /** seq of the commit that last moved it for the team (see {@link cardMoved}), not of the last message */
  readonly seq: number;
  readonly customer: string;
  readonly bucket: Bucket;
  readonly owner: string | null;
  readonly escalation: Escalation;
  /** the clock that lapses first, if any */
  readonly clock: {
    readonly kind: ClockKind;
    readonly since: Millis;
    /** absent for waits, and for what was put aside until the customer writes */
    readonly due?: Millis;
  } | null;
  /** since of the wait, else when it came into its bucket: the row's place in the bucket's order */
  readonly since: Millis;
  /** ids of its tags; absent: none */
  readonly tags?: string[];
  /** who looks into a bad rating */
  readonly reviewer: string | null;
  /** the owner said "I have it" and has not written yet */
  readonly coming: Millis | null;
}

function bucketOf(state: Conversation): Bucket {
  if (state.status === 'closed') return state.review ? 'review' : 'closed';
  if (isSnoozed(state)) return 'snoozed';
  return state.owner ? 'owned' : 'person';
}

const LEVEL: readonly Escalation[] = ['none', 'assignee', 'team', 'lead', 'page'];

function escalationOf(state: Conversation): Escalation {
  const fired = state.clocks.flatMap((clock) => clock.fired);
  const reached = (act: string): boolean => fired.some((rung) => rung.startsWith(act));
  const level = reached('page@')
    ? 4
    : reached('tell.lead@')
      ? 3
      : reached('nudge.team@')
        ? 2
        : reached('nudge.assignee@')
          ? 1
          : 0;
  return LEVEL[level] ?? 'none';
}

/** The clock that a card shows: the wait, else of what is owed and put aside the first to fall due, else the review. */
function shownClock(state: Conversation): Clock | undefined {
  const due = ({ due: at, from }: Clock): Millis => at ?? from;
  const timed = state.clocks.filter(({ kind }) => kind === 'promise' || kind === 'callback' || kind === 'snooze');
  return waitOf(state) ?? timed.sort((a, b) => due(a) - due(b))[0] ?? clockOf(state, 'review');
}

export function cardOf(conversation: string, state: Conversation): Card {
  const clock = shownClock(state);
  return {
    conversation,
    seq: state.moved.seq,
    customer: state.customer,
    bucket: bucketOf(state),
    owner: state.owner,
    escalation: escalationOf(state),
    clock: clock
      ? { kind: clock.kind, since: clock.since, ...(clock.due !== undefined && !clock.open && { due: clock.due }) }
      : null,
    since: (state.owner ? undefined : waitOf(state)?.since) ?? state.moved.at,
    ...(state.tags && { tags: [...state.tags] }),
    reviewer: state.review?.owner ?? null,
    coming: state.coming,
  };
}

/**
 * Whether everyone who watches the inbox must hear of it: a change of bucket, owner, escalation or reviewer, and of the
 * clock while nobody has it; about four in a conversation. All else goes to the owner and the viewers only. What was put
 * aside even its owner does not watch: that its customer has written (thanks) is told to all, with the words.
 */
export function cardMoved(before: Conversation, after: Conversation, events: readonly ConversationEvent[]): boolean {
  return (
    (isSnoozed(after) && events.some((event) => event.type === 'message.posted' && event.by === 'customer')) ||
    bucketOf(before) !== bucketOf(after) ||
    before.owner !== after.owner ||
    escalationOf(before) !== escalationOf(after) ||
    before.review?.owner !== after.review?.owner ||
    ((!after.owner || isSnoozed(after)) && !sameClock(shownClock(before), shownClock(after))) ||
    (before.status === 'none' && after.status !== 'none')
  );
}

const sameClock = (a: Clock | undefined, b: Clock | undefined): boolean =>
  a?.kind === b?.kind && a?.since === b?.since && a?.from === b?.from;
