import { laterWords } from '../core/later-words.ts';
import type { TagsWords } from './words.en.ts';

export const tagsWords = laterWords<TagsWords>({
  en: () => import('./words.en.ts').then(({ en }) => en),
  ru: () => import('./words.ru.ts').then(({ ru }) => ru),
});
