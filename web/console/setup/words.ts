import { laterWords } from '../core/later-words.ts';
import type { SetupWords } from './words.en.ts';

export const setupWords = laterWords<SetupWords>({
  en: () => import('./words.en.ts').then(({ en }) => en),
  ru: () => import('./words.ru.ts').then(({ ru }) => ru),
});
