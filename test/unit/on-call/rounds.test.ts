import { beforeEach, describe, expect, it } from 'vitest';
import { beginRounds, makeRound } from '../../../functions/on-call/rounds.ts';
import { acknowledgePage } from '../../../functions/paging/acknowledge.ts';
import { METRICS } from '../../../shared/contract.ts';
import type { Entry, Schedule } from '../../../shared/domain/on-call/schedule/types.ts';
import { isTestHour, nextTestDay, testPageAt } from '../../../shared/domain/on-call/test-page.ts';
import { testLadder } from '../../../shared/domain/paging/ladders.ts';
import { aContact, aWorld, scheduleOf } from '../../support/world.ts';

const HOUR = 3600;
const ZONE = 'Europe/Moscow';
type World = Awaited<ReturnType<typeof aWorld>>;
let world: World;

/** A company with rounds, whose leads have mail and a browser beside their phones. It is Sunday, 22 November, 12:00. */
async function aCompany(schedule: Schedule = scheduleOf('anna', 'pyotr')): Promise<World> {
  const made = await aWorld({ schedule });
  for (const person of ['anna', 'pyotr', 'oleg']) {
    const email = aContact(person, { id: `mail-${person}`, kind: 'email', address: `${person}@example.com` });
    const push = aContact(person, {
      id: `push-${person}`,
      kind: 'push',
      address: `https://push.example.com/${person}`,
      keys: { p256dh: 'x', auth: 'x' },
    });
    await made.store.contacts.put(made.workspace.id, email, null);
    await made.store.contacts.put(made.workspace.id, push, null);
  }
  await beginRounds(made.deps, made.workspace.id);
  return made;
}
beforeEach(async () => {
  world = await aCompany();
});
/** what was told, without pages and tests: `contact: title` */
const notices = () =>
  world.carrier.rung
    .filter(({ ring }) => ring.kind === 'notice')
    .map(({ contact, ring }) => `${contact}: ${ring.title}`);
const textsTo = (contact: string): string[] =>
  world.carrier.rung
    .filter((rung) => rung.contact === contact && rung.ring.kind === 'notice')
    .map(({ ring }) => ring.text);
const counted = (metric: string): number => world.meter.counts.get(metric) ?? 0;
const rotation = (fields: Partial<Extract<Entry, { kind: 'rotation' }>>): Entry => ({
  kind: 'rotation',
  id: 'first',
  place: 0,
  people: ['anna'],
  start: '2026-01-01',
  handoff: '00:00',
  days: 7,
  ...fields,
});

describe('rounds', () => {
  it('begin once, and are made each quarter of an hour by the sweep', async () => {
    await beginRounds(world.deps, 'kofevarnya');
    expect((await world.store.rounds.read('kofevarnya'))?.version).toBe(1);
    await world.advance(HOUR + 60);
    expect((await world.store.rounds.read('kofevarnya'))?.version).toBe(5);
    expect(notices()).toEqual([]);
  });

  it('at the same time speak once', async () => {
    world = await aCompany({ entries: [], staffed: [] });
    await Promise.all([makeRound(world.deps, 'kofevarnya'), makeRound(world.deps, 'kofevarnya')]);
    expect(notices()).toHaveLength(4);
  });

  it('that cannot write their state say nothing', async () => {
    world = await aCompany({ entries: [], staffed: [] });
    const rounds = { ...world.store.rounds, write: async () => Promise.reject(new Error('no table')) };
    await expect(makeRound({ ...world.deps, rounds }, 'kofevarnya')).rejects.toThrow('no table');
    expect(notices()).toEqual([]);
  });

  it('keep it from nobody that one contact takes nothing, and forget a browser that is gone', async () => {
    world = await aCompany({ entries: [], staffed: [] });
    world.carrier.refusing.add('anna@example.com');
    world.carrier.gone.add('https://push.example.com/pyotr');
    await makeRound(world.deps, 'kofevarnya');
    expect(notices().map((line) => line.split(':')[0])).toEqual(['push-anna', 'mail-pyotr']);
    const contacts = await world.store.contacts.all('kofevarnya');
    expect(contacts.find(({ id }) => id === 'mail-anna')).toMatchObject({ last: { result: 'failed' }, verifiedAt: 0 });
    expect(contacts.find(({ id }) => id === 'push-pyotr')).toMatchObject({ verifiedAt: null });
    expect(counted(METRICS.sendsFailed)).toBe(2);
  });

  it('of a workspace that has none do nothing', async () => {
    const other = await aWorld();
    await makeRound(other.deps, 'kofevarnya');
    expect(other.carrier.rung).toEqual([]);
  });
});

