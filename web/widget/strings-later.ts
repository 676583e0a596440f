import { genderOf } from '../../shared/domain/names.ts';
import type { Code } from '../../shared/protocol/codes.ts';
import { clockTime, isSameDay, type Locale } from '../base/locale.ts';

/** Words of the panel's second file (later.tsx), in both languages; the others are in strings.ts. */
const ru = {
  /** "by 15:00", with its day unless that is `now`'s */
  byTime: (due: number, now: number) => `${ruDay(due, now)}до ${clockTime(due)}`,
  /** "at 15:00", likewise */
  atTime: (at: number, now: number) => `${ruDay(at, now)}в ${clockTime(at)}`,
  refused: {
    too_large: 'Сообщение слишком длинное. Текст на месте: разделите его на два.',
    invalid_frame: 'Такое сообщение не отправить. Текст на месте: поправьте его.',
    nothing_to_dispute: 'Человек уже отвечает вам.',
    no_morning: 'Утро уже наступило, так что позвали человека сейчас.',
    already_settled: 'Этот вопрос уже решён.',
  } as Partial<Record<Code, string>>,
  refusedOther: 'Не получилось. Ничего не потеряно: попробуйте ещё раз или позовите человека.',
  gotIt: 'Понятно',
  another: 'Позвать другого человека',
  coming: (name: string | null) =>
    name === null
      ? 'Вас увидели и уже идут к вам.'
      : byGender(name, `${name} увидела и идёт к вам.`, `${name} увидел и идёт к вам.`, `${name} уже идёт к вам.`),
  proposed: (name: string | null, when: string) =>
    name === null ? `Спрашиваем: можно ответить ${when}?` : `${name} спрашивает: можно ответить ${when}?`,
  proposedYes: (when: string) => `Да, ${when}`,
  proposedNo: 'Нет, нужно сейчас',
  joined: (name: string) => byGender(name, `К вам подключилась ${name}`, `К вам подключился ${name}`, `С вами ${name}`),
  back: (name: string) => byGender(name, `${name} вернулась к вам`, `${name} вернулся к вам`, `С вами снова ${name}`),
  left: (name: string | null) =>
    name === null
      ? 'Зовём другого человека'
      : byGender(name, `${name} отошла, зовём другого`, `${name} отошёл, зовём другого`, `Зовём другого человека`),
  youDisputed: 'Вы сказали, что ответ не помог. Вопрос снова открыт.',
  youUnsolved: 'Вы сказали: «ещё нет». Продолжаем.',
  wasProposed: (name: string | null, when: string) =>
    `${name === null ? 'Спросили' : byGender(name, `${name} спросила`, `${name} спросил`, 'Спросили')}, можно ли ответить ${when}`,
  closedByYou: 'Вы закончили разговор',
  closed: 'Разговор закончен',
  rated: (score: string) => `Ваша оценка: ${score.toLowerCase()}`,
  withdrawn: {
    misaddressed: 'Сообщение отозвано: было адресовано не вам. Простите.',
    wrong: 'Сообщение отозвано: в нём была неточность, не опирайтесь на него. Простите.',
  },
  /** its text is not there, and nothing says why */
  removed: 'Сообщения больше нет.',
  scores: { excellent: 'Отлично', good: 'Хорошо', bad: 'Плохо' },
  here: (name: string) => `${name} с вами`,
  menu: (name: string) => `${name} с вами. Что можно сделать, кроме как написать`,
  dispute: 'Это не отвечает на мой вопрос',
  anotherShort: 'Другой человек',
  save: 'Сохранить переписку',
  finish: 'Закончить разговор',
  promise: (name: string | null, when: string) => (name === null ? `Ответим ${when}` : `${name} ответит ${when}`),
  promiseNew: 'Это новый срок.',
  promiseMoved: 'Срок перенесли.',
  promiseKept: 'Ответили вовремя.',
  promiseLate: 'Не успели.',
  promiseBroken: (name: string | null) =>
    name === null
      ? 'Не успели. Простите. Зовём человека сейчас.'
      : `Не успели. Простите. ${name} уже знает, новый срок напишет ${byGender(name, 'сама', 'сам', 'здесь же')}.`,
  restate: 'Правильно понимаю:',
  notQuite: 'Не совсем',
  answered: { yes: 'Вы ответили: да', no: 'Вы ответили: не совсем' },
  whatIsOff: 'Расскажите, что не так?',
  whatIsLeft: 'Расскажите, что осталось?',
  easierByPhone: 'Если голосом проще, позвоним.',
  callAgain: 'Позвоните ещё раз',
  callForm: {
    title: 'Позвоним вам',
    phone: 'Номер телефона',
    hint: 'С кодом страны, например +7 912 345-67-89. Увидят только те, кто вам отвечает.',
    bad: 'Такой номер не набрать. Начните с + и кода страны, например +7 912 345-67-89.',
    when: 'Когда удобно',
    times: { now: 'Сейчас', half: 'Через 30 минут', today: 'Сегодня в …', tomorrow: 'Завтра в …' },
    time: 'Время',
    badTime: 'Это время уже прошло. Выберите другое.',
    noTime: 'Выберите время.',
    close: 'Не нужно звонить',
  },
  offer: (name: string | null) => `${name === null ? 'Предлагаем' : `${name} предлагает`} созвониться`,
  call: (when: string) => `Позвоним ${when}`,
  callLate: 'Не успели. Простите. Зовём того, кто позвонит.',
  callOver: 'Вы просили позвонить',
  callCancelled: 'Вы отменили звонок',
  noCall: 'Звонок не нужен',
  callReached: (name: string | null) =>
    name === null
      ? 'Поговорили по телефону'
      : byGender(name, `${name} позвонила вам`, `${name} позвонил вам`, `${name}: поговорили по телефону`),
  callMissed: (when: string) => `Звонили вам ${when}, не дозвонились`,
  change: 'Изменить',
  copy: {
    file: 'perepiska',
    head: (name: string, when: string) => `${name}. Переписка, сохранена ${when}`,
    you: 'Вы',
    us: 'Мы',
    unsent: 'ещё не отправлено',
    partly: 'Начало переписки загрузить не удалось: нет связи.',
  },
  solvedQuestion: 'Решили вопрос?',
  yes: 'Да',
  notYet: 'Ещё нет',
  rateQuestion: 'Как всё прошло?',
  thanks: 'Спасибо. Если что, пишите сюда же.',
  thanksBad: 'Спасибо, что сказали. Разберёт не тот, кто отвечал.',
  comment: 'Что было не так? (можно не писать)',
  sendComment: 'Отправить',
  dismiss: 'Закрыть без оценки',
};

