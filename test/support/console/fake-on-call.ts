import { DEFAULT_POLICY, type Policy } from '../../../shared/domain/kernel/policy.ts';
import { checkPolicy } from '../../../shared/domain/on-call/policy-check.ts';
import { checkSchedule } from '../../../shared/domain/on-call/schedule/check.ts';
import type { Schedule } from '../../../shared/domain/on-call/schedule/types.ts';
import type { MyContact, Nights, OnCall, PageStory } from '../../../shared/protocol/on-call.ts';
import type { StoryLocale } from './stories.ts';

/** The on-call part of the HTTP API in memory, with the real checks behind it; `window.onCall`, for a test to tell the rest. */
export class FakeOnCall {
  data: OnCall;
  contacts: readonly MyContact[];
  pages: readonly PageStory[];
  nights: Nights;
  /** requests made, oldest first */
  readonly requests: { readonly path: string; readonly body: unknown }[] = [];
  /** answers nothing while true */
  isDown = false;
  readonly #now: () => number;
  #ids = 0;

  constructor(locale: StoryLocale, now: () => number, state: string | null) {
    this.#now = now;
    const told = tell(locale, now());
    const isNew = state === 'new';
    this.data = isNew
      ? {
          ...told.data,
          schedule: { entries: [], staffed: [] },
          people: told.data.people.map((p) => ({ ...p, reachable: [] })),
        }
      : state === 'unreachable'
        ? { ...told.data, people: told.data.people.map((p) => (p.id === 'anna' ? { ...p, reachable: [] } : p)) }
        : told.data;
    this.contacts = isNew ? [] : told.contacts;
    this.pages = isNew ? [] : told.pages;
    this.nights = isNew ? { nights: [] } : told.nights;
  }

  fetch = async (path: string, init: RequestInit = {}): Promise<Response> => {
    if (this.isDown) throw new TypeError('Failed to fetch');
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined;
    this.requests.push({ path, body });
    const [status, answer] = this.#answer(path.replace('/v1/on-call', ''), body as Record<string, unknown>);
    return new Response(JSON.stringify(answer), { status });
  };

