import { isSameDay } from '../../base/locale.ts';

/** Whether the day must be said: at ten in the evening "9:00" can only be tomorrow's, at two in the afternoon it cannot. */
export const isFarDay = (due: number, now: number): boolean => !isSameDay(due, now) && due - now > 12 * 3_600_000;

const DAY_MS = 86_400_000;
/** From noon to noon, since a day can have 23 hours. */
export const isTomorrow = (at: number, now: number): boolean => isSameDay(at, new Date(now).setHours(12) + DAY_MS);
