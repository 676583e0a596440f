import { describe, expect, it } from 'vitest';
import { CUSTOMER_TABLES, handleCustomerFrame } from '../../../functions/conversation/customer-frames.ts';
import { handleOperatorFrame, OPERATOR_TABLES } from '../../../functions/desk/operator-frames.ts';
import type { Caller } from '../../../functions/entry/ports.ts';
import { CUSTOMER_COMMANDS, OPERATOR_COMMANDS } from '../../../shared/protocol/commands.ts';
import { type Place, sampleFrames, withAt } from '../../support/sample-frames.ts';
import { aWorld, WORKSPACE } from '../../support/world.ts';

/** Ivan's and Olga's chats are in one workspace; Vera's is in another. */
const IVANS = 'conversation-of-ivan-01';
const OLGAS = 'conversation-of-olga-01';
const VERAS = 'conversation-of-vera-01';
const ELSEWHERE = 'konsol';

async function threeChats() {
  const world = await aWorld();
  await world.store.putWorkspace({ ...WORKSPACE, id: ELSEWHERE });
  const chats = [
    [await world.customer('ivan', 'Ivan'), IVANS],
    [await world.customer('olga', 'Olga'), OLGAS],
    [await world.customer('vera', 'Vera', ELSEWHERE), VERAS],
  ] as const;
  for (const [customer, conversation] of chats)
    expect(await customer.send('message.post', { conversation, after: 0, text: 'Не греет' })).toMatchObject({
      type: 'ack',
    });
  return { world, ivan: chats[0][0] };
}
type World = Awaited<ReturnType<typeof threeChats>>['world'];

/** Every call of a port that names one of these, as `drafts.keep`. */
function watched<D extends object>(deps: D, names: readonly string[], port = ''): { deps: D; calls: string[] } {
  const calls: string[] = [];
  const watch = (target: object, path: string): object =>
    new Proxy(target, {
      get(of, name) {
        const value: unknown = Reflect.get(of, name);
        const here = `${path}${path && '.'}${String(name)}`;
        if (typeof value === 'function')
          return (...args: unknown[]) => {
            const said = JSON.stringify(args);
            if (names.some((one) => said.includes(one))) calls.push(here);
            return value.apply(of, args) as unknown;
          };
        return typeof value === 'object' && value !== null ? watch(value, here) : value;
      },
    });
  return { deps: watch(deps, port) as D, calls };
}

const valueAt = (world: World, conversation: string) => (place: Place, type: string) => {
  switch (place.kind) {
    case 'command':
    case 'incident':
      return world.newId().padEnd(16, '0');
    case 'conversation':
      return conversation;
    case 'person':
      return place.path === 'who.person' ? 'pyotr' : 'ivan';
    case 'ladder':
      return 'oncall';
    case 'skill':
      return 'bank';
    case 'text':
      return 'Текст';
    case 'number':
      return type === 'hello' ? 1 : place.path === 'limit' ? 10 : 0;
  }
};
const answerOf = (text: string | null): Record<string, unknown> | null =>
  text === null ? null : (JSON.parse(text) as Record<string, unknown>);

/** All places of all frames of a door that can hold a conversation's id. */
const placesOf = (door: 'customer' | 'operator') =>
  sampleFrames(door, () => 'x').flatMap(({ type, places }) =>
    places.filter(({ kind }) => kind === 'conversation').map(({ path }) => [type, path] as const),
  );
const frameOf = (door: 'customer' | 'operator', world: World, type: string, conversation = IVANS) =>
  sampleFrames(door, valueAt(world, conversation)).find((one) => one.type === type)?.frame ?? {};

