import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Place, sampleFrames } from '../support/sample-frames.ts';
import { aWorld } from '../support/world.ts';

/**
 * Events and states are for ever, bodies can be removed: nothing that somebody typed may stand in an event or a state.
 * Frames are made from the schemas, with a word that is found again at each place where a person types.
 */
const CHAT = 'conversation-0000000001';
const LADDERS = ['oncall', 'person.oleg', 'person.pyotr', 'skill.bank'] as const;
const NAME = 'typed-name-of-ivan';
const KNOWN = {
  attributes: { plan: 'typed-plan' },
  site: 'typed-site.example',
  path: '/typed-path',
  zone: 'Europe/typed-zone',
};

type Who = 'ivan' | 'anna' | 'oleg';
interface Step {
  readonly who: Who;
  readonly type: string;
  readonly fields?: Readonly<Record<string, unknown>>;
}
type World = Awaited<ReturnType<typeof aWorld>>;

const isText = ({ kind, path }: Place): boolean => kind === 'text' && path !== 'inbox'; // the hash of an inbox
const doorOf = (who: Who) => (who === 'ivan' ? 'customer' : 'operator');

class Desk {
  /** what must be found in bodies alone */
  readonly typed: string[] = [NAME, 'typed-plan', 'typed-site', 'typed-path', 'typed-zone', 'Anna', 'Oleg'];
  /** commands that were taken, each with a text of somebody's */
  readonly taken = new Set<string>();
  private incident = '0'.repeat(22);
  private readonly world: World;
  private readonly people: Record<Who, { raw(text: string): Promise<Record<string, unknown> | null> }>;

  private constructor(world: World, people: Desk['people']) {
    this.world = world;
    this.people = people;
  }
  static async open(): Promise<Desk> {
    const world = await aWorld();
    const ivan = await world.customer('ivan', NAME, world.workspace.id, KNOWN);
    return new Desk(world, { ivan, anna: await world.operator('anna'), oleg: await world.operator('oleg') });
  }

  async do({ who, type, fields }: Step): Promise<void> {
    const { world } = this;
    const key = { workspace: world.workspace.id, id: CHAT };
    const [newest] = await world.store.conversations.readBack(key, null, 1);
    const [note] = await world.store.notes.readBack(key, null, 1);
    const seq = (type === 'note.post' || type.startsWith('incident.') ? note : newest)?.seq ?? 0;
    const said = (await world.store.conversations.readBack(key, null, 200)).find(({ events }) =>
      events.some((event) => event.type === 'message.posted' && event.by === 'operator'),
    );
    const episode = (await world.page())?.episode ?? 0;
    const fill = ({ path, kind }: Place): string | number => {
      if (kind === 'command') return world.newId().padEnd(16, '0');
      if (kind === 'conversation') return CHAT;
      if (kind === 'incident') return this.incident;
      if (kind === 'person') return path === 'who.person' ? 'oleg' : 'ivan';
      if (kind === 'ladder') return 'oncall';
      if (kind === 'skill') return 'bank';
      if (kind === 'text') return this.type(path);
      if (path === 'seq') return said?.seq ?? 1;
      if (path === 'due' || path === 'at' || path === 'until') return world.clock.now() + 3_600_000;
      const numbers: Readonly<Record<string, number>> = { after: seq, episode, version: 1, limit: 10 };
      return numbers[path] ?? 0;
    };
    const sample = sampleFrames(doorOf(who), fill).find((one) => one.type === type);
    if (!sample) return;
    const { also: _, ...frame } = { ...sample.frame, ...fields } as Record<string, unknown>;
    if (type === 'specialist.wake') frame['who'] = { person: 'oleg' };
    const answer = await this.people[who].raw(JSON.stringify(frame));
    if (answer && answer['type'] !== 'error' && sample.places.some(isText)) this.taken.add(type);
    if (type === 'incident.open' && answer?.['type'] === 'ack') this.incident = String(frame['id']);
  }

  private type(path: string): string {
    const count = this.typed.length;
    const text = path === 'phone' ? `+7912345${String(count).padStart(4, '0')}` : `typed-${count}`;
    this.typed.push(text);
    return text;
  }

  /** Every event and state of every log there is. */
  async check(): Promise<void> {
    const { store, workspace } = this.world;
    const read = async (log: 'conversations' | 'notes' | 'pages', id: string) =>
      (await store[log].read({ workspace: workspace.id, id }, 1, 10_000)).commits;
    const commits = [
      ...(await read('conversations', CHAT)),
      ...(await read('notes', CHAT)),
      ...(await Promise.all(LADDERS.map((ladder) => read('pages', ladder)))).flat(),
    ];
    for (const { events, state } of commits) {
      const kept = JSON.stringify([events, state]);
      for (const text of this.typed) if (kept.includes(text)) throw new Error(`"${text}" stands in ${kept}`);
    }
    expect(JSON.stringify(commits.map(({ body }) => body))).toContain('typed-');
  }
}

const by =
  (who: Who) =>
  (type: string, fields: Step['fields'] = {}): Step => ({ who, type, fields });
const [ivan, oleg, anna] = [by('ivan'), by('oleg'), by('anna')];
/** A day at the desk in which everything that has a text is carried out once. */
const DAY: readonly Step[] = [
  ivan('message.post'),
  oleg('conversation.claim'),
  oleg('message.post'),
  ivan('message.post'),
  oleg('understanding.propose'),
  ivan('understanding.answer'),
  oleg('promise.make'),
  oleg('message.recall'),
  oleg('promise.settle', { outcome: 'kept', due: undefined }),
  ivan('callback.request'),
  oleg('callback.done'),
  oleg('conversation.tag'),
  oleg('conversation.untag'),
  oleg('note.post'),
  oleg('draft.keep'),
  oleg('incident.open'),
  oleg('incident.tell'),
  oleg('incident.close'),
  oleg('conversations.search'),
  ivan('conversation.close'),
  ivan('conversation.rate', { score: 'bad' }),
  anna('review.close'),
  oleg('alarm.raise'),
  anna('specialist.wake'),
  anna('page.acknowledge'),
];

const types = (who: Who) => sampleFrames(doorOf(who), () => 'x').map(({ type }) => ({ who, type }));
const anyStep = fc.oneof(
  fc.constantFrom(...DAY),
  fc.constantFrom(...types('ivan'), ...types('anna'), ...types('oleg')),
);

describe('what somebody typed', () => {
  it('stands in no event and no state, after a day in which every command with a text was carried out', async () => {
    const desk = await Desk.open();
    for (const step of DAY) await desk.do(step);

    await desk.check();
    // A command that is new and carries a text belongs into the day above.
    const withText = (['customer', 'operator'] as const).flatMap((door) =>
      sampleFrames(door, () => 'x').filter(({ places }) => places.some(isText)),
    );
    expect([...desk.taken].sort()).toEqual([...new Set(withText.map(({ type }) => type))].sort());
  });

  it('stands in no event and no state, whatever is sent, in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { maxLength: 40, size: 'max' }), async (steps) => {
        const desk = await Desk.open();
        for (const step of [ivan('message.post'), ...steps]) await desk.do(step);
        await desk.check();
      }),
      { numRuns: 60 },
    );
  });
});