  /** Somebody else saves. */
  editedBy(name: string, schedule: Schedule): void {
    this.data = { ...this.data, schedule, version: this.data.version + 1, edited: { by: name, at: this.#now() } };
  }

  #answer(path: string, body: Record<string, unknown>): readonly [number, object] {
    const refused = (status: number, code: string, more: object = {}) =>
      [status, { code, message: code, ...more }] as const;
    switch (path) {
      case '':
        return [200, { ...this.data, now: this.#now() }];
      case '/schedule':
      case '/policy': {
        if (body['version'] !== this.data.version)
          return refused(409, 'edited_meanwhile', { by: this.data.edited?.by ?? '' });
        const people = this.data.people.map(({ id, name, reachable }) => ({
          id,
          name,
          reachable: reachable.length > 0,
        }));
        const problems =
          path === '/schedule'
            ? checkSchedule(body['schedule'] as Schedule, this.data.policy.zone, { people, now: this.#now() })
            : checkPolicy(body['policy'] as Policy, {
                people,
                skills: this.data.people.flatMap(({ skills }) => skills),
              });
        if (problems.some(({ level }) => level === 'error')) return refused(422, 'has_problems', { problems });
        const { version: _, ...part } = body;
        this.data = { ...this.data, ...(part as Partial<OnCall>), version: this.data.version + 1 };
        return [200, { version: this.data.version, problems }];
      }
      case '/skills':
        this.data = {
          ...this.data,
          people: this.data.people.map((person) =>
            person.id === body['person'] ? { ...person, skills: body['skills'] as string[] } : person,
          ),
        };
        return [200, {}];
      case '/contacts':
        return body ? this.#add(body) : [200, { contacts: this.contacts, push: PUSH_KEY, testDue: '2026-12' }];
      case '/contacts/code':
        this.#change(body, { codeAgainAt: this.#now() + 30_000 });
        return [200, {}];
      case '/contacts/verify':
        if (body['code'] !== '123456') return refused(422, 'wrong_code');
        this.#change(body, { verified: true });
        return [200, {}];
      case '/contacts/test':
        this.#change(body, { last: { at: this.#now(), result: 'sent' } });
        return [200, {}];
      case '/contacts/remove':
        this.contacts = this.contacts.filter(({ id }) => id !== body['contact']);
        return [200, {}];
      case '/nights':
        return [200, this.nights];
      case '/calendar':
        return [
          200,
          { url: `https://otvet.example/v1/calendar/${body['renew'] ? 'new' : 'k3f9'}-0123456789abcdef.ics` },
        ];
      default:
        return path.startsWith('/pages') ? [200, { pages: this.pages, before: null }] : refused(404, 'not_found');
    }
  }

  #add(body: Record<string, unknown>): readonly [number, object] {
    const kind = body['kind'] as MyContact['kind'];
    const address = String(body['phone'] ?? body['email'] ?? body['url'] ?? '');
    if (kind === 'sms' && !/^\+\d/.test(address)) return [422, { code: 'bad_phone', message: 'bad_phone' }];
    this.#ids += 1;
    const contact: MyContact = {
      id: `contact-${this.#ids}`,
      kind,
      address,
      label: String(body['label']),
      verified: false,
      codeAgainAt: this.#now() + 30_000,
      last: null,
    };
    this.contacts = [...this.contacts, contact];
    return [200, { contact, ...(kind === 'https' && { secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' }) }];
  }

  #change(body: Record<string, unknown>, part: Partial<MyContact>): void {
    this.contacts = this.contacts.map((contact) =>
      contact.id === body['contact'] ? { ...contact, ...part } : contact,
    );
  }
}

/** A key of the right shape; nothing is sent with it. */
const PUSH_KEY = 'BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM';

const DAY = 86_400_000;
/** All the time but for Saturday's night: a day that begins at nine ends at the next nine. */
const HOURS = [
  { days: [1, 2, 3, 4, 5, 7], from: '09:00', to: '09:00' },
  { days: [6], from: '09:00', to: '22:00' },
];
const date = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** Weekly turns of Anna and Pyotr, Oleg behind them on weekdays; a gap on Saturday night, a holiday, a page of last night. */
function tell(locale: StoryLocale, now: number) {
  const ru = locale === 'ru';
  const [anna, pyotr, oleg, maria] = ru ? ['Анна', 'Пётр', 'Олег', 'Мария'] : ['Anna', 'Pyotr', 'Oleg', 'Maria'];
  const monday = now - ((new Date(now).getUTCDay() + 6) % 7) * DAY;
  const zone = 'Europe/Moscow';
  const schedule: Schedule = {
    entries: [
      {
        kind: 'rotation',
        id: 'week',
        place: 0,
        people: ['anna', 'pyotr'],
        start: date(now - 29 * DAY),
        handoff: '09:00',
        days: 7,
        hours: HOURS,
      },
      {
        kind: 'rotation',
        id: 'behind',
        place: 1,
        people: ['pyotr', 'anna'],
        start: date(now - 29 * DAY),
        handoff: '09:00',
        days: 7,
        hours: HOURS,
      },
      {
        kind: 'override',
        id: 'swap',
        place: 0,
        person: 'oleg',
        from: `${date(monday + 9 * DAY)}T18:00`,
        to: `${date(monday + 10 * DAY)}T12:00`,
      },
      {
        kind: 'holiday',
        id: 'holiday',
        name: ru ? 'Инвентаризация' : 'Stocktaking',
        from: date(monday + 11 * DAY),
        to: date(monday + 11 * DAY),
        people: [],
      },
    ],
    staffed: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '21:00' }],
  };
  const data: OnCall = {
    now,
    version: 7,
    schedule,
    policy: { ...DEFAULT_POLICY, zone },
    people: [
      { id: 'anna', name: anna ?? '', role: 'lead', skills: [], reachable: ['push', 'sms'] },
      { id: 'pyotr', name: pyotr ?? '', role: 'lead', skills: [ru ? 'платежи' : 'payments'], reachable: ['sms'] },
      {
        id: 'oleg',
        name: oleg ?? '',
        role: 'operator',
        skills: [ru ? 'склад' : 'warehouse'],
        reachable: ['push', 'email'],
      },
      { id: 'maria', name: maria ?? '', role: 'operator', skills: [], reachable: [] },
    ],
    edited: { by: 'anna', at: now - 3 * DAY },
  };
  const contacts: readonly MyContact[] = [
    {
      id: 'push',
      kind: 'push',
      address: ru ? 'Chrome, Android' : 'Chrome on Android',
      label: ru ? 'Мой телефон' : 'My phone',
      verified: true,
      last: { at: now - 7_200_000, result: 'delivered' },
    },
    {
      id: 'sms',
      kind: 'sms',
      address: '+7 900 ···-··-67',
      label: ru ? 'Телефон' : 'Phone',
      verified: true,
      last: { at: now - 7_260_000, result: 'undelivered', detail: 'Phone is currently unreachable/unavailable' },
    },
    {
      id: 'hook',
      kind: 'https',
      address: 'https://goalert.example/hooks/otvet',
      label: 'GoAlert',
      verified: false,
      codeAgainAt: now + 20_000,
      last: null,
    },
  ];
  const raised = now - 8 * 3_600_000;
  const pages: readonly PageStory[] = [
    {
      ladder: 'oncall',
      episode: 41,
      status: 'ended',
      raisedAt: raised,
      acknowledged: { by: 'anna', at: raised + 74_000 },
      endedAt: raised + 300_000,
      waits: [{ conversation: 'conversation-ivan-00003', name: ru ? 'Иван' : 'Ivan', waited: 94 }],
      more: 0,
      rings: 4,
      lines: [
        { at: raised, what: 'raised', people: [] },
        { at: raised + 400, what: 'rang', people: ['anna'], step: 0, kinds: ['push', 'sms'] },
        {
          at: raised + 9_000,
          what: 'undelivered',
          people: ['anna'],
          kinds: ['sms'],
          why: 'Phone is currently unreachable/unavailable',
        },
        { at: raised + 45_000, what: 'rang', people: ['pyotr'], step: 1, kinds: ['sms'] },
        { at: raised + 74_000, what: 'acknowledged', people: ['anna'] },
        { at: raised + 75_000, what: 'claimed', people: ['anna'], conversation: 'conversation-ivan-00003' },
        { at: raised + 300_000, what: 'ended', people: [] },
      ],
    },
    {
      ladder: `skill.${ru ? 'платежи' : 'payments'}`,
      episode: 2,
      status: 'ended',
      raisedAt: raised - 2 * DAY,
      acknowledged: { by: 'pyotr', at: raised - 2 * DAY + 31_000 },
      endedAt: raised - 2 * DAY + 31_000,
      reason: ru ? 'Оплата не проходит ни у кого' : 'Payments fail for everybody',
      waits: [],
      more: 0,
      rings: 1,
      lines: [
        {
          at: raised - 2 * DAY,
          what: 'alarm',
          people: ['anna'],
          why: ru ? 'Оплата не проходит ни у кого' : 'Payments fail for everybody',
        },
        { at: raised - 2 * DAY + 300, what: 'rang', people: ['pyotr'], step: 0, kinds: ['sms'] },
        { at: raised - 2 * DAY + 31_000, what: 'acknowledged', people: ['pyotr'] },
      ],
    },
  ];
  const nights: Nights = {
    nights: Array.from({ length: 28 }, (_, index) => {
      const isBad = index === 0 || index === 2 || index === 9 || index === 10 || index === 20;
      return {
        night: date(now - (index + 1) * DAY),
        pages: isBad ? 1 : 0,
        rings: isBad ? { anna: 2, ...(index < 3 && { pyotr: 1 }) } : {},
        acknowledged: isBad ? { anna: 1 } : {},
        longestWait: isBad ? 94 : null,
      };
    }),
  };
  return { data, contacts, pages, nights };
}
