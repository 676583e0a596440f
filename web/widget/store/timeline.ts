import type { ConversationCopy, Entry } from '../../../shared/client/types.ts';
import type { WireCustomerView, WireEvent } from '../../../shared/protocol/events.ts';
import { isSameDay } from '../../base/locale.ts';

/** One line of the log, as drawn. */
export type Item =
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'new'; readonly key: string }
  | MessageItem
  | { readonly kind: 'fact'; readonly key: string; readonly at: number; readonly fact: Fact }
  | PromiseItem;

export interface MessageItem {
  readonly kind: 'message';
  readonly key: string;
  /** 0: not in the log yet */
  readonly seq: number;
  readonly mine: boolean;
  readonly person: string;
  readonly name: string | null;
  /** null: withdrawn */
  readonly text: string | null;
  readonly at: number;
  /** the first of a run by one person: carries face and name */
  readonly first: boolean;
  readonly status: 'sending' | 'late' | 'sent' | 'read' | null;
}

export interface PromiseItem {
  readonly kind: 'promise';
  readonly key: string;
  readonly at: number;
  readonly due: number;
  readonly name: string | null;
  readonly outcome: 'open' | 'kept' | 'broken';
}

export type Fact =
  | { readonly type: 'joined' | 'back' | 'coming'; readonly name: string }
  | { readonly type: 'left'; readonly name: string | null }
  | { readonly type: 'called' | 'disputed' | 'unsolved' | 'closed' | 'closedByYou' }
  | { readonly type: 'proposed'; readonly name: string | null; readonly due: number }
  | { readonly type: 'rated'; readonly score: 'excellent' | 'good' | 'bad' };

type Copy = ConversationCopy<WireCustomerView | null>;

/** Two messages of one person stand together when no more than this lies between them. */
const RUN_MS = 5 * 60_000;

/**
 * The log of a conversation as items, oldest first, with what is still on its way at the end.
 * @param newAfter messages of others after this seq stand below a "new" line; null: no such line
 * @param offset what to add to local times to get the server's
 */
export function timeline(
  copy: Copy | undefined,
  { newAfter, offset }: { newAfter: number | null; offset: number },
): Item[] {
  if (!copy) return [];
  const items: Item[] = [];
  const names = new Map<string, string>();
  let lastOwner: string | null = null;
  for (const entry of copy.log.entries) {
    for (const [index, event] of entry.events.entries()) {
      if ('name' in event && event.name !== undefined) remember(names, event);
      const item = itemOf(event, entry, index, { names, lastOwner, read: copy.read.operator });
      if (event.type === 'conversation.claimed') lastOwner = event.owner;
      if (event.type === 'clock.stopped' && event.kind === 'promise') endPromise(items, event.outcome);
      if (item) items.push(item);
    }
  }
  for (const { id, command, queuedAt, late } of copy.pending) {
    if (command.type !== 'message.post') continue;
    items.push({
      kind: 'message',
      key: id,
      seq: 0,
      mine: true,
      person: '',
      name: null,
      text: String(command['text']),
      at: queuedAt + offset,
      first: false,
      status: late ? 'late' : 'sending',
    });
  }
  return withRuns(withDividers(items, newAfter));
}

function remember(names: Map<string, string>, event: WireEvent): void {
  if (event.type === 'message.posted' && event.by === 'operator' && event.name) names.set(event.person, event.name);
  if (event.type === 'conversation.claimed' && event.name) names.set(event.owner, event.name);
  if (event.type === 'morning.proposed' && event.name) names.set(event.by, event.name);
}

interface Known {
  readonly names: ReadonlyMap<string, string>;
  readonly lastOwner: string | null;
  readonly read: number;
}

function itemOf(event: WireEvent, entry: Entry, index: number, { names, lastOwner, read }: Known): Item | null {
  const { at, seq } = entry;
  // The sender's own message keeps its key, so that it stays in place when it is acknowledged.
  const key = event.type === 'message.posted' && entry.command ? entry.command : `${seq}.${index}`;
  const fact = (what: Fact): Item => ({ kind: 'fact', key, at, fact: what });
  switch (event.type) {
    case 'message.posted': {
      const mine = event.by === 'customer';
      const status = mine ? (read >= seq ? 'read' : 'sent') : null;
      const name = event.name ?? names.get(event.person) ?? null;
      return {
        kind: 'message',
        key,
        seq,
        mine,
        person: event.person,
        name,
        text: event.text,
        at,
        first: false,
        status,
      };
    }
    case 'conversation.claimed': {
      const name = event.name ?? names.get(event.owner);
      if (name === undefined) return null;
      if (event.via === 'page') return fact({ type: 'coming', name });
      return fact({ type: lastOwner === event.owner ? 'back' : 'joined', name });
    }
    case 'conversation.released':
      return event.why === 'customer' ? null : fact({ type: 'left', name: names.get(event.from) ?? null });
    case 'human.requested':
      return event.choice === 'morning' ? null : fact({ type: 'called' });
    case 'morning.proposed':
      return fact({ type: 'proposed', name: event.name ?? names.get(event.by) ?? null, due: event.due });
    case 'promise.made':
      return { kind: 'promise', key, at, due: event.due, name: nameOf(event.by, names), outcome: 'open' };
    case 'answer.disputed':
      return fact({ type: 'disputed' });
    case 'conversation.closed':
      return fact({ type: event.by === 'customer' ? 'closedByYou' : 'closed' });
    case 'solved.answered':
      return event.solved ? null : fact({ type: 'unsolved' });
    case 'conversation.rated':
      return fact({ type: 'rated', score: event.score });
    default:
      return null;
  }
}

const nameOf = (person: string | null, names: ReadonlyMap<string, string>): string | null =>
  person === null ? null : (names.get(person) ?? null);

/** The promise made last was kept, broken, or gave way to something else: then its card goes. */
function endPromise(items: Item[], outcome: string): void {
  const index = items.findLastIndex(({ kind }) => kind === 'promise');
  const found = items[index];
  if (found?.kind !== 'promise' || found.outcome !== 'open') return;
  if (outcome === 'kept' || outcome === 'broken') items[index] = { ...found, outcome };
  else items.splice(index, 1);
}

function withDividers(items: readonly Item[], newAfter: number | null): Item[] {
  const out: Item[] = [];
  let day: number | null = null;
  let isMarked = newAfter === null;
  for (const item of items) {
    if ('at' in item && (day === null || !isSameDay(day, item.at))) {
      day = item.at;
      out.push({ kind: 'day', key: `day-${item.key}`, at: item.at });
    }
    if (!isMarked && item.kind === 'message' && !item.mine && item.seq > (newAfter ?? 0)) {
      isMarked = true;
      out.push({ kind: 'new', key: 'new' });
    }
    out.push(item);
  }
  return out;
}

function withRuns(items: readonly Item[]): Item[] {
  return items.map((item, index) => {
    if (item.kind !== 'message') return item;
    const before = items[index - 1];
    const together = before?.kind === 'message' && before.mine === item.mine && item.at - before.at < RUN_MS;
    return { ...item, first: !(together && (item.mine || before.person === item.person)) };
  });
}

/** How many messages of others came after `seen`. */
export const unreadCount = (copy: Copy | undefined, seen: number): number =>
  (copy?.log.entries ?? [])
    .filter(({ seq }) => seq > seen)
    .flatMap(({ events }) => events)
    .filter((event) => event.type === 'message.posted' && event.by === 'operator' && event.text !== null).length;
