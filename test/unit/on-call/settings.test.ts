import { beforeEach, describe, expect, it } from 'vitest';
import type { Policy } from '../../../shared/domain/kernel/policy.ts';
import { DEFAULT_POLICY } from '../../../shared/domain/kernel/policy.ts';
import type { Problem } from '../../../shared/domain/kernel/problem.ts';
import type { Entry, Override, Rotation, Schedule } from '../../../shared/domain/on-call/schedule/types.ts';
import { anOnCallDoor, type OnCallDoor } from '../../support/on-call-door.ts';
import { scheduleOf, WORKSPACE } from '../../support/world.ts';

let door: OnCallDoor;
beforeEach(async () => {
  door = await anOnCallDoor();
  await door.store.putOperator('kofevarnya', { id: 'left', name: 'Left', role: 'lead', locale: 'en', active: false });
  await door.store.putOperator('kofevarnya', { id: 'deaf', name: 'Deaf', role: 'lead', locale: 'en', active: true });
});

const aRotation = (fields: Partial<Rotation> = {}): Rotation => ({
  kind: 'rotation',
  id: 'first',
  place: 0,
  people: ['anna', 'pyotr'],
  start: '2026-11-02',
  handoff: '09:00',
  days: 7,
  ...fields,
});
const anOverride = (fields: Partial<Override> = {}): Override => ({
  kind: 'override',
  id: 'for-once',
  place: 0,
  person: 'oleg',
  from: '2026-12-01T09:00',
  to: '2026-12-02T09:00',
  ...fields,
});
const aSchedule = (...entries: readonly Entry[]): Schedule => ({ entries: [...entries], staffed: [] });
const save = (schedule: unknown, { version = 1, as }: { version?: number; as?: string } = {}) =>
  door.post('/schedule', { version, schedule }, as);
const savePolicy = (policy: unknown, version = 1) => door.post('/policy', { version, policy });
const problemsOf = ({ body }: { body: Record<string, unknown> }) =>
  (body['problems'] as Problem[]).map(({ level, code }) => `${level} ${code}`);

describe('who is on call', () => {
  it('is told to everyone who works here, with who can be woken', async () => {
    const { status, body } = await door.get('', 'oleg');
    expect(status).toBe(200);
    expect(body).toMatchObject({ now: door.clock.now(), version: 1, schedule: scheduleOf('anna', 'pyotr') });
    expect(body['policy']).toEqual(DEFAULT_POLICY);
    expect(body['people']).toEqual([
      { id: 'anna', name: 'Anna', role: 'lead', skills: [], reachable: ['sms'] },
      { id: 'pyotr', name: 'Pyotr', role: 'lead', skills: [], reachable: ['sms'] },
      { id: 'oleg', name: 'Oleg', role: 'operator', skills: [], reachable: ['sms'] },
      { id: 'deaf', name: 'Deaf', role: 'lead', skills: [], reachable: [] },
    ]);
    expect(body['edited']).toBeUndefined();
  });

  it.each([
    ['nobody', null, {}, 401, 'not_signed_in'],
    ['a stranger', 'nobody', {}, 403, 'not_an_operator'],
    ['somebody who has left', 'left', {}, 403, 'not_an_operator'],
    ['a foreign site', 'anna', { origin: 'https://evil.example' }, 403, 'origin_not_allowed'],
  ])('is not told to %s', async (_who, as, headers, status, code) => {
    for (const path of ['/v1/on-call', '/v1/on-call/contacts', '/v1/on-call/pages', '/v1/on-call/nights'])
      expect(await door.call('GET', path, { as, headers })).toMatchObject({ status, body: { code } });
  });

  it('is not told to another workspace', async () => {
    await door.store.putWorkspace({ ...WORKSPACE, id: 'other', schedule: scheduleOf() });
    await door.store.putOperator('other', { id: 'eve', name: 'Eve', role: 'lead', locale: 'en', active: true });
    const answer = await door.call('GET', '/v1/on-call', {
      as: null,
      headers: { authorization: 'Bearer id.other.eve' },
    });
    expect(answer.body['people']).toEqual([{ id: 'eve', name: 'Eve', role: 'lead', skills: [], reachable: [] }]);
    const foreign = await door.call('GET', '/v1/on-call', {
      as: null,
      headers: { authorization: 'Bearer id.other.anna' },
    });
    expect(foreign.body.code).toBe('not_an_operator');
  });

  it('has no other addresses', async () => {
    for (const path of ['/v1/on-call/', '/v1/on-call/schedule', '/v1/on-call/constructor', '/v1/calendar/x'])
      expect((await door.call('GET', path)).status).toBe(404);
    expect((await door.call('POST', '/v1/calendar/aaaaaaaaaaaaaaaaaaaaaa.ics')).status).toBe(404);
  });
});

