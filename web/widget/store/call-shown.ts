import { type CallForm, emptyCall, twoDigits } from './call.ts';

/** The form for a request that was refused: as it was, with what is to be changed. */
export function refusedCall(code: string, { phone, at }: Readonly<Record<string, unknown>>, now: number): CallForm {
  const form = emptyCall(String(phone));
  if (code !== 'bad_time' || typeof at !== 'number') return { ...form, problem: 'phone' };
  const time = `${twoDigits(new Date(at).getHours())}:${twoDigits(new Date(at).getMinutes())}`;
  const when = new Date(at).getDate() === new Date(now).getDate() ? 'today' : 'tomorrow';
  return { ...form, when, time, problem: 'time' };
}

/** A number as people read it: Russian ones in groups, others as they are. */
export const readablePhone = (phone: string): string =>
  phone.replace(/^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/, '+7 $1 $2-$3-$4');
