import { describe, expect, it } from 'vitest';
import { beforeSend, type OutgoingDraft, type SendContext } from '../../../shared/domain/desk/before-send.ts';
import { timesIn } from '../../../shared/domain/kernel/times-in-text.ts';

/** Monday, 10:00 on the wall. */
const MIDNIGHT = Date.UTC(2026, 10, 23);
const at = (days: number, minutes: number): number => MIDNIGHT + days * 86_400_000 + minutes * 60_000;
const clock = { now: at(0, 600), at };

const draft = (text: string, more: Partial<OutgoingDraft> = {}): OutgoingDraft => ({
  text,
  conversation: 'chat',
  customer: 'ivan',
  ...more,
});
const context = (more: Partial<SendContext> = {}): SendContext => ({
  conversation: 'chat',
  customer: 'ivan',
  own: { name: 'Иван Петров', phone: '+79120000001', orders: ['A-10001'] },
  others: [
    {
      conversation: 'other',
      name: 'Ольга Сидорова',
      email: 'olga@example.com',
      phone: '+79123456789',
      orders: ['A-20077'],
    },
    { conversation: 'third', name: 'James' },
  ],
  team: ['Мария'],
  sent: [],
  customerWroteAt: null,
  editedAt: clock.now,
  clock,
  maxLength: 5_000,
  ...more,
});
const rules = (text: string, more: Partial<SendContext> = {}, also: Partial<OutgoingDraft> = {}) =>
  beforeSend(draft(text, also), context(more)).map(({ rule }) => rule);

