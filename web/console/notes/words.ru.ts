import type { NotesWords } from './words.en.ts';

/** Words of the notes, in Russian; fetched with its screens. */
export const ru: NotesWords = {
  notes: {
    title: 'Заметки',
    save: 'Сохранить заметку',
    placeholder: 'Это читает только команда',
    label: 'Заметка для команды',
    none: 'Заметок пока нет. Клиент их никогда не видит.',
    saving: 'Сохраняем',
    withdrawn: 'Отозвано',
    notSent: 'Пока не ушло. Уйдёт само, как появится связь.',
  },
};
