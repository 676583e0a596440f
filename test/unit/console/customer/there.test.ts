import { describe, expect, it } from 'vitest';
import { thereAt } from '../../../../web/console/customer/logic/there.ts';

const NOON = Date.UTC(2026, 10, 22, 9);
const MOSCOW = 'Europe/Moscow';

describe('where a customer’s clock stands', () => {
  it.each([
    ['Asia/Yekaterinburg', 'ru', { place: 'Екатеринбург', time: '14:00' }],
    ['Asia/Yekaterinburg', 'en', { place: 'Yekaterinburg', time: '14:00' }],
    ['America/Argentina/Buenos_Aires', 'en', { place: 'Buenos Aires', time: '6:00' }],
    ['Asia/Kolkata', 'en', { place: 'Kolkata', time: '14:30' }],
    // The same clock, another place: there is no time to tell.
    ['Europe/Minsk', 'en', { place: 'Minsk', time: null }],
    // A zone of no place.
    ['UTC', 'en', { place: null, time: '9:00' }],
    ['Etc/GMT-5', 'ru', { place: null, time: '14:00' }],
  ] as const)('%s (%s)', (zone, locale, expected) => {
    expect(thereAt(zone, NOON, locale, MOSCOW)).toEqual(expected);
  });

  it('the time there is right on days when only one of the two zones has changed its clock', () => {
    expect(thereAt('Europe/Berlin', Date.UTC(2026, 0, 10, 9), 'en', MOSCOW)?.time).toBe('10:00');
    expect(thereAt('Europe/Berlin', Date.UTC(2026, 6, 10, 9), 'en', MOSCOW)?.time).toBe('11:00');
  });

  it('nothing is said of the reader’s own zone, also under another of its names', () => {
    expect(thereAt(MOSCOW, NOON, 'ru', MOSCOW)).toBeNull();
    expect(thereAt('Asia/Calcutta', NOON, 'en', 'Asia/Kolkata')).toBeNull();
    expect(thereAt('Etc/GMT-3', NOON, 'en', MOSCOW)).toBeNull();
  });

  it('nothing is said of a zone that this browser does not know', () => {
    expect(thereAt('Mars/Olympus_Mons', NOON, 'en', MOSCOW)).toBeNull();
  });
});