describe('before a message is sent', () => {
  it('there is nothing to say of an ordinary answer', () => {
    expect(rules('Здравствуйте, Иван! Почистите фильтр и включите снова.')).toEqual([]);
    expect(rules('I have checked your order A-10001, it left yesterday.')).toEqual([]);
  });

  it('a draft begun for somebody else must be confirmed', () => {
    expect(beforeSend(draft('x', { customer: 'olga' }), context())).toEqual([{ rule: 'elsewhere', level: 'hard' }]);
    expect(rules('x', {}, { conversation: 'other', confirmed: true })).toEqual([]);
  });

  it.each([
    ['Здравствуйте, {{имя}}!', '{{имя}}'],
    ['Order {{ order number }} is on its way', '{{ order number }}'],
    ['{{}}', '{{}}'],
  ])('an empty slot is hard: %s', (text, slot) => {
    expect(beforeSend(draft(text), context())[0]).toEqual({ rule: 'emptySlot', level: 'hard', slot });
  });

  it('code in braces is no slot', () => {
    expect(rules('Вставьте { "a": 1 } в настройки')).toEqual([]);
  });

  it('a text that is too long is cut by nobody but its writer', () => {
    expect(beforeSend(draft('abcdef'), context({ maxLength: 5 }))).toMatchObject([{ rule: 'tooLong', by: 1 }]);
  });

  it.each([
    ['Ольга, ваш заказ в пути', 'Ольга Сидорова'],
    ['Передали Ольге инструкцию', 'Ольга Сидорова'],
    ['Госпожа Сидорова, добрый день', 'Ольга Сидорова'],
    ['We have told James already', 'James'],
    ['Напишу на OLGA@example.com', 'olga@example.com'],
    ['Позвоним по номеру 8 912 345-67-89', '+79123456789'],
    ['Заказ A-20077 отменён', 'A-20077'],
  ])('another open customer in the text is pointed out: %s', (text, found) => {
    expect(beforeSend(draft(text), context())).toMatchObject([{ rule: 'otherCustomer', level: 'soft', found }]);
  });

  it.each([
    'Иван, добрый день',
    'Мария из доставки поможет',
    'Позвоним по номеру +7 912 000-00-01',
    'Стоит 20077 рублей за 3 штуки, сегодня 2026 год'.replace('20077', '2007'),
    'Ольховая, 5',
  ])('his own name, the team’s and other words are not: %s', (text) => {
    expect(rules(text)).not.toContain('otherCustomer');
  });

  it('who has the same name is not another one', () => {
    expect(rules('Ольга, добрый день', { own: { name: 'Ольга' } })).toEqual([]);
  });

  it.each([
    'Заметка: звонила вчера',
    'Для коллег — гарантия до мая',
    'Клиент опять жалуется на доставку',
    'Не говорите клиенту про скидку',
    'FYI: refund is pending',
    'The customer says it leaks',
    "Don't tell her about the discount",
    '@pyotr посмотри, пожалуйста',
  ])('what colleagues say to each other looks like a note: %s', (text) => {
    expect(rules(text)).toContain('looksLikeNote');
  });

  it.each(['Заметили, что не греет?', 'Напишите на help@example.com', 'Please note that it is hot'])(
    'and this does not: %s',
    (text) => {
      expect(rules(text)).not.toContain('looksLikeNote');
    },
  );

  it('a message that came while one wrote is pointed out for four seconds', () => {
    const wrote = { customerWroteAt: clock.now - 1_000, editedAt: clock.now - 2_000 };
    expect(rules('x', wrote)).toEqual(['wroteMeanwhile']);
    expect(rules('x', { ...wrote, customerWroteAt: clock.now - 4_000, editedAt: clock.now - 5_000 })).toEqual([]);
    expect(rules('x', { ...wrote, editedAt: clock.now })).toEqual([]);
  });

  it('the same text again, and a template as it was, are pointed out', () => {
    expect(rules('почистите фильтр', { sent: ['Почистите фильтр!'] })).toEqual(['sameAgain']);
    expect(rules('Спасибо, что написали!', {}, { template: 'Спасибо, что написали' })).toEqual(['unchangedTemplate']);
    expect(rules('Спасибо, Иван!', {}, { template: 'Спасибо, {{имя}}!' })).toEqual([]);
  });

  it('a time is offered as a promise, and holds nothing up', () => {
    expect(beforeSend(draft('Отвечу до 15:00'), context())).toEqual([
      { rule: 'promise', level: 'offer', time: { due: at(0, 900), words: 'до 15:00' } },
    ]);
  });

  it('the worst comes first', () => {
    const text = 'Заметка: {{имя}}, передам Ольге до 15:00';
    expect(rules(text, { sent: [text] }, { customer: 'olga' })).toEqual([
      'elsewhere',
      'emptySlot',
      'otherCustomer',
      'looksLikeNote',
      'sameAgain',
      'promise',
    ]);
  });

  it('a text of thousands of odd signs takes no time', () => {
    const began = performance.now();
    for (const odd of ['до 1', '{{', '@', '+7 (', 'не говори ', 'завтра ']) rules(odd.repeat(1_000));
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});

describe('times in a text', () => {
  it.each([
    ['Отвечу до 15:00', at(0, 900)],
    ['отвечу к 15.30', at(0, 930)],
    ['до 15 часов всё решим', at(0, 900)],
    ['Позвоним завтра в 12', at(1, 720)],
    ['В 18:30 завтра', at(1, 1110)],
    ['послезавтра до 9:05', at(2, 545)],
    ['завтра к полудню', at(1, 720)],
    ['до 5 вечера', at(0, 1020)],
    ['сегодня до 8 вечера', at(0, 1200)],
    ['через час', at(0, 660)],
    ['через 20 минут', at(0, 620)],
    ['в течение двух часов, через два часа', at(0, 720)],
    ['через полчаса', at(0, 630)],
    ['By 3 pm', at(0, 900)],
    ['by 3pm today', at(0, 900)],
    ['tomorrow at noon', at(1, 720)],
    ['by 10:30 tomorrow', at(1, 630)],
    ['by 12 am tomorrow', at(1, 0)],
    ['in 20 minutes', at(0, 620)],
    ['within an hour', at(0, 660)],
    ['in half an hour', at(0, 630)],
  ])('%s', (text, due) => {
    expect(timesIn(text, clock)[0]?.due).toBe(due);
  });

  it.each([
    'до 9:00',
    'до 25:00',
    'до 15:75',
    'by 14 pm',
    'работаем с 9 до 18',
    'open from 9 to 5',
    'в 5 словах',
    'at 3 places',
    'до 100 рублей',
    'версия до 15.0.2',
    'через дорогу',
    'in 2026',
    'за 3 штуки',
    'через 0 минут',
    'до встречи',
    '',
  ])('none in: %s', (text) => {
    expect(timesIn(text, clock)).toEqual([]);
  });

  it('the earliest of several comes first', () => {
    expect(timesIn('завтра в 12, а до 15:00 напишу', clock).map(({ words }) => words)).toEqual([
      'до 15:00',
      'завтра в 12',
    ]);
  });
});
