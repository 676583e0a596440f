import type { Actor } from '../../../shared/domain/kernel/types.ts';
import type { WirePerson } from '../../../shared/protocol/pushes.ts';
import type { FakeClient } from './fake-client.ts';

/** A morning at the coffee-maker shop, as its console shows it. */

const NAMES = {
  ru: {
    anna: 'Анна',
    pyotr: 'Пётр',
    oleg: 'Олег',
    maria: 'Мария',
    ivan: 'Иван',
    olga: 'Ольга',
    sergei: 'Сергей',
    nina: 'Нина',
    timur: 'Тимур',
    lev: 'Лев',
  },
  en: {
    anna: 'Anna',
    pyotr: 'Pyotr',
    oleg: 'Oleg',
    maria: 'Maria',
    ivan: 'Ivan',
    olga: 'Olga',
    sergei: 'Sergei',
    nina: 'Nina',
    timur: 'Timur',
    lev: 'Lev',
  },
} as const;

const SAID = {
  ru: {
    broken: 'Здравствуйте! Кофемашина «Утро 2» не включается: мигает красным и молчит.',
    model: 'Купили в сентябре, чек есть.',
    where: 'Где мой заказ 4471? Обещали вчера.',
    hello: 'Здравствуйте, Иван! Я Олег. Мигает часто или раз в пару секунд?',
    often: 'Часто, раза три в секунду. И пахнет чем-то горелым, если честно.',
    moment: 'Минутку, уточняю.',
    unplug:
      'Спасибо, что сказали про запах. Пожалуйста, выньте вилку из розетки и не включайте: мы заменим машину, чинить её дома не нужно.',
    note: 'Третья «Утро 2» с частым миганием за неделю: похоже на партию 09/26. Склад предупредил.',
    filter: 'Какой фильтр подойдёт к «Вечер»?',
    filterAnswer: 'Подойдёт F-3, он в наличии. Прислать ссылку?',
    thanks: 'Спасибо, всё получилось!',
    rude: 'Прождал два дня, а ответили не на тот вопрос.',
    invoice: 'Можно счёт на организацию?',
    invoiceAnswer: 'Да, пришлите реквизиты, сделаю за пять минут.',
  },
  en: {
    broken: 'Hello! Our “Morning 2” coffee machine does not start: it blinks red and stays silent.',
    model: 'Bought in September, I have the receipt.',
    where: 'Where is my order 4471? It was promised for yesterday.',
    hello: 'Hello Ivan, I am Oleg. Does it blink fast, or once every couple of seconds?',
    often: 'Fast, about three times a second. And it smells a bit burnt, to be honest.',
    moment: 'One moment, please.',
    unplug:
      'Thank you for telling me about the smell. Please unplug it and leave it off: we will replace the machine, there is no need to repair it at home.',
    note: 'Third “Morning 2” that blinks fast this week: looks like batch 09/26. The warehouse knows.',
    filter: 'Which filter fits the “Evening”?',
    filterAnswer: 'F-3 does, it is in stock. Shall I send a link?',
    thanks: 'Thank you, it worked!',
    rude: 'I waited two days and got an answer to another question.',
    invoice: 'Could I have an invoice for a company?',
    invoiceAnswer: 'Yes, send me the details and you will have it in five minutes.',
  },
} as const;

export type StoryLocale = keyof typeof NAMES;

export function peopleOf(locale: StoryLocale): readonly WirePerson[] {
  const names = NAMES[locale];
  return [
    { id: 'anna', name: names.anna, role: 'lead', presence: 'away', onCall: 0 },
    { id: 'pyotr', name: names.pyotr, role: 'lead', presence: 'available', onCall: 1 },
    { id: 'oleg', name: names.oleg, role: 'operator', presence: 'available' },
    { id: 'maria', name: names.maria, role: 'operator', presence: 'off' },
  ];
}

