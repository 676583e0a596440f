import { genderOf } from '../../../../shared/domain/names.ts';
import type { Code } from '../../../../shared/protocol/codes.ts';
import { clockTime, isSameDay } from '../../../base/locale.ts';
import { isTomorrow } from '../times.ts';

/** Words of what is loaded once a person has come (later.tsx), in Russian. */
export const ru = {
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
    name === null ? 'Ваше сообщение увидели и уже идут к вам.' : `${name} уже идёт к вам.`,
  /** in the log, beside its time; that they come is said below it */
  seen: (name: string) =>
    byGender(name, `${name} увидела ваше сообщение`, `${name} увидел ваше сообщение`, `${name}: сообщение увидели`),
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
};

export type LaterWords = typeof ru;

const byGender = (name: string, feminine: string, masculine: string, neither: string): string => {
  const gender = genderOf(name);
  return gender === 'feminine' ? feminine : gender === 'masculine' ? masculine : neither;
};

const dateOf = (locale: string, at: number): string =>
  new Date(at).toLocaleDateString(locale, { day: 'numeric', month: 'long' });
/** "завтра ", "26 ноября ", or nothing for today */
const ruDay = (at: number, now: number): string =>
  isSameDay(at, now) ? '' : isTomorrow(at, now) ? 'завтра ' : `${dateOf('ru', at)} `;
