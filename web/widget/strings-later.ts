import { genderOf } from '../../shared/domain/names.ts';
import type { Code } from '../../shared/protocol/codes.ts';
import type { Locale } from '../base/locale.ts';

/** Words of the panel's second file (later.tsx), in both languages; the others are in strings.ts. */
const ru = {
  refused: {
    too_large: 'Сообщение слишком длинное. Текст на месте: разделите его на два.',
    invalid_frame: 'Такое сообщение не отправить. Текст на месте: поправьте его.',
    nothing_to_dispute: 'Человек уже отвечает вам.',
    no_morning: 'Утро уже наступило, так что позвали человека сейчас.',
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
  withdrawn: 'Сообщение отозвано: было адресовано не вам. Простите.',
  scores: { excellent: 'Отлично', good: 'Хорошо', bad: 'Плохо' },
  here: (name: string) => `${name} с вами`,
  menu: (name: string) => `${name} с вами. Что можно сделать, кроме как написать`,
  dispute: 'Это не отвечает на мой вопрос',
  anotherShort: 'Другой человек',
  finish: 'Закончить разговор',
  promise: (name: string | null, when: string) => (name === null ? `Ответим ${when}` : `${name} ответит ${when}`),
  promiseKept: 'Ответили вовремя',
  promiseBroken: (name: string | null) =>
    name === null ? 'Не успели. Простите. Зовём человека сейчас.' : `Не успели. ${name} уже знает, новый срок напишет.`,
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
  refused: {
    too_large: 'The message is too long. Your text is here: split it in two.',
    invalid_frame: "This message can't be sent. Your text is here: change it a little.",
    nothing_to_dispute: 'A person is already answering you.',
    no_morning: 'It is morning already, so a person was called now.',
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
  withdrawn: 'Withdrawn: it was not meant for you. Sorry.',
  scores: { excellent: 'Excellent', good: 'Good', bad: 'Bad' },
  here: (name) => `${name} is here`,
  menu: (name) => `${name} is here. What else you can do`,
  dispute: "This doesn't answer my question",
  anotherShort: 'Another person',
  finish: 'Finish',
  promise: (name, when) => (name === null ? `We will answer ${when}` : `${name} will answer ${when}`),
  promiseKept: 'Answered in time',
  promiseBroken: (name) =>
    name === null
      ? "We didn't make it. Sorry. Calling a person now."
      : `We didn't make it. ${name} knows and will write with a new time.`,
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
