import { describe, expect, it } from 'vitest';
import type { Entry, Pending } from '../../../../shared/client/types.ts';
import type { WireEvent } from '../../../../shared/protocol/events.ts';
import { factText } from '../../../../web/console/chat/logic/facts.ts';
import { lastRead, markOf } from '../../../../web/console/chat/logic/marks.ts';
import { type Item, type Sources, timeline } from '../../../../web/console/chat/logic/timeline.ts';
import { namesOf } from '../../../../web/console/core/logic/names.ts';
import { CHAT_WORDS } from '../../../support/console/later-words.ts';
import { WORDS } from '../../../support/console/words.ts';

const entry = (seq: number, at: number, ...events: WireEvent[]): Entry => ({
  seq,
  at,
  by: { kind: 'customer', id: 'ivan' },
  command: `command-${seq}`,
  events,
});
const said = (person: string, text: string): WireEvent => ({
  type: 'message.posted',
  by: person === 'ivan' ? 'customer' : 'operator',
  person,
  text,
});
const build = (part: Partial<Sources>): readonly Item[] =>
  timeline({
    entries: [],
    notes: [],
    pending: [],
    held: [],
    readUpTo: null,
    dayOf: (at) => String(Math.floor(at / 1000)),
    ...part,
  });
const outline = (items: readonly Item[]): string[] =>
  items.map((item) =>
    item.type === 'message' || item.type === 'note' || item.type === 'pending'
      ? `${item.type} ${item.text}`
      : item.type,
  );

const stoppedCall: WireEvent = { type: 'clock.stopped', kind: 'callback', outcome: 'cancelled', since: 1 };

describe('how far a message of ours has come', () => {
  const read = { customer: 2, operator: 0, delivered: 4 };
  const entries = [1, 2, 3, 4, 5].map((seq) => entry(seq, seq, said('oleg', `${seq}`)));

  it('a message of ours is sent, delivered or read; a read one counts as delivered', () => {
    expect(entries.map(({ seq }) => markOf(seq, read))).toEqual(['read', 'read', 'delivered', 'delivered', 'sent']);
    expect(markOf(5, { customer: 5, operator: 0, delivered: 3 })).toBe('read');
  });

  it('the word "read" stands under the newest read message, never under one that was taken back', () => {
    expect(lastRead(build({ entries }), read)).toBe('c 2 0');
    expect(lastRead(build({ entries: [...entries.slice(0, 1), entry(2, 2, said('ivan', 'mine'))] }), read)).toBe(
      'c 1 0',
    );
    expect(lastRead(build({ entries }), { ...read, customer: 0 })).toBeNull();
    const blank = entry(2, 2, { type: 'message.posted', by: 'operator', person: 'oleg', text: null });
    expect(lastRead(build({ entries: [...entries.slice(0, 1), blank] }), read)).toBe('c 1 0');
  });
});

describe('timeline', () => {
  it('a note stands at its place in time, after a message of the same moment', () => {
    const items = build({
      entries: [entry(1, 100, said('ivan', 'one')), entry(2, 300, said('oleg', 'two'))],
      notes: [
        entry(1, 100, { type: 'note.posted', person: 'anna', text: 'first' }),
        entry(2, 900, { type: 'note.posted', person: 'anna', text: 'last' }),
      ],
    });
    expect(outline(items)).toEqual(['day', 'message one', 'note first', 'message two', 'note last']);
  });

  it('the timeline has dividers between days and above what was new when the chat was opened', () => {
    const items = build({
      entries: [
        entry(1, 500, said('ivan', 'old')),
        entry(2, 1_500, said('oleg', 'answer')),
        entry(3, 1_600, said('ivan', 'new')),
      ],
      readUpTo: 2,
    });
    expect(outline(items)).toEqual(['day', 'message old', 'day', 'message answer', 'new', 'message new']);
  });

  it('only the first message of a run by one person carries the name', () => {
    const items = build({
      entries: [entry(1, 1, said('ivan', 'a')), entry(2, 2, said('ivan', 'b')), entry(3, 3, said('oleg', 'c'))],
    });
    expect(items.flatMap((item) => (item.type === 'message' ? [item.first] : []))).toEqual([true, false, true]);
  });

  it('a message that is both in the log and on its way is drawn once', () => {
    const pending: Pending = {
      id: 'command-1',
      conversation: 'c',
      log: 'conversation',
      command: { type: 'message.post', text: 'hello' },
      after: 0,
      queuedAt: 5,
      sentAt: 5,
      late: false,
    };
    expect(outline(build({ pending: [pending] }))).toEqual(['day', 'pending hello']);
    expect(outline(build({ pending: [pending], entries: [entry(1, 6, said('oleg', 'hello'))] }))).toEqual([
      'day',
      'message hello',
    ]);
  });

  it('clocks are not told as facts, except a promise that was kept or broken', () => {
    const items = build({
      entries: [
        entry(1, 1, { type: 'clock.started', kind: 'connect', since: 1 }),
        entry(2, 2, { type: 'clock.stopped', kind: 'promise', outcome: 'broken', since: 1 }),
      ],
    });
    expect(outline(items)).toEqual(['day', 'fact']);
  });
});

