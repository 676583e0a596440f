import { describe, expect, it } from 'vitest';
import type { WireCard, WirePage } from '../../../../shared/protocol/pushes.ts';
import {
  appointmentOf,
  arrange,
  GROUPS,
  type Group,
  groupOf,
  hold,
  isRungFor,
  mayFold,
  mostUrgent,
  needsPerson,
  neighbour,
  oldestOf,
  reviewsOf,
  rungBy,
  type Section,
  waitingNow,
} from '../../../../web/console/inbox/logic/inbox.ts';
import { joinedSince } from '../../../../web/console/inbox/logic/today.ts';

const TARGETS = { connect: 100, reply: 600 };
const oleg = { id: 'oleg', role: 'operator' } as const;
const anna = { id: 'anna', role: 'lead' } as const;

const card = (conversation: string, part: Partial<WireCard> = {}): WireCard => ({
  conversation,
  seq: 1,
  customer: `customer-${conversation}`,
  bucket: 'person',
  owner: null,
  escalation: 'none',
  clock: null,
  since: 0,
  reviewer: null,
  coming: null,
  ...part,
});
const connect = (since: number) => ({ kind: 'connect', since }) as const;
const reply = (since: number) => ({ kind: 'reply', since }) as const;
const idsOf = (sections: readonly Section[], group: Group): readonly string[] =>
  sections.find((section) => section.group === group)?.ids ?? [];

describe('groups of the inbox', () => {
  it('chats with an owner are split into mine, waiting for the customer and colleagues’', () => {
    expect(groupOf(card('a', { bucket: 'owned', owner: 'oleg', clock: reply(1) }), oleg)).toBe('mine');
    expect(groupOf(card('a', { bucket: 'owned', owner: 'oleg' }), oleg)).toBe('customer');
    expect(groupOf(card('a', { bucket: 'owned', owner: 'anna', clock: reply(1) }), oleg)).toBe('colleagues');
  });

  it('my snoozed chats are a group of their own, the soonest first, and those until the customer writes last', () => {
    const aside = (id: string, due?: number) =>
      card(id, {
        bucket: 'snoozed',
        owner: 'oleg',
        clock: { kind: 'snooze', since: 0, ...(due !== undefined && { due }) },
      });
    const sections = arrange([aside('whenever'), aside('late', 9_000), aside('soon', 5_000)], oleg, TARGETS);
    expect(idsOf(sections, 'snoozed')).toEqual(['soon', 'late', 'whenever']);
    expect(groupOf(aside('a'), anna)).toBe('colleagues');
  });

  it('a row says until when something is owed or snoozed, and that it is back', () => {
    const clock = { kind: 'snooze', since: 0, due: 5_000 } as const;
    expect(appointmentOf(card('a', { bucket: 'snoozed', owner: 'oleg', clock }))).toEqual({
      kind: 'snooze',
      at: 5_000,
      isBack: false,
    });
    expect(appointmentOf(card('a', { bucket: 'owned', owner: 'oleg', clock }))).toMatchObject({ isBack: true });
    expect(appointmentOf(card('a', { clock: { kind: 'snooze', since: 0 } }))).toMatchObject({ at: null });
    expect(appointmentOf(card('a', { clock: connect(0) }))).toBeNull();
  });

  it('a review is shown to its owner and to leads; to others the chat is closed', () => {
    const review = card('a', { bucket: 'review', reviewer: 'pyotr' });
    expect(groupOf(review, anna)).toBe('review');
    expect(groupOf(review, { id: 'pyotr', role: 'operator' })).toBe('review');
    expect(groupOf(review, oleg)).toBe('closed');
  });

  it('rows are sorted by what lapses first, whatever kind of clock it is', () => {
    const sections = arrange(
      [
        card('reply-late', { bucket: 'owned', owner: 'oleg', clock: reply(0) }),
        card('promise', { bucket: 'owned', owner: 'oleg', clock: { kind: 'promise', since: 0, due: 500_000 } }),
        card('reply-soon', { bucket: 'owned', owner: 'oleg', clock: reply(-300_000) }),
      ],
      oleg,
      TARGETS,
    );
    expect(idsOf(sections, 'mine')).toEqual(['reply-soon', 'promise', 'reply-late']);
  });

  it('rows without a clock are sorted by age, closed ones newest first', () => {
    const owned = { bucket: 'owned', owner: 'oleg' } as const;
    const sections = arrange(
      [
        card('b', { ...owned, since: 2 }),
        card('a', { ...owned, since: 1 }),
        card('old', { bucket: 'closed', since: 1 }),
        card('new', { bucket: 'closed', since: 2 }),
      ],
      oleg,
      TARGETS,
    );
    expect(idsOf(sections, 'customer')).toEqual(['a', 'b']);
    expect(idsOf(sections, 'closed')).toEqual(['new', 'old']);
  });

  it('the strip counts chats that need a person and names the one that waits longest', () => {
    const waiting = waitingNow([
      card('young', { clock: connect(50) }),
      card('old', { clock: connect(10) }),
      card('mine', { bucket: 'owned', owner: 'oleg', clock: reply(1) }),
    ]);
    expect(waiting.count).toBe(2);
    expect(waiting.oldest?.conversation).toBe('old');
  });
});

