import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cardOf } from '../../shared/domain/conversation/card.ts';
import { DEFAULT_POLICY } from '../../shared/domain/kernel/policy.ts';
import type { PageEvent } from '../../shared/domain/paging/events.ts';
import { evolvePage } from '../../shared/domain/paging/evolve.ts';
import { NO_PAGE } from '../../shared/domain/paging/state.ts';
import { aLog, note, opened } from '../support/commits.ts';
import { testTable } from '../support/dynamo.ts';
import { dynamoStore } from '../support/dynamo-store.ts';
import { manualClock } from '../support/fakes.ts';
import { memoryStore, type Store } from '../support/memory-store.ts';
import { until } from '../support/until.ts';
import { scheduleOf } from '../support/world.ts';

const clock = manualClock();
const NOW = clock.now();
/** Suites share a table: each test has a workspace of its own. */
let count = 0;
const aWorkspace = (): string => `ws-${++count}`;
const ID = 'conversation-0000000001';

const STORES: Readonly<Record<string, () => Promise<{ store: Store; stop: () => Promise<void> }>>> = {
  'in memory': async () => ({ store: memoryStore(clock), stop: async () => undefined }),
  'in the table': async () => {
    const { stop, ...table } = await testTable();
    return { store: dynamoStore(table, clock), stop };
  },
};

