import { en } from './strings-on-call/en.ts';
import { ru } from './strings-on-call/ru.ts';

/** Both languages, for tests: the screens load only their reader's (components/on-call/words.ts). */
export const ON_CALL_WORDS = { en, ru } as const;