export type LaterWords = typeof ru;

const en: LaterWords = {
  byTime: (due, now) => enDay(due, now, 'by'),
  atTime: (at, now) => enDay(at, now, 'at'),
  refused: {
    too_large: 'The message is too long. Your text is here: split it in two.',
    invalid_frame: "This message can't be sent. Your text is here: change it a little.",
    nothing_to_dispute: 'A person is already answering you.',
    no_morning: 'It is morning already, so a person was called now.',
    already_settled: 'This has been settled already.',
  },
  refusedOther: "It didn't work. Nothing is lost: try again, or call a person.",
  gotIt: 'OK',
  another: 'Talk to another person',
  coming: (name) =>
    name === null ? 'You have been seen, someone is on the way.' : `${name} has seen it and is on the way.`,
  proposed: (name, when) => (name === null ? `May we answer ${when}?` : `${name} asks: may we answer ${when}?`),
  proposedYes: (when) => `Yes, ${when}`,
  proposedNo: 'No, I need it now',
  joined: (name) => `${name} has joined`,
  back: (name) => `${name} is with you again`,
  left: (name) => (name === null ? 'Calling another person' : `${name} had to leave, calling another person`),
  youDisputed: "You said the answer didn't help. The question is open again.",
  youUnsolved: 'You said "not yet". We go on.',
  wasProposed: (name, when) =>
    name === null ? `Asked whether ${when} is fine` : `${name} asked whether ${when} is fine`,
  closedByYou: 'You finished the conversation',
  closed: 'The conversation is finished',
  rated: (score) => `Your rating: ${score.toLowerCase()}`,
  withdrawn: {
    misaddressed: 'Withdrawn: it was not meant for you. Sorry.',
    wrong: 'Withdrawn: something in it was not right, please do not rely on it. Sorry.',
  },
  removed: 'This message is gone.',
  scores: { excellent: 'Excellent', good: 'Good', bad: 'Bad' },
  here: (name) => `${name} is here`,
  menu: (name) => `${name} is here. What else you can do`,
  dispute: "This doesn't answer my question",
  anotherShort: 'Another person',
  save: 'Save a copy',
  finish: 'Finish',
  promise: (name, when) => (name === null ? `We will answer ${when}` : `${name} will answer ${when}`),
  promiseNew: 'This is the new time.',
  promiseMoved: 'The time was moved.',
  promiseKept: 'Answered in time.',
  promiseLate: "We didn't make it.",
  promiseBroken: (name) =>
    name === null
      ? "We didn't make it. Sorry. Calling a person now."
      : `We didn't make it. Sorry. ${name} knows and will write with a new time.`,
  restate: 'Do I understand correctly:',
  notQuite: 'Not quite',
  answered: { yes: 'You answered: yes', no: 'You answered: not quite' },
  whatIsOff: 'What is not right?',
  whatIsLeft: 'What is left?',
  easierByPhone: 'If talking is easier, we will call.',
  callAgain: 'Call me again',
  callForm: {
    title: 'We will call you',
    phone: 'Phone number',
    hint: 'With the code of the country, such as +44 20 7946 0958. Only those who answer you will see it.',
    bad: 'This number cannot be dialled. Begin with + and the code of the country, such as +44 20 7946 0958.',
    when: 'When suits you',
    times: { now: 'Now', half: 'In 30 minutes', today: 'Today at …', tomorrow: 'Tomorrow at …' },
    time: 'Time',
    badTime: 'This time has passed. Choose another.',
    noTime: 'Choose a time.',
    close: 'No call',
  },
  offer: (name) => (name === null ? 'We offer you a call' : `${name} offers you a call`),
  call: (when) => `We will call ${when}`,
  callLate: "We didn't make it. Sorry. We are getting the person who will call.",
  callOver: 'You asked for a call',
  callCancelled: 'You cancelled the call',
  noCall: 'No call needed',
  callReached: (name) => (name === null ? 'You talked on the phone' : `${name} called you`),
  callMissed: (when) => `We called ${when} and did not reach you`,
  change: 'Change',
  copy: {
    file: 'chat',
    head: (name, when) => `${name}. Conversation, saved ${when}`,
    you: 'You',
    us: 'We',
    unsent: 'not sent yet',
    partly: 'The beginning could not be loaded: no connection.',
  },
  solvedQuestion: 'Solved?',
  yes: 'Yes',
  notYet: 'Not yet',
  rateQuestion: 'How was it?',
  thanks: 'Thank you. If anything comes up, write here.',
  thanksBad: 'Thank you for telling us. Someone other than the one who answered will look into it.',
  comment: 'What was wrong? (optional)',
  sendComment: 'Send',
  dismiss: 'Close without a rating',
};

