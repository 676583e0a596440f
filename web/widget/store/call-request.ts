import { mayBePhone } from '../../../shared/domain/kernel/contact-address.ts';
import { type CallForm, twoDigits, type When } from './call.ts';

/** The choices of the form, in its order. */
export const WHENS = ['now', 'half', 'today', 'tomorrow'] as const satisfies readonly When[];

const HALF_MS = 30 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

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
  if (!mayBePhone(form.phone)) return { problem: 'phone' };
  const at = momentOf(form, now);
  if (at === null) return { problem: 'noTime' };
  if (at !== undefined && at <= now) return { problem: 'time' };
  return { command: { type: 'callback.request', phone: form.phone.trim(), ...(at !== undefined && { at }) } };
}

/** The next half hour that leaves time to get ready; for tomorrow the middle of the morning. Empty when today has none left. */
export function suggestedTime(when: When, now: number): string {
  if (when === 'tomorrow') return '10:00';
  const at = new Date(Math.ceil((now + HALF_MS) / HALF_MS) * HALF_MS);
  if (when !== 'today' || at.getDate() !== new Date(now).getDate()) return '';
  return `${twoDigits(at.getHours())}:${twoDigits(at.getMinutes())}`;
}
