import { phoneOf } from '../../../shared/domain/contact-address.ts';

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

const HALF_MS = 30 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

export const emptyCall = (phone: string): CallForm => ({ phone, when: 'now', time: '', problem: null });

/** The moment a form asks for; undefined: now; null: it names none. */
function momentOf({ when, time }: CallForm, now: number): number | null | undefined {
  if (when === 'now') return undefined;
  if (when === 'half') return now + HALF_MS;
  const [hours, minutes] = time.split(':').map(Number);
  if (hours === undefined || minutes === undefined) return null;
  // Tomorrow is where its noon is: a day can have 23 hours.
  const day = when === 'today' ? now : new Date(now).setHours(12) + DAY_MS;
  return new Date(day).setHours(hours, minutes, 0, 0);
}

/** The command for a form, or what is wrong with it. The server has the last word on both. */
export function requestOf(
  form: CallForm,
  now: number,
): {
  readonly problem?: NonNullable<CallForm['problem']>;
  readonly command?: { readonly type: 'callback.request'; readonly phone: string; readonly at?: number };
} {
  if (phoneOf(form.phone) === null) return { problem: 'phone' };
  const at = momentOf(form, now);
  if (at === null) return { problem: 'noTime' };
  if (at !== undefined && at <= now) return { problem: 'time' };
  return { command: { type: 'callback.request', phone: form.phone.trim(), ...(at !== undefined && { at }) } };
}

/** The form for a request that was refused: as it was, with what is to be changed. */
export function refusedCall(code: string, { phone, at }: Readonly<Record<string, unknown>>, now: number): CallForm {
  const form = emptyCall(String(phone));
  if (code !== 'bad_time' || typeof at !== 'number') return { ...form, problem: 'phone' };
  const time = `${twoDigits(new Date(at).getHours())}:${twoDigits(new Date(at).getMinutes())}`;
  const when = new Date(at).getDate() === new Date(now).getDate() ? 'today' : 'tomorrow';
  return { ...form, when, time, problem: 'time' };
}

/** The next half hour that leaves time to get ready; for tomorrow the middle of the morning. Empty when today has none left. */
export function suggestedTime(when: When, now: number): string {
  if (when === 'tomorrow') return '10:00';
  const at = new Date(Math.ceil((now + HALF_MS) / HALF_MS) * HALF_MS);
  if (when !== 'today' || at.getDate() !== new Date(now).getDate()) return '';
  return `${twoDigits(at.getHours())}:${twoDigits(at.getMinutes())}`;
}

const twoDigits = (n: number): string => String(n).padStart(2, '0');

/** A number as people read it: Russian ones in groups, others as they are. */
export const readablePhone = (phone: string): string =>
  phone.replace(/^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/, '+7 $1 $2-$3-$4');
