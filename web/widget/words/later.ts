import type { Locale } from '../../base/locale.ts';
import { en } from './en/later.ts';
import { type LaterWords, ru } from './ru/later.ts';

/** As `words` in panel.ts. */
export const laterWords = (locale: Locale): LaterWords =>
  import.meta.env.PANEL_LOCALE === 'ru' || (import.meta.env.PANEL_LOCALE !== 'en' && locale === 'ru') ? ru : en;
export type { LaterWords };
