import type { WireRing } from '../../../../shared/protocol/ring.ts';
import { clockTime, type Locale } from '../../../base/locale.ts';

/** What the service worker shows and says; it is a page of its own, so its words stand here. */

const WORDS = {
  en: {
    taking: 'Not accepted yet, retrying',
    takingText: 'This phone has no connection. Meanwhile the next person is rung.',
    mine: 'You have it',
    mineText: 'The customer has been told. Tap to reply.',
    taken: (name: string, time: string) => `${name} took it at ${time}`,
    takenSomebody: (time: string) => `Someone took it at ${time}`,
    rest: { night: 'Go back to sleep.', day: 'Nothing more for you to do.' },
    over: 'No one is waiting any more',
    old: 'This page has expired',
    oldText: 'Tap to see what is ringing now.',
    failed: 'Not accepted',
    failedText: 'There was no answer. Tap to open the page and press the button there.',
    moved: 'This browser’s push address has changed',
    movedText: 'Tap to open Otvet once, so that pages keep ringing here.',
    unread: 'Otvet is ringing',
    unreadText: 'Tap to see why.',
  },
  ru: {
    taking: 'Пока не принято, пробуем ещё',
    takingText: 'На этом телефоне нет связи. Пока звоним следующему.',
    mine: 'Вы взяли',
    mineText: 'Тот, кто ждёт, уже знает. Нажмите, чтобы написать.',
    taken: (name: string, time: string) => `Это уже у коллеги: ${name}, ${time}`,
    takenSomebody: (time: string) => `Это уже взяли в ${time}`,
    rest: { night: 'Спите.', day: 'От вас больше ничего не нужно.' },
    over: 'Уже никто не ждёт',
    old: 'Этот вызов устарел',
    oldText: 'Нажмите, чтобы увидеть, что открыто сейчас.',
    failed: 'Не принято',
    failedText: 'Ответа не было. Нажмите, откройте страницу и нажмите кнопку там.',
    moved: 'У этого браузера сменился адрес для звонков',
    movedText: 'Нажмите и откройте «Ответ», чтобы вызовы звонили здесь и дальше.',
    unread: '«Ответ» звонит',
    unreadText: 'Нажмите, чтобы узнать почему.',
  },
};

export type RingWords = (typeof WORDS)['en'];
export const ringWords = (locale: Locale): RingWords => WORDS[locale];

/** A notification as `showNotification` takes it. */
export interface Shown {
  readonly title: string;
  readonly options: {
    readonly body: string;
    readonly tag: string;
    readonly lang: Locale;
    readonly requireInteraction: boolean;
    readonly renotify: boolean;
    readonly silent: boolean;
    readonly vibrate?: readonly number[];
    readonly actions: readonly { readonly action: string; readonly title: string }[];
    readonly data: RingData;
  };
}
export interface RingData {
  /** what a click opens; absent: the console */
  readonly link?: string;
}

/** Long and uneven, so that it is not taken for a message. Milliseconds on, off, on … */
const VIBRATES = [600, 200, 600, 200, 1000];

/**
 * The notification of a ring. What wakes stays until it is answered and sounds again when it replaces itself; what is over, or
 * told to somebody who is at it already, takes its place without a sound.
 */
export function shownOf(ring: WireRing, locale: Locale): Shown {
  const wakes = (ring.kind === 'page' && !ring.gentle) || ring.kind === 'test';
  return {
    title: ring.title,
    options: {
      body: ring.text,
      tag: ring.tag,
      lang: locale,
      requireInteraction: wakes,
      renotify: ring.kind !== 'over',
      silent: ring.kind === 'over' || ring.gentle === true,
      ...(wakes && { vibrate: VIBRATES }),
      actions: ring.take !== undefined && ring.link !== undefined ? [{ action: 'take', title: ring.take }] : [],
      data: { ...(ring.link !== undefined && { link: ring.link }) },
    },
  };
}

/** The worker's own notification, in the place of the one with that tag; never with a sound: somebody is looking at it. */
export function noteOf(title: string, body: string, tag: string, locale: Locale, data: RingData): Shown {
  const options = { body, tag, lang: locale, requireInteraction: false, renotify: false, silent: true };
  return { title, options: { ...options, actions: [], data } };
}

/** Hours of a night, as the defaults of a policy have it (shared/domain/kernel/policy.ts). */
const [NIGHT_FROM, NIGHT_TO] = [22, 8];

/** What the page of a link says (`GET /p/<code>/state`), as far as the worker reads it. */
export interface TakenState {
  readonly status: 'open' | 'taken' | 'over' | 'old' | 'none';
  readonly by?: string;
  readonly at?: number;
  /** the one whose link it is has it */
  readonly mine?: boolean;
}

/**
 * What to say once a page has been taken, or has not; null: it is open as before, so the button is to be pressed again.
 * @param hour of the phone, 0 to 23: the worker knows no workspace's night, and whose phone it is sleeps by its clock
 */
export function outcomeOf(
  state: TakenState,
  words: RingWords,
  hour: number,
): readonly [title: string, body: string] | null {
  const rest = words.rest[hour >= NIGHT_FROM || hour < NIGHT_TO ? 'night' : 'day'];
  switch (state.status) {
    case 'open':
      return null;
    case 'taken': {
      if (state.mine) return [words.mine, words.mineText];
      const time = clockTime(state.at ?? 0);
      return [state.by ? words.taken(state.by, time) : words.takenSomebody(time), rest];
    }
    case 'over':
      return [words.over, rest];
    case 'old':
    case 'none':
      return [words.old, words.oldText];
  }
}

/** The path of a link's acknowledge page when it is one of this site; null: only to be opened. */
export function pathToTake(link: string | undefined, origin: string): string | null {
  if (link === undefined || !URL.canParse(link, origin)) return null;
  const url = new URL(link, origin);
  return url.origin === origin && /^\/p\/[\w-]{16,64}$/.test(url.pathname) ? url.pathname : null;
}

/** ms before each further try to reach the server; some four minutes in all, a little less than a worker may live. */
export const TRIES: readonly number[] = [1_000, 2_000, 4_000, 8_000, ...Array<number>(14).fill(15_000)];
