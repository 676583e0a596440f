import type { Locale } from '../../base/locale.ts';
import { type Reading, timeline } from '../store/timeline.ts';
import { transcript } from '../store/transcript.ts';
import { copyWords } from '../words/copy.ts';
import type { LaterWords } from '../words/later.ts';
import type { Words } from '../words/panel.ts';
import { copyShown } from './chat.ts';
import type { Chat } from './chat-types.ts';

/** How long the next part of what was before may take, ms. */
const PATIENCE_MS = 8_000;

/** Handed over, so that the words are not in this file a second time. */
export interface CopyReading {
  readonly locale: Locale;
  readonly words: Words;
  readonly more: LaterWords;
  readonly teller: NonNullable<Reading['teller']>;
}

/**
 * Saves the conversation as a text file on the reader's own device. What this browser has not loaded yet is loaded first;
 * when that cannot be, the file says that its beginning is missing.
 */
export async function saveCopy(
  chat: Chat,
  { locale, words, more, teller }: CopyReading,
  save: typeof saveFile = saveFile,
): Promise<void> {
  while (copyShown(chat.state)?.log.complete === false && (await loadOlder(chat))) {
    // the next part, until there is none or none comes
  }
  const { client } = chat.state;
  const items = timeline(copyShown(chat.state), {
    newAfter: null,
    offset: client?.offset ?? 0,
    words,
    teller,
  });
  const now = chat.ticker.now();
  const company = client?.welcome?.workspace.name ?? words.chat;
  const isWhole = copyShown(chat.state)?.log.complete ?? true;
  const day = new Intl.DateTimeFormat('en-CA').format(now);
  const copy = copyWords(locale);
  save(`${copy.file}-${day}.txt`, transcript(items, { company, now, locale, isWhole, words: { ...more, copy } }));
}

/** Resolves once something older has come; false: nothing does. */
function loadOlder(chat: Chat): Promise<boolean> {
  const had = copyShown(chat.state)?.log.entries.length;
  return new Promise((resolve) => {
    const end = (isMore: boolean): void => {
      clearTimeout(timer);
      stop();
      resolve(isMore);
    };
    const timer = setTimeout(() => end(false), PATIENCE_MS);
    const stop = chat.subscribe(() => {
      const log = copyShown(chat.state)?.log;
      if (log?.complete || log?.entries.length !== had) end(true);
      else if (chat.state.client?.connection.status !== 'online') end(false);
    });
    chat.older();
  });
}

/** With a byte-order mark: not every editor takes a text for UTF-8 without. */
function saveFile(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob(['\uFEFF', text], { type: 'text/plain;charset=utf-8' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
