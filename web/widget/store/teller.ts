import type { Entry, Pending } from '../../../shared/client/types.ts';
import type { WireEvent } from '../../../shared/protocol/events.ts';
import type { LaterWords } from '../words/later.ts';
import type { Words } from '../words/panel.ts';
import type { CallItem, CardItem, Copy, Item, Names, PromiseItem, RestateItem, Teller, Withdrawn } from './timeline.ts';

/** What the teller reads by, besides the log. */
export interface Telling {
  readonly words: LaterWords;
  /** what each rating is called */
  readonly scores: Words['scores'];
  /** within how many seconds an answer is due: a call that is asked for now, as well */
  readonly reply: number;
}

/** Tells what stands in a log besides messages: who came and went, promises, restated problems, calls, what was withdrawn. */
export const tellerOf =
  ({ words, scores, reply }: Telling) =>
  (names: Names, copy: Copy, offset: number): Teller => {
    let lastOwner: string | null = null;
    const nameOf = (person: string | null): string | null => names.get(person) ?? null;
    return {
      tell(items, event, entry, key) {
        const { at, seq, by } = entry;
        const fact = (text: string, strong = false): void => void items.push({ kind: 'fact', key, at, text, strong });
        const said = { key, seq, at, mine: by.kind === 'customer', name: nameOf(by.id), status: null } as const;
        switch (event.type) {
          case 'conversation.claimed': {
            const name = event.name ?? nameOf(event.owner);
            const isBack = lastOwner === event.owner;
            lastOwner = event.owner;
            if (name === null) return;
            if (event.via === 'page') return fact(words.seen(name), true);
            return isBack ? fact(words.back(name)) : fact(words.joined(name), true);
          }
          case 'conversation.released':
            return event.why === 'customer' ? undefined : fact(words.left(nameOf(event.from)));
          case 'morning.proposed':
            return fact(words.wasProposed(nameOf(event.by), words.byTime(event.due, at)));
          case 'promise.made': {
            const isNew = entry.events.some(
              (it) => it.type === 'clock.stopped' && it.kind === 'promise' && it.outcome === 'done',
            );
            const name = nameOf(event.by);
            items.push({ kind: 'promise', key, at, due: event.due, name, outcome: 'open', isNew });
            return;
          }
          case 'clock.stopped':
            return event.kind === 'promise' ? endPromise(items, event.outcome, entry) : undefined;
          case 'understanding.proposed':
            supersede(items);
            items.push({ ...said, kind: 'restate', text: event.text, answer: 'open', offersCall: false });
            return;
          case 'understanding.answered':
            return changeLast(items, isRestate(event.seq), (card) => ({ ...card, answer: event.yes ? 'yes' : 'no' }));
          case 'callback.offered':
            drop(items, ({ kind }) => kind === 'offer');
            items.push({ ...said, kind: 'offer', isOpen: true });
            return;
          case 'callback.requested': {
            dropCall(items);
            const { due, phone } = event;
            const isChosen = due - at !== reply * 1000;
            items.push({ ...said, kind: 'call', key: entry.command, outcome: 'open', due, isChosen, phone });
            return;
          }
          case 'callback.cancelled':
            return endCall(items, 'cancelled');
          case 'callback.done': {
            const { outcome } = event;
            const asked = items.findLast((it) => it.kind === 'call');
            endCall(items);
            items.push({ ...said, kind: 'call', outcome, due: at, isChosen: true, phone: asked?.phone ?? null });
            return;
          }
          case 'message.recalled':
            return withdraw(items, event.seq, event.misaddressed ? 'misaddressed' : 'wrong');
          case 'answer.disputed':
            return fact(words.youDisputed);
          case 'conversation.closed':
            supersede(items);
            endCall(items);
            return fact(event.by === 'customer' ? words.closedByYou : words.closed);
          case 'solved.answered':
            return event.solved ? undefined : fact(words.youUnsolved);
          case 'conversation.rated':
            return fact(words.rated(scores[event.score]));
        }
      },
      finish(items) {
        for (const pending of copy.pending) expect(items, pending, offset, reply);
        const isOver = copy.log.view?.status === 'closed';
        const isCalling = items.some((it) => it.kind === 'call' && it.outcome === 'open');
        const isOff = isMisunderstood(copy);
        const last = items.findLastIndex((it) => it.kind === 'restate');
        for (const [index, it] of items.entries()) {
          if (it.kind === 'offer') items[index] = { ...it, isOpen: !isOver && !wasCalled(items, index) };
          if (it.kind !== 'restate') continue;
          // The server has the last word on whether an answer is still waited for.
          const isAsked = it.answer !== 'open' || (index === last && copy.log.view?.understanding === it.seq);
          const offersCall = index === last && isOff && !isCalling && !isOver;
          items[index] = { ...it, answer: isAsked ? it.answer : 'over', offersCall };
        }
      },
    };
  };

