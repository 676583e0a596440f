import type { WireEvent } from '../protocol/events.ts';
import type { AnyCommit, Synced, View } from './model.ts';
import type { Entry, LogCopy } from './types.ts';

type Copy = LogCopy<View>;

const toEntry = ({ seq, at, by, command, events }: AnyCommit): Entry => ({ seq, at, by, command, events });

/** Adds entries, each seq once, in order. The usual case, one at the end, copies once and sorts nothing. */
function addEntries(entries: readonly Entry[], more: readonly Entry[]): readonly Entry[] {
  const last = entries.at(-1)?.seq ?? -1;
  const first = more[0];
  if (first === undefined) return entries;
  if (more.length === 1 && first.seq > last) return [...entries, first];
  const bySeq = new Map([...entries, ...more].map((entry) => [entry.seq, entry]));
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

/** What a commit took back has no text any more. */
const withdraw = (entries: readonly Entry[], { events }: AnyCommit): readonly Entry[] =>
  events.reduce(
    (all, recalled) =>
      recalled.type === 'message.recalled'
        ? all.map((entry) => (entry.seq === recalled.seq ? { ...entry, events: entry.events.map(blank) } : entry))
        : all,
    entries,
  );
const blank = (event: WireEvent): WireEvent => ({ ...event, text: null }) as WireEvent;

/**
 * Applies one commit. In order (`prev` <= mine < `seq`) it moves the copy on; one known already changes nothing. With a
 * gap before it the entry is shown at its place, but `seq` and `view` stay until `sync` has brought what is missing.
 */
export function applyCommit(copy: Copy, commit: AnyCommit): { copy: Copy; hasGap: boolean } {
  if (commit.seq <= copy.seq) return { copy, hasGap: false };
  const entries = withdraw(addEntries(copy.entries, [toEntry(commit)]), commit);
  if (commit.prev > copy.seq) return { copy: { ...copy, entries }, hasGap: true };
  return {
    copy: {
      ...copy,
      entries,
      seq: commit.seq,
      view: commit.view ?? copy.view,
      complete: copy.complete || commit.prev === 0,
    },
    hasGap: false,
  };
}

/**
 * Applies the answer to `sync`. `since` is what our question asked from, or null when the server sent it by itself (or
 * answers a question that is over): then nothing is taken on trust beyond its commits. `again`: something is still missing.
 */
export function applySynced(copy: Copy, frame: Synced, since: number | null): { copy: Copy; again: boolean } {
  if (frame.reset) return applyReset(copy, frame, since);
  let after = copy;
  for (const commit of frame.commits) {
    const step = applyCommit(after, commit);
    after = step.copy;
    if (step.hasGap) return { copy: after, again: true };
  }
  if (frame.more) return { copy: after, again: true };
  // Our question covered everything up to frame.seq; an unasked answer may have begun after a gap of ours.
  if (since !== null && since <= copy.seq && frame.seq > after.seq) after = { ...after, seq: frame.seq };
  if (frame.seq === after.seq && frame.view !== null) after = { ...after, view: frame.view };
  const isEmpty = frame.seq === 0 && after.entries.length === 0;
  const isAhead = (after.entries.at(-1)?.seq ?? 0) > after.seq;
  return {
    copy: isEmpty ? { ...after, complete: true } : after,
    // Ahead of what we asked, yet we moved on: ask once more. Without progress the heartbeat does it, not a tight loop.
    again: frame.seq > after.seq || (isAhead && after.seq > copy.seq),
  };
}

/** The newest page, to begin from: what was before is too far back, or not of this log at all. */
function applyReset(copy: Copy, frame: Synced, since: number | null): { copy: Copy; again: boolean } {
  // Shorter than ours: stale when ours has moved on since the question; else the server has another log than we had.
  const isShorter = frame.seq < copy.seq;
  if (isShorter && since !== copy.seq) return { copy, again: true };
  const kept = isShorter ? [] : copy.entries.filter((entry) => entry.seq > frame.seq);
  const commits = frame.commits.map(toEntry);
  return {
    copy: {
      ...copy,
      entries: addEntries(commits, kept),
      seq: frame.seq,
      view: frame.view,
      complete: !frame.more,
    },
    again: kept.length > 0,
  };
}

/** Puts the answer to `history` before what is there. */
export function applyHistory(copy: Copy, frame: Synced): Copy {
  const commits = frame.commits.filter(({ seq }) => seq < (copy.entries[0]?.seq ?? Number.POSITIVE_INFINITY));
  const complete = !frame.more || frame.commits[0]?.prev === 0;
  return { ...copy, entries: addEntries(commits.map(toEntry), copy.entries), complete };
}

/** Whether the copy surely holds every entry after `seq`. */
export const covers = (copy: Copy, seq: number): boolean =>
  !copy.syncing && (copy.complete || (copy.entries[0]?.seq ?? Number.POSITIVE_INFINITY) <= seq);
