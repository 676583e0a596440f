import { clockTime, isSameDay, type Locale } from '../base/locale.ts';

/** Every word of the panel, in both languages. Times are the reader's own. */
const ru = {
  /** "by 9:00" */
  byTime: (due: number, now: number) => `${isFarDay(due, now) ? 'завтра ' : ''}до ${clockTime(due)}`,
  day: (at: number) => new Date(at).toLocaleDateString('ru', { weekday: 'long', day: 'numeric', month: 'long' }),
  chat: 'Чат',
  write: 'Напишите нам',
  close: 'Свернуть чат',
  sound: 'Звук новых сообщений',
  log: 'Сообщения',
  older: 'Показать, что было раньше',
  onShift: (names: readonly string[]) => `На связи: ${names.join(', ')}`,

  statusHere: (seconds: number) => `Обычно до ${seconds} ${ruOfSeconds(seconds)}`,
  statusNobody: 'Никого нет, но можно разбудить',
  statusWith: (name: string) => `С вами ${name}`,
  statusConnecting: 'Соединяемся…',

  automatic: 'автоответ',
  hello: 'Здравствуйте! Напишите, что случилось, или сразу позовите человека.',
  helloAlone: (when: string) =>
    `Здравствуйте! Сейчас у экрана никого нет. Напишите, что случилось: разбудим человека или ответим ${when}.`,

  call: 'Позвать человека',
  callMe: 'Позвоните мне',
  wake: 'Разбудить человека',
  byMorning: (when: string) => `Ответьте ${when}`,
  choiceQuestion: 'Сейчас никого нет на месте. Как лучше?',
  choiceSilence: 'Если не выберете, разбудим сами.',

  calling: (seconds: number) => `Зовём человека. Обычно это меньше ${seconds} ${ruOfSeconds(seconds)}.`,
  callingLong: 'Уже ищем, кто свободен.',
  callingTeam: 'Подняли всю команду.',
  ringing: (seconds: number) => `Звоним дежурному. Обычно это меньше ${seconds} ${ruOfSeconds(seconds)}.`,
  ringingLong: 'Звоним, пока кто-нибудь не ответит.',
  late: 'Дольше, чем обещали. Простите. Зовём старшего.',
  lateRinging: 'Дольше, чем обещали. Простите. Звоним всем, кого можно разбудить.',
  everyone: 'Пока никто не ответил. Простите. Звоним всем снова и снова; ответ будет здесь, можно не ждать у экрана.',
  queued: 'Ещё не позвали: нет связи. Позовём сами, как только она появится.',

  youCalled: 'Вы позвали человека',

  sending: 'Отправляем',
  sent: 'Доставлено',
  read: 'Прочитано',
  notSent: 'Не ушло. Повторим сами, как появится связь.',
  offline: 'Нет связи. Всё, что напишете, дойдёт.',
  stopped: 'Не получается подключиться. Всё, что вы написали, сохранено: обновите страницу.',
  foreign: 'Чат не настроен для этого сайта.',

  placeholder: 'Сообщение',
  placeholderWaiting: 'Можно пока рассказать подробнее',
  send: 'Отправить',
  tooLong: (over: number) => `Не помещается, лишних знаков: ${over}`,
  typing: (name: string | null) => (name === null ? 'Вам пишут' : `${name} пишет`),
  newMessages: 'Новые',
  toNew: (n: number) => `Новых: ${n}`,
};

type Words = typeof ru;

const en: Words = {
  byTime: (due, now) => `${isFarDay(due, now) ? 'tomorrow ' : ''}by ${clockTime(due)}`,
  day: (at) => new Date(at).toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long' }),
  chat: 'Chat',
  write: 'Write to us',
  close: 'Close the chat',
  sound: 'Sound of new messages',
  log: 'Messages',
  older: 'Show earlier messages',
  onShift: (names) => `Here now: ${names.join(', ')}`,

  statusHere: (seconds) => `Usually under ${seconds} ${enSeconds(seconds)}`,
  statusNobody: 'Nobody is here, but we can wake someone',
  statusWith: (name) => `${name} is with you`,
  statusConnecting: 'Connecting…',

  automatic: 'automatic',
  hello: 'Hello! Tell us what happened, or call a person right away.',
  helloAlone: (when) =>
    `Hello! Nobody is at a desk right now. Tell us what happened: we will wake someone, or answer ${when}.`,

  call: 'Talk to a person',
  callMe: 'Call me',
  wake: 'Wake someone',
  byMorning: (when) => `${capital(when)} is fine`,
  choiceQuestion: 'Nobody is at a desk right now. Which is better?',
  choiceSilence: "If you don't choose, we will wake someone.",

  calling: (seconds) => `Calling a person. Usually under ${seconds} ${enSeconds(seconds)}.`,
  callingLong: 'Looking for someone free.',
  callingTeam: 'The whole team has been told.',
  ringing: (seconds) => `Ringing the person on call. Usually under ${seconds} ${enSeconds(seconds)}.`,
  ringingLong: 'Ringing until somebody answers.',
  late: "Longer than we promised. Sorry. We're calling the lead in.",
  lateRinging: "Longer than we promised. Sorry. We're ringing everyone who can be woken.",
  everyone:
    "Nobody has answered yet. Sorry. We ring everyone again and again; the answer will be here, you needn't wait.",
  queued: "Not called yet: you're offline. We'll call as soon as you're back.",

  youCalled: 'You called a person',

  sending: 'Sending',
  sent: 'Delivered',
  read: 'Read',
  notSent: "Not sent. We'll retry when you're back online.",
  offline: "You're offline. Whatever you write will arrive.",
  stopped: "We can't connect. What you wrote is kept: reload the page.",
  foreign: 'The chat is not set up for this site.',

  placeholder: 'Message',
  placeholderWaiting: 'You can tell us more meanwhile',
  send: 'Send',
  tooLong: (over) => `Too long, characters over: ${over}`,
  typing: (name) => (name === null ? 'Someone is writing' : `${name} is writing`),
  newMessages: 'New',
  toNew: (n) => `${n} new`,
};

declare global {
  interface ImportMetaEnv {
    readonly PANEL_LOCALE?: Locale;
  }
}

/*
 * Each language has a build of its own, which drops the other's words (web/vite.config.ts). Elsewhere, as in tests, no
 * language is fixed.
 */
export const words = (locale: Locale): Words =>
  import.meta.env.PANEL_LOCALE === 'ru' || (import.meta.env.PANEL_LOCALE !== 'en' && locale === 'ru') ? ru : en;
export type { Words };

/** Whether the day must be said: at ten in the evening "9:00" can only be tomorrow's, at two in the afternoon it cannot. */
const isFarDay = (due: number, now: number): boolean => !isSameDay(due, now) && due - now > 12 * 3_600_000;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
/** genitive: "меньше 100 секунд", "меньше 21 секунды" */
const ruOfSeconds = (n: number): string => (n % 10 === 1 && n % 100 !== 11 ? 'секунды' : 'секунд');
const enSeconds = (n: number): string => (n === 1 ? 'second' : 'seconds');
