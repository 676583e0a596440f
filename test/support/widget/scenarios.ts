import type { CustomerState, Entry, Pending } from '../../../shared/client/types.ts';
import type { WireCustomerView, WireEvent } from '../../../shared/protocol/events.ts';

/** States a customer can be in, as the panel gets them from its client: for screenshots, axe and invariant 4. */
export const SCENARIOS = [
  'connecting',
  'intro',
  'intro-alone',
  'waiting-0',
  'waiting-50',
  'waiting-80',
  'waiting-late',
  'ringing',
  'choice',
  'coming',
  'joined',
  'typing',
  'reply-late',
  'proposed',
  'promised',
  'promise-kept',
  'promise-broken',
  'sending',
  'sending-first',
  'not-sent',
  'offline',
  'solved',
  'rate',
  'rated-bad',
  'rated-good',
  'long',
  'withdrawn',
  'withdrawn-wrong',
  'promise-given',
  'promise-moved',
  'promise-late',
  'restate',
  'restate-yes',
  'restate-no',
  'restate-sending',
  'offer',
  'call',
  'call-first',
  'call-sending',
  'call-cancelled',
  'call-cancelling',
  'call-late',
  'call-missed',
  'call-reached',
  'call-refused',
  'refused',
  'stopped',
  'directions',
] as const;
export type Scenario = (typeof SCENARIOS)[number];

type View = NonNullable<WireCustomerView>;
const CONVERSATION = 'fixture-conversation-0001';
const SECOND = 1000;
const MINUTE = 60 * SECOND;

const VIEW: View = {
  status: 'open',
  owner: null,
  coming: null,
  wait: null,
  promise: null,
  proposed: null,
  answered: false,
  solved: null,
  rated: null,
};

/** Builds entries one second apart unless told otherwise. */
class Story {
  readonly entries: Entry[] = [];
  #at: number;

  constructor(startedAt: number) {
    this.#at = startedAt;
  }

