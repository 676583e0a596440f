import { laterWords } from '../core/later-words.ts';
import type { SearchWords } from './words.en.ts';

export const searchWords = laterWords<SearchWords>({
  en: () => import('./words.en.ts').then(({ en }) => en),
  ru: () => import('./words.ru.ts').then(({ ru }) => ru),
});
