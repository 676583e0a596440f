import type { Copy } from './timeline.ts';

/** When a call suits. */
export type When = 'now' | 'half' | 'today' | 'tomorrow';

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

/** Whether a call was asked for that was not made, and is still wanted. */
export function awaitsCall({ log, pending }: Copy): boolean {
  const types = [
    ...log.entries.flatMap(({ events }) => events.map(({ type }) => type)),
    ...pending.map(({ command }) => command.type),
  ];
  return types.findLast((type) => /^callback\.[^o]|\.close/.test(type))?.startsWith('callback.request') ?? false;
}

export const twoDigits = (n: number): string => String(n).padStart(2, '0');
