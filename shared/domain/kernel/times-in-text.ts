import type { Millis } from './types.ts';

/** The clock on the wall where the writer sits: the caller's, since the rules know no zone and no time of day. */
export interface LocalClock {
  readonly now: Millis;
  /** when it shows `minutes` after midnight, so many days from today */
  at(days: number, minutes: number): Millis;
}

/** A time in a text that reads like a promise, and the words that say it. */
export interface TimeInText {
  readonly due: Millis;
  readonly words: string;
}

const HOUR = 60;
const NOON = 12 * HOUR;
/** Nobody promises a minute ago, and hardly anybody more than two days by the hour alone. */
const NUMBERS: Readonly<Record<string, number>> = {
  один: 1,
  одну: 1,
  два: 2,
  две: 2,
  три: 3,
  четыре: 4,
  пять: 5,
  десять: 10,
  пятнадцать: 15,
  двадцать: 20,
  тридцать: 30,
  полчаса: 0.5,
  half: 0.5,
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  ten: 10,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
};

const START = '(?<![\\p{L}\\p{N}:.])';
const END = '(?![\\p{L}\\p{N}]|[:.]\\d)';
const DAY = '(?:(сегодня|завтра|послезавтра|today|tomorrow)\\s+)?';
const CLOCK =
  '(?:(\\d{1,2})(?:[:.](\\d{2}))?\\s*(?:(am|pm|a\\.m\\.|p\\.m\\.)|(?:ч|час\\p{L}*))?|(полудн[юя]|полдень|noon))';
const PART = '(?:\\s+(утра|дня|вечера))?';

/** "до 15:00", "завтра в 12", "к полудню", "by 3 pm", "tomorrow at noon"; day before or after. */
const AT = new RegExp(
  `${START}${DAY}(до|к|в|by|at|before|until)\\s+${CLOCK}${PART}(?:\\s+(сегодня|завтра|послезавтра|today|tomorrow))?${END}`,
  'giu',
);
/** "через 20 минут", "в течение часа", "in an hour", "within 30 minutes" */
const AFTER = new RegExp(
  `${START}(?:через|в\\s+течение|за|in|within)\\s+(?:(\\d{1,3}|\\p{L}+)\\s+)?(минут\\p{L}*|мин|час\\p{L}*|полчаса|minutes?|min|hours?|half\\s+an\\s+hour)${END}`,
  'giu',
);
/** "с 9 до 18", "from 9 to 5": when somebody is there, not when something will be done. */
const RANGE = /(?:^|\s)(?:с|со|from)\s+\d{1,2}(?:[:.]\d{2})?\s*$/iu;

const DAYS: Readonly<Record<string, number>> = { сегодня: 0, завтра: 1, послезавтра: 2, today: 0, tomorrow: 1 };

/**
 * Times in a text, in Russian or English, by which something may be promised: only those that lie ahead, the earliest
 * first. A small reader of the ways in which people write them, not of all: what it offers is only offered.
 */
export function timesIn(text: string, clock: LocalClock): readonly TimeInText[] {
  const found = [...text.matchAll(AT)].flatMap((match) => wallTime(text, match, clock));
  const later = [...text.matchAll(AFTER)].flatMap(([words, count, unit = '']) => {
    const minutes = lengthOf(count, unit);
    return minutes === null ? [] : [{ due: clock.now + minutes * 60_000, words: words.trim() }];
  });
  return [...found, ...later].filter(({ due }) => due > clock.now).sort((a, b) => a.due - b.due);
}

function wallTime(text: string, match: RegExpMatchArray, clock: LocalClock): TimeInText[] {
  const [words, before, link = '', hour, minute, half, noon, part, after] = match;
  if (RANGE.test(text.slice(0, match.index))) return [];
  const day = (before ?? after)?.toLowerCase();
  const isExact = minute !== undefined || noon !== undefined || half !== undefined || part !== undefined;
  // "в 5" and "at 5" alone may be anything; with a day, or as "до 5", they are a time.
  if (/^(в|at|к|before|until)$/i.test(link) && !isExact && day === undefined) return [];
  const minutes = noon === undefined ? minutesOf(Number(hour), Number(minute ?? 0), half ?? part) : NOON;
  if (minutes === null) return [];
  return [{ due: clock.at(DAYS[day ?? 'today'] ?? 0, minutes), words: words.trim() }];
}

/** Minutes after midnight, or null when no clock shows it. */
function minutesOf(hour: number, minute: number, half?: string): number | null {
  if (minute > 59 || hour > 24) return null;
  const isLate = /^p|дня|вечера/i.test(half ?? '');
  const isTwelve = half !== undefined && hour === 12;
  if (half !== undefined && hour > 12) return null;
  const shown = isTwelve ? (isLate ? 12 : 0) : isLate ? hour + 12 : hour;
  return shown * HOUR + minute;
}

/** "20 минут", "часа", "an hour"; null when the number is no number. */
function lengthOf(count: string | undefined, unit: string): number | null {
  const each = /^(час|hour)/i.test(unit) ? HOUR : /^(полчаса|half)/i.test(unit) ? 30 : 1;
  if (count === undefined) return each === 1 ? null : each;
  const number = /^\d+$/.test(count) ? Number(count) : NUMBERS[count.toLowerCase()];
  return number === undefined || number === 0 ? null : number * each;
}
