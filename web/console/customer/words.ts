import { laterWords } from '../core/later-words.ts';
import type { CustomerWords } from './words.en.ts';

export const customerWords = laterWords<CustomerWords>({
  en: () => import('./words.en.ts').then(({ en }) => en),
  ru: () => import('./words.ru.ts').then(({ ru }) => ru),
});
