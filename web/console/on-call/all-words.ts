import { en } from './words.en.ts';
import { ru } from './words.ru.ts';

/** Both languages, for tests: the screens load only their reader's (words.ts). */
export const ON_CALL_WORDS = { en, ru } as const;
