import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../../../shared/domain/kernel/policy.ts';
import type { MyContact, OnCall } from '../../../../shared/protocol/on-call.ts';
import { stepsOf, zoneToTake } from '../../../../web/console/setup/logic/steps.ts';

const person = (id: string): OnCall['people'][number] => ({ id, name: id, role: 'lead', skills: [], reachable: [] });
const company = (changes: Partial<OnCall> = {}, zone = 'UTC'): OnCall => ({
  now: 0,
  version: 1,
  schedule: { entries: [], staffed: [] },
  policy: { ...DEFAULT_POLICY, zone },
  people: [person('anna')],
  ...changes,
});
const contact = (result: 'sent' | 'failed'): MyContact => ({
  id: 'x',
  kind: 'sms',
  address: '+1',
  label: 'Phone',
  verified: true,
  last: { at: 0, result },
});
const done = (data: OnCall, contacts: readonly MyContact[] = []): string[] =>
  stepsOf({ data, contacts, here: 'Europe/Berlin' }).flatMap(({ id, isDone }) => (isDone ? [id] : []));

describe('the checklist of a new company', () => {
  it('has nothing ticked on the first day', () => {
    expect(done(company())).toEqual([]);
  });

  it('ticks what is stored: the widget was seen, a second person, a ring that went out, staffed hours', () => {
    expect(done(company({ seen: 1 }))).toEqual(['snippet']);
    expect(done(company({ people: [person('anna'), person('oleg')] }))).toEqual(['team']);
    expect(done(company(), [contact('failed')])).toEqual([]);
    expect(done(company(), [contact('sent')])).toEqual(['alerts']);
    const staffed = [{ days: [1], from: '09:00', to: '18:00' }];
    expect(done(company({ schedule: { entries: [], staffed } }))).toEqual(['hours']);
  });

  it('takes a zone for set once it is the one of the browser, or a person has chosen a place', () => {
    expect(done(company({}, 'Europe/Berlin'))).toEqual(['zone']);
    expect(done(company({}, 'Asia/Tokyo'))).toEqual([]);
    const edited = { by: 'anna', at: 1 };
    expect(done(company({ edited }, 'Asia/Tokyo'))).toEqual(['zone']);
    expect(done(company({ edited }, 'UTC'))).toEqual([]);
  });
});

describe('the zone of the browser', () => {
  it('is taken for a company that was set up in UTC and that nobody has edited', () => {
    expect(zoneToTake(company(), 'Europe/Berlin')).toBe('Europe/Berlin');
    expect(zoneToTake(company({}, 'Etc/UTC'), 'Europe/Berlin')).toBe('Europe/Berlin');
  });

  it('is left alone when a place or a person has been chosen, or when the browser knows no better', () => {
    expect(zoneToTake(company({}, 'Asia/Tokyo'), 'Europe/Berlin')).toBeNull();
    expect(zoneToTake(company({ edited: { by: 'anna', at: 1 } }), 'Europe/Berlin')).toBeNull();
    expect(zoneToTake(company(), 'UTC')).toBeNull();
  });
});
