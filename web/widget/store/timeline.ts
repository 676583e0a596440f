import type { ConversationCopy, Entry } from '../../../shared/client/types.ts';
import type { WireCustomerView, WireEvent } from '../../../shared/protocol/events.ts';
import { isSameDay } from '../../base/locale.ts';
import type { Words } from '../strings.ts';
import type { LaterWords } from '../strings-later.ts';

/** One line of the log, as drawn. */
export type Item =
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'new'; readonly key: string }
  | MessageItem
  | FactItem
  | PromiseItem;

/** Something that happened, as one line; `strong`: a person came. */
export interface FactItem {
  readonly kind: 'fact';
  readonly key: string;
  readonly at: number;
  readonly text: string;
  readonly strong: boolean;
}

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

type Copy = ConversationCopy<WireCustomerView | null>;

/** Two messages of one person stand together when no more than this lies between them. */
const RUN_MS = 5 * 60_000;

interface Reading {
  /** messages of others after this seq stand below a "new" line; null: no such line */
  readonly newAfter: number | null;
  /** what to add to local times to get the server's */
  readonly offset: number;
  readonly words: Words;
  /** of the panel's second file; until it is here, what its words say is left out */
  readonly more: LaterWords | null;
}

/** The log of a conversation as items, oldest first, with what is still on its way at the end. */
export function timeline(copy: Copy | undefined, { newAfter, offset, words, more }: Reading): Item[] {
  if (!copy) return [];
  const items: Item[] = [];
  const names = new Map<string | null, string>();
  let lastOwner: string | null = null;
  for (const entry of copy.log.entries) {
    for (const [index, event] of entry.events.entries()) {
      if ('name' in event && event.name && entry.by.kind === 'operator') names.set(entry.by.id, event.name);
      const item = itemOf(event, entry, index, { names, lastOwner, read: copy.read.operator, words, more });
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

interface Known extends Pick<Reading, 'words' | 'more'> {
  /** what each person was called when he last did something */
  readonly names: ReadonlyMap<string | null, string>;
  readonly lastOwner: string | null;
  readonly read: number;
}

function itemOf(event: WireEvent, entry: Entry, index: number, known: Known): Item | null {
  const { names, words, more } = known;
  const { at, seq } = entry;
  const nameOf = (person: string | null): string | null => names.get(person) ?? null;
  // The sender's own message keeps its key, so that it stays in place when it is acknowledged.
  const key = event.type === 'message.posted' && entry.command ? entry.command : `${seq}.${index}`;
  const fact = (text: string | undefined, strong = false): Item | null =>
    text === undefined ? null : { kind: 'fact', key, at, text, strong };
  switch (event.type) {
    case 'message.posted': {
      const { person, text, by } = event;
      const mine = by === 'customer';
      const status = mine ? (known.read >= seq ? 'read' : 'sent') : null;
      return { kind: 'message', key, seq, mine, person, name: nameOf(person), text, at, first: false, status };
    }
    case 'conversation.claimed': {
      const name = event.name ?? nameOf(event.owner);
      if (name === null) return null;
      if (event.via === 'page') return fact(more?.coming(name), true);
      return known.lastOwner === event.owner ? fact(more?.back(name)) : fact(more?.joined(name), true);
    }
    case 'conversation.released':
      return event.why === 'customer' ? null : fact(more?.left(nameOf(event.from)));
    case 'human.requested':
      return event.choice === 'morning' ? null : fact(words.youCalled);
    case 'morning.proposed':
      return fact(more?.wasProposed(nameOf(event.by), words.byTime(event.due, at)));
    case 'promise.made':
      return { kind: 'promise', key, at, due: event.due, name: nameOf(event.by), outcome: 'open' };
    case 'answer.disputed':
      return fact(more?.youDisputed);
    case 'conversation.closed':
      return fact(event.by === 'customer' ? more?.closedByYou : more?.closed);
    case 'solved.answered':
      return event.solved ? null : fact(more?.youUnsolved);
    case 'conversation.rated':
      return fact(more?.rated(more.scores[event.score]));
    default:
      return null;
  }
}

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
