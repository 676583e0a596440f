import type { ConversationCopy, Entry } from '../../../shared/client/types.ts';
import type { WireCustomerView, WireEvent } from '../../../shared/protocol/events.ts';
import { isSameDay } from '../../base/locale.ts';
import type { Words } from '../words/panel.ts';

/** One line of the log, as drawn. */
export type Item =
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'new'; readonly key: string }
  | MessageItem
  | FactItem
  | CardItem;

/** What the panel's second file draws. */
export type CardItem = PromiseItem | RestateItem | OfferItem | CallItem;

/** Something that happened, as one line; `strong`: a person came. */
export interface FactItem {
  readonly kind: 'fact';
  readonly key: string;
  readonly at: number;
  readonly text: string;
  readonly strong: boolean;
}

/** Something a person wrote, or asked for. */
interface Said {
  readonly key: string;
  /** 0: not in the log yet */
  readonly seq: number;
  readonly at: number;
  readonly mine: boolean;
  readonly name: string | null;
  readonly status: 'sending' | 'late' | 'sent' | 'read' | null;
}

/** Why a text was withdrawn, as far as the customer is told. */
export type Withdrawn = 'misaddressed' | 'wrong';

export interface MessageItem extends Said {
  readonly kind: 'message';
  readonly person: string;
  /** null: withdrawn */
  readonly text: string | null;
  readonly withdrawn?: Withdrawn;
  /** the first of a run by one person: carries face and name */
  readonly first: boolean;
}

export interface PromiseItem {
  readonly kind: 'promise';
  readonly key: string;
  readonly at: number;
  readonly due: number;
  readonly name: string | null;
  /** `left`: broken, and who had promised is not here any more */
  readonly outcome: 'open' | 'kept' | 'broken' | 'left' | 'moved';
  /** it took the place of one that was moved */
  readonly isNew: boolean;
}

/** The problem in the operator's words, for the customer to say yes or "not quite" to. */
export interface RestateItem extends Said {
  readonly kind: 'restate';
  /** null: withdrawn */
  readonly text: string | null;
  readonly withdrawn?: Withdrawn;
  /** `open`: waits for the answer; `over`: another took its place, or the conversation ended */
  readonly answer: 'open' | 'over' | 'yes' | 'no';
  /** "not quite", and nothing has been said since: a call may be easier */
  readonly offersCall: boolean;
}

/** The operator offers a call. */
export interface OfferItem extends Said {
  readonly kind: 'offer';
  readonly isOpen: boolean;
}

/** "Call me", and each call that was made. */
export interface CallItem extends Said {
  readonly kind: 'call';
  /** `over`: the conversation ended before it; `cancelled`: the customer does not need it any more */
  readonly outcome: 'open' | 'over' | 'reached' | 'missed' | 'cancelled';
  readonly due: number;
  /** `due` is the time that the customer chose, not the latest */
  readonly isChosen: boolean;
  /** null: removed, or not his newest */
  readonly phone: string | null;
}

export type Copy = ConversationCopy<WireCustomerView | null>;

/** Two messages of one person stand together when no more than this lies between them. */
const RUN_MS = 5 * 60_000;

/** Reads aloud, so to speak, what only the panel's second file has words and cards for. Made anew for each reading. */
export interface Teller {
  /** Adds what an event says, or changes what stands there already. */
  tell(items: Item[], event: WireEvent, entry: Entry, key: string): void;
  /** After the last event: what is on its way, and what still waits for an answer. */
  finish(items: Item[]): void;
}

export interface Reading {
  /** messages of others after this seq stand below a "new" line; null: no such line */
  readonly newAfter: number | null;
  /** what to add to local times to get the server's */
  readonly offset: number;
  readonly words: Words;
  /** of the panel's second file; until it is here, what it would tell is left out */
  readonly teller: ((names: Names, copy: Copy, offset: number) => Teller) | undefined;
}

/** what each person was called when he last did something */
export type Names = ReadonlyMap<string | null, string>;

/** The log of a conversation as items, oldest first, with what is still on its way at the end. */
export function timeline(copy: Copy | undefined, { newAfter, offset, words, teller }: Reading): Item[] {
  if (!copy) return [];
  const items: Item[] = [];
  const names = new Map<string | null, string>();
  const more = teller?.(names, copy, offset);
  for (const entry of copy.log.entries) {
    const { seq, at, by } = entry;
    for (const [index, event] of entry.events.entries()) {
      // The sender's own message keeps its key, so that it stays in place when it is acknowledged.
      const key = event.type === 'message.posted' ? entry.command : `${seq}.${index}`;
      if ('name' in event && event.name && by.kind === 'operator') names.set(by.id, event.name);
      // What was proposed is a text as well: it is not kept back until its card can be drawn.
      if (event.type === 'message.posted' || (!more && event.type === 'understanding.proposed')) {
        const mine = by.kind === 'customer';
        const status = mine ? (copy.read.operator >= seq ? 'read' : 'sent') : null;
        const name = names.get(by.id) ?? null;
        const { text } = event;
        items.push({ kind: 'message', key, seq, mine, person: by.id, name, text, at, first: false, status });
      } else if (event.type === 'human.requested') {
        if (event.choice !== 'morning') items.push({ kind: 'fact', key, at, text: words.youCalled, strong: false });
      } else more?.tell(items, event, entry, key);
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
  more?.finish(items);
  return withRuns(withDividers(items, newAfter));
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
    if (!isMarked && 'mine' in item && !item.mine && item.seq > (newAfter ?? 0)) {
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

/** What people say to the customer: it is counted until it was seen. */
const SAID = /^(?:message\.posted|understanding|callback)/;

/** How much of what others said came after `seen`. */
export const unreadCount = (copy: Copy | undefined, seen: number): number => unreadOf(copy, seen).length;

/** The commit of each of these, oldest first. */
export const unreadOf = (copy: Copy | undefined, seen: number): number[] =>
  (copy?.log.entries ?? [])
    .filter(({ seq, by }) => seq > seen && by.kind === 'operator')
    .flatMap(({ seq, events }) =>
      events.filter((event) => SAID.test(event.type) && !('text' in event && event.text === null)).map(() => seq),
    );
