import { calendar } from './calendar/words.en.ts';
import { alerts } from './contacts/words.en.ts';
import { general } from './general.en.ts';
import { pages } from './pages/words.en.ts';
import { policy } from './policy/words.en.ts';
import { problems } from './problems.en.ts';

/** Every word of the on-call screens; loaded with them, in the reader's language alone. */
export const en = { ...general, ...calendar, ...problems, ...pages, ...alerts, ...policy };

export type OnCallWords = typeof en;
