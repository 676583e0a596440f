import { locale } from '../core/format.ts';
import { CARD_WORDS, type CardWords } from './strings-card.ts';

/** The words of the card and of mistakes; the page is in one language as long as it is open. */
export const useCardWords = (): CardWords => CARD_WORDS[locale()];