describe('a lead who came by a page’s link', () => {
  const aScoped = async () => {
    const { world } = await threeChats();
    const { connection, workspace, actor, verified, locale, expires } = await world.operator('anna', { scope: IVANS });
    const caller: Caller = { connection, workspace, actor, verified, locale, expires };
    return { world, caller };
  };

  it.each(sampleFrames('operator', () => 'x'))(
    'may send $type only if it is about that conversation, or is a hello or a ping',
    async ({ type, places }) => {
      const { world, caller } = await aScoped();
      const answer = answerOf(
        await handleOperatorFrame(world.deps, caller, JSON.stringify(frameOf('operator', world, type))),
      );

      // These may name a conversation, and concern the whole team.
      const isTeams = type === 'alarm.raise' || type === 'specialist.wake' || type === 'page.acknowledge';
      const isAbout = places.some(({ path }) => path === 'conversation') && !isTeams;
      expect(answer?.['code'] !== 'not_allowed').toBe(isAbout || type === 'hello' || type === 'ping');
    },
  );

  it.each(placesOf('operator'))('%s reaches no other conversation by its field %s', async (type, path) => {
    const { world, caller } = await aScoped();
    const frame = withAt(frameOf('operator', world, type), path, OLGAS);
    const { deps, calls } = watched(world.deps, [OLGAS, 'olga']);
    const before = world.operatorPoster.posts.length;

    const answer = await handleOperatorFrame(deps, caller, JSON.stringify(frame));

    // A ping is about many at once: it answers for those that the caller may see.
    expect(answerOf(answer)).toMatchObject(type === 'ping' ? { type: 'pong' } : { code: 'not_allowed' });
    expect(calls).toEqual([]);
    expect(JSON.stringify([answer, world.operatorPoster.posts.slice(before)])).not.toMatch(/olga/i);
  });
});

/** Hints and heartbeats have no answer to refuse with, and leaving what one never watched is no mistake. */
const NO_REFUSAL = new Set(['ping', 'typing', 'read', 'delivered', 'viewing', 'conversation.unwatch']);
/** They change nothing: a socket that asks to hear of a conversation is subscribed before it is read, and taken off again. */
const HARMLESS = /^(\w+\.(read|readBack|of)|operators\.subscriptions\.(of|add|remove)|log\.\w+|meter\.\w+)$/;

describe('an operator', () => {
  it.each(placesOf('operator'))('%s finds no conversation of another workspace by its field %s', async (type, path) => {
    const { world } = await threeChats();
    const { connection, workspace, actor, verified, locale, expires } = await world.operator('anna');
    const frame = withAt(frameOf('operator', world, type), path, VERAS);
    const { deps, calls } = watched(world.deps, [VERAS, 'vera']);
    const before = world.operatorPoster.posts.length;

    const caller = { connection, workspace, actor, verified, locale, expires };
    const text = await handleOperatorFrame(deps, caller, JSON.stringify(frame));

    const answer = answerOf(text);
    if (answer !== null && !NO_REFUSAL.has(type)) expect(answer).toMatchObject({ code: 'not_found' });
    expect(calls.filter((call) => !HARMLESS.test(call))).toEqual([]);
    expect(await world.operators.subscriptions.of(workspace, `conversation:${VERAS}`)).toEqual([]);
    expect(JSON.stringify([text, world.operatorPoster.posts.slice(before)])).not.toMatch(/"vera|Vera/);
  });
});

describe('a draft that was begun elsewhere and not confirmed', () => {
  it.each([OLGAS, VERAS, 'conversation-of-nobody'])(
    'belongs there, says the answer, whether or not %s exists',
    async (there) => {
      const { world } = await threeChats();
      const anna = await world.operator('anna');
      const draft = { conversation: there, customer: 'olga' };

      const answer = await anna.send('message.post', { conversation: IVANS, after: 1, text: 'Чужое', draft });

      expect(answer).toMatchObject({ code: 'draft_belongs_elsewhere' });
    },
  );
});

describe('a customer', () => {
  it.each(placesOf('customer'))(
    '%s reaches no conversation of another customer by its field %s',
    async (type, path) => {
      const { world, ivan } = await threeChats();
      const frame = withAt(frameOf('customer', world, type), path, OLGAS);
      const { deps, calls } = watched(world.deps, [OLGAS, 'olga']);
      const before = world.customerPoster.posts.length;

      const text = await handleCustomerFrame(deps, ivan, JSON.stringify(frame));

      const answer = answerOf(text);
      if (answer !== null && !NO_REFUSAL.has(type)) expect(answer).toMatchObject({ type: 'error' });
      expect(calls.filter((call) => !HARMLESS.test(call))).toEqual([]);
      expect(JSON.stringify([text, world.customerPoster.posts.slice(before)])).not.toMatch(/"olga"|Olga/);
    },
  );
});

it.each([
  ['customers', CUSTOMER_TABLES, CUSTOMER_COMMANDS],
  ['operators', OPERATOR_TABLES, OPERATOR_COMMANDS],
] as const)('each frame of the door of %s has its row in one table of one capability', (_, tables, commands) => {
  const rows = tables.flatMap((table) => Object.keys(table));

  expect(rows.toSorted()).toEqual([...commands].toSorted()); // twice in here, it would be in two tables
});