describe('a schedule', () => {
  it('is saved by a lead, with who and when, and holds at once', async () => {
    const schedule = aSchedule(aRotation(), anOverride());
    const answer = await save(schedule);
    expect(answer).toMatchObject({ status: 200, body: { version: 2, problems: [] } });
    expect((await door.get('')).body).toMatchObject({
      version: 2,
      schedule,
      edited: { by: 'anna', at: door.clock.now() },
    });
  });

  it('is saved by leads only', async () => {
    expect(await save(aSchedule(aRotation()), { as: 'oleg' })).toMatchObject({
      status: 403,
      body: { code: 'leads_only' },
    });
    expect((await door.post('/policy', { version: 1, policy: DEFAULT_POLICY }, 'oleg')).body.code).toBe('leads_only');
    expect((await door.post('/skills', { person: 'oleg', skills: ['money'] }, 'oleg')).body.code).toBe('leads_only');
    expect((await door.get('')).body).toMatchObject({ version: 1, schedule: WORKSPACE.schedule });
  });

  it('does not overwrite what a colleague has saved meanwhile, and says who', async () => {
    await save(aSchedule(aRotation()), { as: 'pyotr' });
    const answer = await save(aSchedule(anOverride()));
    expect(answer).toMatchObject({ status: 409, body: { code: 'edited_meanwhile', by: 'Pyotr' } });
    const both = await Promise.all([
      save(aSchedule(aRotation({ days: 1 })), { version: 2 }),
      save(aSchedule(aRotation({ days: 2 })), { version: 2, as: 'pyotr' }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await door.get('')).body['version']).toBe(3);
  });

  it.each<[string, Schedule, string]>([
    ['somebody unknown', aSchedule(aRotation({ people: ['anna', 'nobody'] })), 'person.unknown'],
    ['somebody who has left', aSchedule(aRotation({ people: ['left'] })), 'person.unknown'],
    ['somebody whom no page can reach', aSchedule(aRotation(), anOverride({ person: 'deaf' })), 'person.unreachable'],
    ['two overrides at once', aSchedule(anOverride(), anOverride({ id: 'b', person: 'anna' })), 'override.overlap'],
    ['a day that no month has', aSchedule(aRotation({ start: '2026-02-30' })), 'date.invalid'],
    ['a time that no clock shows', aSchedule(aRotation({ handoff: '25:00' })), 'time.invalid'],
    [
      'a shift that ends before it begins',
      aSchedule(anOverride({ to: '2026-11-30T09:00' })),
      'override.ends_before_begin',
    ],
    ['nobody in a rotation', aSchedule(aRotation({ people: [] })), 'rotation.nobody'],
    ['turns of no length', aSchedule(aRotation({ days: 0 })), 'rotation.turn'],
    ['a place that is none', aSchedule(aRotation({ place: 7 })), 'place.invalid'],
    ['one id twice', aSchedule(aRotation(), aRotation({ place: 1 })), 'id.duplicate'],
  ])('with %s is not saved, and the last good one stays in force', async (_what, schedule, code) => {
    const answer = await save(schedule);
    expect(answer).toMatchObject({ status: 422, body: { code: 'has_problems' } });
    expect(problemsOf(answer)).toContain(`error ${code}`);
    expect((await door.get('')).body).toMatchObject({ version: 1, schedule: WORKSPACE.schedule });
  });

  it('keeps somebody who has lost their last contact, with a warning, and takes nobody new without one', async () => {
    await door.store.contacts.remove('kofevarnya', 'pyotr', 'phone-pyotr');
    const answer = await save(aSchedule(aRotation({ people: ['anna', 'pyotr'] })));
    expect(answer.status).toBe(200);
    expect(problemsOf(answer)).toContain('warning person.unreachable');
    const both = await save(aSchedule(aRotation({ people: ['pyotr', 'deaf'] })), { version: 2 });
    expect(both.status).toBe(422);
    expect((both.body['problems'] as Problem[])[0]).toMatchObject({ level: 'error', values: { person: 'deaf' } });
  });

  it('with gaps is saved, and they are named', async () => {
    const answer = await save(aSchedule(aRotation({ start: '2026-11-25' })));
    expect(answer.status).toBe(200);
    expect(problemsOf(answer)).toContain('warning gap');
  });

  it.each([
    ['no JSON', '{"version":', 400, 'invalid_json'],
    ['a field that is unknown', { version: 1, schedule: { ...aSchedule(), zone: 'UTC' } }, 400, 'invalid_body'],
    ['a version of words', { version: 'one', schedule: aSchedule() }, 400, 'invalid_body'],
    [
      'an entry of another kind',
      { version: 1, schedule: { entries: [{ kind: 'gap' }], staffed: [] } },
      400,
      'invalid_body',
    ],
    ['70 KB', ' '.repeat(70 * 1024), 413, 'too_large'],
  ])('of %s is refused', async (_what, body, status, code) => {
    expect(await door.call('POST', '/v1/on-call/schedule', { body })).toMatchObject({ status, body: { code } });
  });

  it('may be longer than other requests', async () => {
    const year = Array.from({ length: 90 }, (_, i) =>
      anOverride({
        id: `override-number-${i}-${'x'.repeat(40)}`,
        from: `20${27 + i}-01-01T09:00`,
        to: `20${27 + i}-01-02T09:00`,
      }),
    ).slice(0, 70);
    expect(JSON.stringify(year).length).toBeGreaterThan(8 * 1024);
    expect((await save(aSchedule(aRotation(), ...year))).status).toBe(200);
  });

  it('begins the rounds of its workspace, once', async () => {
    await save(aSchedule(aRotation()));
    const first = await door.store.rounds.read('kofevarnya');
    expect(first?.version).toBe(1);
    await save(aSchedule(aRotation({ days: 1 })), { version: 2 });
    expect(await door.store.rounds.read('kofevarnya')).toEqual(first);
  });
});

describe('a policy', () => {
  const withRungs = (connect: Policy['rungs']['connect']): Policy => ({
    ...DEFAULT_POLICY,
    rungs: { ...DEFAULT_POLICY.rungs, connect },
  });

  it('is saved as it is sent', async () => {
    const policy = { ...DEFAULT_POLICY, targets: { connect: 90, reply: 500 }, morning: '08:30' };
    expect((await savePolicy(policy)).status).toBe(200);
    expect((await door.get('')).body).toMatchObject({ version: 2, policy, schedule: WORKSPACE.schedule });
  });

  it.each<[string, Policy]>([
    ['a zone that does not exist', { ...DEFAULT_POLICY, zone: 'Europe/Nowhere' }],
    ['an offset for a zone', { ...DEFAULT_POLICY, zone: '+03:00' }],
    ['a morning that no clock shows', { ...DEFAULT_POLICY, morning: '9:00' }],
    ['a customer who waits and is never paged for', withRungs([{ after: 40, when: 'always', act: 'nudge.team' }])],
    [
      'a ladder without an end',
      {
        ...DEFAULT_POLICY,
        ladders: { ...DEFAULT_POLICY.ladders, unstaffed: { steps: [{ after: 0, who: 0 }], repeat: 120 } },
      },
    ],
    [
      'a ladder that never rings again',
      {
        ...DEFAULT_POLICY,
        ladders: { ...DEFAULT_POLICY.ladders, staffed: { ...DEFAULT_POLICY.ladders.staffed, repeat: 0 } },
      },
    ],
    [
      'a step for somebody unknown',
      {
        ...DEFAULT_POLICY,
        ladders: {
          ...DEFAULT_POLICY.ladders,
          staffed: {
            steps: [
              { after: 0, who: { person: 'nobody' } },
              { after: 60, who: 'everyone' },
            ],
            repeat: 120,
          },
        },
      },
    ],
  ])('with %s is not saved', async (_what, policy) => {
    const answer = await savePolicy(policy);
    expect(answer).toMatchObject({ status: 422, body: { code: 'has_problems' } });
    expect((await door.get('')).body).toMatchObject({ version: 1, policy: DEFAULT_POLICY });
  });

  it('does not overwrite a schedule that was saved meanwhile: both have one version', async () => {
    await save(aSchedule(aRotation()), { as: 'pyotr' });
    expect((await savePolicy(DEFAULT_POLICY)).body).toMatchObject({ code: 'edited_meanwhile', by: 'Pyotr' });
  });
});

it('what is read says when the widget was first seen on a site, once it was', async () => {
  expect((await door.get('')).body).not.toHaveProperty('seen');
  const at = door.clock.now();
  await door.store.sightings.note(door.workspace.id, at);
  expect((await door.get('')).body).toMatchObject({ seen: at });
});

describe('skills', () => {
  it('are kept in lower case, each once', async () => {
    expect((await door.post('/skills', { person: 'oleg', skills: ['Платежи', 'платежи', 'iOS'] })).status).toBe(200);
    const { body } = await door.get('');
    expect(body['people']).toContainEqual(expect.objectContaining({ id: 'oleg', skills: ['платежи', 'ios'] }));
  });

  it.each([
    ['nobody', { person: 'nobody', skills: [] }, 404, 'no_such_person'],
    ['somebody who has left', { person: 'left', skills: ['x'] }, 404, 'no_such_person'],
    ['words with spaces', { person: 'oleg', skills: ['two words'] }, 400, 'invalid_body'],
  ])('of %s are refused', async (_who, body, status, code) => {
    expect(await door.post('/skills', body)).toMatchObject({ status, body: { code } });
  });
});
