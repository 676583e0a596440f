import { genderOf } from '../../../shared/domain/names.ts';

/** Words of the acknowledge page. Read at three in the morning: short, what is, and what to do. */
const ru = {
  waits: (name: string) => `${name} ждёт`,
  seconds: (s: number) => `${s} с`,
  minutes: (m: number, s: number) => `${m} мин ${s} с`,
  alarm: (by: string, reason: string) => `Тревога (${by}): ${reason}`,
  more: (n: number) => `Ждут ещё: ${n}`,
  others: (n: number) => `Кроме этого чата ждут: ${n}`,
  takeNext: 'Взять следующего',
  widen: 'Позвать ещё людей',
  before: (by: string, name: string) =>
    `${byGender(by, `${by} взяла`, `${by} взял`, `${by} отвечает`)}: ${name}. Ждут ещё.`,
  takeNamed: (name: string) => `Беру: ${name}`,
  proposed: (time: string) => `Спросили, можно ли ответить до ${time}. Ответа пока нет, ожидание идёт.`,
  test: 'Проверка: звонок дошёл?',
  testHint: 'Никто не ждёт. Нажмите, и мы будем знать, что этот телефон звонит.',
  tested: 'Готово: этот телефон звонит. Спите.',
  mine: 'Вы взяли эту тревогу.',
  toConsole: 'Открыть консоль',
  answers: (name: string) => `Отвечает ${name}. Подскажите заметкой в консоли: клиент её не увидит.`,
  wake: 'Разбудить ещё кого-нибудь',
  wakeWhom: 'Кого',
  wakeWhy: 'Почему',
  wakeSend: 'Разбудить',
  woken: (name: string) => `${name}: звоним, пока не ответит`,
  wokenTaken: (name: string, by: string) =>
    name === by
      ? `${name} уже занимается этим`
      : `${name}: ${byGender(by, `взяла ${by}`, `взял ${by}`, `занимается ${by}`)}`,
  take: 'Беру',
  pass: (name: string) => `Передать: ${name}`,
  morning: (time: string) => `Может подождать до ${time}`,
  retrying: 'Ещё не принято, повторяем',
  taken: (by: string, time: string) =>
    `${byGender(by, `Уже взяла ${by}`, `Уже взял ${by}`, `Уже отвечает ${by}`)}, ${time}. Спите.`,
  passed: (to: string, time: string) => `Передали в ${time}: ${to}. Дальше звоним туда. Спите.`,
  answered: (by: string, time: string) =>
    `${byGender(by, `Ответила ${by}`, `Ответил ${by}`, `Отвечает ${by}`)}, ${time}. Спите.`,
  closed: (time: string) => `Вопрос решён: разговор закончили без вас, ${time}. Спите.`,
  deferred: 'Больше никто не ждёт. Спите.',
  old: 'Эта ссылка уже старая.',
  oldQuiet: 'Сейчас по ней ничего не звонит. Спите.',
  showOpen: 'Показать, что звонит сейчас',
  none: 'Такой ссылки нет.',
  coming: 'Вас уже ждут: в чате написано, что вы идёте.',
  message: 'Сообщение',
  send: 'Отправить',
  notSent: 'Не ушло, повторяем. Текст на месте.',
  refused: 'Не отправлено: разговор успел измениться. Текст на месте.',
  until: (time: string) => `Отсюда можно писать до ${time}.`,
  chatClosed: 'Разговор закончен. Спите.',
  withdrawn: 'Сообщение отозвано',
};

type Words = typeof ru;

const en: Words = {
  waits: (name) => `${name} has waited`,
  seconds: (s) => `${s} s`,
  minutes: (m, s) => `${m} min ${s} s`,
  alarm: (by, reason) => `Alarm by ${by}: ${reason}`,
  more: (n) => `${n} more waiting`,
  others: (n) => `${n} others waiting`,
  takeNext: 'Take the next one',
  widen: 'Ask for more people',
  before: (by, name) => `${by} took ${name}. Others are waiting.`,
  takeNamed: (name) => `Take ${name}`,
  proposed: (time) => `Asked whether ${time} is fine. No answer yet, the wait goes on.`,
  test: 'A test: did it ring?',
  testHint: 'Nobody waits. Press, and we know that this phone rings.',
  tested: 'Done: this phone rings. Go back to sleep.',
  mine: 'You have this alarm.',
  toConsole: 'Open the console',
  answers: (name) => `${name} answers here. Help with a note in the console: the customer will not see it.`,
  wake: 'Wake somebody else',
  wakeWhom: 'Whom',
  wakeWhy: 'Why',
  wakeSend: 'Wake',
  woken: (name) => `${name}: ringing until somebody answers`,
  wokenTaken: (name, by) => (name === by ? `${name} has it` : `${name}: ${by} has it`),
  take: 'I have it',
  pass: (name) => `Pass to ${name}`,
  morning: (time) => `Can wait until ${time}`,
  retrying: 'Not accepted yet, retrying',
  taken: (by, time) => `${by} has it since ${time}. Go back to sleep.`,
  passed: (to, time) => `Passed to ${to} at ${time}: that phone rings now. Go back to sleep.`,
  answered: (by, time) => `Answered by ${by} at ${time}. Go back to sleep.`,
  closed: (time) => `Solved: the chat was finished without you at ${time}. Go back to sleep.`,
  deferred: 'Nobody waits any more. Go back to sleep.',
  old: 'This link is too old.',
  oldQuiet: 'Nothing rings for it now. Go back to sleep.',
  showOpen: 'Show what rings now',
  none: 'There is no such link.',
  coming: 'They know: the chat says that you are on your way.',
  message: 'Message',
  send: 'Send',
  notSent: 'Not sent, retrying. Your text is kept.',
  refused: 'Not sent: the chat has changed meanwhile. Your text is kept.',
  until: (time) => `You can write from here until ${time}.`,
  chatClosed: 'The chat is finished. Go back to sleep.',
  withdrawn: 'Message withdrawn',
};

export const words = (locale: 'ru' | 'en'): Words => (locale === 'ru' ? ru : en);

function byGender(name: string, feminine: string, masculine: string, neither: string): string {
  const gender = genderOf(name);
  return gender === 'feminine' ? feminine : gender === 'masculine' ? masculine : neither;
}