describe.each(Object.entries(STORES))('a store %s', (_name, open) => {
  let store: Store;
  let stop: () => Promise<void>;
  beforeAll(async () => {
    ({ store, stop } = await open());
  });
  afterAll(async () => stop());

  describe('a log', () => {
    it('gives back what was appended, in order, from a seq on', async () => {
      const key = { workspace: aWorkspace(), id: ID };
      const log = aLog(NOW);
      log.add([{ type: 'conversation.opened', customer: 'ivan' }], { customerName: 'Ivan', verified: true });
      log.add([{ type: 'message.posted', by: 'customer', person: 'ivan' }], { text: 'Привет ☕' });
      log.add([{ type: 'clock.started', kind: 'connect', since: NOW, asked: NOW }]);
      for (const commit of log.commits)
        expect(await store.conversations.append(key, commit, null)).toEqual({ ok: true });

      expect(await store.conversations.read(key, 0, 10)).toEqual({ commits: log.commits, more: false });
      expect(await store.conversations.read(key, 2, 10)).toEqual({ commits: log.commits.slice(1), more: false });
      expect(await store.conversations.read(key, 1, 2)).toEqual({ commits: log.commits.slice(0, 2), more: true });
      expect(await store.conversations.read(key, 1, 3)).toEqual({ commits: log.commits, more: false });
      expect(await store.conversations.read(key, 4, 3)).toEqual({ commits: [], more: false });
    });

    it('reads back from the end, or from a seq', async () => {
      const key = { workspace: aWorkspace(), id: ID };
      const log = aLog(NOW);
      for (let i = 0; i < 12; i++) log.add([{ type: 'message.posted', by: 'customer', person: 'ivan' }]);
      for (const commit of log.commits) await store.conversations.append(key, commit, null);

      const seqs = async (before: number | null, limit: number): Promise<number[]> =>
        (await store.conversations.readBack(key, before, limit)).map(({ seq }) => seq);
      expect(await seqs(null, 1)).toEqual([12]);
      expect(await seqs(null, 3)).toEqual([12, 11, 10]);
      expect(await seqs(10, 3)).toEqual([9, 8, 7]);
      expect(await seqs(2, 3)).toEqual([1]);
    });

    it('gives a place to one commit, and shows the others whose it is', async () => {
      const key = { workspace: aWorkspace(), id: ID };
      const commits = Array.from({ length: 8 }, (_, i) => ({ ...opened(NOW, `text ${i}`), commitId: `mine-${i}` }));
      const results = await Promise.all(commits.map((commit) => store.conversations.append(key, commit, NOW + 1000)));
      const { commits: stored } = await store.conversations.read(key, 0, 10);
      const [winner] = stored;

      expect(stored).toHaveLength(1);
      expect(results.filter(({ ok }) => ok)).toHaveLength(1);
      expect(results.flatMap((result) => (result.ok ? [] : [result.winner]))).toEqual(Array(7).fill(winner));
    });

    it('removes what is told to from a body, for good, and nothing else', async () => {
      const log = aLog(NOW);
      const commit = log.add([{ type: 'conversation.opened', customer: 'ivan' }], {
        text: 'Not for him',
        name: 'Anna',
      });
      const key = { workspace: aWorkspace(), id: 'conversation-0000000009' };
      await store.conversations.append(key, commit, NOW + 1);
      for (let again = 0; again < 2; again++) await store.conversations.removeBody(key, 1, ['text']);
      await store.conversations.removeBody(key, 2, ['text']);
      const { commits } = await store.conversations.read(key, 1, 10);
      expect(commits).toEqual([{ ...commit, body: { name: 'Anna' } }]);
    });

    it('keeps workspaces, conversations and kinds of logs apart, with the same ids', async () => {
      const [here, there] = [aWorkspace(), aWorkspace()];
      await store.conversations.append({ workspace: here, id: ID }, opened(NOW, 'here'), null);
      await store.conversations.append({ workspace: there, id: ID }, opened(NOW, 'there'), null);
      await store.notes.append({ workspace: here, id: ID }, note(1, 'a note'), null);

      const textsOf = async (workspace: string): Promise<unknown[]> =>
        (await store.conversations.readBack({ workspace, id: ID }, null, 10)).map(({ body }) => body.text);
      expect(await textsOf(here)).toEqual(['here']);
      expect(await textsOf(there)).toEqual(['there']);
      expect(await store.notes.readBack({ workspace: here, id: ID }, null, 10)).toEqual([note(1, 'a note')]);
      expect(await store.notes.readBack({ workspace: there, id: ID }, null, 10)).toEqual([]);
    });
  });

  it('gives back a page that an alarm has joined, and one that a wait has', async () => {
    const key = { workspace: aWorkspace(), id: 'oncall' };
    const wait = { conversation: ID, since: NOW };
    const raised = {
      type: 'page.raised',
      episode: 1,
      rhythm: 'staffed',
      ladder: DEFAULT_POLICY.ladders.staffed,
    } as const;
    let state = NO_PAGE;
    const commits = [[raised], [{ type: 'page.joined', alarm: { by: 'oleg' } }], [{ type: 'page.joined', wait }]].map(
      (events) => {
        state = evolvePage(state, events as PageEvent[], NOW);
        return { ...note(state.seq, 'payments fail'), events: events as PageEvent[], state };
      },
    );
    for (const commit of commits) expect(await store.pages.append(key, commit, null)).toEqual({ ok: true });

    expect((await store.pages.read(key, 1, 10)).commits).toEqual(commits);
  });

  describe('due leases', () => {
    const leasesOf = async (workspace: string, before: number) =>
      (await store.due.dueBefore(before, 1000)).filter((lease) => lease.key.workspace === workspace);

    it('come out oldest first once they are due, and not before', async () => {
      const workspace = aWorkspace();
      await Promise.all(
        [5, 3, 9].map((seconds) =>
          store.conversations.append({ workspace, id: `${ID}-${seconds}` }, opened(NOW), NOW + seconds * 1000),
        ),
      );
      await store.conversations.append({ workspace, id: `${ID}-never` }, opened(NOW), null);
      const found = await until(async () => {
        const leases = await leasesOf(workspace, NOW + 6000);
        return leases.length === 2 && leases;
      });
      expect(found).toEqual([
        { kind: 'conversation', key: { workspace, id: `${ID}-3` }, seq: 1, due: NOW + 3000 },
        { kind: 'conversation', key: { workspace, id: `${ID}-5` }, seq: 1, due: NOW + 5000 },
      ]);
    });

    it('can be moved and cleared; a lease that is gone stays gone', async () => {
      const key = { workspace: aWorkspace(), id: ID };
      await store.conversations.append(key, opened(NOW), NOW + 1000);
      await until(async () => (await leasesOf(key.workspace, NOW + 2000)).length === 1);

      await store.conversations.moveLease(key, 1, NOW + 60_000);
      await until(async () => (await leasesOf(key.workspace, NOW + 2000)).length === 0);
      expect(await leasesOf(key.workspace, NOW + 61_000)).toMatchObject([{ due: NOW + 60_000 }]);

      await store.conversations.clearLease(key, 1);
      await until(async () => (await leasesOf(key.workspace, NOW + 61_000)).length === 0);
      await store.conversations.moveLease(key, 1, NOW + 1000);
      await store.conversations.clearLease(key, 1);
      await store.conversations.clearLease(key, 7);
      expect(await leasesOf(key.workspace, NOW + 61_000)).toEqual([]);
      expect((await store.conversations.read(key, 0, 10)).commits).toEqual([opened(NOW)]);
    });
  });

  describe('subscriptions', () => {
    it('belong to a topic of a workspace and a door', async () => {
      const [here, there] = [aWorkspace(), aWorkspace()];
      const { customer, operator } = store.subscriptions;
      await customer.add(here, 'person:ivan', 'socket-1');
      await customer.add(here, 'person:ivan', 'socket-2');
      await customer.add(here, 'person:ivan', 'socket-2');
      await operator.add(here, 'person:ivan', 'socket-3');
      await customer.add(there, 'person:ivan', 'socket-4');

      expect([...(await customer.of(here, 'person:ivan'))].sort()).toEqual(['socket-1', 'socket-2']);
      expect(await operator.of(here, 'person:ivan')).toEqual(['socket-3']);
      expect(await customer.of(there, 'person:ivan')).toEqual(['socket-4']);
      expect(await customer.of(here, 'person:olga')).toEqual([]);
    });

    it('end one by one, or all with their socket', async () => {
      const workspace = aWorkspace();
      const { operator } = store.subscriptions;
      await store.connections.operator.open('socket-5', { workspace, subject: 'anna' });
      for (const topic of ['inbox', 'conversation:a', 'conversation:b'])
        await operator.add(workspace, topic, 'socket-5');
      await operator.add(workspace, 'inbox', 'socket-6');

      await operator.remove(workspace, 'conversation:a', 'socket-5');
      expect(await operator.of(workspace, 'conversation:a')).toEqual([]);
      expect(await operator.of(workspace, 'conversation:b')).toEqual(['socket-5']);

      await operator.forget(workspace, 'socket-5');
      await operator.forget(workspace, 'socket-5');
      expect(await operator.of(workspace, 'conversation:b')).toEqual([]);
      expect(await operator.of(workspace, 'inbox')).toEqual(['socket-6']);
    });
  });

  it('knows who is present, and in which state, until the lease ends', async () => {
    const workspace = aWorkspace();
    const { presence } = store;
    await presence.begin(workspace, 'anna', NOW + 75_000);
    await presence.begin(workspace, 'pyotr', NOW + 75_000, 'away');
    await presence.extend(workspace, 'pyotr', NOW + 80_000);
    await presence.begin(aWorkspace(), 'oleg', NOW + 75_000);
    const live = async (at: number) =>
      [...(await presence.live(workspace, at))].sort((a, b) => a.operator.localeCompare(b.operator));

    expect(await live(NOW)).toEqual([
      { operator: 'anna', state: 'available' },
      { operator: 'pyotr', state: 'away' },
    ]);
    expect(await live(NOW + 75_000)).toEqual([{ operator: 'pyotr', state: 'away' }]);
    await presence.end(workspace, 'pyotr');
    await presence.end(workspace, 'nobody');
    expect(await live(NOW)).toEqual([{ operator: 'anna', state: 'available' }]);

    // who is off stays off while the console beats on, until it begins anew; a beat of nobody's makes no lease
    await presence.extend(workspace, 'pyotr', NOW + 90_000);
    await presence.extend(workspace, 'nobody', NOW + 90_000);
    await presence.extend(workspace, 'stranger', NOW + 90_000);
    expect(await live(NOW)).toEqual([{ operator: 'anna', state: 'available' }]);
    await presence.begin(workspace, 'pyotr', NOW + 90_000, 'available');
    expect(await live(NOW)).toHaveLength(2);
  });

  it('lets a lead who came for one chat keep a live lease as it is, and else count for no shift', async () => {
    const workspace = aWorkspace();
    const { presence } = store;
    await presence.begin(workspace, 'anna', NOW + 75_000, 'available');
    await presence.begin(workspace, 'oleg', NOW + 900_000, 'available');
    await presence.begin(workspace, 'pyotr', NOW - 1, 'available');
    for (const operator of ['anna', 'oleg', 'pyotr', 'vera'])
      await presence.visit(workspace, operator, NOW, NOW + 600_000);
    const live = async (at: number) =>
      [...(await presence.live(workspace, at))].sort((a, b) => a.operator.localeCompare(b.operator));

    expect(await live(NOW + 599_999)).toEqual([
      { operator: 'anna', state: 'available' },
      { operator: 'oleg', state: 'available' },
      { operator: 'pyotr', state: 'away' },
      { operator: 'vera', state: 'away' },
    ]);
    expect(await live(NOW + 600_000)).toEqual([{ operator: 'oleg', state: 'available' }]);
  });

  it('knows a workspace and its people', async () => {
    const id = aWorkspace();
    const workspace = {
      id,
      name: 'Кофеварня',
      locale: 'ru',
      origins: ['https://shop.example'],
      identitySecret: 'a secret of the shop',
      policy: DEFAULT_POLICY,
      schedule: scheduleOf('anna'),
      version: 3,
      edited: { by: 'anna', at: 5 },
    } as const;
    const anna = { id: 'anna', name: 'Anna', role: 'lead', locale: 'ru', skills: ['платежи'], active: true } as const;
    await store.putWorkspace(workspace);
    await store.putOperator(id, anna);

    expect(await store.directory.workspace(id)).toEqual(workspace);
    expect(await store.directory.operators(id)).toEqual([anna]);
    expect(await store.directory.operator(id, 'anna')).toEqual(anna);
    await store.putOperator(id, { ...anna, active: false });
    expect(await store.directory.operator(id, 'anna')).toEqual({ ...anna, active: false });
    expect(await store.directory.operator(id, 'pyotr')).toBeNull();
    expect(await store.directory.workspace(aWorkspace())).toBeNull();
    expect(await store.directory.operators(aWorkspace())).toEqual([]);
  });

  it('moves read marks forward only', async () => {
    const workspace = aWorkspace();
    expect(await store.readMarks.of(workspace, ID)).toEqual({ customer: 0, operator: 0, delivered: 0 });
    await store.readMarks.mark(workspace, ID, 'customer', 5);
    await store.readMarks.mark(workspace, ID, 'customer', 3);
    await store.readMarks.mark(workspace, ID, 'operator', 7);
    await store.readMarks.mark(workspace, ID, 'delivered', 8);
    await store.readMarks.mark(workspace, ID, 'delivered', 6);
    expect(await store.readMarks.of(workspace, ID)).toEqual({ customer: 5, operator: 7, delivered: 8 });
  });

  it('keeps a draft in the place of the version it goes back to, and of no other', async () => {
    const place = { workspace: aWorkspace(), operator: 'oleg', conversation: ID };
    const [message, note] = [{ ...place, kind: 'message' } as const, { ...place, kind: 'note' } as const];
    const version = (at: number, text: string | null) => ({
      at,
      draft: text === null ? null : { conversation: ID, customer: 'ivan', text },
    });
    expect(await store.drafts.of(place)).toEqual([]);
    expect(await store.drafts.keep(message, version(NOW, 'Dear'), 0)).toEqual({ ok: true });
    expect(await store.drafts.keep(note, version(NOW + 1, 'calm'), 0)).toEqual({ ok: true });
    expect(await store.drafts.keep(message, version(NOW + 2, 'Dear Ivan'), NOW)).toEqual({ ok: true });
    const stale = await store.drafts.keep(message, version(NOW + 3, 'Hello'), NOW);
    expect(stale).toEqual({ ok: false, other: version(NOW + 2, 'Dear Ivan') });
    expect(await store.drafts.keep(message, version(NOW + 4, null), NOW + 2)).toEqual({ ok: true });
    const all = await store.drafts.of(place);
    expect(all.toSorted((a, b) => a.at - b.at)).toEqual([
      { kind: 'note', ...version(NOW + 1, 'calm') },
      { kind: 'message', ...version(NOW + 4, null) },
    ]);
  });

  it('gives a draft to its writer, in its conversation and its workspace', async () => {
    const place = { workspace: aWorkspace(), operator: 'oleg', conversation: ID, kind: 'message' } as const;
    await store.drafts.keep(place, { at: NOW, draft: { conversation: ID, customer: 'ivan', text: 'Dear' } }, 0);
    for (const other of [{ operator: 'maria' }, { conversation: `${ID}-2` }, { workspace: aWorkspace() }])
      expect(await store.drafts.of({ ...place, ...other })).toEqual([]);
    expect(await store.drafts.of(place)).toHaveLength(1);
  });

  it('forgets a draft after a month, and lets another take its place', async () => {
    const place = { workspace: aWorkspace(), operator: 'oleg', conversation: ID, kind: 'message' } as const;
    const version = { at: NOW, draft: { conversation: ID, customer: 'ivan', text: 'Dear' } };
    await store.drafts.keep(place, version, 0);
    clock.advance(31 * 24 * 3_600_000);
    expect(await store.drafts.of(place)).toEqual([]);
    expect(await store.drafts.keep(place, { ...version, at: clock.now() }, 0)).toEqual({ ok: true });
    clock.set(NOW);
  });

  it('knows whom a link was sent to, also after it has lapsed', async () => {
    const link = { workspace: aWorkspace(), ladder: 'oncall', episode: 2, person: 'anna', expiresAt: NOW - 1000 };
    const code = `code-of-${link.workspace}`;
    await store.links.put(code, link);
    await store.links.put(code, link);
    expect(await store.links.get(code)).toEqual(link);
    expect(await store.links.get('another code')).toBeNull();
  });

  it('lets a ticket be used once, whoever comes at the same moment', async () => {
    const ticket = `ticket-${aWorkspace()}`;
    const uses = await Promise.all(Array.from({ length: 5 }, () => store.tickets.use(ticket, NOW + 60_000)));
    expect(uses.filter(Boolean)).toHaveLength(1);
  });

  it('keeps the first time that a widget was seen on a site, for each workspace', async () => {
    const [one, other] = [aWorkspace(), aWorkspace()];
    expect(await store.sightings.first(one)).toBeNull();
    await store.sightings.note(one, NOW);
    await store.sightings.note(one, NOW + 60_000);
    expect(await store.sightings.first(one)).toBe(NOW);
    expect(await store.sightings.first(other)).toBeNull();
  });

  describe('projections', () => {
    const waiting = opened(NOW);
    const cardOfState = cardOf(ID, waiting.state);
    const joined = { metric: 'joined', person: 'anna', day: '2026-11-22', hour: 12, add: { n: 1, inTime: 1 } } as const;

    it('keep the newest card, and what only the opening commit knows', async () => {
      const key = { workspace: aWorkspace(), id: ID };
      const { projections, inbox } = store;
      const claimed = { ...cardOfState, bucket: 'owned', owner: 'anna', seq: 3, since: NOW + 3000 } as const;
      await projections.apply({ key, seq: 3, card: { card: claimed }, counts: [] });
      // Late and out of order: the opening commit, and a message before the claim.
      await projections.apply({
        key,
        seq: 1,
        card: {
          card: cardOfState,
          customer: { name: 'Ivan', verified: true },
          preview: { text: 'first', by: 'customer' },
          last: { kind: 'said', at: NOW + 1000 },
        },
        counts: [],
      });
      await projections.apply({
        key,
        seq: 2,
        card: {
          card: cardOfState,
          preview: { text: 'second', by: 'customer' },
          last: { kind: 'said', at: NOW + 2000 },
        },
        counts: [],
      });
      const last = { kind: 'said', at: NOW + 2000 };
      const shown = { name: 'Ivan', verified: true, preview: 'second', previewBy: 'customer', last };
      const cards = async () => inbox.cards(key.workspace);
      await until(async () => (await cards())[0]?.preview === 'second');
      expect(await cards()).toEqual([{ ...claimed, ...shown }]);

      await projections.apply({
        key,
        seq: 4,
        card: {
          card: { ...claimed, owner: null, bucket: 'person' },
          preview: { text: null, by: 'operator' },
          last: { kind: 'withdrawn', at: NOW + 4000 },
        },
        counts: [],
      });
      await until(async () => (await cards())[0]?.bucket === 'person');
      expect(await cards()).toEqual([
        {
          ...claimed,
          owner: null,
          bucket: 'person',
          ...shown,
          preview: null,
          previewBy: 'operator',
          last: { kind: 'withdrawn', at: NOW + 4000 },
        },
      ]);
    });

    it('show all open cards, and the newest fifty that are closed', async () => {
      const workspace = aWorkspace();
      await Promise.all(
        Array.from({ length: 60 }, (_, i) => {
          const id = `${ID}-${i}`;
          const card = {
            ...cardOfState,
            conversation: id,
            bucket: i < 3 ? 'person' : 'closed',
            since: NOW + i,
          } as const;
          return store.projections.apply({ key: { workspace, id }, seq: 1, card: { card }, counts: [] });
        }),
      );
      const cards = await until(async () => {
        const found = await store.inbox.cards(workspace);
        return found.length === 53 && found.some(({ since }) => since === NOW + 59) && found;
      });
      const closed = cards.filter(({ bucket }) => bucket === 'closed').map(({ since }) => since - NOW);
      expect(Math.min(...closed)).toBe(10);
      expect(await store.inbox.open(workspace)).toHaveLength(3);
    });

    it('list a customer’s conversations, the newest first', async () => {
      const workspace = aWorkspace();
      const { projections, customers } = store;
      const put = (id: string, seq: number, status: 'open' | 'closed', at: number) =>
        projections.apply({
          key: { workspace, id },
          seq,
          customer: { customer: 'ivan', seq, status, at },
          counts: [],
        });
      await put('conversation-a-00000001', 3, 'closed', NOW);
      await put('conversation-b-00000001', 1, 'open', NOW + 5000);
      await put('conversation-a-00000001', 2, 'open', NOW - 1000);
      await until(async () => (await customers.conversations(workspace, 'ivan')).length === 2);
      expect(await customers.conversations(workspace, 'ivan')).toEqual([
        { conversation: 'conversation-b-00000001', seq: 1, status: 'open' },
        { conversation: 'conversation-a-00000001', seq: 3, status: 'closed' },
      ]);
      expect(await customers.conversations(workspace, 'olga')).toEqual([]);
    });

    it('list the chats that an operator has had, the newest first, and each only once however often it is told', async () => {
      const [workspace, elsewhere] = [aWorkspace(), aWorkspace()];
      const id = (n: number): string => `conversation-000000000${n}`;
      const take = (n: number, at: number, operator = 'oleg', where = workspace) =>
        store.projections.apply({ key: { workspace: where, id: id(n) }, seq: 3, served: { operator, at }, counts: [] });
      for (const [n, at] of [
        [1, NOW],
        [3, NOW + 2000],
        [2, NOW + 1000],
        [3, NOW + 2000],
        [4, NOW + 1000],
        // given back, and taken again
        [1, NOW + 3000],
      ] as const)
        await take(n, at);
      await take(5, NOW, 'anna');
      await take(6, NOW, 'oleg', elsewhere);
      const { newest } = store.served;
      const all = await until(async () => {
        const rows = await newest(workspace, 'oleg', null, 10);
        return rows.length === 5 && rows;
      });
      expect(all.map(({ at }) => at - NOW)).toEqual([3000, 2000, 1000, 1000, 0]);
      expect(all[0]).toEqual({ conversation: id(1), at: NOW + 3000 });
      expect(await newest(workspace, 'oleg', null, 2)).toEqual(all.slice(0, 2));
      expect(await newest(workspace, 'oleg', NOW + 2000, 10)).toEqual(all.slice(2));
      expect(await newest(workspace, 'oleg', NOW, 10)).toEqual([]);
      expect((await newest(workspace, 'anna', null, 10)).map(({ conversation }) => conversation)).toEqual([id(5)]);
      expect(await store.history.of(workspace, 'oleg')).toEqual({ chats: [], ratings: [], incidents: [] });
    });

    it('count hints by their rule and day, once for each commit', async () => {
      const key = { workspace: aWorkspace(), id: ID };
      const count = (seq: number, day: string, hour: number, add: Record<string, number>) =>
        store.projections.apply({ key, seq, counts: [{ metric: 'hint', person: null, day, hour, add }] });
      const both = { sameAgainShown: 1, sameAgainSent: 1 };
      for (const hour of [9, 10]) await count(hour, '2026-11-22', hour, both);
      await count(10, '2026-11-22', 10, both);
      await count(11, '2026-11-21', 23, { sameAgainShown: 1, elsewhereShown: 1 });
      await count(12, '2026-11-20', 1, { tooLongShown: 1 });
      const hints = (...days: string[]) => store.figures.hints(key.workspace, days);
      const wanted = { sameAgain: { shown: 3, overridden: 2 }, elsewhere: { shown: 1, overridden: 0 } };
      await until(async () => (await hints('2026-11-22', '2026-11-21')).elsewhere);
      expect(await hints('2026-11-22', '2026-11-21')).toEqual(wanted);
      expect(await hints('2026-11-19')).toEqual({});
    });

    it('list what the team keeps of a customer, each line as the newest commit of its log left it', async () => {
      const workspace = aWorkspace();
      const key = { workspace, id: 'conversation-0000000001' };
      const line = {
        kind: 'incident',
        customer: 'ivan',
        incident: 'incident-00000000001',
        mistake: 'wrong_chat',
        conversation: key.id,
        at: NOW,
        told: false,
        closed: false,
      } as const;
      const rated = { kind: 'rating', customer: 'ivan', conversation: key.id, score: 'bad', at: NOW } as const;
      const chat = { customer: 'ivan', seq: 4, status: 'closed', at: NOW, promise: NOW + 1 } as const;
      await store.projections.apply({ key, seq: 4, customer: chat, history: [rated], counts: [] });
      await store.projections.apply({ key, seq: 2, log: 'notes', history: [{ ...line, told: true }], counts: [] });
      await store.projections.apply({ key, seq: 1, log: 'notes', history: [line], counts: [] });
      await store.projections.apply({ key, seq: 4, customer: chat, history: [rated], counts: [] });
      expect(await store.history.of(workspace, 'ivan')).toEqual({
        chats: [{ conversation: key.id, status: 'closed', at: NOW, promise: NOW + 1 }],
        ratings: [{ conversation: key.id, score: 'bad', at: NOW }],
        incidents: [
          { incident: line.incident, kind: 'wrong_chat', conversation: key.id, at: NOW, told: true, closed: false },
        ],
      });
      expect(await store.history.of(workspace, 'olga')).toEqual({ chats: [], ratings: [], incidents: [] });
    });

    it('take the text of a message that was taken back from the row that shows it', async () => {
      const workspace = aWorkspace();
      const key = { workspace, id: 'conversation-0000000001' };
      const { state } = opened(NOW);
      const card = cardOf(key.id, state);
      const preview = { text: 'Not for him', by: 'operator' } as const;
      await store.projections.apply({ key, seq: 2, card: { card, preview }, counts: [] });
      await store.projections.apply({ key, seq: 3, card: { card, withdrawn: 1 }, counts: [] });
      expect(await store.inbox.cards(workspace)).toMatchObject([{ preview: 'Not for him' }]);
      await store.projections.apply({ key, seq: 4, card: { card, withdrawn: 2 }, counts: [] });
      expect(await store.inbox.cards(workspace)).toMatchObject([{ preview: null }]);
    });

    it('count a commit once, however often it comes', async () => {
      const workspace = aWorkspace();
      const { projections, figures } = store;
      const apply = (seq: number, add: Record<string, number>, hour: number) =>
        projections.apply({ key: { workspace, id: ID }, seq, counts: [{ ...joined, add, hour }] });
      await Promise.all([apply(2, { n: 1, inTime: 1 }, 12), apply(2, { n: 1, inTime: 1 }, 12)]);
      await apply(2, { n: 1, inTime: 1 }, 12);
      await apply(9, { n: 1, inTime: 0 }, 12);
      await apply(11, { n: 1, inTime: 1 }, 13);
      await until(async () => (await figures.joined(workspace, '2026-11-22')).joined === 3);
      expect(await figures.joined(workspace, '2026-11-22')).toEqual({ joined: 3, inTime: 2 });
      expect(await figures.joined(workspace, '2026-11-23')).toEqual({ joined: 0, inTime: 0 });
    });
  });
});
