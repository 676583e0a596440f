import type { Locale } from '../../base/locale.ts';
import { en } from './en/copy.ts';
import { type CopyWords, ru } from './ru/copy.ts';

/** As `words` in panel.ts. */
export const copyWords = (locale: Locale): CopyWords =>
  import.meta.env.PANEL_LOCALE === 'ru' || (import.meta.env.PANEL_LOCALE !== 'en' && locale === 'ru') ? ru : en;
export type { CopyWords };
