/**
 * Words of an SMS. At most two parts of 70 UCS-2 characters with the link (about 45), so about 90 for the text; no message
 * text of the customer (ux.md, section 7).
 */
type Locale = 'ru' | 'en';

const duration = (locale: Locale, seconds: number): string => {
  if (seconds < 100) return locale === 'ru' ? `${seconds} с` : `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return locale === 'ru' ? `${minutes} мин` : `${minutes} min`;
};

/** "Ivan has been waiting for 48 s, nobody is there." */
export function waitText(
  locale: Locale,
  { name, seconds, staffed, more }: { name: string | undefined; seconds: number; staffed: boolean; more: number },
): string {
  const since = duration(locale, seconds);
  const who = (name ?? (locale === 'ru' ? 'Гость' : 'A guest')).slice(0, 20);
  if (locale === 'ru') {
    const others = more > 0 ? ` И ещё ждут: ${more}.` : '';
    return `${who} ждёт ${since}, ${staffed ? 'никто не подошёл' : 'никого нет'}.${others}`;
  }
  const others = more > 0 ? ` ${more} more waiting.` : '';
  return `${who} has been waiting ${since}, ${staffed ? 'no one has come' : 'nobody is there'}.${others}`;
}

/** "Alarm by Oleg: payments fail." The reason is a colleague's words, cut to what fits. */
export function alarmText(locale: Locale, name: string, reason: string): string {
  const by = name.slice(0, 20);
  const why = reason.length > 50 ? `${reason.slice(0, 49)}…` : reason;
  return locale === 'ru' ? `Тревога, ${by}: ${why}` : `Alarm by ${by}: ${why}`;
}
