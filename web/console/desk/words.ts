import { laterWords } from '../core/later-words.ts';
import type { DeskWords } from './words.en.ts';

export const deskWords = laterWords<DeskWords>({
  en: () => import('./words.en.ts').then(({ en }) => en),
  ru: () => import('./words.ru.ts').then(({ ru }) => ru),
});
