import { clockTime } from '../../../base/locale.ts';
import { isFarDay } from '../times.ts';

/** What the panel says on its first opening, in Russian. Times are the reader's own. */
export const ru = {
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

  /** used by more than one of the parts that are loaded later */
  yes: 'Да',
  scores: { excellent: 'Отлично', good: 'Хорошо', bad: 'Плохо' },

  placeholder: 'Сообщение',
  placeholderWaiting: 'Можно пока рассказать подробнее',
  send: 'Отправить',
  tooLong: (over: number) => `Не помещается, лишних знаков: ${over}`,
  typing: (name: string | null) => (name === null ? 'Вам пишут' : `${name} пишет`),
  newMessages: 'Новые',
  toNew: (n: number) => `Новых: ${n}`,
};

export type Words = typeof ru;

/** genitive: "меньше 100 секунд", "меньше 21 секунды" */
const ruOfSeconds = (n: number): string => (n % 10 === 1 && n % 100 !== 11 ? 'секунды' : 'секунд');
