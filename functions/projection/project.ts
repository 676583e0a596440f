import { cardOf, lastOf } from '../../shared/domain/conversation/card.ts';
import type { ConversationEvent } from '../../shared/domain/conversation/events.ts';
import { clockOf } from '../../shared/domain/conversation/state.ts';
import { dayOf, hourOf } from '../../shared/domain/kernel/hours.ts';
import { DEFAULT_POLICY, type Policy, seconds } from '../../shared/domain/kernel/policy.ts';
import type { Millis } from '../../shared/domain/kernel/types.ts';
import type { ConversationCommit, NoteCommit } from '../../shared/protocol/wire.ts';
import { previewOf } from '../kernel/deliver.ts';
import type { Directory, LogKey } from '../kernel/ports.ts';
import { type Count, hintCounters, type Preview, type Projection, type Projections, TEAM } from './ports.ts';

/** A new commit, as the stream brings it. Pages are projected nowhere; of notes only what went wrong, and no text. */
export type Change =
  | { readonly log: 'conversation'; readonly key: LogKey; readonly commit: ConversationCommit }
  | { readonly log: 'notes'; readonly key: LogKey; readonly commit: NoteCommit };

export interface ProjectDeps {
  readonly projections: Projections;
  readonly directory: Pick<Directory, 'workspace'>;
}

/** Projects one commit. Harmless when repeated or late; no clock depends on it. */
export async function project({ projections, directory }: ProjectDeps, change: Change): Promise<void> {
  const { key } = change;
  const workspace = await directory.workspace(key.workspace);
  const policy = workspace?.policy ?? DEFAULT_POLICY;
  await projections.apply(
    change.log === 'notes' ? mistakesOf(key, change.commit, policy) : projectionOf(key, change.commit, policy),
  );
}

/** What the notes say of mistakes: on the cards of all whom they touch, in the team's list, and counted by their kind. */
export function mistakesOf(
  key: LogKey,
  { seq, at, events, state }: NoteCommit,
  { zone }: Pick<Policy, 'zone'>,
): Projection {
  const named = new Set(events.flatMap((event) => ('incident' in event ? [event.incident] : [])));
  const changed = (state.incidents ?? []).filter(({ id }) => named.has(id));
  const history = changed.flatMap(({ id, kind, at: since, touches, closed }) =>
    [TEAM, ...new Set(touches.map(({ customer }) => customer))].map((customer) => ({
      kind: 'incident' as const,
      customer,
      incident: id,
      mistake: kind,
      conversation: key.id,
      at: since,
      told: touches.every((one) => (customer !== TEAM && one.customer !== customer) || one.told !== undefined),
      closed: closed !== undefined,
    })),
  );
  const when = { day: dayOf(at, zone), hour: hourOf(at, zone) };
  const counts = events.flatMap((event): Count[] =>
    event.type === 'incident.opened'
      ? [{ ...when, metric: 'incident', person: null, add: { n: 1, [event.kind]: 1 } }]
      : [],
  );
  return { key, seq, log: 'notes', history, counts };
}

/** What a commit changes in the inbox, the customer's own list and the day's figures. */
export function projectionOf(
  key: LogKey,
  commit: ConversationCommit,
  policy: Pick<Policy, 'targets' | 'zone'>,
): Projection {
  const { seq, state, at, body } = commit;
  const { customer, status } = state;
  const isSeen = state.seen.customer === seq && status !== 'none';
  const preview = shownOf(commit);
  const last = lastOf(commit.events);
  const promise = clockOf(state, 'promise')?.due;
  const recalled = commit.events.find((event) => event.type === 'message.recalled');
  const rated = commit.events.find((event) => event.type === 'conversation.rated');
  const tagged = commit.events.find((event) => event.type === 'conversation.tagged');
  const claimed = commit.events.findLast((event) => event.type === 'conversation.claimed');
  return {
    key,
    seq,
    card: {
      card: cardOf(key.id, state),
      ...openingOf(commit),
      ...(preview && { preview }),
      ...(last && { last: { kind: last, at } }),
      ...(recalled && { withdrawn: recalled.seq }),
    },
    // The customer's list counts what the customer is shown: a commit without it moves nothing there.
    ...(isSeen && { customer: { customer, seq, status, at, ...(promise !== undefined && { promise }) } }),
    ...(rated && { history: [{ kind: 'rating', customer, conversation: key.id, score: rated.score, at }] }),
    ...(claimed && { served: { operator: claimed.owner, at } }),
    ...(tagged && body.label !== undefined && { tagged: { tag: tagged.tag, label: body.label } }),
    counts: countsOf(commit, policy),
  };
}

const openingOf = ({ events, body }: ConversationCommit): Pick<NonNullable<Projection['card']>, 'customer'> =>
  events.some(({ type }) => type === 'conversation.opened')
    ? {
        customer: {
          ...(body.customerName !== undefined && { name: body.customerName }),
          verified: body.verified === true,
        },
      }
    : {};

function shownOf({ events, body }: ConversationCommit): Preview | null {
  const posted = events.find((event) => event.type === 'message.posted');
  return posted ? { text: body.text === undefined ? null : previewOf(body.text), by: posted.by } : null;
}

/** Hints that came up: a message each, and by their rule alone. Joined: a wait for a person ended because one came. Answered: a wait for an answer ended by one. Rated: so it was. */
function countsOf(
  { events, at, by, body }: ConversationCommit,
  { targets, zone }: Pick<Policy, 'targets' | 'zone'>,
): Count[] {
  const when = { day: dayOf(at, zone), hour: hourOf(at, zone) };
  const isClaim = events.some(({ type }) => type === 'conversation.claimed');
  const person = by.kind === 'operator' ? by.id : null;
  const waited = (since: Millis, target: number): Count['add'] => ({
    n: 1,
    inTime: at - since <= seconds(target) ? 1 : 0,
    [histogramSlot(at - since)]: 1,
  });
  const countOf = (event: ConversationEvent): Count[] => {
    if (event.type === 'conversation.rated')
      return [{ ...when, metric: 'rated', person: event.rated, add: { n: 1, [event.score]: 1 } }];
    if (event.type === 'conversation.tagged')
      return [{ ...when, metric: 'tag', person: null, add: { [event.tag]: 1 } }];
    if (event.type !== 'clock.stopped') return [];
    if (event.kind === 'connect' && event.outcome === 'done' && isClaim)
      return [{ ...when, metric: 'joined', person, add: waited(event.since, targets.connect) }];
    if (event.kind === 'reply' && event.outcome === 'answered')
      return [{ ...when, metric: 'answered', person, add: waited(event.since, targets.reply) }];
    return [];
  };
  const { shown = [], overridden = [] } = body.hints ?? {};
  const hinted = [
    ...shown.map((rule) => hintCounters(rule).shown),
    ...overridden.map((rule) => hintCounters(rule).overridden),
  ];
  const hint: Count = {
    ...when,
    metric: 'hint',
    person: null,
    add: Object.fromEntries(hinted.map((name) => [name, 1])),
  };
  return [...events.flatMap(countOf), ...(hinted.length > 0 ? [hint] : [])];
}

/**
 * The counter of a duration's slot: half octaves of seconds (1, 1.4, 2, 2.8, 4, …), so that percentiles over any range
 * come out within 20 % from a few dozen counters.
 */
export const histogramSlot = (duration: Millis): string =>
  `w${Math.round(2 * Math.log2(Math.max(1, duration / 1000)))}`;
