import { describe, expect, it } from 'vitest';
import type { Pending } from '../../../shared/client/types.ts';
import type { WireCustomerView, WireEvent } from '../../../shared/protocol/events.ts';
import { awaitsCall } from '../../../web/widget/store/call.ts';
import { isMisunderstood, tellerOf } from '../../../web/widget/store/teller.ts';
import { type Copy, type Item, timeline, unreadCount } from '../../../web/widget/store/timeline.ts';
import { laterWords } from '../../../web/widget/words/later.ts';
import { words } from '../../../web/widget/words/panel.ts';

const NOW = new Date(2026, 10, 22, 12).getTime();
const MINUTE = 60_000;
const VIEW: NonNullable<WireCustomerView> = {
  status: 'open',
  owner: 'anna',
  ownerName: 'Anna',
  coming: null,
  wait: null,
  promise: null,
  proposed: null,
  answered: true,
  solved: null,
  rated: null,
};
type By = 'customer' | 'operator' | 'system';
type Step = readonly [By, ...WireEvent[]];

const posted = (text: string | null): WireEvent => ({
  type: 'message.posted',
  by: 'operator',
  person: 'anna',
  name: 'Anna',
  text,
});
const wrote = (text: string): WireEvent => ({ type: 'message.posted', by: 'customer', person: 'ivan', text });
const promised = (due: number, by: string | null = 'anna'): WireEvent => ({ type: 'promise.made', due, by });
const ended = (outcome: 'kept' | 'broken' | 'done' | 'closed'): WireEvent => ({
  type: 'clock.stopped',
  kind: 'promise',
  outcome,
  since: NOW,
});
const proposed: WireEvent = { type: 'understanding.proposed', by: 'anna', name: 'Anna', text: 'the water stays cold.' };
const answered = (seq: number, yes: boolean): WireEvent => ({ type: 'understanding.answered', seq, yes });
const offered: WireEvent = { type: 'callback.offered', by: 'anna', name: 'Anna' };
const asked = (due = NOW + 30 * MINUTE): WireEvent => ({ type: 'callback.requested', due, phone: '+79123456789' });
const called = (outcome: 'reached' | 'missed'): WireEvent => ({
  type: 'callback.done',
  by: 'anna',
  name: 'Anna',
  outcome,
});

/** A log of steps a minute apart, the first at NOW. */
function logOf(steps: readonly Step[], view: Partial<typeof VIEW> = {}, pending: readonly Pending[] = []): Copy {
  const ids = { customer: 'ivan', operator: 'anna', system: 'system' };
  const entries = steps.map(([kind, ...events], index) => ({
    seq: index + 1,
    at: NOW + index * MINUTE,
    by: { kind, id: ids[kind] },
    command: `command-${index + 1}`,
    events,
  }));
  const log = { seq: entries.length, entries, view: { ...VIEW, ...view }, complete: true, syncing: false };
  const notes = { ...log, entries: [], view: null };
  return { log, notes, pending, typing: null, read: { customer: 0, operator: 0, delivered: 0 } };
}
const onItsWay = (command: Pending['command'], late = false): Pending => ({
  id: 'sent-1',
  conversation: 'c',
  log: 'conversation',
  command,
  after: 1,
  queuedAt: NOW,
  sentAt: null,
  late,
});
const read = (copy: Copy, newAfter: number | null = null): Item[] =>
  timeline(copy, {
    newAfter,
    offset: 0,
    words: words('en'),
    teller: tellerOf({ words: laterWords('en'), scores: words('en').scores, reply: 600 }),
  }).filter(({ kind }) => kind !== 'day');
const of = (items: readonly Item[], kind: Item['kind']): Item[] => items.filter((item) => item.kind === kind);

describe('a message that was withdrawn', () => {
  const recalled = (seq: number, misaddressed: boolean): Step => [
    'operator',
    { type: 'message.recalled', seq, by: 'anna', name: 'Anna', ...(misaddressed && { misaddressed: true as const }) },
  ];

  it('says why in its place, live and loaded anew', () => {
    // Live the copy is blanked by shared/client/copies.ts; here even a text that stayed would go.
    for (const text of ['for Maria', null]) {
      const items = read(logOf([['customer', wrote('Hello')], ['operator', posted(text)], recalled(2, true)]));
      expect(items).toHaveLength(2);
      expect(items[1]).toMatchObject({ kind: 'message', seq: 2, text: null, withdrawn: 'misaddressed' });
    }
    const wrong = read(logOf([['operator', posted(null)], recalled(1, false)]));
    expect(wrong[0]).toMatchObject({ text: null, withdrawn: 'wrong' });
  });

  it('is not counted as unread, and touches no other', () => {
    const copy = logOf([['operator', posted(null)], ['operator', posted('for you')], recalled(1, true)]);
    expect(unreadCount(copy, 0)).toBe(1);
    expect(read(copy)[1]).toMatchObject({ text: 'for you' });
  });

  it('can be a wording that waited for its yes', () => {
    const blank = { ...proposed, text: null } as WireEvent;
    const items = read(logOf([['operator', blank], recalled(1, true)]));
    expect(items[0]).toMatchObject({ kind: 'restate', text: null, withdrawn: 'misaddressed', answer: 'over' });
  });
});

