import { laterWords } from '../core/later-words.ts';
import type { NotesWords } from './words.en.ts';

export const notesWords = laterWords<NotesWords>({
  en: () => import('./words.en.ts').then(({ en }) => en),
  ru: () => import('./words.ru.ts').then(({ ru }) => ru),
});