  add(by: Entry['by']['kind'], ...events: WireEvent[]): this {
    const seq = this.entries.length + 1;
    const id = by === 'customer' ? 'ivan' : by === 'operator' ? 'anna' : 'system';
    this.entries.push({ seq, at: this.#at, by: { kind: by, id }, command: `fixture-command-${seq}`, events });
    this.#at += SECOND;
    return this;
  }

  after(ms: number): this {
    this.#at += ms;
    return this;
  }

  customer(text: string): this {
    const opened: WireEvent[] = this.entries.length === 0 ? [{ type: 'conversation.opened', customer: 'ivan' }] : [];
    return this.add('customer', ...opened, { type: 'message.posted', by: 'customer', person: 'ivan', text });
  }

  operator(text: string | null): this {
    return this.add('operator', { type: 'message.posted', by: 'operator', person: 'anna', name: this.name, text });
  }

  name = 'Анна';

  joined(via?: 'page'): this {
    return this.add('operator', { type: 'conversation.claimed', owner: 'anna', name: this.name, ...(via && { via }) });
  }
}

/** The client's state in a scenario at `now`. */
export function stateOf(scenario: Scenario, locale: 'ru' | 'en', now: number): CustomerState {
  const ru = locale === 'ru';
  const name = ru ? 'Анна' : 'Anna';
  const ask = ru
    ? 'Добрый день. Кофеварка перестала греть воду, а ей всего месяц.'
    : 'Hello. The coffee maker stopped heating water, and it is only a month old.';
  const story = new Story(now - 12 * MINUTE);
  story.name = name;
  const wait = (seconds: number, more: Partial<NonNullable<View['wait']>> = {}): Partial<View> => ({
    wait: { kind: 'connect', since: now - seconds * SECOND, asked: true, paged: false, ...more },
  });
  const owned = { owner: 'anna', ownerName: name } as const;
  const morning = new Date(now).setHours(33, 0, 0, 0);
  let view: View = VIEW;
  let pending: Pending[] = [];
  let typing: CustomerState['conversations'] extends ReadonlyMap<string, infer C>
    ? C extends { typing: infer T }
      ? T
      : never
    : never = null;
  let staffed = true;
  let connection: CustomerState['connection'] = { status: 'online', since: now - MINUTE };
  let refusals: CustomerState['refusals'] = [];
  let welcomed = true;
  const waiting = (command: Pending['command'], late = false): Pending => ({
    id: `fixture-pending-${pending.length}`,
    conversation: CONVERSATION,
    log: 'conversation',
    command,
    after: 1,
    queuedAt: now,
    sentAt: null,
    late,
  });
  const unsent = (text: string, late: boolean): Pending => waiting({ type: 'message.post', text }, late);
  const told = (): Story => story.customer(ask);
  const talked = (): Story => {
    told();
    story.after(38 * SECOND).joined();
    story
      .after(20 * SECOND)
      .operator(
        ru
          ? 'Иван, здравствуйте! Жаль, что так вышло. Скажите, загорается ли индикатор нагрева?'
          : 'Hello Ivan! Sorry about that. Does the heating light come on?',
      );
    story.after(30 * SECOND).customer(ru ? 'Нет, не загорается.' : 'No, it does not.');
    story
      .after(50 * SECOND)
      .operator(
        ru
          ? 'Понятно, это датчик. Заменим кофеварку: как оформить, написано тут: https://kofevarnya.example/returns. Курьер приедет завтра с 10 до 14.'
          : 'I see, that is the sensor. We will replace it, here is how: https://kofevarnya.example/returns. The courier comes tomorrow between 10 and 14.',
      );
    return story.operator(ru ? 'Удобно?' : 'Does that suit you?');
  };

  switch (scenario) {
    case 'connecting':
      welcomed = false;
      connection = { status: 'connecting', since: now, attempt: 1 };
      break;
    case 'intro':
      break;
    case 'intro-alone':
      staffed = false;
      break;
    case 'waiting-0':
    case 'waiting-50':
    case 'waiting-80':
    case 'waiting-late':
      told();
      story.add('customer', { type: 'human.requested' });
      view = {
        ...view,
        ...wait({ 'waiting-0': 12, 'waiting-50': 50, 'waiting-80': 80, 'waiting-late': 130 }[scenario]),
      };
      break;
    case 'ringing':
      staffed = false;
      told();
      story.add('customer', { type: 'human.requested', choice: 'wake' });
      view = { ...view, ...wait(20, { paged: true }) };
      break;
    case 'choice':
      staffed = false;
      told();
      view = { ...view, ...wait(4, { asked: false }) };
      break;
    case 'coming':
      told();
      story.after(2 * MINUTE).joined('page');
      view = { ...view, ...owned, coming: now - 5 * SECOND, ...wait(125, { kind: 'reply', paged: true }) };
      break;
    case 'joined':
      talked();
      view = { ...view, ...owned, answered: true };
      break;
    case 'typing':
      talked().customer(ru ? 'Да, удобно.' : 'Yes, it does.');
      view = { ...view, ...owned, wait: { kind: 'reply', since: now - 5 * SECOND, asked: false, paged: false } };
      typing = { kind: 'operator', person: 'anna', name, until: now + 3_600_000 };
      break;
    case 'reply-late':
      talked().customer(ru ? 'Есть новости?' : 'Any news?');
      view = { ...view, ...owned, wait: { kind: 'reply', since: now - 11 * MINUTE, asked: false, paged: true } };
      break;
    case 'proposed':
      told();
      story.add('operator', { type: 'morning.proposed', by: 'anna', name, due: morning });
      view = { ...view, ...owned, ...wait(40, { kind: 'reply', paged: true }), coming: now, proposed: morning };
      break;
    case 'promised':
    case 'promise-kept':
    case 'promise-broken':
      told();
      story.add(
        'customer',
        { type: 'human.requested', choice: 'morning' },
        { type: 'promise.made', due: morning, by: null },
      );
      view = { ...view, promise: morning };
      if (scenario === 'promised') break;
      story.after(MINUTE).add('operator', {
        type: 'clock.stopped',
        kind: 'promise',
        outcome: scenario === 'promise-kept' ? 'kept' : 'broken',
        since: now,
      });
      view = { ...VIEW, ...(scenario === 'promise-broken' && wait(5)) };
      if (scenario === 'promise-kept') {
        story
          .joined()
          .operator(
            ru ? 'Доброе утро, Иван! Заменим кофеварку сегодня.' : 'Good morning Ivan! We will replace it today.',
          );
        view = { ...VIEW, ...owned, answered: true };
      }
      break;
    case 'sending':
    case 'not-sent':
    case 'offline':
      talked();
      view = { ...view, ...owned, answered: true };
      pending = [
        unsent(ru ? 'Да, удобно. Подскажите, нужен ли чек?' : 'Yes. Do I need the receipt?', scenario !== 'sending'),
      ];
      if (scenario !== 'sending')
        connection = { status: 'offline', since: now - MINUTE, attempt: 4, retryAt: now + MINUTE };
      break;
    case 'sending-first':
      welcomed = false;
      connection = { status: 'connecting', since: now, attempt: 1 };
      pending = [unsent(ask, false)];
      break;
    case 'directions':
      talked().customer('The label says this, in small print:\nשלום, מה שלומך? 42\nمرحبا 17');
      story.operator('Thank you \u202Ebackwards');
      view = { ...view, ...owned, answered: true };
      break;
    case 'solved':
    case 'rate':
    case 'rated-bad':
    case 'rated-good':
      talked().customer(ru ? 'Да, спасибо.' : 'Yes, thank you.');
      story.add('operator', { type: 'conversation.closed', by: 'operator', person: 'anna' });
      view = { ...view, status: 'closed', answered: true, solved: scenario === 'solved' ? null : true };
      if (scenario === 'rated-bad' || scenario === 'rated-good') {
        const score = scenario === 'rated-bad' ? 'bad' : 'excellent';
        story.add('customer', { type: 'conversation.rated', score, rated: 'anna' });
        view = { ...view, rated: score };
      }
      break;
    case 'long':
      talked();
      for (let i = 0; i < 12; i++) story.customer(`${ask} (${i})`).operator(ru ? 'Да, понимаю.' : 'Yes, I see.');
      view = { ...view, ...owned, answered: true };
      break;
    case 'withdrawn':
    case 'withdrawn-wrong':
      talked().operator(null);
      story.add('operator', {
        type: 'message.recalled',
        seq: story.entries.length,
        by: 'anna',
        name,
        ...(scenario === 'withdrawn' && { misaddressed: true }),
      });
      view = { ...view, ...owned, answered: true };
      break;
    case 'promise-given':
    case 'promise-moved':
    case 'promise-late': {
      talked();
      const due = now + 90 * MINUTE;
      const made = { type: 'promise.made', due, by: 'anna' } as const;
      const stopped = { type: 'clock.stopped', kind: 'promise', since: now } as const;
      const said = ru ? 'Узнаю у склада и напишу.' : 'I will ask the warehouse and write to you.';
      story.add('operator', { type: 'message.posted', by: 'operator', person: 'anna', name, text: said }, made);
      if (scenario === 'promise-moved')
        story.after(MINUTE).add('operator', { ...stopped, outcome: 'done' }, { ...made, due: now + 26 * 60 * MINUTE });
      if (scenario === 'promise-late') story.after(MINUTE).add('system', { ...stopped, outcome: 'broken' });
      view = { ...view, ...owned, answered: true, promise: scenario === 'promise-late' ? null : due };
      break;
    }
    case 'restate':
    case 'restate-yes':
    case 'restate-no':
    case 'restate-sending': {
      talked();
      const text = ru
        ? 'машина включается, но вода остаётся холодной, и курьер нужен завтра до обеда.'
        : 'the machine starts, but the water stays cold, and the courier is to come tomorrow before noon.';
      story.add('operator', { type: 'understanding.proposed', by: 'anna', name, text });
      const seq = story.entries.length;
      view = { ...view, ...owned, answered: true, understanding: seq };
      const yes = scenario === 'restate-yes';
      if (scenario === 'restate-sending') pending = [waiting({ type: 'understanding.answer', seq, yes: true })];
      if (scenario === 'restate-yes' || scenario === 'restate-no') {
        story.add('customer', { type: 'understanding.answered', seq, yes });
        view = { ...VIEW, ...owned, answered: yes, wait: { kind: 'reply', since: now, asked: false, paged: false } };
      }
      break;
    }
    case 'call-first':
      story
        .after(12 * MINUTE - 12 * SECOND)
        .add(
          'customer',
          { type: 'conversation.opened', customer: 'ivan' },
          { type: 'callback.requested', due: now + 588 * SECOND, phone: '+79123456789' },
        );
      view = { ...view, ...wait(12) };
      break;
    case 'offer':
    case 'call':
    case 'call-sending':
    case 'call-cancelled':
    case 'call-cancelling':
    case 'call-late':
    case 'call-missed':
    case 'call-reached':
    case 'call-refused': {
      talked().add('operator', { type: 'callback.offered', by: 'anna', name });
      view = { ...view, ...owned, answered: true };
      const phone = '+79123456789';
      const request = { type: 'callback.request', phone } as const;
      if (scenario === 'call-sending') pending = [waiting(request)];
      if (scenario === 'call-refused') {
        const command = { ...request, phone: '912 345' };
        refusals = [{ id: 'r', conversation: CONVERSATION, code: 'bad_phone', command }];
      }
      if (/^(?:offer|call-refused|call-sending)$/.test(scenario)) break;
      const due = scenario === 'call-late' ? now - MINUTE : now + 30 * MINUTE;
      story.add('customer', { type: 'callback.requested', due, phone });
      if (scenario === 'call-cancelled') story.add('customer', { type: 'callback.cancelled' });
      if (scenario === 'call-cancelling') pending = [waiting({ type: 'callback.cancel' })];
      if (scenario === 'call-missed' || scenario === 'call-reached') {
        const outcome = scenario === 'call-missed' ? 'missed' : 'reached';
        story.after(2 * MINUTE).add('operator', { type: 'callback.done', by: 'anna', name, outcome });
      }
      break;
    }
    case 'refused':
      talked();
      view = { ...view, ...owned, answered: true };
      refusals = [
        { id: 'r', conversation: CONVERSATION, code: 'nothing_to_dispute', command: { type: 'answer.dispute' } },
      ];
      break;
    case 'stopped':
      connection = { status: 'stopped', code: 'session_over' };
      break;
  }
  const seq = story.entries.length;
  const has = seq > 0 || pending.length > 0;
  return {
    connection,
    offset: 0,
    welcome: welcomed
      ? {
          type: 'welcome',
          id: 'fixture-welcome-00001',
          version: 1,
          serverTime: now,
          workspace: { id: 'kofevarnya', name: ru ? 'Кофеварня' : 'Kofevarnya', connect: 100, reply: 600, silence: 20 },
          staffed,
          morning,
          me: { id: 'ivan', verified: true },
          conversations: has
            ? [{ conversation: CONVERSATION, seq, status: view.status === 'closed' ? 'closed' : 'open' }]
            : [],
          faces: staffed ? (ru ? ['Анна', 'Олег'] : ['Anna', 'Oleg']) : [],
        }
      : null,
    staffed,
    morning,
    conversations: has
      ? new Map([
          [
            CONVERSATION,
            {
              log: { seq, entries: story.entries, view: seq > 0 ? view : null, complete: true, syncing: false },
              notes: { seq: 0, entries: [], view: null, complete: true, syncing: false },
              pending,
              typing,
              read: { customer: 0, operator: seq, delivered: 0 },
            },
          ],
        ])
      : new Map(),
    inbox: { cards: new Map(), loaded: false, asOf: 0 },
    people: [],
    viewers: new Map(),
    left: null,
    page: null,
    otherPages: new Map(),
    refusals,
  };
}

/** The conversation of every scenario that has one. */
export const FIXTURE_CONVERSATION = CONVERSATION;
