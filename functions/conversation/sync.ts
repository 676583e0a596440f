import { customerView } from '../../shared/domain/conversation/audience.ts';
import type { ConversationEvent } from '../../shared/domain/conversation/events.ts';
import type { Conversation } from '../../shared/domain/conversation/state.ts';
import type { NoteEvent, Notes } from '../../shared/domain/notes/notes.ts';
import { MAX_BEHIND } from '../../shared/protocol/values.ts';
import {
  type ConversationCommit,
  hasAnythingFor,
  toCustomerCommit,
  toOperatorCommit,
  toOperatorNoteCommit,
  toWireView,
} from '../../shared/protocol/wire.ts';
import { namesOf } from '../kernel/deliver.ts';
import { howMany, roomIn } from '../kernel/fit.ts';
import type { Directory, LogKey, LogStore } from '../kernel/ports.ts';
import type { ReadMarks } from './ports.ts';

export interface SyncDeps {
  readonly conversations: LogStore<ConversationEvent, Conversation>;
  readonly directory: Directory;
  readonly readMarks: ReadMarks;
}

const PAGE = 50;

/** `since`: what is newer. `before`: a page of what is older, null from the end. */
export type Ask =
  | { readonly id: string; readonly since: number }
  | { readonly id: string; readonly before: number | null; readonly limit: number };

interface Slice<C> {
  /** where a cut must be made when it does not fit one answer */
  readonly keep: 'start' | 'end';
  readonly commits: readonly C[];
  readonly newest: C;
  readonly more: boolean;
  readonly reset: boolean;
}

/** What is newer than `since`; or, when that is too far back or not in this log at all, the newest page to begin from. */
async function newerThan<E, S>(
  store: LogStore<E, S>,
  key: LogKey,
  since: number,
): Promise<Slice<CommitOf<E, S>> | null> {
  const { commits, more } = await store.read(key, Math.max(since, 1), MAX_BEHIND + 1);
  const newest = commits.at(-1);
  if (!newest && since <= 1) return null; // read from the first on: there is no such log
  if (newest && !more)
    return { commits: commits.filter(({ seq }) => seq > since), newest, more: false, reset: false, keep: 'start' };
  if (since === 0 && !newest) return null; // nothing from the first on: there is no such log
  const back = await store.readBack(key, null, PAGE);
  const last = back[0];
  if (!last) return null;
  return { commits: [...back].reverse(), newest: last, more: (back.at(-1)?.seq ?? 1) > 1, reset: true, keep: 'end' };
}

const sliceOf = <E, S>(store: LogStore<E, S>, key: LogKey, ask: Ask): Promise<Slice<CommitOf<E, S>> | null> =>
  'since' in ask ? newerThan(store, key, ask.since) : olderThan(store, key, ask);
type CommitOf<E, S> = Awaited<ReturnType<LogStore<E, S>['read']>>['commits'][number];

/**
 * An answer with as many commits as one frame takes: the oldest of what is newer, but the newest of a page that ends at the
 * present. Of what was left out `more` tells.
 */
function paged<C extends object, F extends { readonly more: boolean }>(
  commits: readonly C[],
  from: 'start' | 'end',
  frame: F,
): F & { readonly commits: C[] } {
  const ordered = from === 'start' ? commits : commits.toReversed();
  const fit = ordered.slice(0, howMany(ordered, roomIn({ ...frame, commits: [] })));
  return {
    ...frame,
    commits: from === 'start' ? fit : fit.reverse(),
    more: frame.more || fit.length < commits.length,
  };
}

const isNotNull = <T>(value: T | null): value is T => value !== null;

/** `synced` for a customer, or null when the conversation is not theirs. */
export async function syncCustomer(deps: SyncDeps, key: LogKey, customer: string, ask: Ask) {
  let slice = await sliceOf(deps.conversations, key, ask);
  if (!slice || slice.newest.state.customer !== customer) return null;
  // A page with nothing for customers would be asked for again and again: it begins where it did.
  while ('before' in ask && slice?.more && !slice.commits.some(({ events }) => hasAnythingFor('customer', events)))
    slice = await olderThan(deps.conversations, key, { ...ask, before: slice.commits[0]?.seq ?? 0 });
  if (!slice) return null;
  const names = await namesOf(deps.directory, key.workspace);
  const { state } = slice.newest;
  const marks = await deps.readMarks.of(key.workspace, key.id);
  const commits = slice.commits.map((commit) => toCustomerCommit(commit, names)).filter(isNotNull);
  return paged(commits, slice.keep, {
    type: 'synced' as const,
    id: ask.id,
    conversation: key.id,
    log: 'conversation' as const,
    // The log's, not the newest shown: else a customer behind many commits of the team could never catch up (`after`).
    seq: state.seq,
    view: toWireView(customerView(state), names),
    more: slice.more,
    reset: slice.reset,
    // How far the team's words have come is the team's to know.
    read: { customer: marks.customer, operator: marks.operator },
  });
}

/** `synced` for an operator: everything of the log. */
export async function syncOperator(deps: SyncDeps, key: LogKey, ask: Ask) {
  const slice = await sliceOf(deps.conversations, key, ask);
  if (!slice) return null;
  const commits = slice.commits.filter(({ events }) => hasAnythingFor('operator', events)).map(toOperatorCommit);
  return paged(commits, slice.keep, {
    type: 'synced' as const,
    id: ask.id,
    conversation: key.id,
    log: 'conversation' as const,
    seq: slice.newest.state.seq,
    view: toOperatorCommit(slice.newest as ConversationCommit).view,
    more: slice.more,
    reset: slice.reset,
    read: await deps.readMarks.of(key.workspace, key.id),
  });
}

/** `synced` of the notes; operators only, from a log of their own. */
export async function syncNotes(notes: LogStore<NoteEvent, Notes>, key: LogKey, ask: Ask) {
  const slice = await sliceOf(notes, key, ask);
  return paged((slice?.commits ?? []).map(toOperatorNoteCommit), slice?.keep ?? 'start', {
    type: 'synced' as const,
    id: ask.id,
    conversation: key.id,
    log: 'notes' as const,
    seq: slice?.newest.state.seq ?? 0,
    view: null,
    more: slice?.more ?? false,
    reset: slice?.reset ?? false,
  });
}

async function olderThan<E, S>(
  store: LogStore<E, S>,
  key: LogKey,
  { before, limit }: { readonly before: number | null; readonly limit: number },
): Promise<Slice<CommitOf<E, S>> | null> {
  const [back, [newest]] = await Promise.all([store.readBack(key, before, limit), store.readBack(key, null, 1)]);
  if (!newest) return null;
  return { commits: [...back].reverse(), newest, more: (back.at(-1)?.seq ?? 1) > 1, reset: false, keep: 'end' };
}
