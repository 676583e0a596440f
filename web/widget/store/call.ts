import type { Copy } from './timeline.ts';

/** When a call suits. */
export const WHENS = ['now', 'half', 'today', 'tomorrow'] as const;
export type When = (typeof WHENS)[number];

/** "Call me" as it is being filled in. */
export interface CallForm {
  /** as it was typed */
  readonly phone: string;
  readonly when: When;
  /** `HH:MM` where the reader is, for today and tomorrow */
  readonly time: string;
  /** what is to be changed before it can be sent */
  readonly problem: 'phone' | 'time' | 'noTime' | null;
}

export const emptyCall = (phone: string): CallForm => ({ phone, when: 'now', time: '', problem: null });

/** The form for a request that was refused: as it was, with what is to be changed. */
export function refusedCall(code: string, { phone, at }: Readonly<Record<string, unknown>>, now: number): CallForm {
  const form = emptyCall(String(phone));
  if (code !== 'bad_time' || typeof at !== 'number') return { ...form, problem: 'phone' };
  const time = `${twoDigits(new Date(at).getHours())}:${twoDigits(new Date(at).getMinutes())}`;
  const when = new Date(at).getDate() === new Date(now).getDate() ? 'today' : 'tomorrow';
  return { ...form, when, time, problem: 'time' };
}

export const twoDigits = (n: number): string => String(n).padStart(2, '0');

/** A number as people read it: Russian ones in groups, others as they are. */
export const readablePhone = (phone: string): string =>
  phone.replace(/^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/, '+7 $1 $2-$3-$4');

/** Whether a call was asked for that was not made, and is still wanted. */
export function awaitsCall({ log, pending }: Copy): boolean {
  const types = [
    ...log.entries.flatMap(({ events }) => events.map(({ type }) => type)),
    ...pending.map(({ command }) => command.type),
  ];
  return types.findLast((type) => /^callback\.[^o]|\.close/.test(type))?.startsWith('callback.request') ?? false;
}
