import type { CopyWords } from '../ru/copy.ts';

/** Words of the saved copy (services/save-copy.ts), in English. */
export const en: CopyWords = {
  file: 'chat',
  head: (name, when) => `${name}. Conversation, saved ${when}`,
  you: 'You',
  us: 'We',
  unsent: 'not sent yet',
  partly: 'The beginning could not be loaded: no connection.',
};