/** Fills the inbox: two wait, two are Oleg's, one is with Pyotr, one is to be looked into, one is closed. */
export function tellStories(client: FakeClient, locale: StoryLocale): void {
  const names = NAMES[locale];
  const said = SAID[locale];
  const customer = (id: keyof typeof names): Actor => ({ kind: 'customer', id: `customer-${id}`, name: names[id] });
  const operator = (id: 'oleg' | 'pyotr' | 'anna'): Actor => ({
    kind: 'operator',
    id,
    role: id === 'oleg' ? 'operator' : 'lead',
    name: names[id],
  });
  const post = (text: string) => ({ type: 'message.post', text }) as const;
  const claim = { type: 'conversation.claim' } as const;
  const close = { type: 'conversation.close' } as const;

  client.tell('conversation-olga-0001', names.olga, true, [
    [71, customer('olga'), post(said.where)],
    [30, { kind: 'system', id: 'system' }, [{ type: 'rung.reached', kind: 'connect', act: 'nudge.team', after: 40 }]],
  ]);
  client.tell('conversation-guest-0002', undefined, false, [
    [9, { kind: 'customer', id: 'customer-guest' }, { type: 'human.request' }],
  ]);
  client.tell('conversation-ivan-00003', names.ivan, true, [
    [86_400 + 7_000, customer('ivan'), post(said.filter)],
    [86_400 + 6_950, operator('pyotr'), claim],
    [86_400 + 6_900, operator('pyotr'), post(said.filterAnswer)],
    [86_400 + 6_000, customer('ivan'), post(said.thanks)],
    [86_400 + 5_900, operator('pyotr'), post('🙂')],
    [86_400 + 5_000, operator('pyotr'), close],
    [520, customer('ivan'), post(said.broken)],
    [511, customer('ivan'), post(said.model)],
    [482, operator('oleg'), claim],
    [455, operator('oleg'), post(said.hello)],
    [400, customer('ivan'), post(said.often)],
    [390, operator('oleg'), post(said.moment)],
  ]);
  client.note('conversation-ivan-00003', 380, 'pyotr', names.pyotr, said.note);
  client.patch('conversation-ivan-00003', { read: { customer: 12, operator: 9, delivered: 0 } });
  client.tell('conversation-nina-00004', names.nina, false, [
    [900, customer('nina'), post(said.invoice)],
    [860, operator('oleg'), claim],
    [840, operator('oleg'), post(said.invoiceAnswer)],
  ]);
  client.tell('conversation-timur-0005', names.timur, true, [
    [320, customer('timur'), post(said.filter)],
    [300, operator('pyotr'), claim],
  ]);
  client.tell('conversation-sergei-006', names.sergei, false, [
    [9_000, customer('sergei'), post(said.where)],
    [8_900, operator('oleg'), claim],
    [8_800, operator('oleg'), post(said.filterAnswer)],
    [8_000, operator('oleg'), close],
    [7_900, customer('sergei'), { type: 'conversation.rate', score: 'bad', comment: said.rude }],
  ]);
  client.tell('conversation-lev-000007', names.lev, true, [
    [5_000, customer('lev'), post(said.filter)],
    [4_980, operator('oleg'), claim],
    [4_900, operator('oleg'), post(said.filterAnswer)],
    [4_000, customer('lev'), close],
    [3_990, customer('lev'), { type: 'conversation.rate', score: 'excellent' }],
  ]);
  client.set({});
}

/** So many guests who wait, a second apart; the first has waited for a minute and three quarters. */
export function tellCrowd(client: FakeClient, locale: StoryLocale, count: number): void {
  const { broken, where, filter, invoice } = SAID[locale];
  const texts = [broken, where, filter, invoice];
  for (let n = 0; n < count; n += 1) {
    const id = String(n).padStart(3, '0');
    client.tell(`conversation-crowd-${id}`, undefined, false, [
      [
        105 - (n % 100),
        { kind: 'customer', id: `a_${id}-crowd` },
        { type: 'message.post', text: texts[n % 4] ?? where },
      ],
    ]);
  }
}
