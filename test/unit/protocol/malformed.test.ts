import { beforeAll, describe, expect, it } from 'vitest';
import { at, readableId, type Who } from '../../support/malformed/make.ts';
import { MALFORMED } from '../../support/malformed/rows.ts';
import { aWorld } from '../../support/world.ts';

/**
 * What no client of ours would send: each frame gets its code, with its own id where it has one, and all that is stored is
 * afterwards what it was before. A few of them are sent to the real stack as well (test/contract/malformed.test.ts).
 */
const CHAT = 'conversation-0000000001';
let world: Awaited<ReturnType<typeof aWorld>>;
let people: Record<Who, { readonly raw: (text: string) => Promise<Record<string, unknown> | null> }>;

beforeAll(async () => {
  world = await aWorld();
  const maria = { id: 'maria', name: 'Maria', role: 'operator', locale: 'en', active: true } as const;
  await world.store.putOperator(world.workspace.id, maria);
  people = {
    ivan: await world.customer('ivan'),
    eve: await world.customer('eve', 'Eve'),
    oleg: await world.operator('oleg'),
    maria: await world.operator('maria'),
  };
  Object.assign(at, { chat: CHAT, customer: 'ivan', now: world.clock.now });
  await send('ivan', { type: 'message.post', after: 0, text: 'The coffee machine leaks.' });
  await send('oleg', { type: 'conversation.claim', after: 1 });
  const draft = { conversation: CHAT, customer: 'ivan' };
  await send('oleg', { type: 'message.post', after: 2, text: 'Since when?', draft });

  async function send(who: Who, fields: Record<string, unknown>): Promise<void> {
    const answer = await people[who].raw(JSON.stringify({ id: world.newId(), conversation: CHAT, ...fields }));
    expect(answer).toMatchObject({ type: 'ack' });
  }
});

describe.each(MALFORMED)('a frame that is %s', (_kind, rows) => {
  it.each(rows)('%s', async (_what, who, made, code) => {
    const before = world.store.everything();
    const frame = typeof made === 'string' ? made : made();
    const answer = await people[who].raw(typeof frame === 'string' ? frame : JSON.stringify(frame));
    expect(answer).toMatchObject({ type: 'error', code });
    expect(answer?.['id']).toBe(readableId(frame));
    expect(Object.keys(answer ?? {})).toEqual(expect.arrayContaining(['code', 'id', 'message', 'retry', 'type']));
    expect(JSON.stringify(answer)).not.toMatch(/\bat .*:\d+:\d+|node_modules|Error:|\.ts\b/);
    expect(world.store.everything()).toEqual(before);
  });
});

it('a frame of 33 KB is told that it is too large, and changes nothing', async () => {
  const before = world.store.everything();
  const answer = await people.ivan.raw(JSON.stringify({ type: 'message.post', text: 'x'.repeat(33 * 1024) }));
  expect(answer).toMatchObject({ type: 'error', id: null, code: 'too_large', retry: 'never' });
  expect(world.store.everything()).toEqual(before);
});

it('what is compared is all that is stored: one more word of Ivan is a difference', async () => {
  const before = world.store.everything();
  const word = { type: 'message.post', id: world.newId(), conversation: CHAT, after: 3, text: 'Since Monday.' };
  expect(await people.ivan.raw(JSON.stringify(word))).toMatchObject({ type: 'ack' });
  expect(world.store.everything()).not.toEqual(before);
});

it('there are at least 183 malformed frames', () => {
  expect(MALFORMED.flatMap(([, rows]) => rows).length).toBeGreaterThanOrEqual(183);
});
