import { en as alarm } from '../alarm/words.en.ts';
import { en as core } from '../core/words.en.ts';
import { en as inbox } from '../inbox/words.en.ts';
import { en as shell } from './words.en.ts';

/** The words that the page needs before anything is opened. */
export const en = { ...core, ...inbox, ...alarm, ...shell };

export type FirstWords = typeof en;
