import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { roundsItem } from '../../functions/on-call/adapters/dynamo-rounds.ts';
import { DEFAULT_POLICY } from '../../shared/domain/kernel/policy.ts';
import { NO_ROUNDS } from '../../shared/domain/on-call/rounds.ts';
import type { Schedule } from '../../shared/domain/on-call/schedule/types.ts';
import { type TestTable, testTable } from '../support/dynamo.ts';
import { dynamoStore } from '../support/dynamo-store.ts';
import { manualClock } from '../support/fakes.ts';
import { memoryStore, type Store } from '../support/memory-store.ts';
import { anOnCallDoor } from '../support/on-call-door.ts';
import { until } from '../support/until.ts';
import { OPERATORS, scheduleOf, WORKSPACE } from '../support/world.ts';

const clock = manualClock();
const NOW = clock.now();
/** Suites share a table: each test has a workspace of its own. */
let count = 0;
const aWorkspace = (): string => `on-call-${++count}`;

const STORES: Readonly<Record<string, () => Promise<{ store: Store; table?: TestTable }>>> = {
  'in memory': async () => ({ store: memoryStore(clock) }),
  'in the table': async () => {
    const table = await testTable();
    return { store: dynamoStore(table, clock), table };
  },
};

describe.each(Object.entries(STORES))('what on-call keeps, %s', (_name, open) => {
  let store: Store;
  let table: TestTable | undefined;
  beforeAll(async () => {
    ({ store, table } = await open());
  });
  afterAll(async () => table?.stop());
  const put = async (): Promise<string> => {
    const id = aWorkspace();
    await store.putWorkspace({ ...WORKSPACE, id });
    for (const operator of OPERATORS) await store.putOperator(id, operator);
    return id;
  };

  describe('settings', () => {
    /** all that a schedule can say, in the words of any script */
    const schedule: Schedule = {
      entries: [
        {
          kind: 'rotation',
          id: 'nights',
          place: 1,
          people: ['anna', 'pyotr'],
          start: '2026-11-02',
          handoff: '09:00',
          days: 7,
          until: '2027-01-01',
          hours: [{ days: [1, 2, 3, 4, 5], from: '20:00', to: '08:00' }],
        },
        { kind: 'override', id: 'o', place: 0, person: 'oleg', from: '2026-11-22T09:00', to: '2026-11-23T09:00' },
        { kind: 'holiday', id: 'h', name: 'Новый год', from: '2026-12-31', to: '2027-01-08', people: ['anna'] },
      ],
      staffed: [{ days: [1, 7], from: '09:00', to: '21:00' }],
    };

    it('are written for the version that was edited, and say who edited when', async () => {
      const id = await put();
      expect(await store.settings.saveSchedule(id, 1, schedule, 'anna')).toBe(true);
      expect(await store.settings.workspace(id)).toEqual({
        ...WORKSPACE,
        id,
        schedule,
        version: 2,
        edited: { by: 'anna', at: NOW },
      });
      const policy = { ...DEFAULT_POLICY, zone: 'Asia/Kathmandu' };
      expect(await store.settings.savePolicy(id, 1, policy, 'pyotr')).toBe(false);
      expect(await store.settings.savePolicy(id, 2, policy, 'pyotr')).toBe(true);
      expect(await store.settings.workspace(id)).toMatchObject({
        version: 3,
        policy,
        schedule,
        edited: { by: 'pyotr' },
      });
    });

    it('of two edits at once keep one', async () => {
      const id = await put();
      const saved = await Promise.all(
        ['anna', 'pyotr', 'oleg'].map((person) => store.settings.saveSchedule(id, 1, scheduleOf(person), person)),
      );
      expect(saved.filter(Boolean)).toHaveLength(1);
      const winner = ['anna', 'pyotr', 'oleg'][saved.indexOf(true)] ?? '';
      expect(await store.settings.workspace(id)).toMatchObject({
        version: 2,
        schedule: scheduleOf(winner),
        edited: { by: winner },
      });
    });

    it('of a workspace that is not there are not made', async () => {
      expect(await store.settings.saveSchedule('nowhere', 1, schedule, 'anna')).toBe(false);
      expect(await store.settings.workspace('nowhere')).toBeNull();
      expect(await store.settings.operators('nowhere')).toEqual([]);
    });

    it('have people’s skills, which make nobody', async () => {
      const id = await put();
      await store.settings.saveSkills(id, 'oleg', ['платежи', 'ios']);
      await store.settings.saveSkills(id, 'nobody', ['x']);
      const people = await store.settings.operators(id);
      expect(people.map((person) => person.id).toSorted()).toEqual(['anna', 'oleg', 'pyotr']);
      expect(people.find((person) => person.id === 'oleg')?.skills).toEqual(['платежи', 'ios']);
    });
  });

  describe('calendars', () => {
    it('are found by their code, which is another one for each person and each time', async () => {
      const id = await put();
      const [first, second, other] = ['a', 'b', 'c'].map((letter) => letter.repeat(20) + id) as [
        string,
        string,
        string,
      ];
      expect(await store.calendars.codeOf(id, 'anna')).toBeNull();
      await store.calendars.renew(id, 'anna', first);
      await store.calendars.renew(id, 'oleg', other);
      expect(await store.calendars.codeOf(id, 'anna')).toBe(first);
      expect(await store.calendars.owner(first)).toEqual({ workspace: id, person: 'anna' });
      expect(await store.calendars.owner(second)).toBeNull();

      await store.calendars.renew(id, 'anna', second);
      expect(await store.calendars.owner(first)).toBeNull();
      expect(await store.calendars.owner(second)).toEqual({ workspace: id, person: 'anna' });
      expect(await store.calendars.owner(other)).toEqual({ workspace: id, person: 'oleg' });
    });

    it('leave the rows of their people as they are', async () => {
      const id = await put();
      await store.calendars.renew(id, 'anna', `${'d'.repeat(20)}${id}`);
      expect((await store.settings.operators(id)).find((person) => person.id === 'anna')).toEqual(OPERATORS[0]);
    });
  });

  describe('rounds', () => {
    const leasesOf = async (id: string, before: number) =>
      (await store.due.dueBefore(before, 100)).filter(({ key }) => key.workspace === id);

    it('are found by the sweep when they are due, and moved on by the round that writes them', async () => {
      const id = await put();
      expect(await store.rounds.read(id)).toBeNull();
      expect(await store.rounds.write(id, NO_ROUNDS, NOW + 1000)).toBe(true);
      const lease = { kind: 'rounds', key: { workspace: id, id }, seq: 0, due: NOW + 1000 };
      await until(async () => (await leasesOf(id, NOW + 2000)).length === 1, { what: 'the lease' });
      expect(await leasesOf(id, NOW + 2000)).toEqual([lease]);
      expect(await leasesOf(id, NOW + 1000)).toEqual([]);

      const state = {
        ...NO_ROUNDS,
        version: 1,
        morning: '2026-11-22',
        gaps: [NOW],
        tests: { anna: '2026-11', 'a.b@c': '2026-10' },
        leads: { anna: NOW },
        unanswered: { anna: 3 },
        absent: NOW,
      };
      expect(await store.rounds.write(id, state, NOW + 5000)).toBe(true);
      expect(await store.rounds.read(id)).toEqual({ ...state, version: 2 });
      await until(async () => (await leasesOf(id, NOW + 2000)).length === 0, { what: 'the old lease to go' });
      expect(await leasesOf(id, NOW + 6000)).toEqual([{ ...lease, due: NOW + 5000 }]);
    });

    it('of two at once are made by one', async () => {
      const id = await put();
      const first = await Promise.all([1, 2, 3].map(() => store.rounds.write(id, NO_ROUNDS, NOW)));
      expect(first.filter(Boolean)).toHaveLength(1);
      const state = await store.rounds.read(id);
      if (!state) throw new Error('no rounds');
      const second = await Promise.all([1, 2, 3].map((n) => store.rounds.write(id, state, NOW + n)));
      expect(second.filter(Boolean)).toHaveLength(1);
      expect(await store.rounds.write(id, state, NOW)).toBe(false);
    });

    it('are no operators, contacts or workspaces', async () => {
      const id = await put();
      await store.rounds.write(id, NO_ROUNDS, NOW);
      expect(await store.settings.operators(id)).toHaveLength(3);
      expect(await store.contacts.all(id)).toEqual([]);
      expect(await store.directory.workspace(id)).toMatchObject({ id });
    });
  });

  it('serves the on-call function', async () => {
    if (!table) return;
    await store.putWorkspace(WORKSPACE);
    for (const operator of OPERATORS) await store.putOperator(WORKSPACE.id, operator);
    const door = await anOnCallDoor({}, store);
    const push = {
      kind: 'push',
      endpoint: 'https://push.example.com/x',
      keys: { p256dh: 'a', auth: 'b' },
      label: 'Mine',
    };
    const add = async (contact: object): Promise<string> => {
      const { body } = await door.post('/contacts', contact);
      return (body['contact'] as { id: string }).id;
    };
    const id = await add(push);
    const verify = async (contact: string, code: string) =>
      (await door.post('/contacts/verify', { contact, code })).body.code ?? 'right';
    expect(await verify(id, '000000')).toBe('wrong_code');
    expect(await verify(id, door.codeFor('anna'))).toBe('right');
    expect((await door.post('/contacts/test', { contact: id })).status).toBe(200);
    expect((await door.post('/contacts/test', { contact: id })).body.code).toBe('too_soon');
    const anew = await add({ ...push, keys: { p256dh: 'c', auth: 'd' } });
    expect(await verify(anew, door.codeFor('anna'))).toBe('right');
    const kept = await store.contacts.of(WORKSPACE.id, 'anna');
    expect(kept.map((contact) => [contact.id, contact.keys?.p256dh])).toEqual([[anew, 'c']]);
    expect((await door.post('/contacts/remove', { contact: anew })).body.code).toBe('last_contact');

    const saved = await door.post('/schedule', { version: 1, schedule: scheduleOf('anna') });
    expect(saved).toMatchObject({ status: 200, body: { version: 2 } });
    expect((await door.post('/policy', { version: 1, policy: DEFAULT_POLICY }, 'pyotr')).body).toMatchObject({
      code: 'edited_meanwhile',
      by: 'Anna',
    });
    expect((await door.get('')).body).toMatchObject({ version: 2, edited: { by: 'anna' } });
    const { body } = await door.post('/calendar', { renew: false });
    const feed = await door.call('GET', new URL(String(body['url'])).pathname, { as: null });
    expect(feed.text).toContain('BEGIN:VEVENT');
  });

  it('keeps no code of a calendar where it is looked up, and begins rounds that setup has put there', async () => {
    if (!table) return;
    const id = await put();
    const code = `${'e'.repeat(20)}${id}`;
    await store.calendars.renew(id, 'anna', code);
    const { Items: links = [] } = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': `L#${code}` },
      }),
    );
    expect(links).toEqual([]);

    await table.client.send(new PutCommand({ TableName: table.name, Item: roundsItem(id, NO_ROUNDS, NOW) }));
    expect(await store.rounds.read(id)).toEqual(NO_ROUNDS);
    expect(await store.rounds.write(id, NO_ROUNDS, NOW)).toBe(true);
    expect(await store.rounds.write(id, NO_ROUNDS, NOW)).toBe(false);
  });
});
