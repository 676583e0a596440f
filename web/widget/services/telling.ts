import type { Locale } from '../../base/locale.ts';
import { isMisunderstood, tellerOf } from '../store/teller.ts';
import type { Copy, MessageItem } from '../store/timeline.ts';
import { laterWords } from '../strings-later.ts';
import type { Chat } from './chat.ts';

/** The conversation shown, as this browser has it. */
export const copyShown = ({ state: { client, conversation } }: Chat): Copy | undefined =>
  conversation === null ? undefined : client?.conversations.get(conversation);

/** Tells the log of a chat in the reader's language. */
export const tellerFor = (chat: Chat, locale: Locale) =>
  tellerOf({ words: laterWords(locale), reply: chat.state.client?.welcome?.workspace.reply ?? 600 });

/** What stands where a text was. */
export const gone = (locale: Locale, { withdrawn }: Pick<MessageItem, 'withdrawn'>): string => {
  const words = laterWords(locale);
  return withdrawn ? words.withdrawn[withdrawn] : words.removed;
};

/** What the message box asks for, when it is more than a message. */
export function hintFor(chat: Chat, locale: Locale): string | undefined {
  const words = laterWords(locale);
  if (chat.state.view.solved === false) return words.whatIsLeft;
  const copy = copyShown(chat);
  return copy && isMisunderstood(copy) ? words.whatIsOff : undefined;
}
