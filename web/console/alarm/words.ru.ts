import type { AlarmWords } from './words.en.ts';

/** Words of the alarm and of the page that rings, in Russian. */
export const ru: AlarmWords = {
  alarm: {
    button: 'Тревога',
    title: 'Вызвать старшего',
    rings: (names) => `Позвоним: ${names}`,
    ringsNobody: 'Дежурных нет: позвоним всем, у кого есть телефон.',
    reason: 'Что случилось?',
    reasons: ['Не могу помочь клиенту', 'Что-то сломалось', 'Угроза или беда'],
    text: 'Своими словами',
    about: 'О чём',
    thisChat: (name) => `этот чат (${name})`,
    noChat: 'без чата',
    raise: 'Вызвать',
    raising: 'Звоним',
    failed: 'Не ушло: сервер не ответил. Нажмите ещё раз или позвоните по телефону.',
    cancel: 'Отмена',
    confirmKey: 'A — вызвать, Esc — отмена',
    wake: 'Вызвать специалиста',
  },
  page: {
    ringing: (names) => `Звоним: ${names}`,
    ringingSince: (time) => `с ${time}`,
    step: (n) => `звонок ${n}`,
    unreached: 'ни до кого не дозвонились: позвоните сами',
    for: (names, more) => `ждут: ${names}${more > 0 ? ` и ещё ${more}` : ''}`,
    othersWait: (n, oldest, time) =>
      n === 1 ? `${oldest} всё ещё ждёт, ${time}` : `ещё ждут: ${n}, дольше всех ${oldest}, ${time}`,
    takeNext: 'Взять следующий',
    notRinging: 'Сейчас ни один телефон не звонит',
    allBusy: 'Все, до кого можно дозвониться, заняты с клиентами',
    youHave: (name) => `у вас ${name}`,
    askMore: 'Позвать ещё людей',
    alarmBy: (name) => `тревога: ${name}`,
    acknowledged: (name, time) => `${name} берёт, ${time}`,
    rang: (time) => `первый звонок ${time}`,
    iHaveIt: 'Беру',
    dismiss: 'Убрать',
  },
};
