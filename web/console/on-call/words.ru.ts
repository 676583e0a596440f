import { calendar } from './calendar/words.ru.ts';
import { alerts } from './contacts/words.ru.ts';
import { general } from './general.ru.ts';
import { pages } from './pages/words.ru.ts';
import { policy } from './policy/words.ru.ts';
import { problems } from './problems.ru.ts';
import type { OnCallWords } from './words.en.ts';

export const ru: OnCallWords = { ...general, ...calendar, ...problems, ...pages, ...alerts, ...policy };