export const laterWords = (locale: Locale): LaterWords =>
  import.meta.env.PANEL_LOCALE === 'ru' || (import.meta.env.PANEL_LOCALE !== 'en' && locale === 'ru') ? ru : en;

const byGender = (name: string, feminine: string, masculine: string, neither: string): string => {
  const gender = genderOf(name);
  return gender === 'feminine' ? feminine : gender === 'masculine' ? masculine : neither;
};

const DAY_MS = 86_400_000;
const dateOf = (locale: string, at: number): string =>
  new Date(at).toLocaleDateString(locale, { day: 'numeric', month: 'long' });
/** "завтра ", "26 ноября ", or nothing for today */
const ruDay = (at: number, now: number): string =>
  isSameDay(at, now) ? '' : isTomorrow(at, now) ? 'завтра ' : `${dateOf('ru', at)} `;
const enDay = (at: number, now: number, word: string): string =>
  isSameDay(at, now)
    ? `${word} ${clockTime(at)}`
    : isTomorrow(at, now)
      ? `tomorrow ${word} ${clockTime(at)}`
      : `${word} ${clockTime(at)} on ${dateOf('en-GB', at)}`;
/** From noon to noon, since a day can have 23 hours. */
const isTomorrow = (at: number, now: number): boolean => isSameDay(at, new Date(now).setHours(12) + DAY_MS);
