import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createCustomerClient, createOperatorClient } from '../../shared/client/index.ts';
import type { Entry } from '../../shared/client/types.ts';
import { seenBy } from '../../shared/domain/conversation/audience.ts';
import { clientOptions, memoryStorage } from '../support/client-options.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { FakeServer, type Hop } from '../support/fake-server.ts';

/**
 * Whatever the network does, when it has been quiet for a while every client's copy is its audience's part of the
 * server's log, and each command stands in it exactly once, in its sender's order.
 */
const CHAT = 'conversation-00001';

type Fate = 'lost' | 'slow' | 'twice' | 'fine';
interface Step {
  readonly act: 'tab1' | 'tab2' | 'operator' | 'note' | 'colleague' | 'rung' | 'cut' | 'wake' | 'reload' | 'older';
  readonly wait: number;
}

const world = fc.record({
  seed: fc.integer(),
  /** how bad the network is: of a hundred frames */
  lost: fc.integer({ min: 0, max: 40 }),
  slow: fc.integer({ min: 0, max: 40 }),
  twice: fc.integer({ min: 0, max: 20 }),
  /** how far behind the server still mends */
  behind: fc.integer({ min: 3, max: 12 }),
  steps: fc.array(
    fc.record({
      act: fc.constantFrom<Step['act']>(
        'tab1',
        'tab1',
        'tab2',
        'operator',
        'note',
        'colleague',
        'rung',
        'cut',
        'wake',
        'reload',
        'older',
      ),
      wait: fc.constantFrom(0, 0, 5, 30, 400, 3_100, 12_000),
    }),
    { minLength: 1, maxLength: 60, size: 'max' },
  ),
});

/** A small generator of numbers, so that one seed gives one network. */
function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function badNetwork({ seed, lost, slow, twice }: { seed: number; lost: number; slow: number; twice: number }) {
  const next = numbers(seed);
  return (_hop: Hop): readonly number[] => {
    const dice = next() * 100;
    const fate: Fate =
      dice < lost ? 'lost' : dice < lost + slow ? 'slow' : dice < lost + slow + twice ? 'twice' : 'fine';
    const delay = Math.ceil(next() * 40);
    const late = Math.ceil(next() * 4_000);
    return { lost: [], slow: [late], twice: [delay, late], fine: [delay] }[fate];
  };
}

/** At every moment: in order, each once, and without a hole from the first entry shown up to what the copy claims to have. */
function expectNoHoles(
  copy: { entries: readonly Entry[]; seq: number; complete: boolean },
  log: readonly Line[],
): void {
  const { entries, seq, complete } = copy;
  const from = complete ? 0 : (entries[0]?.seq ?? Number.POSITIVE_INFINITY);
  const claimed = log.filter((line) => line[0] >= from && line[0] <= seq);
  expect(bySeq(entries).filter((line) => line[0] <= seq)).toEqual(claimed);
  const ahead = entries.filter((entry) => entry.seq > seq);
  expect(bySeq(ahead)).toEqual(log.filter((line) => ahead.some((entry) => entry.seq === line[0])));
}

const commandsIn = (entries: readonly { command: string }[]): string[] => entries.map(({ command }) => command);
type Line = [seq: number, command: string];
const bySeq = (entries: readonly { seq: number; command: string }[] = []): Line[] =>
  entries.map(({ seq, command }) => [seq, command]);

