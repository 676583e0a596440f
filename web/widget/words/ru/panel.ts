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

  statusHere: 'Мы на связи',
  statusNobody: 'Сейчас никого нет на месте',
  statusCalling: 'Зовём человека',
  statusComing: (name: string | null) => (name === null ? 'К вам уже идут' : `${name} идёт к вам`),
  statusWith: (name: string) => `С вами ${name}`,
  statusPromised: (when: string) => `Ответим ${when}`,
  statusFinished: 'Разговор закончен',
  statusConnecting: 'Соединяемся…',

  automatic: 'автоответ',
  hello: 'Здравствуйте! Напишите, что случилось, или сразу позовите человека.',
  helloAlone: (when: string) =>
    `Здравствуйте! Сейчас у экрана никого нет. Напишите, что случилось: позовём дежурного или ответим ${when}.`,

  call: 'Позвать человека',
  callMe: 'Позвоните мне',
  byMorning: (when: string) => `Ответьте ${when}`,
  choiceQuestion: 'Сейчас никого нет на месте. Как лучше?',
  choiceSilence: 'Если не выберете, позовём сами.',

  calling: 'Зовём человека.',
  callingLong: 'Уже ищем, кто свободен.',
  callingTeam: 'Подняли всю команду.',
  ringing: 'Звоним дежурному.',
  ringingLong: 'Звоним, пока кто-нибудь не ответит.',
  late: 'Дольше, чем обещали. Простите. Зовём старшего.',
  lateRinging: 'Дольше, чем обещали. Простите. Звоним, пока кто-нибудь не ответит.',
  everyone: 'Пока никто не ответил. Простите. Звоним всем снова и снова; ответ будет здесь, можно не ждать у экрана.',
  busy: 'Дежурный сейчас отвечает другим и знает, что вы ждёте. Ответ будет здесь, можно не ждать у экрана.',
  queuedSoon: 'Соединяемся, сейчас позовём.',
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
  blank: 'Здесь ничего не видно: напишите словами.',
  unsendable: 'В таком виде не отправить. Текст на месте: поправьте его.',
  typing: (name: string | null) => (name === null ? 'Вам пишут' : `${name} пишет`),
  newMessages: 'Новые',
  toNew: (n: number) => `Новых: ${n}`,
};

export type Words = typeof ru;