describe('rows while the pointer is over them', () => {
  const shown: readonly Section[] = [
    { group: 'person', ids: ['a', 'b'] },
    { group: 'mine', ids: ['m'] },
  ];

  it('rows under the pointer stay where they are when the order changes or a row moves to another group', () => {
    const fresh: readonly Section[] = [
      { group: 'person', ids: ['b'] },
      { group: 'mine', ids: ['m', 'a'] },
    ];
    expect(hold(shown, fresh)).toEqual({ sections: shown, added: 0 });
  });

  it('new rows are counted while the pointer is over the list, but not in a folded group', () => {
    const fresh: readonly Section[] = [
      { group: 'person', ids: ['x', 'a', 'b'] },
      { group: 'mine', ids: ['m', 'y'] },
      { group: 'closed', ids: ['z'] },
    ];
    expect(hold(shown, fresh)).toEqual({ sections: shown, added: 2 });
  });

  it('rows that exist no longer leave also under the pointer', () => {
    expect(hold(shown, [{ group: 'person', ids: ['b'] }]).sections[0]?.ids).toEqual(['b']);
  });
});

describe('the list when it is full', () => {
  it('own chats stand above those that need a person', () => {
    expect(GROUPS.slice(0, 2)).toEqual(['mine', 'person']);
  });

  it('"needs a person" cannot be folded while somebody is in it; every other group can', () => {
    expect(mayFold({ group: 'person', ids: ['a'] })).toBe(false);
    expect(mayFold({ group: 'person', ids: [] })).toBe(true);
    expect(mayFold({ group: 'mine', ids: ['m'] })).toBe(true);
  });

  it('the most urgent chat is one that needs a person, also below own chats', () => {
    const sections: readonly Section[] = [
      { group: 'mine', ids: ['m'] },
      { group: 'person', ids: ['a', 'b'] },
    ];
    expect(mostUrgent(sections, null)).toBe('a');
    expect(mostUrgent(sections, 'a')).toBe('b');
    expect(mostUrgent([{ group: 'mine', ids: ['m'] }], null)).toBe('m');
  });
});

describe('next and previous', () => {
  const sections: readonly Section[] = [
    { group: 'person', ids: ['a', 'b'] },
    { group: 'mine', ids: ['m'] },
    { group: 'colleagues', ids: ['c'] },
    { group: 'closed', ids: ['z'] },
  ];

  it('J and K go through what waits for this person, across groups, and stop at the ends', () => {
    expect(neighbour(sections, 'b', 1)).toBe('m');
    expect(neighbour(sections, 'm', 1)).toBeNull();
    expect(neighbour(sections, 'm', -1)).toBe('b');
  });

  it('J and K begin at an end when nothing, or a row outside, is open', () => {
    expect(neighbour(sections, null, 1)).toBe('a');
    expect(neighbour(sections, 'z', -1)).toBe('m');
    expect(neighbour([], null, 1)).toBeNull();
  });
});

describe('today’s figures between two looks', () => {
  const waits = card('a', { clock: connect(0) });
  const joined = card('a', { bucket: 'owned', owner: 'oleg', clock: reply(0) });
  const between = (before: WireCard, after: WireCard, now: number) =>
    joinedSince(new Map([['a', before]]), new Map([['a', after]]), now, 100);

  it('today’s figures count chats that were joined, and those within the target', () => {
    expect(between(waits, joined, 100_000)).toEqual({ joined: 1, inTime: 1 });
    expect(between(waits, joined, 100_001)).toEqual({ joined: 1, inTime: 0 });
  });

  it('today’s figures count no chat twice, and none that was closed before anybody came', () => {
    expect(between(joined, joined, 1)).toEqual({ joined: 0, inTime: 0 });
    expect(between(waits, card('a', { bucket: 'closed' }), 1)).toEqual({ joined: 0, inTime: 0 });
  });
});

