import ICAL from 'ical.js';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Schedule } from '../../../shared/domain/on-call/schedule/types.ts';
import { anOnCallDoor, type OnCallDoor } from '../../support/on-call-door.ts';
import { scheduleOf } from '../../support/world.ts';

const DAY = 86_400_000;
/** Anna and Pyotr by turns of a week, Oleg behind them for one night. */
const SCHEDULE: Schedule = {
  entries: [
    {
      kind: 'rotation',
      id: 'weeks',
      place: 0,
      people: ['anna', 'pyotr'],
      start: '2026-01-05',
      handoff: '09:00',
      days: 7,
    },
    { kind: 'override', id: 'night', place: 1, person: 'oleg', from: '2026-12-01T22:00', to: '2026-12-02T08:00' },
  ],
  staffed: [],
};

let door: OnCallDoor;
beforeEach(async () => {
  door = await anOnCallDoor({ schedule: SCHEDULE });
});
const addressOf = async (as: string, renew = false): Promise<string> => {
  const { body } = await door.post('/calendar', { renew }, as);
  return String(body['url']);
};
const open = (url: string) => door.call('GET', new URL(url).pathname, { as: null });
/** what a calendar program reads */
const eventsIn = (text: string) => {
  const calendar = new ICAL.Component(ICAL.parse(text) as never);
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid,
      summary: event.summary,
      from: event.startDate.toJSDate().getTime(),
      to: event.endDate.toJSDate().getTime(),
      zone: event.startDate.zone.tzid,
    };
  });
};

describe('a calendar feed', () => {
  it('has an address of its own for each person, which stays', async () => {
    const url = await addressOf('anna');
    expect(url).toMatch(/^https:\/\/otvet\.example\/v1\/calendar\/[\w-]{16,64}\.ics$/);
    expect(await addressOf('anna')).toBe(url);
    expect(await addressOf('pyotr')).not.toBe(url);
  });

  it('holds the person’s shifts, 30 days back and 90 ahead, in UTC', async () => {
    const { status, headers, text } = await open(await addressOf('anna'));
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/calendar; charset=utf-8',
      'cache-control': 'private, max-age=900',
    });
    expect(text).toContain('METHOD:PUBLISH');
    const events = eventsIn(text);
    const now = door.clock.now();
    expect(events.length).toBeGreaterThan(7);
    for (const { from, to, zone, summary } of events) {
      expect(to - from).toBe(7 * DAY);
      expect(new Date(from).toISOString()).toMatch(/T06:00:00/); // 9:00 in Moscow
      expect([zone, to > now - 30 * DAY, from < now + 90 * DAY]).toEqual(['UTC', true, true]);
      expect(summary).toBe('On call, rung first · Kofevarnya');
    }
    expect(Math.min(...events.map(({ from }) => from))).toBeLessThan(now - 23 * DAY);
    expect(Math.max(...events.map(({ to }) => to))).toBeGreaterThan(now + 83 * DAY);

    const night = eventsIn((await open(await addressOf('oleg'))).text);
    expect(night).toEqual([
      expect.objectContaining({
        from: Date.UTC(2026, 11, 1, 19),
        to: Date.UTC(2026, 11, 2, 5),
        summary: 'On call, rung second · Kofevarnya',
      }),
    ]);
  });

  it('names each shift the same however often it is asked for', async () => {
    const url = await addressOf('anna');
    const before = eventsIn((await open(url)).text);
    door.clock.advance(DAY + 1234);
    const after = new Map(eventsIn((await open(url)).text).map(({ uid, from }) => [uid, from]));
    expect(new Set(before.map(({ uid }) => uid)).size).toBe(before.length);
    expect(before.filter(({ uid, from }) => after.get(uid) === from).length).toBeGreaterThanOrEqual(before.length - 1);
  });

  it('of somebody who is always on call is one shift, always the same', async () => {
    door = await anOnCallDoor({ schedule: scheduleOf('anna') });
    const url = await addressOf('anna');
    const [first, ...others] = eventsIn((await open(url)).text);
    door.clock.advance(3 * DAY);
    expect(others).toEqual([]);
    expect(eventsIn((await open(url)).text)[0]?.uid).toBe(first?.uid);
  });

  it('speaks the person’s language', async () => {
    await door.store.putOperator('kofevarnya', { id: 'anna', name: 'Анна', role: 'lead', locale: 'ru', active: true });
    const { text } = await open(await addressOf('anna'));
    expect(eventsIn(text)[0]?.summary).toBe('Дежурю, звонят первым · Kofevarnya');
  });

  it('made anew has another address, and the old one opens nothing', async () => {
    const old = await addressOf('anna');
    const url = await addressOf('anna', true);
    expect(url).not.toBe(old);
    expect((await open(old)).status).toBe(404);
    expect((await open(url)).status).toBe(200);
  });

  it('opens nothing for a guess, nor once its person has left', async () => {
    const url = await addressOf('oleg');
    expect((await open('https://otvet.example/v1/calendar/aaaaaaaaaaaaaaaaaaaaaa.ics')).status).toBe(404);
    expect((await open(url.replace('.ics', ''))).status).toBe(404);
    await door.store.putOperator('kofevarnya', {
      id: 'oleg',
      name: 'Oleg',
      role: 'operator',
      locale: 'en',
      active: false,
    });
    expect((await open(url)).status).toBe(404);
  });
});
