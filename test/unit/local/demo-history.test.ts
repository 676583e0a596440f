import * as v from 'valibot';
import { beforeAll, describe, expect, it } from 'vitest';
import { CONVERSATION_LOG, NOTES_LOG, PAGE_LOG } from '../../../functions/kernel/adapters/log-schemas.ts';
import type { Operator, Workspace } from '../../../functions/kernel/ports.ts';
import { calendarOf } from '../../../local/demo/calendar.ts';
import { DAYS } from '../../../local/demo/days.ts';
import { type History, neighbourHistory, shopHistory, type ToldChat } from '../../../local/demo/history.ts';
import { NAMES, NEIGHBOUR, SHOP } from '../../../local/demo/people.ts';
import { REVIEW_WITHIN_S } from '../../../local/demo/tales.ts';
import { packed, unitsOf } from '../../../local/demo/write.ts';
import type { ConversationEvent } from '../../../shared/domain/conversation/events.ts';
import { evolve } from '../../../shared/domain/conversation/evolve.ts';
import { EMPTY, waitOf } from '../../../shared/domain/conversation/state.ts';
import { DEFAULT_POLICY } from '../../../shared/domain/kernel/policy.ts';
import { evolvePage } from '../../../shared/domain/paging/evolve.ts';
import { ON_CALL } from '../../../shared/domain/paging/ladders.ts';
import { NO_PAGE } from '../../../shared/domain/paging/state.ts';
import { scheduleOf } from '../../support/world.ts';

const HOUR = 3_600_000;
const NO_CHAT: ToldChat = { isTale: false, commits: [], notes: [] };
const ZONE = 'Europe/Moscow';

function people(locale: 'ru' | 'en', zone = ZONE) {
  const operator = (id: 'anna' | 'pyotr' | 'oleg' | 'maria' | 'vera', phone?: string): Operator => ({
    id,
    name: NAMES[locale][id],
    role: phone === undefined ? 'operator' : 'lead',
    locale,
    active: true,
  });
  const workspace = (id: string, onCall: string[]): Workspace => ({
    id,
    name: id,
    locale,
    origins: [],
    policy: { ...DEFAULT_POLICY, zone, reviewWithin: REVIEW_WITHIN_S },
    schedule: scheduleOf(...onCall),
    version: 1,
  });
  return {
    shop: workspace(SHOP, ['anna', 'pyotr']),
    neighbour: workspace(NEIGHBOUR, ['vera']),
    staff: {
      anna: operator('anna', '+79000000001'),
      pyotr: operator('pyotr', '+79000000002'),
      oleg: operator('oleg'),
      maria: operator('maria'),
    },
    vera: operator('vera', '+79000000009'),
  };
}

const historyAt = (now: number, locale: 'ru' | 'en' = 'ru', zone = ZONE): Promise<History> => {
  const { shop, staff } = people(locale, zone);
  return shopHistory(shop, staff, now);
};
const stateOf = ({ commits }: ToldChat) => commits.at(-1)?.commit.state ?? EMPTY;
const eventsIn = (chats: readonly ToldChat[]): ConversationEvent[] =>
  chats.flatMap(({ commits }) => commits.flatMap(({ commit }) => commit.events));
const textsOf = ({ commits, notes }: ToldChat): string[] =>
  [...commits, ...notes].flatMap(({ commit }) => commit.body.text ?? []);

const NOON = Date.UTC(2026, 10, 22, 9, 3);
let told: History;
beforeAll(async () => {
  told = await historyAt(NOON);
});

/** Hours at which a clock, a night or a daylight-saving change could spoil it. */
const MOMENTS: [name: string, now: number, zone: string, locale?: 'ru' | 'en'][] = [
  ['at noon', NOON, ZONE],
  ['at noon, in English', NOON, ZONE, 'en'],
  ['just after midnight', Date.UTC(2026, 10, 21, 21, 0, 30), ZONE],
  ['while the night of the tale is on', Date.UTC(2026, 10, 22, 0, 12, 30), ZONE],
  ['in the small hours', Date.UTC(2026, 10, 22, 1, 59), ZONE],
  ['early in the morning', Date.UTC(2026, 10, 22, 5, 30), ZONE],
  ['late in the evening', Date.UTC(2026, 10, 22, 20, 45), ZONE],
  ['the day after clocks went back', Date.UTC(2026, 9, 26, 10), 'Europe/Berlin'],
  ['the day clocks went forward', Date.UTC(2026, 2, 29, 12), 'Europe/Berlin'],
  ['in a zone of half hours', NOON, 'Asia/Kolkata'],
];

