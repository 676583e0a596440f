import { genderOf } from '../../shared/domain/names.ts';
import type { Code } from '../../shared/protocol/codes.ts';
import { clockTime, isSameDay, type Locale, plural } from '../base/locale.ts';

/** Every word of the panel, in both languages. Times are the reader's own. */
const ru = {
  /** "by 9:00" */
  byTime: (due: number, now: number) => `${isFarDay(due, now) ? 'завтра ' : ''}до ${clockTime(due)}`,
  chat: 'Чат',
  write: 'Напишите нам',
  close: 'Свернуть чат',
  soundOn: 'Включить звук',
  soundOff: 'Выключить звук',
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
  another: 'Позвать другого человека',
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
  queued: 'Ещё не позвали: нет связи. Позовём сами, как только она появится.',
  coming: (name: string | null) =>
    name === null
      ? 'Вас увидели и уже идут к вам.'
      : byGender(name, `${name} увидела и идёт к вам.`, `${name} увидел и идёт к вам.`, `${name} уже идёт к вам.`),

  proposed: (name: string | null, when: string) =>
    name === null ? `Спрашиваем: можно ответить ${when}?` : `${name} спрашивает: можно ответить ${when}?`,
  proposedYes: (when: string) => `Да, ${when}`,
  proposedNo: 'Нет, нужно сейчас',

  here: (name: string) => `${name} с вами`,
  menu: (name: string) => `Что можно сделать, кроме как написать: ${name}`,
  dispute: 'Это не отвечает на мой вопрос',
  anotherShort: 'Другой человек',
  finish: 'Закончить разговор',

  joined: (name: string) => byGender(name, `К вам подключилась ${name}`, `К вам подключился ${name}`, `С вами ${name}`),
  back: (name: string) => byGender(name, `${name} вернулась к вам`, `${name} вернулся к вам`, `С вами снова ${name}`),
  left: (name: string | null) =>
    name === null
      ? 'Зовём другого человека'
      : byGender(name, `${name} отошла, зовём другого`, `${name} отошёл, зовём другого`, `Зовём другого человека`),
  youCalled: 'Вы позвали человека',
  youDisputed: 'Вы сказали, что ответ не помог. Вопрос снова открыт.',
  youUnsolved: 'Вы сказали: «ещё нет». Продолжаем.',
  wasProposed: (name: string | null, when: string) =>
    `${name === null ? 'Спросили' : byGender(name, `${name} спросила`, `${name} спросил`, 'Спросили')}, можно ли ответить ${when}`,
  closedByYou: 'Вы закончили разговор',
  closed: 'Разговор закончен',
  rated: (score: string) => `Ваша оценка: ${score.toLowerCase()}`,
  withdrawn: 'Сообщение отозвано: было адресовано не вам. Простите.',

  promise: (name: string | null, when: string) => (name === null ? `Ответим ${when}` : `${name} ответит ${when}`),
  promiseKept: 'Ответили вовремя',
  promiseBroken: (name: string | null) =>
    name === null ? 'Не успели. Простите. Зовём человека сейчас.' : `Не успели. ${name} уже знает, новый срок напишет.`,

  sending: 'Отправляем',
  sent: 'Доставлено',
  read: 'Прочитано',
  notSent: 'Не ушло. Повторим сами, как появится связь.',
  offline: 'Нет связи. Всё, что напишете, дойдёт.',
  stopped: 'Не получается подключиться. Всё, что вы написали, сохранено: обновите страницу.',
  foreign: 'Чат не настроен для этого сайта.',

  placeholder: 'Сообщение',
  placeholderWaiting: 'Можно пока рассказать подробнее',
  placeholderUnsolved: 'Расскажите, что осталось?',
  send: 'Отправить',
  tooLong: (over: number) =>
    `Длиннее, чем помещается, на ${over} ${plural('ru', over, { one: 'знак', few: 'знака', many: 'знаков' })}`,
  typing: (name: string | null) => (name === null ? 'Вам пишут' : `${name} пишет`),
  newMessages: 'Новые',
  toNew: (n: number) => `${n} ${plural('ru', n, { one: 'новое', few: 'новых', many: 'новых' })}`,

  solvedQuestion: 'Решили вопрос?',
  yes: 'Да',
  notYet: 'Ещё нет',
  rateQuestion: 'Как всё прошло?',
  scores: { excellent: 'Отлично', good: 'Хорошо', bad: 'Плохо' },
  thanks: 'Спасибо. Если что, пишите сюда же.',
  thanksBad: 'Спасибо, что сказали. Разберёт не тот, кто отвечал.',
  comment: 'Что было не так? (можно не писать)',
  sendComment: 'Отправить',
  dismiss: 'Закрыть без оценки',

  refused: {
    too_large: 'Сообщение слишком длинное. Текст на месте: разделите его на два.',
    invalid_frame: 'Такое сообщение не отправить. Текст на месте: поправьте его.',
    nothing_to_dispute: 'Человек уже отвечает вам.',
    no_morning: 'Утро уже наступило, так что позвали человека сейчас.',
  } as Partial<Record<Code, string>>,
  refusedOther: 'Не получилось. Ничего не потеряно: попробуйте ещё раз или позовите человека.',
  gotIt: 'Понятно',
};

