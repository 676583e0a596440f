import { locale } from '../core/format.ts';
import { DESK_WORDS, type DeskWords } from './strings-desk.ts';

/** The words of the open chat's own screens; the page is in one language as long as it is open. */
export const deskWords = (): DeskWords => DESK_WORDS[locale()];
