import type { Locale } from '../../base/locale.ts';
import { en } from './en/forms.ts';
import { type FormWords, ru } from './ru/forms.ts';

/** As `words` in panel.ts. */
export const formWords = (locale: Locale): FormWords =>
  import.meta.env.PANEL_LOCALE === 'ru' || (import.meta.env.PANEL_LOCALE !== 'en' && locale === 'ru') ? ru : en;
export type { FormWords };