it('ends with the server’s log, each command once and in its sender’s order, whatever was lost', async () => {
  await fc.assert(
    fc.asyncProperty(world, async (plan) => {
      const clock = new FakeClock();
      const server = new FakeServer(clock);
      const random = numbers(plan.seed + 1);
      server.behind = plan.behind;
      const storage = memoryStorage();
      const tab = (kept = memoryStorage()) =>
        createCustomerClient(clientOptions(server, 'c1', 'customer', { random, storage: kept }));
      let tab1 = tab(storage);
      const tab2 = tab();
      const desk = createOperatorClient(clientOptions(server, 'o1', 'operator', { random }));
      const sent = { tab1: [] as string[], tab2: [] as string[], operator: [] as string[], note: [] as string[] };

      server.say(CHAT, 'customer', 'c1', 'начало');
      for (const client of [tab1, tab2, desk]) {
        client.start();
        client.watch(CHAT);
      }
      await clock.advance(100);
      server.network = badNetwork(plan);
      let count = 0;
      for (const { act, wait } of plan.steps) {
        const text = `${act} ${++count}`;
        if (act === 'tab1') sent.tab1.push(tab1.command(CHAT, { type: 'message.post', text }));
        if (act === 'tab2') sent.tab2.push(tab2.command(CHAT, { type: 'message.post', text }));
        if (act === 'operator') {
          const draft = { conversation: CHAT, customer: 'c1' };
          sent.operator.push(desk.command(CHAT, { type: 'message.post', text, draft }));
        }
        if (act === 'note') sent.note.push(desk.command(CHAT, { type: 'note.post', text }, 'notes'));
        if (act === 'colleague') server.say(CHAT, 'operator', 'o2', text);
        if (act === 'rung') {
          const rung = { type: 'rung.reached', kind: 'connect', act: 'nudge.team', after: count } as const;
          server.commit(CHAT, { kind: 'system', id: 'system' }, [rung]);
        }
        if (act === 'cut') server.drop();
        if (act === 'wake') for (const client of [tab1, tab2, desk]) client.wake();
        if (act === 'older') for (const client of [tab1, tab2, desk]) client.older(CHAT);
        if (act === 'reload') {
          tab1.stop();
          tab1 = tab(storage);
          tab1.start();
          tab1.watch(CHAT);
        }
        await clock.advance(wait);
        const { conversation, notes } = server.log(CHAT);
        const shown = conversation.filter(({ events }) => events.some((event) => seenBy('customer', event)));
        for (const client of [tab1, tab2, desk]) {
          const copy = client.state.conversations.get(CHAT);
          if (!copy) continue;
          expectNoHoles(copy.log, bySeq(client === desk ? conversation : shown));
          expectNoHoles(copy.notes, client === desk ? bySeq(notes) : []);
        }
      }
      server.network = () => [10];
      await clock.advance(240_000); // backoff, resends, a heartbeat, and what it finds: quiet

      const log = server.log(CHAT);
      const all = commandsIn(log.conversation);
      expect(all.filter((id) => sent.tab1.includes(id))).toEqual(sent.tab1);
      expect(all.filter((id) => sent.tab2.includes(id))).toEqual(sent.tab2);
      expect(all.filter((id) => sent.operator.includes(id))).toEqual(sent.operator);
      expect(commandsIn(log.notes).filter((id) => sent.note.includes(id))).toEqual(sent.note);

      // Copies may begin late (the newest page after a long absence): with the pages before it they are whole.
      for (let pages = 0; pages < 40; pages += 1) {
        for (const client of [tab1, tab2, desk]) client.older(CHAT);
        await clock.advance(50);
      }
      const shown = log.conversation.filter(({ events }) => events.some((event) => seenBy('customer', event)));
      for (const client of [tab1, tab2]) {
        const copy = client.state.conversations.get(CHAT);
        expect(bySeq(copy?.log.entries)).toEqual(bySeq(shown));
        expect(copy).toMatchObject({ pending: [], log: { syncing: false, complete: true } });
        expect(copy?.log.seq).toBeGreaterThanOrEqual(shown.at(-1)?.seq ?? 0);
      }
      const copy = desk.state.conversations.get(CHAT);
      expect(bySeq(copy?.log.entries)).toEqual(bySeq(log.conversation));
      expect(bySeq(copy?.notes.entries)).toEqual(bySeq(log.notes));
      expect(copy).toMatchObject({ pending: [], log: { seq: log.conversation.length, syncing: false } });
      expect(copy?.log.view).toMatchObject({ seq: log.conversation.length });
      for (const client of [tab1, tab2, desk]) {
        expect(client.state.refusals).toEqual([]);
        client.stop();
      }
    }),
    { numRuns: Number(process.env['OTVET_RUNS'] ?? 200) },
  );
});

it('has every event within 70 s of a heartbeat’s rhythm, though every push is lost', async () => {
  const clock = new FakeClock();
  const server = new FakeServer(clock);
  const client = createCustomerClient(clientOptions(server, 'c1', 'customer'));
  server.say(CHAT, 'customer', 'c1', 'начало');
  client.start();
  client.watch(CHAT);
  await clock.advance(1_000);
  // Pushes are lost; what answers a frame of ours arrives, and what a heartbeat found.
  let isRepair = false;
  server.network = ({ to, frame }) => {
    if (to === 'server') isRepair = frame.type === 'ping';
    return to === 'client' && frame.type === 'commit' && !isRepair ? [] : [10];
  };
  for (let i = 0; i < 20; i += 1) {
    isRepair = false;
    const { seq } = server.say(CHAT, 'operator', 'o1', `ответ ${i}`);
    await clock.advance(70_000);
    expect(client.state.conversations.get(CHAT)?.log.seq).toBe(seq);
  }
});