describe('the morning', () => {
  it('has the night in one sentence, by mail to leads, once', async () => {
    await world.advance(20 * HOUR); // 8:00
    expect(notices()).toEqual([]);
    await world.advance(HOUR + 60);
    expect(notices()).toEqual([
      'mail-anna: Kofevarnya: How the night went',
      'mail-pyotr: Kofevarnya: How the night went',
    ]);
    expect(textsTo('mail-anna')).toEqual(['A quiet night: no one was woken.']);
    await world.advance(22 * HOUR);
    expect(notices()).toHaveLength(2);
    await world.advance(3 * HOUR);
    expect(textsTo('mail-anna')).toHaveLength(2);
  });

  it('says who was rung how often, who took it, and the longest wait', async () => {
    await world.advance(14 * HOUR); // 2:00
    const ivan = await world.customer();
    const conversation = 'conversation-0000000001';
    await ivan.send('message.post', { conversation, after: 0, text: 'On fire' });
    await ivan.send('human.request', { conversation, after: 1, choice: 'wake' });
    await world.advance(60);
    const anna = await world.operator('anna');
    await anna.send('page.acknowledge', { ladder: 'oncall', episode: 1 });
    const { seq } = await world.state(conversation);
    const draft = { conversation, customer: 'ivan' };
    await anna.send('message.post', { conversation, after: seq, text: 'Coming', draft });
    anna.vanish();
    await world.advance(8 * HOUR);
    expect(textsTo('mail-pyotr')).toEqual(['Last night: 1 page, 2 rings, taken by Anna; the longest wait was 60 s.']);
  });

  it('is in each one’s language', async () => {
    await world.store.putOperator('kofevarnya', { id: 'anna', name: 'Анна', role: 'lead', locale: 'ru', active: true });
    await world.advance(22 * HOUR);
    expect(textsTo('mail-anna')).toEqual(['Ночь прошла спокойно: никого не будили.']);
  });

  it('of a night long past is not told in the evening', async () => {
    world.clock.advance(33 * HOUR * 1000 + 60_000); // Monday, 21:01: no sweep has run since yesterday
    await makeRound(world.deps, 'kofevarnya');
    expect(notices()).toEqual([]);
    expect((await world.store.rounds.read('kofevarnya'))?.morning).toBe('2026-11-22');
  });
});

describe('gaps', () => {
  it('are warned of a day before they begin, and when they do, once each', async () => {
    world = await aCompany({ entries: [rotation({ until: '2026-11-24' })], staffed: [] }); // ends on Tuesday, 0:00
    await world.advance(11 * HOUR);
    expect(notices()).toEqual([]);
    await world.advance(HOUR + 15 * 60 + 60);
    const ahead = [
      'push-anna: Kofevarnya: No one is on call soon',
      'mail-anna: Kofevarnya: No one is on call soon',
      'push-pyotr: Kofevarnya: No one is on call soon',
      'mail-pyotr: Kofevarnya: No one is on call soon',
    ];
    expect(notices().toSorted()).toEqual(ahead.toSorted());
    expect(textsTo('mail-anna')[0]).toMatch(/^Tuesday,? 24 November at 0:00 – /);
    await world.advance(23 * HOUR);
    expect(notices().filter((line) => line.includes('soon'))).toHaveLength(4);
    expect(notices().filter((line) => line.includes('now'))).toEqual([]);
    await world.advance(HOUR + 60);
    expect(notices().filter((line) => line.includes('now'))).toHaveLength(4);
    await world.advance(30 * HOUR);
    expect(notices().filter((line) => line.includes('on call'))).toHaveLength(8);
  });

  it('that open again are said again', async () => {
    world = await aCompany({
      entries: [rotation({ hours: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '09:00' }] })],
      staffed: [],
    });
    await world.advance(60 * 16); // Sunday: nobody
    expect(notices().filter((line) => line.includes('now'))).toHaveLength(4);
    await world.advance(7 * 24 * HOUR);
    expect(notices().filter((line) => line.includes('now'))).toHaveLength(8);
    expect(notices().filter((line) => line.includes('soon'))).toHaveLength(4);
  });

  it('that come sooner by another schedule are warned of as well', async () => {
    world = await aCompany({ entries: [rotation({ until: '2026-11-23' })], staffed: [] });
    await makeRound(world.deps, 'kofevarnya');
    expect(notices()).toHaveLength(4);
    const sooner = { entries: [rotation({ until: '2026-11-22', handoff: '20:00' })], staffed: [] };
    await world.store.settings.saveSchedule('kofevarnya', 1, sooner, 'anna');
    await makeRound(world.deps, 'kofevarnya');
    await makeRound(world.deps, 'kofevarnya');
    expect(notices()).toHaveLength(8);
  });
});

