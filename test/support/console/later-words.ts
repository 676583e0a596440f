import { en as chatEn } from '../../../web/console/chat/words.en.ts';
import { ru as chatRu } from '../../../web/console/chat/words.ru.ts';
import { en as customerEn } from '../../../web/console/customer/words.en.ts';
import { ru as customerRu } from '../../../web/console/customer/words.ru.ts';
import { en as deskEn } from '../../../web/console/desk/words.en.ts';
import { ru as deskRu } from '../../../web/console/desk/words.ru.ts';
import { en as notesEn } from '../../../web/console/notes/words.en.ts';
import { ru as notesRu } from '../../../web/console/notes/words.ru.ts';
import { en as onCallEn } from '../../../web/console/on-call/words.en.ts';
import { ru as onCallRu } from '../../../web/console/on-call/words.ru.ts';

/** Both languages at once of what is loaded with its screens. */
export const CHAT_WORDS = { en: chatEn, ru: chatRu } as const;
export const CUSTOMER_WORDS = { en: customerEn, ru: customerRu } as const;
export const DESK_WORDS = { en: deskEn, ru: deskRu } as const;
export const ON_CALL_WORDS = { en: onCallEn, ru: onCallRu } as const;
export const NOTES_WORDS = { en: notesEn, ru: notesRu } as const;
