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
  tested: 'Готово: этот телефон звонит.',
  mine: 'Вы взяли эту тревогу.',
  toConsole: 'Открыть консоль',
  answers: (name: string) => `Отвечает ${name}. Подскажите заметкой в консоли: клиент её не увидит.`,
  wake: 'Вызвать ещё кого-нибудь',
  wakeWhom: 'Кого',
  wakeWhy: 'Почему',
  wakeSend: 'Вызвать',
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
    `${byGender(by, `Уже взяла ${by}`, `Уже взял ${by}`, `Уже отвечает ${by}`)}, ${time}.`,
  passed: (to: string, time: string) => `Передали в ${time}: ${to}. Дальше звоним туда.`,
  answered: (by: string, time: string) =>
    `${byGender(by, `Ответила ${by}`, `Ответил ${by}`, `Отвечает ${by}`)}, ${time}.`,
  closed: (time: string) => `Разговор закончили без вас, ${time}.`,
  deferred: 'Больше никто не ждёт.',
  old: 'Эта ссылка уже старая.',
  oldQuiet: 'Сейчас по ней ничего не звонит.',
  showOpen: 'Показать, что звонит сейчас',
  none: 'Такой ссылки нет.',
  coming: (_name: string) => 'В чате уже написано, что вы идёте.',
  message: 'Сообщение',
  send: 'Отправить',
  notSent: 'Не ушло, повторяем. Текст на месте.',
  refused: 'Не отправлено: в разговоре появилось новое. Текст на месте.',
  until: (time: string) => `Отсюда можно писать до ${time}.`,
  chatClosed: 'Разговор закончен.',
  withdrawn: 'Сообщение отозвано',
};

type Words = typeof ru;

const en: Words = {
  waits: (name) => `${name} has been waiting`,
  seconds: (s) => `${s} s`,
  minutes: (m, s) => `${m} min ${s} s`,
  alarm: (by, reason) => `Alarm by ${by}: ${reason}`,
  more: (n) => `${n} more waiting`,
  others: (n) => `${n} others waiting`,
  takeNext: 'Take the next one',
  widen: 'Ask for more people',
  before: (by, name) => `${by} took ${name}. Others are waiting.`,
  takeNamed: (name) => `Take ${name}`,
  proposed: (time) => `We asked whether ${time} is OK. No answer yet: they are still waiting.`,
  test: 'Test: did it ring?',
  testHint: 'No one is waiting. Press the button so that we know this phone rings.',
  tested: 'Done: this phone rings.',
  mine: 'You took this alarm.',
  toConsole: 'Open the console',
  answers: (name) => `${name} is answering. Help with a note in the console: the customer won’t see it.`,
  wake: 'Page someone else',
  wakeWhom: 'Who',
  wakeWhy: 'Why',
  wakeSend: 'Page',
  woken: (name) => `${name}: ringing until someone answers`,
  wokenTaken: (name, by) => (name === by ? `${name} took it` : `${name}: ${by} took it`),
  take: 'I have it',
  pass: (name) => `Pass to ${name}`,
  morning: (time) => `Can wait until ${time}`,
  retrying: 'Not accepted yet, retrying',
  taken: (by, time) => `${by} took it at ${time}.`,
  passed: (to, time) => `Passed to ${to} at ${time}: their phone rings now.`,
  answered: (by, time) => `Answered by ${by} at ${time}.`,
  closed: (time) => `The chat was closed without you at ${time}.`,
  deferred: 'No one is waiting any more.',
  old: 'This link has expired.',
  oldQuiet: 'Nothing is ringing for it now.',
  showOpen: 'Show what is ringing now',
  none: 'This link does not exist.',
  coming: (name) => `${name} has been told you are on your way.`,
  message: 'Message',
  send: 'Send',
  notSent: 'Not sent, retrying. Your text is kept.',
  refused: 'Not sent: something new came in the chat. Your text is kept.',
  until: (time) => `You can write from here until ${time}.`,
  chatClosed: 'The chat is closed.',
  withdrawn: 'Message withdrawn',
};

export const words = (locale: 'ru' | 'en'): Words => (locale === 'ru' ? ru : en);

function byGender(name: string, feminine: string, masculine: string, neither: string): string {
  const gender = genderOf(name);
  return gender === 'feminine' ? feminine : gender === 'masculine' ? masculine : neither;
}
