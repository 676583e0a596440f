import type { OperatorPush } from '../../../shared/protocol/pushes.ts';
import type { FakeClient, Step } from './fake-client.ts';
import type { StoryLocale } from './stories.ts';

const DAY = 24 * 3_600_000;
const IVAN = 'conversation-ivan-00003';
const OLGA = 'conversation-olga-0001';
const NINA = 'conversation-nina-00004';

const FACTS = {
  ru: { Тариф: 'Про', Заказ: '4471-09', 'Клиент с': 'марта 2024' },
  en: { Plan: 'Pro', Order: '4471-09', 'Customer since': 'March 2024' },
} as const;
const NOTE = {
  ru: 'Счёт за кофемашину ушёл Нине, а выставлен был на Ивана.',
  en: 'The invoice for the machine went to Nina, but was made out to Ivan.',
} as const;

/** What the server keeps of customers, and the team's mistakes, as it would answer. */
export function tellCards(client: FakeClient, locale: StoryLocale, now: () => number): void {
  client.answers.set('customer.card', ({ customer }) => {
    const isIvan = customer === 'customer-ivan';
    return {
      type: 'customer',
      id: 'request-0000000000000',
      customer: String(customer),
      site: 'kofevarnya.example',
      path: '/returns',
      zone: 'Asia/Yekaterinburg',
      locale,
      ...(isIvan && { attributes: { ...FACTS[locale] } }),
      chats: isIvan
        ? [
            { conversation: IVAN, status: 'open', at: now() - 400_000 },
            { conversation: 'conversation-ivan-00011', status: 'open', at: now() - DAY, promise: now() + DAY / 2 },
            { conversation: 'conversation-ivan-00012', status: 'closed', at: now() - 9 * DAY },
            { conversation: 'conversation-ivan-00013', status: 'closed', at: now() - 40 * DAY },
          ]
        : [],
      ratings: isIvan
        ? [
            { conversation: 'conversation-ivan-00012', score: 'excellent', at: now() - 9 * DAY },
            { conversation: 'conversation-ivan-00013', score: 'bad', at: now() - 40 * DAY },
          ]
        : [],
      incidents: isIvan
        ? [
            {
              incident: 'incident-0000000001',
              kind: 'forgotten',
              conversation: 'conversation-ivan-00013',
              at: now() - 40 * DAY,
              told: true,
              closed: true,
            },
          ]
        : [],
    } satisfies Extract<OperatorPush, { type: 'customer' }>;
  });
  client.answers.set(
    'mistakes',
    () =>
      ({
        type: 'mistakes',
        id: 'request-0000000000000',
        open: [
          {
            incident: 'incident-0000000002',
            kind: 'wrong_chat',
            conversation: OLGA,
            at: now() - 3_600_000,
            told: false,
          },
        ],
        days: 30,
        counts: { wrong_chat: 3, wrong_information: 1, forgotten: 2 },
        hints: {
          otherCustomer: { shown: 14, overridden: 9 },
          elsewhere: { shown: 3, overridden: 1 },
          wroteMeanwhile: { shown: 21, overridden: 20 },
          emptySlot: { shown: 5, overridden: 0 },
        },
      }) satisfies Extract<OperatorPush, { type: 'mistakes' }>,
  );
}

/** An invoice that went to the wrong customer: Nina is told, Ivan not yet. */
export function tellMistake(client: FakeClient, locale: StoryLocale): void {
  const incident = client.command(
    IVAN,
    { type: 'incident.open', kind: 'wrong_account', note: NOTE[locale], also: [NINA] },
    'notes',
  );
  client.command(IVAN, { type: 'incident.tell', incident, told: NINA }, 'notes');
}

const ASIDE = {
  ru: {
    vera: 'Вера',
    timofey: 'Тимофей',
    roman: 'Роман',
    ask: 'Когда приедет мастер?',
    later: 'Узнаю у мастера и напишу.',
    thanks: 'Спасибо!',
    call: 'Проще голосом, позвоните?',
  },
  en: {
    vera: 'Vera',
    timofey: 'Timofey',
    roman: 'Roman',
    ask: 'When will the repairer come?',
    later: 'I will ask the repairer and write to you.',
    thanks: 'Thank you!',
    call: 'Easier by voice, could you call me?',
  },
} as const;

/** Chats of Oleg's that wait for a time: one promised, one to be called, two put aside. */
export function tellClocks(client: FakeClient, locale: StoryLocale, now: () => number): void {
  const said = ASIDE[locale];
  const oleg = { kind: 'operator', id: 'oleg', role: 'operator', name: locale === 'ru' ? 'Олег' : 'Oleg' } as const;
  const post = (text: string) => ({ type: 'message.post', text }) as const;
  const claim = { type: 'conversation.claim' } as const;
  const begin = (chat: string, id: keyof typeof said, then: readonly Step[]): void => {
    const customer = { kind: 'customer', id: `customer-${id}`, name: said[id] } as const;
    client.tell(chat, said[id], true, [[3_000, customer, post(said.ask)], [2_950, oleg, claim], ...then]);
  };
  const timofey = { kind: 'customer', id: 'customer-timofey', name: said.timofey } as const;
  const vera = { kind: 'customer', id: 'customer-vera', name: said.vera } as const;
  begin('conversation-vera-00021', 'vera', [
    [2_900, oleg, post(said.later)],
    [2_800, oleg, { type: 'conversation.snooze', until: now() + DAY }],
    [2_700, vera, post(said.thanks)],
  ]);
  begin('conversation-roman-0022', 'roman', [
    [2_900, oleg, post(said.later)],
    [2_800, oleg, { type: 'conversation.snooze', until: null }],
  ]);
  begin('conversation-timofey-23', 'timofey', [
    [2_900, oleg, post(said.later)],
    [2_850, timofey, { type: 'callback.request', phone: '+79261234567', at: now() + 900_000 }],
  ]);
}
