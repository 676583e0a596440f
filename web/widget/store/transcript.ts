import { clockTime, type Locale } from '../../base/locale.ts';
import type { CopyWords } from '../words/copy.ts';
import type { LaterWords } from '../words/later.ts';
import type { CardItem, Item, MessageItem } from './timeline.ts';

/** The log's own words, and those of the file around it. */
export type TranscriptWords = LaterWords & { readonly copy: CopyWords };

interface Heading {
  readonly company: string;
  /** when it is saved, epoch ms */
  readonly now: number;
  readonly locale: Locale;
  /** everything from the beginning is there */
  readonly isWhole: boolean;
  readonly words: TranscriptWords;
}

/**
 * A conversation as a plain text that its customer keeps: days, times, names, texts. What was withdrawn says so, and phone
 * numbers are left out: such a file is passed on. Lines after a text's first are set in, so that none can pass for another's.
 */
export function transcript(items: readonly Item[], heading: Heading): string {
  const { company, now, locale, isWhole, words } = heading;
  const { copy } = words;
  const tag = locale === 'en' ? 'en-GB' : locale;
  const day = (at: number): string => new Date(at).toLocaleDateString(tag, { dateStyle: 'full' });
  const lines = items.flatMap((item) => {
    if (item.kind === 'day') return ['', day(item.at)];
    const said = item.kind === 'new' ? null : lineOf(item, words, now);
    if (said === null || !('at' in item)) return [];
    return [`${clockTime(item.at)}  ${said.replace(/\s*\n/g, '\n       ')}`];
  });
  return [copy.head(company, `${day(now)}, ${clockTime(now)}`), ...(isWhole ? [] : [copy.partly]), ...lines, ''].join(
    '\n',
  );
}

function lineOf(item: Exclude<Item, { kind: 'day' | 'new' }>, words: TranscriptWords, now: number): string | null {
  switch (item.kind) {
    case 'fact':
      return `· ${item.text}`;
    case 'message': {
      const unsent = item.seq === 0 ? ` (${words.copy.unsent})` : '';
      return `${whoSaid(item, words)}: ${textOf(item, words)}${unsent}`;
    }
    default:
      return cardLine(item, words, now);
  }
}

function cardLine(item: CardItem, words: TranscriptWords, now: number): string | null {
  switch (item.kind) {
    case 'promise': {
      const { outcome, name, due, at } = item;
      const became = { open: '', kept: words.promiseKept, moved: words.promiseMoved, broken: '', left: '' }[outcome];
      const late = outcome === 'broken' || outcome === 'left' || (outcome === 'open' && due < now);
      return `· ${words.promise(name, words.byTime(due, at))}. ${late ? words.promiseLate : became}`.trim();
    }
    case 'restate': {
      const { answer } = item;
      const said = answer === 'yes' || answer === 'no' ? `\n${words.answered[answer]}` : '';
      return `${whoSaid(item, words)}: ${item.text === null ? '' : `${words.restate} `}${textOf(item, words)}${said}`;
    }
    case 'offer':
      return `· ${words.offer(item.name)}`;
    case 'call': {
      const { outcome, name, due, at } = item;
      if (outcome === 'reached') return `· ${words.callReached(name)}`;
      return `· ${outcome === 'missed' ? words.callMissed(words.atTime(due, at)) : outcome === 'cancelled' ? words.callCancelled : words.callOver}`;
    }
  }
}

const whoSaid = ({ mine, name }: Pick<MessageItem, 'mine' | 'name'>, { copy }: TranscriptWords): string =>
  mine ? copy.you : (name?.replace(/\s+/g, ' ') ?? copy.us);

const textOf = ({ text, withdrawn }: Pick<MessageItem, 'text' | 'withdrawn'>, words: TranscriptWords): string =>
  text ?? (withdrawn ? words.withdrawn[withdrawn] : words.removed);
