import type { ComponentType } from 'preact';
import type { Locale } from '../../base/locale.ts';
import { locale } from '../core/format.ts';
import { lazy } from '../core/lazy.ts';
import { lengthText } from './logic/length.ts';
import type { OnCallWords } from './words.en.ts';

let known: OnCallWords | null = null;

/** Nobody loads the words of other languages; the page is in one as long as it is open. */
async function loadWords(): Promise<void> {
  known ??= locale() === 'ru' ? (await import('./words.ru.ts')).ru : (await import('./words.en.ts')).en;
}

/** A component of these screens, fetched together with their words. */
export const lazyOnCall = <P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> =>
  lazy(async () => {
    const [component] = await Promise.all([load(), loadWords()]);
    return component;
  });

function words(): OnCallWords {
  if (known === null) throw new Error('Screens of on call are drawn by way of `lazyOnCall`.');
  return known;
}

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
