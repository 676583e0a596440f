import { en } from '../../../web/console/shell/first-words.en.ts';
import { ru } from '../../../web/console/shell/first-words.ru.ts';

/** Both languages at once of what the page loads first; the page itself loads only its reader's. */
export const WORDS = { en, ru } as const;