describe('staffed hours', () => {
  const staffed: Schedule = {
    ...scheduleOf('anna', 'pyotr'),
    staffed: [{ days: [7], from: '13:00', to: '18:00' }],
  };
  const empty = () => notices().filter((line) => line.includes('staffed hours'));

  it('with nobody there are said after five minutes, then each hour, and counted', async () => {
    world = await aCompany(staffed);
    await world.advance(HOUR + 3 * 60); // 13:03
    expect(empty()).toEqual([]);
    await world.advance(5 * 60);
    expect(empty()).toHaveLength(4);
    expect(textsTo('push-anna')[0]).toMatch(/for [567] min/);
    expect(counted(METRICS.hoursUnstaffed)).toBe(1);
    await world.advance(50 * 60);
    expect(empty()).toHaveLength(4);
    expect(counted(METRICS.hoursUnstaffed)).toBeGreaterThan(3);
    await world.advance(20 * 60);
    expect(empty()).toHaveLength(8);
  });

  it('with somebody there are nothing to speak of, until they leave', async () => {
    world = await aCompany(staffed);
    const oleg = await world.operator('oleg');
    await world.advance(2 * HOUR);
    expect(empty()).toEqual([]);
    oleg.vanish();
    await world.advance(25 * 60);
    expect(empty()).toHaveLength(4);
    expect(counted(METRICS.hoursUnstaffed)).toBeGreaterThan(0);
  });

  it('that are over are over, and on a holiday there are none', async () => {
    world = await aCompany(staffed);
    await world.advance(7 * HOUR);
    const said = empty().length;
    await world.advance(10 * HOUR);
    expect(empty()).toHaveLength(said);

    const holiday: Entry = {
      kind: 'holiday',
      id: 'day',
      name: 'Day off',
      from: '2026-11-22',
      to: '2026-11-22',
      people: [],
    };
    world = await aCompany({ ...staffed, entries: [...staffed.entries, holiday] });
    await world.advance(7 * HOUR);
    expect(empty()).toEqual([]);
  });
});

