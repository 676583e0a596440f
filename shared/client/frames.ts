import type { ServerPush } from '../protocol/pushes.ts';
import { endSync, findAsk, historyKey, setAsk, settle, startSync, syncKey } from './asks.ts';
import { drop, stop, welcomed } from './connection.ts';
import { applyCommit, applyHistory, applySynced } from './copies.ts';
import { ponged } from './heartbeat.ts';
import { onMark, onTyping } from './hints.ts';
import type { AnyCommit, Ask, Synced } from './model.ts';
import { done, findQueued, refused } from './outbox.ts';
import { retryDelay } from './timing.ts';
import { copyOf, isFollowed, logOf, NO_COPY, setCopy, setLog, type Turn } from './turn.ts';

type Push<T extends ServerPush['type']> = Extract<ServerPush, { type: T }>;

/** One frame from the server. Frames of a socket that was replaced are the shell's to drop. */
export function onFrame(turn: Turn, transport: number, frame: ServerPush): void {
  if (frame.type === 'welcome') {
    welcomed(turn, transport, frame);
    return;
  }
  const { link } = turn.core;
  if (link?.transport !== transport) return;
  if (link.phase !== 'live') {
    if (frame.type === 'error' && frame.id === link.hello) {
      if (frame.retry === 'never') stop(turn, frame.code);
      else drop(turn);
      return;
    }
    if (frame.type !== 'bye') return;
  }
  switch (frame.type) {
    case 'bye':
      if (frame.retry) drop(turn);
      else stop(turn, frame.code);
      return;
    case 'ack':
      onAck(turn, frame);
      return;
    case 'error':
      onError(turn, frame);
      return;
    case 'commit':
      onCommit(turn, frame.conversation, frame.log, frame);
      return;
    case 'synced':
      onSynced(turn, frame);
      return;
    case 'typing':
      onTyping(turn, frame);
      return;
    case 'read':
      onMark(turn, frame.conversation, frame.kind, frame.seq);
      return;
    case 'pong':
      ponged(turn, frame);
      break;
  }
  turn.door.frame?.(turn, frame);
  answer(turn, frame);
}

/** Ends the question that a frame answers, but for those about a log. Parts of a whole inbox answer it with the last. */
function answer(turn: Turn, frame: ServerPush): void {
  if (!('id' in frame) || !frame.id || (frame.type === 'inbox' && frame.more)) return;
  const found = findAsk(turn, frame.id);
  if (found && found[1].kind !== 'sync' && found[1].kind !== 'history') settle(turn, ...found, frame);
}

function onCommit(turn: Turn, conversation: string, log: 'conversation' | 'notes', commit: AnyCommit): void {
  if (log === 'conversation') turn.door.commits?.(turn, conversation, [commit]);
  const copy = copyOf(turn.core, conversation);
  if (!copy && !isFollowed(turn, conversation)) return;
  const before = logOf(copy ?? NO_COPY, log);
  const { copy: after, hasGap } = applyCommit(before, commit);
  if (after !== before) setLog(turn, conversation, log, after);
  if (hasGap && isFollowed(turn, conversation)) startSync(turn, conversation, log);
  done(turn, conversation, new Set([commit.command]));
  if (copy?.typing && copy.typing.person === commit.by.id) setCopy(turn, conversation, { typing: null });
}

function onAck(turn: Turn, ack: Push<'ack'>): void {
  const found = findQueued(turn, ack.id);
  const conversation = ack.conversation ?? found?.queued.conversation;
  const log = ack.log ?? found?.queued.log ?? 'conversation';
  if (ack.commit && conversation) onCommit(turn, conversation, log, ack.commit);
  if (!found) {
    answer(turn, ack);
    return;
  }
  // Acknowledged without its commit (an answer repeated): what we lack of the log is asked for.
  if (!ack.commit && (ack.seq ?? 0) > logOf(found.copy, log).seq) startSync(turn, found.queued.conversation, log);
  done(turn, found.queued.conversation, new Set([ack.id]));
}

function onError(turn: Turn, error: Push<'error'>): void {
  if (error.id === null) return; // a frame of ours that could not even be read; it is sent again as it was
  const queued = findQueued(turn, error.id);
  if (queued) {
    refused(turn, queued, error);
    return;
  }
  const found = findAsk(turn, error.id);
  if (!found) return;
  const [key, asked] = found;
  if (error.retry === 'same') {
    setAsk(turn, key, { ...asked, retryAt: turn.now + retryDelay(asked.tries, turn.random) });
    return;
  }
  settle(turn, key, asked, error);
  if (asked.kind === 'sync') syncRefused(turn, asked, error);
}

/** A conversation that does not exist (yet) has nothing to load; unless it came to be since the question was asked. */
function syncRefused(turn: Turn, { conversation, log, since }: Ask, error: Push<'error'>): void {
  endSync(turn, conversation, log, false);
  const copy = logOf(copyOf(turn.core, conversation) ?? NO_COPY, log);
  if (error.code === 'not_found' && copy.seq === since)
    setLog(turn, conversation, log, { ...NO_COPY.log, complete: true });
}

function onSynced(turn: Turn, frame: Synced): void {
  const { conversation, log, id, read } = frame;
  const found = findAsk(turn, id);
  if (!copyOf(turn.core, conversation) && !isFollowed(turn, conversation)) return;
  if (found?.[1].kind === 'history') {
    setAsk(turn, found[0], null);
    setLog(turn, conversation, log, applyHistory(logOf(copyOf(turn.core, conversation) ?? NO_COPY, log), frame));
  } else onNewer(turn, frame);
  answer(turn, frame);
  for (const [kind, seq] of Object.entries(read ?? {})) onMark(turn, conversation, kind as keyof typeof read, seq);
  done(turn, conversation, new Set(frame.commits.map(({ command }) => command)));
  turn.door.frame?.(turn, frame);
}

/** What is newer in a log: the answer to our `sync`, or sent by itself after a heartbeat. */
function onNewer(turn: Turn, frame: Synced): void {
  const { conversation, log } = frame;
  const asked = turn.core.asks.get(syncKey(conversation, log));
  const isAnswer = asked?.id === frame.id;
  const copy = logOf(copyOf(turn.core, conversation) ?? NO_COPY, log);
  const { copy: after, again } = applySynced(copy, frame, isAnswer ? asked.since : null);
  if (frame.reset) setAsk(turn, historyKey(conversation, log), null);
  if (after !== copy) setLog(turn, conversation, log, after);
  if (isAnswer) endSync(turn, conversation, log, again);
  else if (again) startSync(turn, conversation, log);
  if (log === 'conversation') turn.door.commits?.(turn, conversation, frame.commits);
}
