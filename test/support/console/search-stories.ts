import { linesOf, matchChat, wordsOf } from '../../../shared/domain/search/search.ts';
import type { OperatorPush } from '../../../shared/protocol/pushes.ts';
import type { FakeClient } from './fake-client.ts';
import type { StoryLocale } from './stories.ts';

const DAY_S = 24 * 3600;
/** Chats that Oleg had, with how many days ago that was: none of them is in the inbox any more. */
const HAD = { 'conversation-zoya-00031': 12, 'conversation-gleb-00032': 40, 'conversation-faina-0033': 75 } as const;

const SAID = {
  ru: {
    zoya: 'Зоя',
    gleb: 'Глеб',
    faina: 'Фаина',
    order: 'Заказ 4471-02 пришёл без решётки для капель.',
    sent: 'Простите! Решётку отправил сегодня, придёт в четверг.',
    descale:
      'Чем чистить «Утро 2» от накипи? Вода у нас жёсткая, раз в месяц горит лампочка, а в инструкции про это ни слова.',
    acid: 'Лимонной кислотой, 20 г на литр. Ссылка на инструкцию ниже.',
    note: 'Ездил сам: у Фаины дома вода с песком, нужен фильтр на входе. Заказ 4471-00 оформлен повторно.',
  },
  en: {
    zoya: 'Zoya',
    gleb: 'Gleb',
    faina: 'Faina',
    order: 'Order 4471-02 came without its drip tray.',
    sent: 'I am sorry! I sent the tray today, it will arrive on Thursday.',
    descale:
      'What do I descale a “Morning 2” with? Our water is hard, the lamp comes on once a month, and the manual says nothing about it.',
    acid: 'With citric acid, 20 g to a litre. The instructions are below.',
    note: 'Went there myself: the water at Faina’s has sand in it, she needs a filter. Order 4471-00 was placed anew.',
  },
} as const;

/** What the server would find of a query in Oleg's earlier chats: two at a time. */
export function tellEarlier(client: FakeClient, locale: StoryLocale, now: () => number): void {
  const said = SAID[locale];
  const oleg = { kind: 'operator', id: 'oleg', role: 'operator', name: locale === 'ru' ? 'Олег' : 'Oleg' } as const;
  const tell = (id: keyof typeof HAD, who: 'zoya' | 'gleb' | 'faina', asks: string, answer: string): void => {
    const ago = HAD[id] * DAY_S;
    const customer = { kind: 'customer', id: `customer-${who}`, name: said[who] } as const;
    client.tell(id, said[who], who === 'zoya', [
      [ago, customer, { type: 'message.post', text: asks }, { customerName: said[who] }],
      [ago - 40, oleg, { type: 'conversation.claim' }],
      [ago - 90, oleg, { type: 'message.post', text: answer }],
      [ago - 600, customer, { type: 'conversation.close' }],
    ]);
  };
  tell('conversation-zoya-00031', 'zoya', said.order, said.sent);
  tell('conversation-gleb-00032', 'gleb', said.descale, said.acid);
  tell('conversation-faina-0033', 'faina', said.descale, said.acid);
  client.note('conversation-faina-0033', HAD['conversation-faina-0033'] * DAY_S - 300, 'oleg', oleg.name, said.note);
  const names = new Map(Object.keys(HAD).map((id) => [id, client.state.inbox.cards.get(id)]));
  const cards = new Map([...client.state.inbox.cards].filter(([id]) => !names.has(id)));
  client.set({ inbox: { ...client.state.inbox, cards } });

  client.answers.set('conversations.search', ({ text, before }) => {
    const rows = Object.entries(HAD)
      .map(([conversation, days]) => ({ conversation, at: now() - days * DAY_S * 1000 }))
      .filter(({ at }) => before === undefined || at < Number(before));
    const chats = rows.slice(0, 2).flatMap(({ conversation, at }) => {
      const { log, notes } = client.copy(conversation);
      const name = names.get(conversation)?.name ?? '';
      const lines = linesOf([...log.entries, ...notes.entries].toReversed().flatMap(({ events }) => events));
      const match = matchChat(wordsOf(String(text)), name, lines);
      const { customer = '', status } = log.view ?? {};
      if (!match) return [];
      const { excerpt, isNote } = match;
      return [
        { conversation, customer, name, at, status: status === 'closed' ? 'closed' : 'open', excerpt, isNote },
      ] as const;
    });
    const last = rows[1];
    return {
      type: 'found',
      id: 'request-0000000000000',
      chats: [...chats],
      ...(rows.length > 2 && last && { before: last.at + 1 }),
    } satisfies Extract<OperatorPush, { type: 'found' }>;
  });
}
