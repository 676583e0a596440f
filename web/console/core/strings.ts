import { en } from './strings-en.ts';
import { ru } from './strings-ru.ts';

export type { Words } from './strings-en.ts';

/** Both languages, for tests and pictures: the page itself loads only its own (main.ts). */
export const WORDS = { en, ru } as const;