describe('a promise', () => {
  const due = NOW + 60 * MINUTE;
  it('is kept, or broken by who is still there, or has left', () => {
    const end = (...events: WireEvent[]): Item[] =>
      of(
        read(
          logOf([
            ['operator', posted('I will look.'), promised(due)],
            ['system', ...events],
          ]),
        ),
        'promise',
      );
    expect(end(ended('kept'))).toMatchObject([{ outcome: 'kept', name: 'Anna' }]);
    expect(end(ended('broken'))).toMatchObject([{ outcome: 'broken' }]);
    const left: WireEvent = { type: 'conversation.released', from: 'anna', why: 'absent' };
    expect(end(left, ended('broken'))).toMatchObject([{ outcome: 'left' }]);
  });

  it('that is moved keeps its place, and the new one says that it is new', () => {
    const later = due + 60 * MINUTE;
    const items = read(
      logOf([
        ['operator', posted('I will look.'), promised(due)],
        ['operator', ended('done'), promised(later)],
      ]),
    );
    expect(of(items, 'promise')).toMatchObject([
      { due, outcome: 'moved', isNew: false },
      { due: later, outcome: 'open', isNew: true },
    ]);
  });

  it('takes the place of a morning that an answer kept without being called new', () => {
    const items = read(
      logOf([
        ['customer', promised(due, null)],
        ['operator', posted('By four.'), ended('kept'), promised(due)],
      ]),
    );
    expect(of(items, 'promise')).toMatchObject([{ outcome: 'kept' }, { outcome: 'open', isNew: false }]);
  });

  it('says its day, unless that is today', () => {
    const { byTime, atTime } = laterWords('ru');
    const at = (day: number, hour: number): number => new Date(2026, 10, day, hour).getTime();
    expect(byTime(at(22, 15), NOW)).toBe('до 15:00');
    expect(byTime(at(23, 9), NOW)).toBe('завтра до 9:00');
    expect(atTime(at(26, 18), NOW)).toBe('26 ноября в 18:00');
    expect(laterWords('en').byTime(at(26, 18), NOW)).toBe('by 18:00 on 26 November');
    expect(laterWords('en').atTime(at(23, 9), NOW)).toBe('tomorrow at 9:00');
  });
});

describe('the problem in other words', () => {
  const asking: Step = ['operator', proposed];

  it('waits for an answer only while the server does', () => {
    expect(read(logOf([asking], { understanding: 1 }))[0]).toMatchObject({ kind: 'restate', answer: 'open' });
    expect(read(logOf([asking]))[0]).toMatchObject({ answer: 'over' });
    const two = read(logOf([asking, asking], { understanding: 2 }));
    expect(two).toMatchObject([{ answer: 'over' }, { answer: 'open' }]);
    const over = read(logOf([asking, ['customer', { type: 'conversation.closed', by: 'customer', person: 'ivan' }]]));
    expect(over[0]).toMatchObject({ answer: 'over' });
  });

  it('keeps its answer, and shows it from the tap on', () => {
    expect(read(logOf([asking, ['customer', answered(1, true)]]))[0]).toMatchObject({ answer: 'yes', status: null });
    const tapped = onItsWay({ type: 'understanding.answer', seq: 1, yes: false });
    const [card] = read(logOf([asking], { understanding: 1 }, [tapped]));
    expect(card).toMatchObject({ answer: 'no', status: 'sending', offersCall: true });
    const [late] = read(logOf([asking], { understanding: 1 }, [{ ...tapped, late: true }]));
    expect(late).toMatchObject({ status: 'late' });
  });

  it('offers a call after "not quite", until something is said', () => {
    const no: Step = ['customer', answered(1, false)];
    expect(isMisunderstood(logOf([asking, no]))).toBe(true);
    expect(read(logOf([asking, no]))[0]).toMatchObject({ offersCall: true });
    for (const more of [
      ['customer', wrote('It is the light.')],
      ['customer', asked()],
      ['operator', proposed],
    ] as const) {
      expect(isMisunderstood(logOf([asking, no, more]))).toBe(false);
      expect(read(logOf([asking, no, more]))[0]).toMatchObject({ offersCall: false });
    }
    expect(isMisunderstood(logOf([asking, no], {}, [onItsWay({ type: 'message.post', text: 'x' })]))).toBe(false);
    expect(isMisunderstood(logOf([asking, no, ['operator', posted('What is it?')]]))).toBe(true);
  });

  it('is read as a plain message by who has only the first file', () => {
    const bare = timeline(logOf([asking]), { newAfter: null, offset: 0, words: words('en'), teller: undefined });
    expect(bare.at(-1)).toMatchObject({ kind: 'message', text: 'the water stays cold.', name: 'Anna' });
  });

  it('stands below the line of what is new, and is counted', () => {
    const copy = logOf([['customer', wrote('Hello')], asking, ['operator', offered], ['operator', called('missed')]]);
    expect(read(copy, 1).map(({ kind }) => kind)).toEqual(['message', 'new', 'restate', 'offer', 'call']);
    expect(unreadCount(copy, 1)).toBe(3);
    expect(unreadCount(logOf([['customer', asked()]]), 0)).toBe(0);
  });
});

