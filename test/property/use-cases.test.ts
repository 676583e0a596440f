import fc from 'fast-check';
import { describe, it } from 'vitest';
import { isNight } from '../../shared/domain/kernel/hours.ts';
import { aWorld, OPERATORS, PHONES } from '../support/world.ts';
import { SECRET } from './actions.ts';
import { Invariants } from './invariants.ts';
import type { ChatLog, PageLog } from './logs.ts';
import type { Watched } from './watched.ts';

/** The same promises, asked of the functions themselves: frames in, a store in memory, timers that can be dead. */
const CHATS = ['conversation-0000000001', 'conversation-0000000002'] as const;
type World = Awaited<ReturnType<typeof aWorld>>;
type Person = Awaited<ReturnType<World['operator']>>;

const chat = fc.constantFrom(CHATS[0], CHATS[0], CHATS[0], CHATS[0], CHATS[0], CHATS[1]);
const customerFrame = fc.constantFrom(
  { type: 'message.post', text: 'Не работает' },
  { type: 'message.post', text: 'Ау?' },
  { type: 'human.request' },
  { type: 'human.request', choice: 'wake' },
  { type: 'human.request', choice: 'morning' },
  { type: 'answer.dispute' },
  { type: 'solved.answer', solved: false },
  { type: 'conversation.rate', score: 'bad', comment: 'Долго' },
  { type: 'conversation.close' },
);
const operatorFrame = fc.constantFrom(
  { type: 'message.post', text: 'Почистите фильтр.' },
  { type: 'message.post', text: 'Минуту, пожалуйста.' },
  { type: 'note.post', text: SECRET },
  { type: 'conversation.claim' },
  { type: 'conversation.claim', reason: SECRET },
  { type: 'conversation.release' },
  { type: 'conversation.reopen' },
  { type: 'conversation.close' },
  { type: 'morning.propose' },
  { type: 'review.close', outcome: SECRET },
);
const who = fc.constantFrom('oleg', 'oleg', 'anna', 'pyotr');
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('asks' as const), chat, frame: customerFrame, twice: fc.boolean() }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('does' as const), chat, who, frame: operatorFrame }) },
  { weight: 7, arbitrary: fc.record({ do: fc.constant('time' as const), seconds: fc.integer({ min: 1, max: 250 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('comes' as const), who }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('goes' as const), who, silently: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('acknowledges' as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('alarms' as const), who }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('power' as const), queue: fc.boolean(), machines: fc.boolean() }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const opened: Step = { do: 'asks', chat: CHATS[0], frame: { type: 'message.post', text: 'Не работает' }, twice: true };

/** What the store holds, in the form in which the checks read it. */
class Seen implements Watched {
  now = 0;
  night = false;
  changedAt = 0;
  readonly policy: Watched['policy'];
  readonly chats = new Map<string, ChatLog>();
  readonly pages = new Map<string, PageLog>();
  rungs: Watched['rungs'] = [];
  readonly broken = new Map<string, number>();
  private here: readonly { operator: string; state: string }[] = [];
  private readonly world: World;

  constructor(world: World) {
    this.world = world;
    this.policy = world.workspace.policy;
  }

  async read(): Promise<void> {
    const { store, workspace, clock, pager } = this.world;
    this.now = clock.now();
    const here = await store.presence.live(workspace.id, this.now);
    const night = isNight(this.now, this.policy);
    if (JSON.stringify(here) !== JSON.stringify(this.here) || night !== this.night) this.changedAt = this.now;
    [this.here, this.night] = [here, night];
    const leases = await store.due.dueBefore(Number.POSITIVE_INFINITY, 1000);
    const of = (kind: string, id: string): Map<number, number> =>
      new Map(leases.filter((one) => one.kind === kind && one.key.id === id).map(({ seq, due }) => [seq, due]));
    for (const id of CHATS) {
      const key = `${workspace.id}/${id}`;
      const { commits } = await store.conversations.read({ workspace: workspace.id, id }, 1, 10_000);
      this.chats.set(key, { key, commits: [...commits], leases: of('conversation', id) });
    }
    const key = `${workspace.id}/oncall`;
    const { commits } = await store.pages.read({ workspace: workspace.id, id: 'oncall' }, 1, 10_000);
    this.pages.set(key, { key, commits: [...commits], leases: of('page', 'oncall') });
    this.rungs = pager.messages.flatMap(({ phone, text }) => {
      const code = text.split('/p/')[1] ?? '';
      const person = OPERATORS.find(({ id }) => PHONES[id] === phone)?.id ?? phone;
      const begun = commits.find(({ state }) => state.sends.some((send) => send.code === code));
      return begun
        ? [{ page: key, episode: begun.state.episode, step: begun.state.step, person, code, at: begun.at }]
        : [];
    });
  }
  page(workspace: string): PageLog {
    return this.pages.get(`${workspace}/oncall`) ?? { key: '', commits: [], leases: new Map() };
  }
  staff(): ReturnType<Watched['staff']> {
    return {
      staffed: this.here.some(({ state }) => state === 'available'),
      night: this.night,
      present: new Set(this.here.map(({ operator }) => operator)),
    };
  }
}

async function play(steps: readonly Step[]): Promise<void> {
  const world = await aWorld();
  const seen = new Seen(world);
  const invariants = new Invariants(seen);
  const ivan = await world.customer();
  const people = new Map<string, Person>();
  const person = async (id: string): Promise<Person> => {
    const found = people.get(id) ?? (await world.operator(id));
    people.set(id, found);
    return found;
  };
  const seqs = new Map<string, number>();
  const learn = ({ conversation, seq }: Record<string, unknown>): void => {
    if (typeof conversation === 'string' && typeof seq === 'number') seqs.set(conversation, seq);
  };
  const act = async (one: Step): Promise<void> => {
    if (one.do === 'time') return world.advance(one.seconds);
    if (one.do === 'power') return void Object.assign(world.dead, { queue: !one.queue, machines: !one.machines });
    if (one.do === 'asks') {
      const frame = { id: world.newId(), conversation: one.chat, after: seqs.get(one.chat) ?? 0, ...one.frame };
      const text = JSON.stringify(frame);
      const answers = await Promise.all([ivan.raw(text), ...(one.twice ? [ivan.raw(text)] : [])]);
      return learn(answers[0] ?? {});
    }
    const operator = await person(one.who);
    if (one.do === 'does') {
      const draft = one.frame.type === 'message.post' && { draft: { conversation: one.chat, customer: 'ivan' } };
      const after = one.frame.type === 'note.post' ? 0 : (seqs.get(one.chat) ?? 0);
      learn(await operator.send(one.frame.type, { conversation: one.chat, after, ...one.frame, ...draft }));
    } else if (one.do === 'comes') await operator.send('presence.set', { state: 'available' });
    else if (one.do === 'goes') {
      if (one.silently) operator.vanish();
      else await operator.leave();
      people.delete(one.who);
    } else if (one.do === 'alarms') await operator.send('alarm.raise', { reason: 'Платежи не проходят' });
    else {
      const episode = (await world.page())?.episode ?? 0;
      await operator.send('page.acknowledge', { ladder: 'oncall', episode });
    }
  };
  for (const one of [opened, ...steps]) {
    await act(one);
    await seen.read();
    invariants.check();
  }
  invariants.checkAtEnd();
  const shown = JSON.stringify(world.customerPoster.posts);
  if (shown.includes(SECRET)) throw new Error('a customer sees nothing of the team');
  const errors = world.log.lines.filter(({ level }) => level === 'error');
  if (errors.length > 0) throw new Error(`nothing fails unexpectedly: ${JSON.stringify(errors)}`);
}

describe('the functions, whatever people and machines do', () => {
  it('keep every promise of the rules', async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 40, size: 'max' }), play), {
      numRuns: 120,
    });
  });
});
