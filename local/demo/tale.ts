import type { Operator } from '../../functions/kernel/ports.ts';
import type { Millis } from '../../shared/domain/kernel/types.ts';
import type { Book, Chat, Guest } from './book.ts';
import type { Calendar } from './calendar.ts';
import type { PersonKey } from './people.ts';
import type { Texts } from './texts/types.ts';

/** One chat to be told, when its turn comes: books go forward in time. */
export interface Tale {
  readonly name: string;
  readonly start: Millis;
  readonly tell: (book: Book) => Promise<Chat>;
}

/** Who and what tales are told of. */
export interface Cast {
  readonly calendar: Calendar;
  readonly texts: Texts;
  readonly people: Readonly<Record<PersonKey, Operator>>;
  readonly ivan: Guest;
}

export const MINUTE: Millis = 60_000;
export const HOUR: Millis = 60 * MINUTE;
/** What is still to come lapses later than this after the start: yesterday's demo shall not look broken tomorrow. */
export const FAR: Millis = 24 * HOUR + 15 * MINUTE;
