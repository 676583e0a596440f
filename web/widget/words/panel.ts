import type { Locale } from '../../base/locale.ts';
import { en } from './en/panel.ts';
import { ru, type Words } from './ru/panel.ts';

declare global {
  interface ImportMetaEnv {
    readonly PANEL_LOCALE?: Locale;
  }
}

/*
 * Each language has a build of its own, which drops the other's words (web/vite.config.ts), so that nobody waits for a file
 * of words. Elsewhere, as in tests, no language is fixed.
 */
export const words = (locale: Locale): Words =>
  import.meta.env.PANEL_LOCALE === 'ru' || (import.meta.env.PANEL_LOCALE !== 'en' && locale === 'ru') ? ru : en;
export type { Words };