describe('cards of the timeline', () => {
  const made = (seq: number, due: number): Entry =>
    entry(
      seq,
      seq,
      { type: 'promise.made', due, by: 'oleg' },
      { type: 'clock.started', kind: 'promise', since: seq, due, given: true },
    );
  const states = (entries: readonly Entry[]): (string | boolean | null)[] =>
    build({ entries }).flatMap<string | boolean | null>((item) =>
      item.type === 'promise' || item.type === 'call' ? [item.state] : item.type === 'restated' ? [item.yes] : [],
    );
  const stopped = (outcome: 'kept' | 'broken' | 'done' | 'closed'): WireEvent => ({
    type: 'clock.stopped',
    kind: 'promise',
    outcome,
    since: 1,
  });

  it('a promise’s card says what became of it, also when another replaced it in the same commit', () => {
    expect(states([made(1, 90)])).toEqual(['open']);
    expect(states([made(1, 90), entry(2, 2, stopped('kept')), made(3, 99)])).toEqual(['kept', 'open']);
    const moved = made(2, 99);
    expect(states([made(1, 90), { ...moved, events: [stopped('done'), ...moved.events] }])).toEqual(['moved', 'open']);
    expect(states([made(1, 90), entry(2, 2, stopped('broken'))])).toEqual(['broken']);
  });

  it('the promise of a morning is a fact and not a card, because no operator typed it', () => {
    const items = build({ entries: [entry(1, 1, { type: 'promise.made', due: 9, by: null })] });
    expect(outline(items)).toEqual(['day', 'fact']);
  });

  it('cards say what the customer answered to a wording, and how a call went', () => {
    const proposed = entry(1, 1, { type: 'understanding.proposed', by: 'oleg', text: 'It leaks?' });
    expect(states([proposed])).toEqual([null]);
    expect(states([proposed, entry(2, 2, { type: 'understanding.answered', seq: 1, yes: false })])).toEqual([false]);
    const asked = (seq: number): Entry => entry(seq, seq, { type: 'callback.requested', due: 9, phone: '+7999' });
    expect(states([asked(1), asked(2), entry(3, 3, { type: 'callback.done', by: 'oleg', outcome: 'missed' })])).toEqual(
      ['replaced', 'missed'],
    );
    const cancelled = entry(2, 2, { type: 'callback.cancelled' }, stoppedCall);
    expect(states([asked(1), cancelled])).toEqual(['cancelled']);
    expect(outline(build({ entries: [cancelled] }))).toEqual(['day', 'fact']);
  });

  it('a message that was taken back shows who did it, and shows the team its original', () => {
    const items = build({
      entries: [
        entry(1, 1, { type: 'message.posted', by: 'operator', person: 'oleg', text: null }),
        entry(2, 2, { type: 'message.recalled', seq: 1, by: 'oleg', reason: 'wrong_chat' }),
      ],
      notes: [
        entry(1, 2, {
          type: 'message.withdrawn',
          seq: 1,
          person: 'oleg',
          by: 'oleg',
          reason: 'wrong_chat',
          text: 'oh',
        }),
      ],
    });
    expect(items.find(({ type }) => type === 'message')).toMatchObject({
      text: null,
      recalled: { reason: 'wrong_chat', original: 'oh' },
    });
    expect(outline(items)).toEqual(['day', 'message null']);
  });

  it('held messages stand at the end of the timeline', () => {
    const message = { id: 'm', conversation: 'c', text: 'x', draft: { conversation: 'c', customer: 'ivan' }, until: 9 };
    expect(outline(build({ entries: [entry(1, 1, said('ivan', 'one'))], held: [message] }))).toEqual([
      'day',
      'message one',
      'held',
    ]);
  });
});