describe('a call', () => {
  it('can be asked for once it is offered, until it is', () => {
    expect(read(logOf([['operator', offered]]))).toMatchObject([{ kind: 'offer', isOpen: true, name: 'Anna' }]);
    expect(read(logOf([['operator', offered]], { status: 'closed' }))).toMatchObject([{ isOpen: false }]);
    const both = logOf([
      ['operator', offered],
      ['customer', asked()],
    ]);
    expect(read(both)).toMatchObject([{ isOpen: false }, { kind: 'call', outcome: 'open' }]);
    expect(
      read(
        logOf([
          ['operator', offered],
          ['operator', offered],
        ]),
      ),
    ).toHaveLength(1);
  });

  it('knows a time that was chosen from the latest for "now"', () => {
    expect(read(logOf([['customer', asked(NOW + 600_000)]]))).toMatchObject([{ isChosen: false }]);
    expect(read(logOf([['customer', asked(NOW + 30 * MINUTE)]]))).toMatchObject([{ isChosen: true }]);
  });

  it('asked for again has the new number and time, and keeps its place from the tap on', () => {
    const again = logOf([
      ['customer', asked()],
      ['customer', asked(NOW + 90 * MINUTE)],
    ]);
    expect(read(again)).toMatchObject([{ kind: 'call', due: NOW + 90 * MINUTE, key: 'command-2' }]);
    const tapped = logOf([['customer', asked()]], {}, [
      onItsWay({ type: 'callback.request', phone: '+4915112345678' }),
    ]);
    expect(read(tapped)).toMatchObject([
      { kind: 'call', key: 'sent-1', phone: '+4915112345678', status: 'sending', due: NOW + 600_000, isChosen: false },
    ]);
  });

  it('ends reached, or missed with its number at hand to try again', () => {
    const end = (outcome: 'reached' | 'missed'): Item[] =>
      read(
        logOf([
          ['customer', asked()],
          ['operator', called(outcome)],
        ]),
      );
    expect(end('reached')).toMatchObject([{ outcome: 'over' }, { outcome: 'reached', name: 'Anna' }]);
    expect(end('missed')).toMatchObject([
      { outcome: 'over' },
      { outcome: 'missed', phone: '+79123456789', due: NOW + MINUTE },
    ]);
  });

  it('that is not needed any more says so, from the tap on', () => {
    const cancelled = { type: 'callback.cancelled' } as const;
    const taken = logOf([
      ['customer', asked()],
      ['customer', cancelled],
    ]);
    expect(read(taken)).toMatchObject([{ kind: 'call', outcome: 'cancelled', status: null }]);
    const tapped = logOf([['customer', asked()]], {}, [onItsWay({ type: 'callback.cancel' })]);
    expect(read(tapped)).toMatchObject([{ outcome: 'cancelled', status: 'sending' }]);
    const again = logOf([
      ['customer', asked()],
      ['customer', cancelled],
      ['customer', asked(NOW + 90 * MINUTE)],
    ]);
    expect(read(again)).toMatchObject([{ outcome: 'cancelled' }, { outcome: 'open', due: NOW + 90 * MINUTE }]);
  });

  it('is awaited from the tap on, until it was made or is not needed', () => {
    const awaited = (events: readonly WireEvent[], ...pending: readonly Pending['command'][]): boolean =>
      awaitsCall(
        logOf(
          events.map((event) => ['customer', event] as const),
          {},
          pending.map((command) => onItsWay(command)),
        ),
      );
    const request = { type: 'callback.request', phone: '+79123456789' };
    expect(awaited([])).toBe(false);
    expect(awaited([offered])).toBe(false);
    expect(awaited([], request)).toBe(true);
    expect(awaited([asked(), offered])).toBe(true);
    expect(awaited([asked()], { type: 'callback.cancel' })).toBe(false);
    expect(awaited([asked(), { type: 'callback.cancelled' }])).toBe(false);
    expect(awaited([asked(), { type: 'callback.cancelled' }], request)).toBe(true);
    expect(awaited([asked(), called('missed')])).toBe(false);
    expect(awaited([asked(), { type: 'conversation.closed', by: 'operator', person: 'anna' }])).toBe(false);
    expect(awaited([asked()], { type: 'conversation.close' })).toBe(false);
  });

  it('that the end of the conversation overtakes is over', () => {
    const closed: WireEvent = { type: 'conversation.closed', by: 'operator', person: 'anna' };
    expect(
      read(
        logOf([
          ['customer', asked()],
          ['operator', closed],
        ]),
      )[0],
    ).toMatchObject({ outcome: 'over' });
  });
});