describe('who waits', () => {
  const page = (part: Partial<WirePage> = {}): WirePage => ({
    ladder: 'oncall',
    episode: 7,
    status: 'ringing',
    raisedAt: 0,
    step: 0,
    ringing: ['anna'],
    waits: [],
    more: 0,
    alarm: null,
    acknowledged: null,
    reached: true,
    ...part,
  });
  const taken = card('taken', { bucket: 'owned', owner: 'pyotr', clock: connect(5), coming: 6 });
  const promised = card('promised', { clock: { kind: 'promise', since: 0, due: 9_000 } });
  const answered = card('answered', {});

  it('a chat that was taken from the phone and not answered needs a person again when its page rings again', () => {
    const rung = rungBy(page({ waits: [{ conversation: 'taken', since: 5 }] }));
    expect(groupOf(taken, oleg)).toBe('colleagues');
    expect(groupOf(taken, oleg, rung)).toBe('person');
    expect(groupOf(taken, { id: 'pyotr', role: 'lead' }, rung)).toBe('person');
    expect(waitingNow([taken], rung)).toMatchObject({ count: 1, oldest: { conversation: 'taken' } });
  });

  it('a page that was taken or is over brings no chat back', () => {
    const waits = [{ conversation: 'taken', since: 5 }];
    for (const status of ['acknowledged', 'ended'] as const) expect(rungBy(page({ status, waits })).size).toBe(0);
    expect(rungBy(null).size).toBe(0);
  });

  it('who was promised an answer, or has one, waits for nobody: their chats stand apart and are counted nowhere', () => {
    expect(groupOf(promised, oleg)).toBe('unowned');
    expect(groupOf(answered, oleg)).toBe('unowned');
    expect(waitingNow([promised, answered]).count).toBe(0);
  });

  it('what was put aside by somebody who has left needs a person when its time has come', () => {
    const back = card('back', { clock: { kind: 'snooze', since: 0, due: 5 } });
    expect(groupOf(back, oleg)).toBe('person');
    expect(waitingNow([back])).toEqual({ count: 1, oldest: null });
  });

  it('the strip, the tabs and the list count the same chats, whatever stands in the inbox', () => {
    const rung = new Set(['taken', 'promised']);
    const cards = [taken, promised, answered, card('a', { clock: connect(1) }), card('b', { clock: reply(2) })];
    const listed = idsOf(arrange(cards, oleg, TARGETS, rung), 'person');
    expect(waitingNow(cards, rung).count).toBe(listed.length);
    expect(cards.filter((one) => needsPerson(one, rung))).toHaveLength(listed.length);
  });

  it('a phone rings for a chat only while one does, and for those that the page counts without their names', () => {
    const waiting = card('a', { clock: connect(1), escalation: 'page' });
    expect(isRungFor(page({ waits: [{ conversation: 'a', since: 1 }] }), waiting)).toBe(true);
    expect(isRungFor(page({ more: 3 }), waiting)).toBe(true);
    expect(isRungFor(page(), waiting)).toBe(false);
    expect(isRungFor(page({ more: 3, ringing: [] }), waiting)).toBe(false);
    expect(isRungFor(page({ status: 'acknowledged', more: 3 }), waiting)).toBe(false);
    expect(isRungFor(null, waiting)).toBe(false);
  });

  it('"I have it" leads to the chat of the page that has waited longest, else to that of the alarm', () => {
    const waits = [
      { conversation: 'young', since: 9 },
      { conversation: 'old', since: 3 },
    ];
    expect(oldestOf(page({ waits }))).toBe('old');
    expect(oldestOf(page({ alarm: { by: 'oleg', conversation: 'x' } }))).toBe('x');
    expect(oldestOf(page())).toBeNull();
  });

  it('the reviewer’s badge counts bad ratings that are theirs', () => {
    const reviews = ['pyotr', 'anna', null].map((reviewer, n) => card(`r${n}`, { bucket: 'review', reviewer }));
    expect(reviewsOf(reviews, anna)).toBe(1);
    expect(reviewsOf(reviews, oleg)).toBe(0);
  });
});
