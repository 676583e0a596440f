/** Words of the saved copy (services/save-copy.ts), in Russian. */
export const ru = {
  file: 'perepiska',
  head: (name: string, when: string) => `${name}. Переписка, сохранена ${when}`,
  you: 'Вы',
  us: 'Мы',
  unsent: 'ещё не отправлено',
  partly: 'Начало переписки загрузить не удалось: нет связи.',
};

export type CopyWords = typeof ru;
