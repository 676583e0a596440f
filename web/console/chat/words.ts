import { laterWords } from '../core/later-words.ts';
import type { ChatWords } from './words.en.ts';

export const chatWords = laterWords<ChatWords>({
  en: () => import('./words.en.ts').then(({ en }) => en),
  ru: () => import('./words.ru.ts').then(({ ru }) => ru),
});
