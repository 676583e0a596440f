import type { Entry, Pending } from '../../../../shared/client/types.ts';
import type { WireEvent } from '../../../../shared/protocol/events.ts';
import type { HeldMessage } from '../../desk/logic/held.ts';
import { type CallState, type Followed, follow, type PromiseState } from './timeline-cards.ts';

type Posted = Extract<WireEvent, { type: 'message.posted' }>;

/** One line of the conversation, top to bottom. `key` is stable, so that nothing is drawn anew when a line arrives. */
export type Item =
  | { readonly type: 'day'; readonly key: string; readonly at: number }
  | { readonly type: 'new'; readonly key: string }
  | {
      readonly type: 'message';
      readonly key: string;
      readonly seq: number;
      readonly at: number;
      readonly by: Posted['by'];
      readonly person: string;
      readonly name: string | undefined;
      /** null when it was withdrawn */
      readonly text: string | null;
      /** the first of a run by one person: it carries the name */
      readonly first: boolean;
      /** "one moment, please": it did not stop the clock */
      readonly holding: boolean;
      /** who took it back and why; `original` is what the team keeps of it, once the notes are here */
      readonly recalled?: Extract<WireEvent, { type: 'message.recalled' }> & { readonly original?: string | null };
    }
  | {
      readonly type: 'promise';
      readonly key: string;
      readonly at: number;
      readonly due: number;
      readonly by: string | null;
      readonly state: PromiseState;
    }
  | {
      readonly type: 'restated';
      readonly key: string;
      readonly seq: number;
      readonly at: number;
      readonly person: string;
      readonly name: string | undefined;
      readonly text: string | null;
      /** what the customer said; null: nothing yet, or never */
      readonly yes: boolean | null;
      /** another wording stands in its place */
      readonly over: boolean;
    }
  | {
      readonly type: 'call';
      readonly key: string;
      readonly at: number;
      readonly due: number;
      /** null once it was removed */
      readonly phone: string | null;
      readonly state: CallState;
    }
  | { readonly type: 'held'; readonly key: string; readonly message: HeldMessage }
  | {
      readonly type: 'fact';
      readonly key: string;
      readonly at: number;
      readonly event: FactEvent;
      readonly entry: Entry;
      /** of a step of a wait: since when the customer had waited */
      readonly since?: number;
    }
  | {
      readonly type: 'note';
      readonly key: string;
      readonly at: number;
      readonly name: string | undefined;
      readonly person: string;
      readonly text: string | null;
    }
  | {
      readonly type: 'pending';
      readonly key: string;
      readonly id: string;
      readonly at: number;
      readonly text: string;
      readonly late: boolean;
    };

type FactEvent = Exclude<WireEvent, { type: 'message.posted' | 'note.posted' }>;

/** What the timeline is made of. */
export interface Sources {
  readonly entries: readonly Entry[];
  readonly notes: readonly Entry[];
  readonly pending: readonly Pending[];
  /** on its way to this customer, and can still be taken back */
  readonly held: readonly HeldMessage[];
  /** the newest seq that was read when the conversation was opened: what follows from the other side is new; null for no divider */
  readonly readUpTo: number | null;
  /** the start of the day of a moment, by the local calendar, as a key */
  dayOf(at: number): string;
}

