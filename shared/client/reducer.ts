import { ask, askOlder, sendAsks } from './asks.ts';
import { closed, connect, opened, stop, tickConnection, trouble, wake } from './connection.ts';
import { onFrame } from './frames.ts';
import { beat, scheduleBeat } from './heartbeat.ts';
import { endTyping, hint } from './hints.ts';
import type { Copy, Core, Effect, Input } from './model.ts';
import { dueTimes, enqueue, sendPending } from './outbox.ts';
import { TIMING } from './timing.ts';
import { copyOf, type Door, isLive, patch, setCopy, show, type Turn } from './turn.ts';

/** State and effects after one input. Pure: time, chance and ids come with the input. */
export function reduce(
  core: Core,
  input: Input,
  { door, now, random }: { door: Door; now: number; random: number },
): { core: Core; effects: readonly Effect[] } {
  const turn: Turn = { core, effects: [], door, now, random };
  apply(turn, input);
  // Whatever happened may have made something due or have let the next command go; both do nothing otherwise.
  sendAsks(turn);
  sendPending(turn);
  return { core: turn.core, effects: turn.effects };
}

function apply(turn: Turn, input: Input): void {
  switch (input.type) {
    case 'start':
      if (turn.core.isRunning) return;
      patch(turn, { isRunning: true, attempt: 0 });
      connect(turn);
      return;
    case 'stop':
      stop(turn, 'stopped');
      return;
    case 'wake':
      wake(turn);
      return;
    case 'active':
      if (turn.core.isActive === input.active) return;
      patch(turn, { isActive: input.active });
      if (input.active) beat(turn);
      else scheduleBeat(turn);
      return;
    case 'opened':
      opened(turn, input.transport);
      return;
    case 'closed':
      closed(turn, input.transport, input.fatal);
      return;
    case 'frame':
      onFrame(turn, input.transport, input.frame);
      return;
    case 'trouble':
      if (input.transport === turn.core.link?.transport) trouble(turn);
      return;
    case 'command': {
      const { id, conversation, log, command, after } = input;
      enqueue(turn, conversation, {
        id,
        log,
        command,
        after,
        queuedAt: turn.now,
        sentAt: null,
        late: false,
      });
      return;
    }
    case 'request':
      if (input.frame.type === 'inbox.watch') patch(turn, { inbox: { ...turn.core.inbox, isWatched: true } });
      ask(turn, input.id, { kind: 'request', id: input.id, frame: input.frame });
      return;
    case 'hint':
      hint(turn, input.frame);
      return;
    case 'watch':
    case 'unwatch':
      watch(turn, input.conversation, input.type === 'watch');
      return;
    case 'older':
      askOlder(turn, input.conversation);
      return;
    case 'dismiss':
      show(turn, { refusals: turn.core.state.refusals.filter(({ id }) => id !== input.id) });
      return;
    case 'tick':
      tickConnection(turn);
      endTyping(turn);
      return;
  }
}

function watch(turn: Turn, conversation: string, isOn: boolean): void {
  const watched = new Set(turn.core.watched);
  if (watched.has(conversation) === isOn) return;
  if (isOn) watched.add(conversation);
  else watched.delete(conversation);
  patch(turn, { watched });
  if (!isOn) {
    turn.door.unwatch?.(turn, conversation);
    return;
  }
  if (!copyOf(turn.core, conversation)) setCopy(turn, conversation, {});
  if (isLive(turn.core)) turn.door.watch(turn, conversation); // else `ready` does
}

/** When the reducer must be run again with a `tick` if nothing else happens; null: never. */
export function deadline(core: Core): number | null {
  const times: number[] = [];
  if (core.isRunning) {
    if (!core.link) times.push(core.retryAt);
    else if (core.link.phase !== 'live') times.push(core.link.deadline);
    else {
      times.push(core.ping ? core.ping.at + TIMING.pong : core.beatAt, core.next ? core.next.deadline : core.rotateAt);
      for (const { retryAt } of core.asks.values()) times.push(retryAt);
    }
  }
  for (const copy of core.state.conversations.values() as MapIterator<Copy>) {
    if (copy.typing) times.push(copy.typing.until - core.state.offset);
    times.push(...dueTimes(copy, isLive(core)));
  }
  return times.length === 0 ? null : Math.min(...times);
}