describe.each(MOMENTS)('the demo %s', (_, now, zone, locale = 'ru') => {
  let history: History;
  beforeAll(async () => {
    history = await historyAt(now, locale, zone);
  });

  it('leaves nobody waiting, and nothing that is due within a day', () => {
    expect(history.chats.filter((chat) => waitOf(stateOf(chat)) !== undefined)).toEqual([]);
    const dues = history.chats.flatMap(({ commits }) => commits.flatMap(({ due }) => due ?? []));
    expect(dues.filter((due) => due <= now + 24 * HOUR)).toEqual([]);
    const open = history.chats.filter((chat) => stateOf(chat).clocks.length > 0);
    expect(open.map((chat) => stateOf(chat).clocks.map(({ kind }) => kind))).toEqual([
      ['review'],
      ['snooze'],
      ['promise'],
    ]);
    expect(history.pages.flatMap(({ due }) => due ?? [])).toEqual([]);
  });

  it('is all in the past, each log in its order', () => {
    const { end } = calendarOf(now, zone);
    const logs = [...history.chats.flatMap((chat) => [chat.commits, chat.notes]), history.pages];
    expect(logs.flatMap((log) => log.map(({ commit }) => commit.at)).length).toBeGreaterThan(1000);
    // one look at all that is wrong: an expectation for each of some thousand commits takes seconds
    const wrong = logs.flatMap((log) =>
      log.filter(({ commit: { seq, at } }, index) => {
        const isPast = at < end && at >= (log[index - 1]?.commit.at ?? 0);
        return seq !== index + 1 || !isPast;
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('has a page of last night that Anna took, once Pyotr had been rung as well', () => {
    const night = history.chats[3];
    const raised = night?.commits.find(({ commit }) => commit.events.some(({ type }) => type === 'rung.reached'));
    const clock = (at: number) => new Intl.DateTimeFormat('ru', { timeZone: zone, timeStyle: 'medium' }).format(at);
    expect(raised && clock(raised.commit.at)).toBe('03:12:04');
    const pages = history.pages.filter(({ commit }) => commit.at - (raised?.commit.at ?? 0) < 75_000);
    const timeline = pages
      .filter(({ commit }) => commit.at >= (raised?.commit.at ?? 0))
      .flatMap(({ commit }) =>
        commit.events.map((event) => [
          clock(commit.at),
          event.type,
          ...(event.type === 'step.begun' ? event.sends.map(({ person }) => person) : []),
        ]),
      );
    expect(timeline).toEqual([
      ['03:12:04', 'page.raised'],
      ['03:12:04', 'step.begun', 'anna'],
      ['03:12:04', 'step.sent'],
      ['03:12:49', 'step.begun', 'pyotr'],
      ['03:12:49', 'step.sent'],
      ['03:13:18', 'page.acknowledged'],
      ['03:13:18', 'page.claimed'],
    ]);
    expect(now - (raised?.commit.at ?? 0)).toBeLessThan(29 * HOUR);
  });

  it('has a chat put aside for a morning and an answer promised for a noon, tomorrow or the day after', () => {
    const hour = (at: number) =>
      new Intl.DateTimeFormat('ru', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(at);
    const due = (index: number): number => stateOf(history.chats[index] ?? NO_CHAT).clocks[0]?.due ?? 0;
    const [snooze, promise] = [due(4), due(5)];
    expect([hour(snooze), hour(promise)]).toEqual(['09:00', '12:00']);
    expect(snooze - now).toBeLessThan(50 * HOUR);
    // The team is warned of a promise a quarter of an hour before it lapses: that too is more than a day ahead.
    expect(promise - 900_000 - now).toBeGreaterThan(24 * HOUR);
    expect(promise - now).toBeLessThan(50 * HOUR);
    // What the customer was told is that very day.
    const day = new Intl.DateTimeFormat({ ru: 'ru', en: 'en-GB' }[locale], {
      timeZone: zone,
      day: 'numeric',
      month: 'long',
    }).format(promise);
    const said = { ru: `${day} с утра. К 12:00`, en: `on the morning of ${day}. I write to you by 12:00` }[locale];
    expect(textsOf(history.chats[5] ?? NO_CHAT).join(' ')).toContain(said);
  });

  it('has the review due tomorrow or soon after, with Pyotr, who did not give the answer', () => {
    const { review, clocks, lastOwner } = stateOf(history.chats[2] ?? NO_CHAT);
    expect(review).toEqual({ owner: 'pyotr', rated: ['anna'] });
    expect(lastOwner).toBe('anna');
    const due = clocks[0]?.due ?? 0;
    expect(due - now).toBeGreaterThan(24 * HOUR);
    expect(due - now).toBeLessThan(43 * HOUR);
  });
});

it('follows from the rules alone: every state is what its events come to', () => {
  for (const { commits } of told.chats) {
    let state = EMPTY;
    for (const { commit } of commits) {
      state = { ...evolve(state, commit.events, commit.at), lease: commit.state.lease };
      expect(commit.state).toEqual(state);
    }
  }
  let page = NO_PAGE;
  for (const { commit } of told.pages) {
    page = { ...evolvePage(page, commit.events, commit.at), lease: commit.state.lease };
    expect(commit.state).toEqual(page);
  }
});

it('is written as the logs have it', () => {
  const check = (
    spec: { event: v.GenericSchema; state: v.GenericSchema },
    log: readonly { commit: { events: readonly unknown[]; state: unknown } }[],
  ) => {
    for (const { commit } of log) {
      v.parse(v.array(spec.event), commit.events);
      expect(v.parse(spec.state, commit.state)).toEqual(commit.state);
    }
  };
  for (const { commits, notes } of told.chats) {
    check(CONVERSATION_LOG, commits);
    check(NOTES_LOG, notes);
  }
  check(PAGE_LOG, told.pages);
});

it('is the same each time it is told', async () => {
  const { shop } = people('ru');
  const units = (history: History) => JSON.stringify(unitsOf(history, 'table', NOON));
  expect(units(await historyAt(NOON))).toBe(units(told));
  expect(shop.id).toBe(told.workspace.id);
});

it('has ids that are nobody else’s', () => {
  const commits = [...told.chats.flatMap(({ commits: log, notes }) => [...log, ...notes]), ...told.pages];
  expect(new Set(commits.map(({ commit }) => commit.commitId)).size).toBe(commits.length);
  expect(new Set(told.chats.map(({ commits: [first] }) => first?.key.id)).size).toBe(told.chats.length);
});

it('tells Ivan’s tale to its end', () => {
  const [ivan] = told.chats;
  const events = eventsIn(ivan ? [ivan] : []);
  expect(stateOf(ivan ?? NO_CHAT)).toMatchObject({
    status: 'closed',
    solved: true,
    rated: 'excellent',
    lastOwner: 'anna',
  });
  expect(events.filter(({ type }) => type === 'message.posted')).toHaveLength(10);
  expect(events.some(({ type }) => type === 'rung.reached')).toBe(false);
  // Misheard, restated and confirmed; a call that was offered, asked for and made; a promise, kept.
  const said = events.map(({ type }) => type);
  for (const type of ['callback.offered', 'callback.requested', 'promise.made'] as const) expect(said).toContain(type);
  expect(events).toContainEqual(expect.objectContaining({ type: 'understanding.answered', yes: true }));
  expect(events).toContainEqual(expect.objectContaining({ type: 'callback.done', outcome: 'reached' }));
  const kept = events.flatMap((event) =>
    event.type === 'clock.stopped' && event.outcome === 'kept' ? [event.kind] : [],
  );
  expect(kept).toEqual(['callback', 'promise']);
  expect(ivan?.notes).toHaveLength(2);
  expect(textsOf(ivan ?? NO_CHAT).join(' ')).toMatch(/не греет.*18:00/);
  // The shop vouches for him and says what he has bought; the browser says where he was.
  expect(ivan?.commits[0]?.commit.body).toMatchObject({
    customerName: 'Иван',
    verified: true,
    attributes: { Заказ: '4182, «Утро-2»', 'Покупает с': '2024' },
    site: 'kofevarnya.example',
    path: '/returns',
    zone: expect.stringContaining('/'),
    locale: 'ru',
  });
});

it('has a chat that thanks did not bring back', () => {
  const snoozed = told.chats[4] ?? NO_CHAT;
  expect(stateOf(snoozed)).toMatchObject({ status: 'open', owner: 'maria', clocks: [{ kind: 'snooze', fired: [] }] });
  const last = snoozed.commits.at(-1)?.commit;
  expect(last?.events).toEqual([expect.objectContaining({ type: 'message.posted', by: 'customer' })]);
  expect(last?.body.text).toMatch(/спасибо/i);
});

/** The mistakes in a chat's notes, as the newest commits that name them leave them. */
const mistakesIn = ({ notes }: ToldChat) => [
  ...new Map(notes.flatMap(({ commit }) => (commit.state.incidents ?? []).map((one) => [one.id, one]))).values(),
];

it('has two messages that went astray: one put right, the other open for one of the two whom it touches', () => {
  const [, claimed, , , , promised, first, invoiced] = told.chats;
  expect(told.chats.flatMap(mistakesIn)).toHaveLength(2);
  const [open] = mistakesIn(promised ?? NO_CHAT);
  expect(open).toMatchObject({ kind: 'wrong_chat', touches: [{ told: expect.any(Number) }, {}] });
  expect(open?.touches[1]).toEqual({
    conversation: claimed?.commits[0]?.key.id,
    customer: stateOf(claimed ?? NO_CHAT).customer,
  });
  expect(open?.closed).toBeUndefined();
  const [over] = mistakesIn(first ?? NO_CHAT);
  expect(over).toMatchObject({ kind: 'wrong_account', closed: expect.any(Number) });
  expect(over?.touches.map(({ customer }) => customer)).toEqual([
    stateOf(told.chats[0] ?? NO_CHAT).customer,
    stateOf(invoiced ?? NO_CHAT).customer,
  ]);
  // What was taken back is among the notes, and nowhere in the customer's log.
  for (const chat of [promised ?? NO_CHAT, first ?? NO_CHAT]) {
    const recalled = eventsIn([chat]).find((event) => event.type === 'message.recalled');
    const seq = recalled?.type === 'message.recalled' ? recalled.seq : 0;
    expect(chat.commits[seq - 1]?.commit.body).not.toHaveProperty('text');
    const original = chat.notes.find(({ commit }) => commit.events.some(({ type }) => type === 'message.withdrawn'));
    const text = original?.commit.body.text ?? '';
    expect(text).not.toBe('');
    expect(chat.commits.map(({ commit }) => commit.body.text)).not.toContain(text);
  }
});

it('puts ratings and mistakes on the cards of those whom they touch, and into the team’s list', () => {
  const rows = unitsOf(told, 'table', NOON)
    .flat()
    .flatMap(({ Put }) => (String(Put?.Item?.['pk']).startsWith('H#') ? [Put?.Item ?? {}] : []));
  const of = (customer: string) => rows.filter(({ pk }) => pk === `H#${SHOP}#${customer}`);
  const ivan = of(stateOf(told.chats[0] ?? NO_CHAT).customer);
  expect(ivan.map((row) => row['score'] ?? row['mistake'])).toEqual(['excellent', 'good', 'wrong_account']);
  expect(ivan.at(-1)).toMatchObject({ told: true, closed: true });
  expect(of(stateOf(told.chats[1] ?? NO_CHAT).customer)).toMatchObject([{ mistake: 'wrong_chat', told: false }]);
  expect(of(stateOf(told.chats[5] ?? NO_CHAT).customer)).toMatchObject([{ mistake: 'wrong_chat', told: true }]);
  expect(of('*').map(({ mistake, closed }) => [mistake, closed])).toEqual([
    ['wrong_chat', false],
    ['wrong_account', true],
  ]);
  const rated = eventsIn(told.chats).filter(({ type }) => type === 'conversation.rated');
  expect(rows.filter(({ kind }) => kind === 'rating')).toHaveLength(rated.length);
  expect(new Set(rows.map(({ pk, sk }) => `${pk} ${sk}`)).size).toBe(rows.length);
});

it('has one chat that waits for its customer, with the one who answered', () => {
  const [, claimed] = told.chats;
  expect(stateOf(claimed ?? NO_CHAT)).toMatchObject({ status: 'open', owner: 'oleg', clocks: [] });
  // She lives where the clock shows another time: her card says which.
  expect(claimed?.commits[0]?.commit.body.zone).toBe('Asia/Yekaterinburg');
  // Of those that are open it alone is neither put aside nor promised anything.
  const open = told.chats.filter((chat) => stateOf(chat).status === 'open');
  expect(open.map((chat) => stateOf(chat).clocks.map(({ kind }) => kind))).toEqual([[], ['snooze'], ['promise']]);
});

it('has two weeks of about forty chats a day, 97 % of the ratings content, nearly all joined in time', () => {
  const days = Map.groupBy(told.chats, ({ commits: [first] }) =>
    new Date(first?.commit.at ?? 0).toISOString().slice(0, 10),
  );
  expect(days.size).toBe(DAYS);
  const whole = [...days.values()].map(({ length }) => length).sort((a, b) => a - b);
  expect(whole.at(-1)).toBeLessThanOrEqual(48);
  expect(whole[1]).toBeGreaterThanOrEqual(28);

  const scores = eventsIn(told.chats).flatMap((event) => (event.type === 'conversation.rated' ? [event.score] : []));
  const share = (part: number, whole_: number): number => Math.round((100 * part) / whole_);
  expect(share(scores.filter((score) => score !== 'bad').length, scores.length)).toBe(97);
  expect(share(scores.filter((score) => score === 'bad').length, scores.length)).toBe(3);

  const joined = told.chats.flatMap(({ commits }) =>
    commits.flatMap(({ commit }) =>
      commit.events.flatMap((event) =>
        event.type === 'clock.stopped' && event.kind === 'connect' ? [commit.at - event.since] : [],
      ),
    ),
  );
  expect(joined).toHaveLength(told.chats.length);
  const inTime = share(joined.filter((ms) => ms <= 100_000).length, joined.length);
  expect(inTime).toBeGreaterThanOrEqual(94);
  expect(inTime).toBeLessThan(100);
});

it('has every bad rating but the newest looked into, by somebody else', () => {
  for (const chat of told.chats) {
    const events = eventsIn([chat]);
    const rated = events.find((event) => event.type === 'conversation.rated');
    if (rated?.type !== 'conversation.rated' || rated.score !== 'bad') continue;
    const closed = events.find((event) => event.type === 'review.closed');
    if (stateOf(chat).review) continue;
    expect(closed?.type === 'review.closed' && closed.by).not.toBe(rated.rated);
    expect(closed).toBeDefined();
  }
});

it('speaks the language it was asked for, with nothing left to fill in', async () => {
  const english = await historyAt(NOON, 'en');
  expect(english.chats).toHaveLength(told.chats.length);
  for (const text of english.chats.flatMap(textsOf)) expect(text).not.toMatch(/[А-Яа-яЁё{}]/);
  for (const text of told.chats.flatMap(textsOf)) expect(text).not.toMatch(/[{}]|undefined/);
});

it('gives the neighbour one chat of its own', async () => {
  const { neighbour, vera } = people('ru');
  const { chats, pages } = await neighbourHistory(neighbour, vera, NOON);
  expect(chats).toHaveLength(1);
  expect(pages).toEqual([]);
  expect(chats[0]?.commits.every(({ key }) => key.workspace === NEIGHBOUR)).toBe(true);
  expect(stateOf(chats[0] ?? NO_CHAT)).toMatchObject({ owner: 'vera', clocks: [] });
});

it('is written in few transactions, what people look at first in the first', () => {
  const units = unitsOf(told, 'table', NOON);
  const packs = packed(units);
  const commits = told.chats.reduce((sum, chat) => sum + chat.commits.length + chat.notes.length, 0);
  expect(commits).toBeLessThan(2_900);
  expect(packs.length).toBeLessThanOrEqual(60);
  for (const pack of packs) expect(pack.flat().length).toBeLessThanOrEqual(100);
  expect(packs.flat()).toEqual(units);
  const first = JSON.stringify(packs[0]);
  const open = told.chats.filter((chat) => stateOf(chat).status === 'open' || stateOf(chat).review);
  expect(open).toHaveLength(4);
  for (const chat of open) expect(first).toContain(`I#${SHOP}#${chat.commits[0]?.key.id}`);
  expect(first).toContain(`"S#${SHOP}#2026-11-22"`);
  expect(told.pages[0]?.key.id).toBe(ON_CALL);
});