/** Lays the logs side by side by time. Each log keeps its own order; a note stands after what was said before it. */
export function timeline({ entries, notes, pending, held, readUpTo, dayOf }: Sources): readonly Item[] {
  const items: Item[] = [];
  let day: string | null = null;
  let speaker: string | null = null;
  let marked = readUpTo === null;
  const followed = follow(entries, notes);
  const waits = new Map<string, number>();
  const place = (at: number): void => {
    const today = dayOf(at);
    if (today === day) return;
    items.push({ type: 'day', key: `day ${today}`, at });
    day = today;
    speaker = null;
  };
  for (const { log, entry } of inTime(entries, notes)) {
    place(entry.at);
    for (const [index, event] of entry.events.entries()) {
      const key = `${log} ${entry.seq} ${index}`;
      if (event.type === 'clock.started') waits.set(event.kind, event.since);
      if (event.type === 'note.posted') {
        items.push({ type: 'note', key, at: entry.at, person: event.person, name: event.name, text: event.text });
      } else if (event.type === 'message.posted') {
        if (!marked && readUpTo !== null && event.by === 'customer' && entry.seq > readUpTo) {
          items.push({ type: 'new', key: 'new' });
          marked = true;
          speaker = null;
        }
        const { by, person, name, text } = event;
        const holding = event.holding === true;
        const recalled = followed.recalled.get(entry.seq);
        items.push({
          type: 'message',
          key,
          seq: entry.seq,
          at: entry.at,
          by,
          person,
          name,
          text,
          holding,
          first: speaker !== person,
          ...(recalled && { recalled }),
        });
        speaker = person;
      } else if (log === 'c' && isCard(event, entry)) {
        items.push(cardOf(event, { key, entry, index, followed }));
        speaker = null;
      } else if (isTold(event, entry)) {
        const since = event.type === 'rung.reached' ? waits.get(event.kind) : undefined;
        items.push({ type: 'fact', key, at: entry.at, event, entry, ...(since !== undefined && { since }) });
        speaker = null;
      }
    }
  }
  const applied = new Set(entries.map((entry) => entry.command));
  for (const { id, command, queuedAt, late } of pending) {
    // Between a commit and its acknowledgement both are here: it is drawn once.
    if (!WRITING.has(command.type) || typeof command['text'] !== 'string' || applied.has(id)) continue;
    place(queuedAt);
    items.push({ type: 'pending', key: `pending ${id}`, id, at: queuedAt, text: command['text'], late });
  }
  for (const message of held) items.push({ type: 'held', key: `held ${message.id}`, message });
  return items;
}
const WRITING: ReadonlySet<string> = new Set(['message.post', 'promise.make', 'understanding.propose']);

type CardEvent = Extract<WireEvent, { type: 'promise.made' | 'understanding.proposed' | 'callback.requested' }>;

/** Whether an event is drawn as a card. The promise of a morning is not: the rules made it, no operator typed it. */
function isCard(event: WireEvent, entry: Entry): event is CardEvent {
  if (event.type === 'understanding.proposed' || event.type === 'callback.requested') return true;
  const isGiven = entry.events.some((other) => other.type === 'clock.started' && other.given);
  return event.type === 'promise.made' && isGiven;
}

interface CardPlace {
  readonly key: string;
  readonly entry: Entry;
  readonly index: number;
  readonly followed: Followed;
}
function cardOf(event: CardEvent, { key, entry, index, followed }: CardPlace): Item {
  const { at, seq } = entry;
  switch (event.type) {
    case 'promise.made':
      return { type: 'promise', key, at, due: event.due, by: event.by, state: followed.promise(seq, index) };
    case 'callback.requested':
      return { type: 'call', key, at, due: event.due, phone: event.phone, state: followed.call(seq) };
    case 'understanding.proposed': {
      const { by: person, name, text } = event;
      const yes = followed.understood.get(seq) ?? null;
      const over = yes === null && seq !== followed.lastRestated;
      return { type: 'restated', key, seq, at, person, name, text, yes, over };
    }
  }
}

/** Clocks are in the head and in the list; in the timeline stand only facts that somebody did or that went out to somebody. */
function isTold(event: FactEvent, entry: Entry): boolean {
  switch (event.type) {
    case 'clock.started':
      return false;
    case 'clock.stopped':
      return (event.outcome === 'broken' || event.outcome === 'kept') && event.kind !== 'snooze';
    case 'conversation.opened':
    case 'conversation.reopened':
      return !entry.events.some(({ type }) => type === 'message.posted' || type === 'human.requested');
    case 'conversation.released':
      // "Asked for another person" says it already.
      return event.why !== 'customer';
    case 'conversation.woken':
      // The claim or the message that woke it stands in the timeline already.
      return event.why !== 'claimed' && event.why !== 'released';
    case 'message.recalled':
    case 'message.withdrawn':
      // The message itself says so.
      return false;
    default:
      return true;
  }
}

function inTime(entries: readonly Entry[], notes: readonly Entry[]): { log: 'c' | 'n'; entry: Entry }[] {
  const merged: { log: 'c' | 'n'; entry: Entry }[] = [];
  let next = 0;
  for (const entry of entries) {
    for (let note = notes[next]; note && note.at < entry.at; note = notes[++next])
      merged.push({ log: 'n', entry: note });
    merged.push({ log: 'c', entry });
  }
  for (const entry of notes.slice(next)) merged.push({ log: 'n', entry });
  return merged;
}