describe('a test page', () => {
  const DAY = 24 * HOUR;
  const rung = (person: string) =>
    world.carrier.rung.filter(
      (one) => one.person === person && one.ring.kind === 'test' && one.contact === `phone-${person}`,
    );
  const newest = async (person: string) => {
    const [commit] = await world.store.pages.readBack({ workspace: 'kofevarnya', id: testLadder(person) }, null, 1);
    return commit?.state;
  };
  /** when the first test of a person rang, or null: a month is gone through in hours */
  const until = async (isDone: () => boolean, days = 35): Promise<void> => {
    for (let hours = 0; hours < days * 24 && !isDone(); hours++) await world.advance(HOUR);
  };
  const acknowledge = async (person: string) =>
    acknowledgePage(
      world.deps,
      world.workspace,
      { ladder: testLadder(person), episode: (await newest(person))?.episode ?? 0 },
      { kind: 'operator', id: person, role: 'lead', name: person },
    );

  it('rings each lead once a month, by day, on a working day', async () => {
    await until(() => rung('anna').length > 0);
    const page = await newest('anna');
    if (!page) throw new Error('no test page');
    const local = new Date(page.raisedAt + 3 * HOUR * 1000);
    expect(local.getUTCHours()).toBeGreaterThanOrEqual(11);
    expect(local.getUTCHours()).toBeLessThan(17);
    expect([1, 2, 3, 4, 5]).toContain(local.getUTCDay());
    expect(rung('oleg')).toEqual([]);
    await acknowledge('anna');
    const before = rung('anna').length;
    await until(() => rung('anna').length > before, 70);
    const next = await newest('anna');
    expect(next?.episode).toBe(2);
    expect(new Date(next?.raisedAt ?? 0).getUTCMonth()).not.toBe(new Date(page.raisedAt).getUTCMonth());
  });

  it('that nobody answers rings again each day, and the other leads are told once', async () => {
    await until(() => rung('anna').length > 0);
    await acknowledge('pyotr');
    const told = () => notices().filter((line) => line.includes('test page') && line.includes('-pyotr'));
    const unanswered = counted(METRICS.testPagesUnanswered);
    await world.advance(23 * HOUR);
    expect([rung('anna').length, told().length]).toEqual([1, 0]);
    await world.advance(2 * HOUR);
    expect([rung('anna').length, told().length]).toEqual([2, 2]);
    expect(textsTo('mail-pyotr').at(-1)).toMatch(/Anna has not taken/);
    expect(counted(METRICS.testPagesUnanswered)).toBe(unanswered + 1);
    await world.advance(DAY);
    expect([rung('anna').length, told().length]).toEqual([3, 2]);
    await acknowledge('anna');
    await world.advance(2 * DAY);
    expect(rung('anna')).toHaveLength(3);
  });

  it('that was lost after its mark is raised by the next round', async () => {
    await until(() => isTestHour(world.clock.now(), ZONE, world.workspace.schedule));
    const state = await world.store.rounds.read('kofevarnya');
    if (!state) throw new Error('no rounds');
    const month = new Date(world.clock.now()).toISOString().slice(0, 7);
    await world.store.rounds.write('kofevarnya', { ...state, tests: { anna: month } }, world.clock.now());
    expect(await newest('anna')).toBeUndefined();
    await makeRound(world.deps, 'kofevarnya');
    expect((await newest('anna'))?.status).toBe('ringing');
    await makeRound(world.deps, 'kofevarnya');
    expect((await newest('anna'))?.episode).toBe(1);
  });

  it('rings nobody who has no contact, and is called off for who is a lead no more', async () => {
    for (const id of ['phone-pyotr', 'mail-pyotr', 'push-pyotr'])
      await world.store.contacts.remove('kofevarnya', 'pyotr', id);
    await until(() => rung('anna').length > 0);
    expect((await newest('anna'))?.status).toBe('ringing');
    await world.store.putOperator('kofevarnya', {
      id: 'anna',
      name: 'Anna',
      role: 'operator',
      locale: 'en',
      active: true,
    });
    await world.advance(20 * 60);
    expect(await newest('anna')).toMatchObject({ status: 'ended', ended: { why: 'called_off' } });
    await world.advance(10 * DAY);
    expect(await newest('pyotr')).toBeUndefined();
  });

  it('is planned by the person: many people have many times', () => {
    const at = Date.UTC(2026, 10, 2);
    const schedule: Schedule = { entries: [], staffed: [] };
    const times = new Set(Array.from({ length: 100 }, (_, i) => testPageAt(`person-${i}`, at, ZONE, schedule)));
    expect(times.size).toBeGreaterThan(50);
    for (const time of times) expect(isTestHour(time, ZONE, schedule)).toBe(true);
    expect(testPageAt('anna', at, ZONE, schedule)).toBe(testPageAt('anna', at + 20 * DAY * 1000, ZONE, schedule));
  });

  it('is announced by its day: the planned one, the next working day when that has passed, or next month’s', () => {
    const schedule: Schedule = { entries: [], staffed: [] };
    const first = Date.UTC(2026, 10, 1);
    const next = (now: number, month?: string, since = first) =>
      nextTestDay('anna', now, ZONE, schedule, { month, since });
    const slot = testPageAt('anna', first, ZONE, schedule);
    const day = new Date(slot).toISOString().slice(0, 10);
    expect(next(first)).toBe(day);
    expect(next(slot)).toBe(day);
    expect(next(first, '2026-11')).toMatch(/^2026-12-/);
    expect(next(slot + 1, undefined, slot + 1)).toMatch(/^2026-12-/);
    const overdue = next(slot + DAY * 1000);
    expect(overdue > day).toBe(true);
    expect(new Date(overdue).getUTCDay() % 6).not.toBe(0);
    // Monday the 30th at 18:00: no hour of this month is left
    expect(next(Date.UTC(2026, 10, 30, 15))).toMatch(/^2026-12-/);
  });

  it('that was planned before its person was a lead waits for the next month', async () => {
    const planned = testPageAt('anna', world.clock.now(), ZONE, world.workspace.schedule);
    await until(() => world.clock.now() > Date.UTC(2026, 11, 1), 10);
    expect(rung('anna').length > 0).toBe(planned > Date.UTC(2026, 10, 22, 9));
    expect((await world.store.rounds.read('kofevarnya'))?.leads['anna']).toBeLessThan(Date.UTC(2026, 10, 22, 10));
  });
});