describe('facts', () => {
  const context = {
    words: { ...WORDS.en, ...CHAT_WORDS.en },
    names: namesOf([{ id: 'anna', name: 'Anna', role: 'lead', presence: 'available' }], WORDS.en),
    customer: 'Ivan',
    when: () => '9:00',
  };
  const textOf = (...events: WireEvent[]): string | null => {
    const [item] = build({ entries: [entry(1, 38_000, ...events)] }).filter(({ type }) => type === 'fact');
    return item?.type === 'fact' ? factText(item.event, item.entry, context) : null;
  };

  it('the fact of a claim says how long the wait for a person took', () => {
    const claimed: WireEvent = { type: 'conversation.claimed', owner: 'anna', name: 'Anna' };
    expect(textOf(claimed, { type: 'clock.stopped', kind: 'connect', outcome: 'done', since: 0 })).toBe(
      'Anna joined after 38 s',
    );
    expect(textOf(claimed)).toBe('Anna joined');
  });

  it('the fact of a rung names who was told, and after how long', () => {
    expect(textOf({ type: 'rung.reached', kind: 'connect', act: 'nudge.team', after: 40 })).toBe(
      'Team notified after 40 s',
    );
    expect(textOf({ type: 'rung.reached', kind: 'reply', act: 'page', after: 600 })).toBe(
      'On-call phone rang after 10 min',
    );
  });

  it('the fact of a rung counts from when the customer wrote, not from what the policy says', () => {
    const started: WireEvent = { type: 'clock.started', kind: 'connect', since: 1_000 };
    const rung: WireEvent = { type: 'rung.reached', kind: 'connect', act: 'page', after: 0 };
    const facts = build({ entries: [entry(1, 1_000, started), entry(2, 22_000, rung)] }).filter(
      (item) => item.type === 'fact',
    );
    expect(facts.map(({ event, entry: of, since }) => factText(event, of, context, since))).toEqual([
      'On-call phone rang after 21 s',
    ]);
  });

  it('the fact of a warning before a promise is due says how long before', () => {
    expect(textOf({ type: 'rung.reached', kind: 'promise', act: 'tell.lead', after: -300 })).toBe(
      'Lead notified 5 min before it was due',
    );
  });

  it('a rung that was reached at once, since nobody is there, counts from when the customer wrote', () => {
    const rung = build({
      entries: [
        entry(1, 0, { type: 'clock.started', kind: 'connect', since: 0 }),
        entry(2, 21_000, { type: 'rung.reached', kind: 'connect', act: 'page', after: 0 }),
      ],
    }).find(({ type }) => type === 'fact');
    if (rung?.type !== 'fact') throw new Error('There is no fact.');
    const { since } = rung;
    expect(factText(rung.event, rung.entry, context, since)).toMatch(/21 s$/);
  });

  it('the fact of a rating quotes the customer’s words', () => {
    expect(textOf({ type: 'conversation.rated', score: 'bad', rated: 'anna', comment: 'slow' })).toBe(
      'Ivan rated it: bad. «slow»',
    );
  });

  it('a fact says "someone" for an operator who is not on the list any more', () => {
    expect(textOf({ type: 'conversation.released', from: 'gone', why: 'absent' })).toBe(
      'Someone is not here any more: returned to the team',
    );
  });
});