/** Whether the customer has said "not quite", and nothing since: what is off is for the message box to ask. */
export function isMisunderstood(copy: Copy): boolean {
  let isOff = false;
  const hear = ({ type, ...it }: { readonly type: string }, isMine: boolean): void => {
    if (/^understanding\.answer/.test(type)) isOff = (it as { readonly yes?: boolean }).yes === false;
    else if (isMine ? /^message\.post|^callback|close/.test(type) : /^understanding|close/.test(type)) isOff = false;
  };
  for (const { events, by } of copy.log.entries) for (const event of events) hear(event, by.kind === 'customer');
  for (const { command } of copy.pending) hear(command, true);
  return isOff;
}

/** What a command on its way will lead to, so that a tap is seen at once. */
function expect(items: Item[], { id, command, queuedAt, late }: Pending, offset: number, reply: number): void {
  const at = queuedAt + offset;
  if (command.type === 'understanding.answer')
    changeLast(items, isRestate(Number(command['seq'])), (card) => ({
      ...card,
      answer: command['yes'] ? 'yes' : 'no',
      status: late ? 'late' : 'sending',
    }));
  if (command.type === 'callback.cancel') endCall(items, 'cancelled', late ? 'late' : 'sending');
  if (command.type !== 'callback.request') return;
  dropCall(items);
  items.push({
    kind: 'call',
    key: id,
    seq: 0,
    at,
    mine: true,
    name: null,
    status: late ? 'late' : 'sending',
    outcome: 'open',
    due: Number(command['at'] ?? at + reply * 1000),
    isChosen: command['at'] !== undefined,
    phone: String(command['phone']),
  });
}

type Of<K extends CardItem['kind']> = Extract<CardItem, { kind: K }>;

const isRestate =
  (seq: number) =>
  (it: Item): it is RestateItem =>
    it.kind === 'restate' && it.seq === seq;
const isOpenCall = (it: Item): it is CallItem => it.kind === 'call' && it.outcome === 'open';
const isPromise = (it: Item): it is PromiseItem => it.kind === 'promise' && it.outcome === 'open';
const wasCalled = (items: readonly Item[], index: number): boolean =>
  items.some((it, place) => place > index && it.kind === 'call');

function changeLast<T extends Item>(items: Item[], is: (it: Item) => it is T, change: (it: T) => Item | null): void {
  const index = items.findLastIndex(is);
  const found = items[index];
  if (!found || !is(found)) return;
  const changed = change(found);
  if (changed) items[index] = changed;
  else items.splice(index, 1);
}

function drop(items: Item[], is: (it: Item) => boolean): void {
  const index = items.findLastIndex(is);
  if (index >= 0) items.splice(index, 1);
}
/** Asked for again: the new number and time stand instead. */
const dropCall = (items: Item[]): void => drop(items, isOpenCall);
const endCall = (items: Item[], outcome: CallItem['outcome'] = 'over', status: CallItem['status'] = null): void =>
  changeLast(items, isOpenCall, (card) => ({ ...card, outcome, status }));

/** A wording that nobody has answered gives way to another, or to the end. */
function supersede(items: Item[]): void {
  changeLast(
    items,
    (it): it is Of<'restate'> => it.kind === 'restate' && it.answer === 'open',
    (card) => ({ ...card, answer: 'over' }),
  );
}

/** The promise made last was kept, broken or moved, or gave way to something else: then its card goes. */
function endPromise(items: Item[], outcome: string, { events }: Entry): void {
  const has = (type: WireEvent['type']): boolean => events.some((event) => event.type === type);
  changeLast(items, isPromise, (card) => {
    if (outcome === 'kept') return { ...card, outcome };
    if (outcome === 'broken') return { ...card, outcome: has('conversation.released') ? 'left' : outcome };
    return has('promise.made') ? { ...card, outcome: 'moved' } : null;
  });
}

/** The text is gone; in its place stands why. */
function withdraw(items: Item[], seq: number, withdrawn: Withdrawn): void {
  for (const [index, it] of items.entries())
    if ((it.kind === 'message' || it.kind === 'restate') && it.seq === seq)
      items[index] = { ...it, text: null, withdrawn };
}