type Words = typeof ru;

const en: Words = {
  byTime: (due, now) => `${isFarDay(due, now) ? 'tomorrow ' : ''}by ${clockTime(due)}`,
  chat: 'Chat',
  write: 'Write to us',
  close: 'Close the chat',
  soundOn: 'Turn sound on',
  soundOff: 'Turn sound off',
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
  another: 'Talk to another person',
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
  queued: "Not called yet: you're offline. We'll call as soon as you're back.",
  coming: (name) =>
    name === null ? 'You have been seen, someone is on the way.' : `${name} has seen it and is on the way.`,

  proposed: (name, when) => (name === null ? `May we answer ${when}?` : `${name} asks: may we answer ${when}?`),
  proposedYes: (when) => `Yes, ${when}`,
  proposedNo: 'No, I need it now',

  here: (name) => `${name} is here`,
  menu: (name) => `What else you can do: ${name}`,
  dispute: "This doesn't answer my question",
  anotherShort: 'Another person',
  finish: 'Finish',

  joined: (name) => `${name} has joined`,
  back: (name) => `${name} is with you again`,
  left: (name) => (name === null ? 'Calling another person' : `${name} had to leave, calling another person`),
  youCalled: 'You called a person',
  youDisputed: "You said the answer didn't help. The question is open again.",
  youUnsolved: 'You said "not yet". We go on.',
  wasProposed: (name, when) =>
    name === null ? `Asked whether ${when} is fine` : `${name} asked whether ${when} is fine`,
  closedByYou: 'You finished the conversation',
  closed: 'The conversation is finished',
  rated: (score) => `Your rating: ${score.toLowerCase()}`,
  withdrawn: 'Withdrawn: it was not meant for you. Sorry.',

  promise: (name, when) => (name === null ? `We will answer ${when}` : `${name} will answer ${when}`),
  promiseKept: 'Answered in time',
  promiseBroken: (name) =>
    name === null
      ? "We didn't make it. Sorry. Calling a person now."
      : `We didn't make it. ${name} knows and will write with a new time.`,

  sending: 'Sending',
  sent: 'Delivered',
  read: 'Read',
  notSent: "Not sent. We'll retry when you're back online.",
  offline: "You're offline. Whatever you write will arrive.",
  stopped: "We can't connect. What you wrote is kept: reload the page.",
  foreign: 'The chat is not set up for this site.',

  placeholder: 'Message',
  placeholderWaiting: 'You can tell us more meanwhile',
  placeholderUnsolved: 'What is left?',
  send: 'Send',
  tooLong: (over) => `Too long by ${over} ${plural('en', over, { one: 'character', many: 'characters' })}`,
  typing: (name) => (name === null ? 'Someone is writing' : `${name} is writing`),
  newMessages: 'New',
  toNew: (n) => `${n} new`,

  solvedQuestion: 'Solved?',
  yes: 'Yes',
  notYet: 'Not yet',
  rateQuestion: 'How was it?',
  scores: { excellent: 'Excellent', good: 'Good', bad: 'Bad' },
  thanks: 'Thank you. If anything comes up, write here.',
  thanksBad: 'Thank you for telling us. Someone other than the one who answered will look into it.',
  comment: 'What was wrong? (optional)',
  sendComment: 'Send',
  dismiss: 'Close without a rating',

  refused: {
    too_large: 'The message is too long. Your text is here: split it in two.',
    invalid_frame: "This message can't be sent. Your text is here: change it a little.",
    nothing_to_dispute: 'A person is already answering you.',
    no_morning: 'It is morning already, so a person was called now.',
  },
  refusedOther: "It didn't work. Nothing is lost: try again, or call a person.",
  gotIt: 'OK',
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
const ruOfSeconds = (n: number): string => plural('ru', n, { one: 'секунды', few: 'секунд', many: 'секунд' });
const enSeconds = (n: number): string => plural('en', n, { one: 'second', many: 'seconds' });

const byGender = (name: string, feminine: string, masculine: string, neither: string): string => {
  const gender = genderOf(name);
  return gender === 'feminine' ? feminine : gender === 'masculine' ? masculine : neither;
};
