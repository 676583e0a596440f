import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handleCustomerFrame } from '../../functions/conversation/customer-frames.ts';
import { handleOperatorFrame } from '../../functions/desk/operator-frames.ts';
import { type TestTable, testTable } from '../support/dynamo.ts';
import { dynamoStore } from '../support/dynamo-store.ts';
import { countingRandom, fakeLogger, fakePoster, fakeTimers, manualClock } from '../support/fakes.ts';
import { OPERATORS, WORKSPACE } from '../support/world.ts';

/** What a message costs, counted on the real adapters: nothing in it may grow with conversations, operators or customers. */
describe('a message', () => {
  let table: TestTable;
  const calls: { name: string; units: number; consistent: boolean }[] = [];
  const clock = manualClock();
  const ids = countingRandom('cmd-');
  const conversation = 'conversation-0000000001';
  const [customerPoster, operatorPoster] = [fakePoster(), fakePoster()];
  let customer: (type: string, fields?: object) => Promise<Record<string, unknown>>;
  let operator: (type: string, fields?: object) => Promise<Record<string, unknown>>;

  beforeAll(async () => {
    table = await testTable();
    table.client.middlewareStack.add(
      (next, context) => async (args) => {
        const input = args.input as { ReturnConsumedCapacity?: string; ConsistentRead?: boolean };
        const result = await next({ ...args, input: { ...input, ReturnConsumedCapacity: 'TOTAL' } as never });
        const { ConsumedCapacity } = result.output as { ConsumedCapacity?: { CapacityUnits?: number } };
        calls.push({
          name: context.commandName ?? '',
          units: ConsumedCapacity?.CapacityUnits ?? 0,
          consistent: input.ConsistentRead === true,
        });
        return result;
      },
      { step: 'initialize' },
    );
    const store = dynamoStore(table, clock);
    await store.putWorkspace(WORKSPACE);
    for (const person of OPERATORS) await store.putOperator(WORKSPACE.id, person);
    const deps = {
      ...store,
      customerIndex: store.customers,
      customers: { subscriptions: store.subscriptions.customer, poster: customerPoster },
      operators: { subscriptions: store.subscriptions.operator, poster: operatorPoster },
      timers: fakeTimers(),
      clock,
      random: countingRandom('rnd-'),
      log: fakeLogger(),
    };
    const caller = {
      workspace: WORKSPACE.id,
      verified: false,
      locale: 'en',
      expires: clock.now() + 3_600_000,
    } as const;
    const ivan = {
      ...caller,
      connection: 'socket-ivan',
      actor: { kind: 'customer', id: 'ivan', name: 'Ivan' },
    } as const;
    const anna = {
      ...caller,
      connection: 'socket-anna',
      actor: { kind: 'operator', id: 'anna', name: 'Anna', role: 'lead' },
    } as const;
    const frame = (type: string, fields: object): string => JSON.stringify({ type, id: ids.id(), ...fields });
    customer = async (type, fields = {}) =>
      JSON.parse((await handleCustomerFrame(deps, ivan, frame(type, fields))) ?? 'null');
    operator = async (type, fields = {}) =>
      JSON.parse((await handleOperatorFrame(deps, anna, frame(type, fields))) ?? 'null');

    await customer('hello', { version: 1 });
    await operator('hello', { version: 1 });
    await operator('inbox.watch');
    await customer('message.post', { conversation, after: 0, text: 'Hello?' });
    await operator('conversation.watch', { conversation, since: 0, notes: 0 });
    await operator('conversation.claim', { conversation, after: 1 });
  });
  afterAll(async () => table.stop());

  const costOf = async (send: () => Promise<Record<string, unknown>>) => {
    calls.length = 0;
    for (const poster of [customerPoster, operatorPoster]) poster.posts.length = 0;
    const answer = await send();
    expect(answer).toMatchObject({ type: 'ack' });
    const units = (names: readonly string[]) =>
      calls.filter(({ name }) => names.includes(name)).reduce((sum, call) => sum + call.units, 0);
    return {
      names: calls.map(({ name }) => name),
      first: calls[0],
      writes: units(['PutItemCommand', 'UpdateItemCommand']),
      posts: customerPoster.posts.length + operatorPoster.posts.length,
    };
  };
  const text = 'a'.repeat(500);

  it('of a customer is one query of the log, one put, two queries of subscribers, one post', async () => {
    const cost = await costOf(() => customer('message.post', { conversation, after: 2, text }));
    expect(cost.names).toEqual(['QueryCommand', 'PutItemCommand', 'QueryCommand', 'QueryCommand']);
    expect(cost.first?.consistent).toBe(true);
    expect(cost.writes).toBeLessThanOrEqual(2);
    expect(cost.posts).toBe(1);
  });

  it('of an operator is the same', async () => {
    const draft = { conversation, customer: 'ivan' };
    // what the claim and the customer's message set is released by the answer: the page's log is asked as well
    const first = await costOf(() => operator('message.post', { conversation, after: 3, text, draft }));
    expect(first.posts).toBe(1);
    const cost = await costOf(() => operator('message.post', { conversation, after: 4, text, draft }));
    expect(cost.names.filter((name) => name === 'PutItemCommand')).toHaveLength(1);
    expect(cost.writes).toBeLessThanOrEqual(2);
    expect(cost.posts).toBe(1);
  });

  it('sent again writes nothing', async () => {
    const id = ids.id();
    const again = () => customer('message.post', { id, conversation, after: 5, text });
    expect((await costOf(again)).names).toContain('PutItemCommand');
    const cost = await costOf(again);
    expect(cost.names).not.toContain('PutItemCommand');
    expect(cost.writes).toBe(0);
  });
});
