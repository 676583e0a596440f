import type { Locale } from '../../base/locale.ts';
import { isMisunderstood, tellerOf } from '../store/teller.ts';
import type { MessageItem } from '../store/timeline.ts';
import { laterWords } from '../words/later.ts';
import { words } from '../words/panel.ts';
import { copyShown } from './chat.ts';
import type { Chat } from './chat-types.ts';
import type { CopyReading } from './save-copy.ts';

/** Tells the log of a chat in the reader's language. */
export const tellerFor = (chat: Chat, locale: Locale) =>
  tellerOf({
    words: laterWords(locale),
    scores: words(locale).scores,
    reply: chat.state.client?.welcome?.workspace.reply ?? 600,
  });

/** What the saved copy is written with. */
export const copyReading = (chat: Chat, locale: Locale): CopyReading => ({
  locale,
  words: words(locale),
  more: laterWords(locale),
  teller: tellerFor(chat, locale),
});

/** What stands where a text was. */
export const gone = (locale: Locale, { withdrawn }: Pick<MessageItem, 'withdrawn'>): string => {
  const more = laterWords(locale);
  return withdrawn ? more.withdrawn[withdrawn] : more.removed;
};

/** What the message box asks for, when it is more than a message. */
export function hintFor(chat: Chat, locale: Locale): string | undefined {
  const more = laterWords(locale);
  if (chat.state.view.solved === false) return more.whatIsLeft;
  const copy = copyShown(chat.state);
  return copy && isMisunderstood(copy) ? more.whatIsOff : undefined;
}
