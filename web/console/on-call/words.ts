import type { ComponentType } from 'preact';
import type { Locale } from '../../base/locale.ts';
import { locale } from '../core/format.ts';
import { laterWords, withWords } from '../core/later-words.ts';
import { lazy } from '../core/lazy.ts';
import { lengthText } from './logic/length.ts';
import type { OnCallWords } from './words.en.ts';

const words = laterWords<OnCallWords>({
  en: () => import('./words.en.ts').then(({ en }) => en),
  ru: () => import('./words.ru.ts').then(({ ru }) => ru),
});

/** A component of these screens, fetched together with their words. */
export const lazyOnCall = <P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> =>
  lazy(withWords(load, words));

/** The words of these screens and the language they are in. */
export function useWords(): { readonly words: OnCallWords; readonly locale: Locale } {
  return { words: words(), locale: locale() };
}

/** `45 s`, `3 min 20 s`, `2 h`: a length in ms. */
export const lengthOf = (ms: number): string => lengthText(ms, words().length);

/** A code of a refusal in words. */
export function failureText({ state }: OnCallWords, code: string): string {
  return state.failed[code] ?? state.other(code);
}
