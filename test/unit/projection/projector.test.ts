import { describe, expect, it } from 'vitest';
import { TEAM } from '../../../functions/projection/ports.ts';
import { histogramSlot, mistakesOf, project, projectionOf } from '../../../functions/projection/project.ts';
import { DEFAULT_POLICY } from '../../../shared/domain/kernel/policy.ts';
import { aLog, note } from '../../support/commits.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { WORKSPACE } from '../../support/world.ts';

const KEY = { workspace: WORKSPACE.id, id: 'conversation-0000000001' };
/** 23:30 in Moscow, on Sunday the 22nd */
const NOW = Date.UTC(2026, 10, 22, 20, 30);
const ANNA = { kind: 'operator', id: 'anna' } as const;

function story() {
  const log = aLog(NOW);
  log.add(
    [
      { type: 'conversation.opened', customer: 'ivan' },
      { type: 'message.posted', by: 'customer', person: 'ivan' },
      { type: 'clock.started', kind: 'connect', since: NOW },
    ],
    { text: 'a'.repeat(300), customerName: 'Иван', verified: true },
  );
  log.add([{ type: 'rung.reached', kind: 'connect', act: 'nudge.team', after: 40 }]);
  log.add([
    { type: 'conversation.claimed', owner: 'anna' },
    { type: 'clock.stopped', kind: 'connect', outcome: 'done', since: NOW },
    { type: 'clock.started', kind: 'reply', since: NOW },
  ]);
  log.add(
    [
      { type: 'message.posted', by: 'operator', person: 'anna' },
      { type: 'clock.stopped', kind: 'reply', outcome: 'answered', since: NOW },
    ],
    { text: 'Здравствуйте', name: 'Anna' },
  );
  log.add([{ type: 'conversation.closed', by: 'operator', person: 'anna' }]);
  log.add([{ type: 'conversation.rated', score: 'excellent', rated: 'anna' }]);
  return log.commits.map((commit, i) => ({
    ...commit,
    by: i === 2 || i === 3 ? ANNA : commit.by,
    // the claim came 100 s after the message, the answer 601 s
    at: i === 2 ? NOW + 100_000 : i === 3 ? NOW + 601_000 : commit.at,
  }));
}
const [opened, nudged, claimed, answered, closed, rated] = story().map((commit) =>
  projectionOf(KEY, commit, DEFAULT_POLICY),
);

describe('a projection', () => {
  it('of the opening commit has the customer’s name, and the beginning of the message', () => {
    expect(opened?.card).toMatchObject({
      card: { conversation: KEY.id, customer: 'ivan', bucket: 'person', since: NOW },
      customer: { name: 'Иван', verified: true },
      preview: { text: 'a'.repeat(120), by: 'customer' },
      last: { kind: 'said', at: NOW },
    });
    expect(opened?.customer).toEqual({ customer: 'ivan', seq: 1, status: 'open', at: NOW });
    expect(opened?.counts).toEqual([]);
  });

  it('of what only the team sees leaves the customer’s list alone', () => {
    expect(nudged?.customer).toBeUndefined();
    expect(nudged?.card).toMatchObject({ card: { escalation: 'team' } });
    expect(nudged?.card).not.toHaveProperty('customer');
    expect(nudged?.card).not.toHaveProperty('preview');
    expect(nudged?.card).not.toHaveProperty('last');
    expect(rated?.card?.last?.kind).toMatch(/^(excellent|good|bad)$/);
  });

  it('counts who joined and who answered, in time or not, on the workspace’s day and hour', () => {
    const at = { day: '2026-11-22', hour: 23, person: 'anna' };
    expect(claimed?.counts).toEqual([{ ...at, metric: 'joined', add: { n: 1, inTime: 1, w13: 1 } }]);
    expect(answered?.counts).toEqual([{ ...at, metric: 'answered', add: { n: 1, inTime: 0, w18: 1 } }]);
    expect(closed).toMatchObject({ counts: [], customer: { status: 'closed' } });
    expect(rated?.counts).toMatchObject([{ metric: 'rated', person: 'anna', add: { n: 1, excellent: 1 } }]);
  });

  it('says who has the chat from now on, when somebody took it', () => {
    expect(claimed?.served).toEqual({ operator: 'anna', at: NOW + 100_000 });
    for (const one of [opened, nudged, answered, closed, rated]) expect(one).not.toHaveProperty('served');
  });

  it('counts hints by their rule, and under nobody’s name', () => {
    const hints = { shown: ['sameAgain', 'tooLong'], overridden: ['sameAgain'] };
    const commit = story()[3];
    if (!commit) throw new Error('the story has an answer');
    const { counts } = projectionOf(KEY, { ...commit, body: { ...commit.body, hints } }, DEFAULT_POLICY);
    expect(counts).toMatchObject([
      { metric: 'answered' },
      { metric: 'hint', person: null, add: { sameAgainShown: 1, tooLongShown: 1, sameAgainSent: 1 } },
    ]);
  });

  it('of the early morning belongs to the day that has begun there', () => {
    const rating = story().at(-1);
    if (!rating) throw new Error('the story has a rating');
    const { counts } = projectionOf(KEY, { ...rating, at: NOW + 1_800_000 }, DEFAULT_POLICY);
    expect(counts).toMatchObject([{ day: '2026-11-23', hour: 0 }]);
  });

  it('cuts a preview between two characters', () => {
    const [first] = story();
    if (!first) throw new Error('the story begins');
    const shown = (text: string) => projectionOf(KEY, { ...first, body: { text } }, DEFAULT_POLICY).card?.preview?.text;
    expect(shown(`${'a'.repeat(119)}☕😀`)).toBe(`${'a'.repeat(119)}☕`);
    expect(shown(`${'a'.repeat(119)}😀`)).toBe('a'.repeat(119));
  });

  it('shows a withdrawn message as one', () => {
    const [, , , reply] = story();
    if (!reply) throw new Error('the story has an answer');
    expect(projectionOf(KEY, { ...reply, body: {} }, DEFAULT_POLICY).card?.preview).toEqual({
      text: null,
      by: 'operator',
    });
  });
});

