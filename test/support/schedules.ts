import type { Millis } from '../../shared/domain/kernel/types.ts';
import type { Holiday, Hours, Override, Rotation } from '../../shared/domain/on-call/schedule/types.ts';

/** Anna and Pyotr take weeks in turns from Monday 2 November 2026, 9:00; any part of it can be said otherwise. */
export const aRotation = (more: Partial<Rotation> = {}): Rotation => ({
  kind: 'rotation',
  id: 'weeks',
  place: 0,
  people: ['anna', 'pyotr'],
  start: '2026-11-02',
  handoff: '09:00',
  days: 7,
  ...more,
});

/** Maria instead, on Wednesday 4 November from 18:00 until midnight. */
export const anOverride = (more: Partial<Override> = {}): Override => ({
  kind: 'override',
  id: 'swap',
  place: 0,
  person: 'maria',
  from: '2026-11-04T18:00',
  to: '2026-11-05T00:00',
  ...more,
});

/** New Year's Eve and New Year's Day, Maria on call. */
export const aHoliday = (more: Partial<Holiday> = {}): Holiday => ({
  kind: 'holiday',
  id: 'new-year',
  name: 'New Year',
  from: '2026-12-31',
  to: '2027-01-01',
  people: ['maria'],
  ...more,
});

export const WEEKDAYS: Hours = { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' };

export const moscow = (time: string): Millis => Date.parse(`${time}+03:00`);
