import { ru as alarm } from '../alarm/words.ru.ts';
import { ru as core } from '../core/words.ru.ts';
import { ru as inbox } from '../inbox/words.ru.ts';
import type { FirstWords } from './first-words.en.ts';
import { ru as shell } from './words.ru.ts';

/** The words that the page needs before anything is opened. */
export const ru: FirstWords = { ...core, ...inbox, ...alarm, ...shell };