it('slots durations by half octaves', () => {
  expect([0, 1000, 1400, 2000, 100_000, 600_000, 86_400_000].map(histogramSlot)).toEqual([
    'w0',
    'w0',
    'w1',
    'w2',
    'w13',
    'w18',
    'w33',
  ]);
});

it('comes to the same however often and in which order the stream delivers', async () => {
  const results = await Promise.all(
    [
      [0, 1, 2, 3, 4, 5],
      [0, 1, 0, 1, 2, 2, 3, 4, 3, 4, 5, 5],
      [5, 4, 3, 2, 1, 0],
      [3, 0, 5, 2, 2, 4, 1, 0],
    ].map(async (order) => {
      const store = memoryStore();
      await store.putWorkspace(WORKSPACE);
      const commits = story();
      for (const i of order) {
        const commit = commits[i];
        if (commit) await project(store, { log: 'conversation', key: KEY, commit });
      }
      return {
        cards: await store.inbox.cards(WORKSPACE.id),
        conversations: await store.customers.conversations(WORKSPACE.id, 'ivan'),
        joined: await store.figures.joined(WORKSPACE.id, '2026-11-22'),
      };
    }),
  );
  for (const result of results) expect(result).toEqual(results[0]);
  expect(results[0]).toMatchObject({
    cards: [{ bucket: 'closed', name: 'Иван', preview: 'Здравствуйте', previewBy: 'operator' }],
    conversations: [{ conversation: KEY.id, seq: 6, status: 'closed' }],
    joined: { joined: 1, inTime: 1 },
  });
});

it('of notes says what went wrong, to all whom it touches, and counts it by its kind and nobody’s name', () => {
  const touches = [
    { conversation: KEY.id, customer: 'ivan', told: NOW },
    { conversation: 'conversation-0000000002', customer: 'ivan' },
    { conversation: 'conversation-0000000003', customer: 'olga', told: NOW },
  ];
  const opened = { type: 'incident.opened', incident: 'i-1', kind: 'leaked_note', touches, by: 'anna' } as const;
  const plain = note(4, 'Не для клиента');
  const incidents = [
    { id: 'i-0', kind: 'forgotten', at: NOW, touches, closed: NOW },
    { id: 'i-1', kind: 'leaked_note', at: NOW, touches },
  ] as const;
  const commit = { ...plain, at: NOW, events: [opened], state: { ...plain.state, incidents } };
  const projection = mistakesOf(KEY, commit, DEFAULT_POLICY);
  const line = {
    kind: 'incident',
    incident: 'i-1',
    mistake: 'leaked_note',
    conversation: KEY.id,
    at: NOW,
    closed: false,
  };
  expect(projection).toMatchObject({ key: KEY, seq: 4, log: 'notes' });
  expect(projection.history?.filter(({ customer }) => customer !== TEAM)).toEqual([
    { ...line, customer: 'ivan', told: false },
    { ...line, customer: 'olga', told: true },
  ]);
  expect(projection.counts).toEqual([
    { day: '2026-11-22', hour: 23, metric: 'incident', person: null, add: { n: 1, leaked_note: 1 } },
  ]);
  expect(JSON.stringify(projection)).not.toContain('Не для клиента');
});
