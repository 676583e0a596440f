import type { Locale } from '../../../base/locale.ts';
import { lengthText } from '../../logic/on-call-length.ts';
import { ON_CALL_WORDS, type OnCallWords } from '../../strings-on-call.ts';
import { locale } from '../format.ts';

/** The words of these screens and the language they are in; the page is in one language as long as it is open. */
export function useWords(): { readonly words: OnCallWords; readonly locale: Locale } {
  return { words: ON_CALL_WORDS[locale()], locale: locale() };
}

/** `45 s`, `3 min 20 s`, `2 h`: a length in ms. */
export const lengthOf = (ms: number): string => lengthText(ms, ON_CALL_WORDS[locale()].length);

/** A code of a refusal in words. */
export function failureText(words: OnCallWords, code: string): string {
  return words.state.failed[code] ?? words.state.other(code);
}
