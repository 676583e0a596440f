/** Languages that people see. Each app keeps its words in one file of its own: `const words = { ru: {…}, en: {…} }`. */
export const LOCALES = ['ru', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

const isLocale = (tag: string): tag is Locale => (LOCALES as readonly string[]).includes(tag);

/** The first of the wishes that is a language we have (`ru-RU` counts as `ru`), else English. */
export function chooseLocale(...wishes: readonly (string | null | undefined)[]): Locale {
  for (const wish of wishes) {
    const tag = wish?.slice(0, 2).toLowerCase() ?? '';
    if (isLocale(tag)) return tag;
  }
  return 'en';
}

/** The page's language: `?lang=`, else what the reader chose before, else the browser's. */
export const pageLocale = (): Locale =>
  chooseLocale(new URLSearchParams(location.search).get('lang'), ...navigator.languages);

/** Words that depend on a number. English has `one` and `many` only. */
export interface PluralForms {
  readonly one: string;
  /** Russian 2, 3, 4, 22 … */
  readonly few?: string;
  readonly many: string;
}

/** The form for `n`: `plural('ru', 2, {one: 'чат', few: 'чата', many: 'чатов'})` is `чата`. */
export function plural(locale: Locale, n: number, forms: PluralForms): string {
  const rule = new Intl.PluralRules(locale).select(n);
  if (rule === 'one') return forms.one;
  return rule === 'few' ? (forms.few ?? forms.many) : forms.many;
}

/** `14:05`, the same in both languages. */
export const clockTime = (at: number, zone?: string): string =>
  new Intl.DateTimeFormat('ru', { hour: 'numeric', minute: '2-digit', ...(zone && { timeZone: zone }) }).format(at);

const dayOf = (at: number): number => new Date(at).setHours(0, 0, 0, 0);

/** Whether two moments fall on one day where the reader is. */
export const isSameDay = (a: number, b: number): boolean => dayOf(a) === dayOf(b);

/** `today`, `yesterday` or `5 March`, as the reader's language says it. */
export function dayName(locale: Locale, at: number, now: number): string {
  const days = Math.round((dayOf(at) - dayOf(now)) / 86_400_000);
  if (days === 0 || days === -1 || days === 1)
    return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day');
  return new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { day: 'numeric', month: 'long' }).format(at);
}
