import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Table } from '../../functions/kernel/adapters/table.ts';
import { dynamoCustomers, dynamoHistory } from '../../functions/projection/adapters/dynamo-customers.ts';
import { dynamoInbox } from '../../functions/projection/adapters/dynamo-inbox.ts';
import { dynamoFigures } from '../../functions/projection/adapters/dynamo-projections.ts';
import { type DemoOptions, isDemoRecord, openDemo } from '../../local/demo/demo.ts';
import { NEIGHBOUR, SHOP } from '../../local/demo/people.ts';
import { tableDirectory } from '../../setup/directory.ts';
import { dayOf } from '../../shared/domain/kernel/hours.ts';
import { post } from '../support/drive.ts';
import { type Item, startTestStack, type TestStack } from '../support/stack.ts';

const byKey = (items: readonly Item[]): Map<string, Item> =>
  new Map(items.map((item) => [`${item['pk']} ${item['sk']}`, item]));
/** Keys of the items that are not as they were. */
const changed = (before: readonly Item[], after: readonly Item[]): string[] => {
  const now = byKey(after);
  return [...byKey(before)].filter(([key, item]) => !isDeepStrictEqual(now.get(key), item)).map(([key]) => key);
};

let stack: TestStack;
let table: Table;
beforeAll(async () => {
  stack = await startTestStack({ isDone: isDemoRecord });
  // The rounds of the workspaces are no part of what a set-up or the demo writes.
  stack.faults.pause('schedules');
  const client = new DynamoDBClient({
    endpoint: stack.table.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'owner', secretAccessKey: 'not-a-secret' },
  });
  table = { client: DynamoDBDocumentClient.from(client), name: stack.table.name };
});
afterAll(async () => {
  table?.client.destroy();
  await stack?.stop();
});

describe('npm run setup', () => {
  const arguments_ = (more: Record<string, string> = {}): string[] =>
    Object.entries({
      workspace: 'corner-shop',
      name: 'Лавка',
      lead: 'anna@corner.example',
      'lead-name': 'Анна',
      phone: '+79990000000',
      origin: 'https://corner.example',
      locale: 'ru',
      zone: 'Europe/Moscow',
      table: stack.table.name,
      pool: stack.outputs['UserPoolId'] ?? '',
      site: stack.url,
      ...more,
    }).flatMap(([name, value]) => [`--${name}`, value]);
  const run = (args: string[]): Promise<{ code: number; out: string; err: string }> =>
    new Promise((resolve) => {
      const script = join(import.meta.dirname, '../../setup/setup.ts');
      const env = { ...stack.env, PATH: process.env['PATH'], AWS_ENDPOINT_URL: stack.awsEndpoint };
      execFile(process.execPath, ['--no-warnings', script, ...args], { env }, (error, out, err) =>
        resolve({ code: error ? Number(error.code) : 0, out, err }),
      );
    });

  it('makes a workspace that works, and the second time says that there is nothing to do', async () => {
    const first = await run(arguments_());
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toContain('Made the workspace corner-shop (Лавка).');
    expect(first.out).toContain(`src="${stack.url}/widget/otvet.js" data-workspace="corner-shop"`);
    const before = await stack.items('W#corner-shop');
    const [rounds, workspace] = before;
    expect(before).toHaveLength(2);
    expect(rounds).toMatchObject({ sk: 'ROUNDS', due: expect.any(Number) });
    expect(workspace).toMatchObject({ sk: 'WORKSPACE', origins: ['https://corner.example', stack.url] });
    expect(await stack.items('O#corner-shop')).toMatchObject([{ name: 'Анна', role: 'lead' }]);
    expect(await stack.items('X#corner-shop')).toMatchObject([{ address: '+79990000000', verifiedAt: null }]);

    const second = await run(arguments_({ name: 'Another name' }));
    expect(second.code).toBe(0);
    expect(second.out).toMatch(/^Nothing to do: the workspace corner-shop \(Лавка\)/);
    expect(await stack.items('W#corner-shop')).toEqual(before);

    const session = await post(
      stack,
      '/v1/sessions',
      { workspace: 'corner-shop' },
      { origin: 'https://corner.example' },
    );
    expect(session.status).toBe(200);
    const refused = await post(stack, '/v1/sessions', { workspace: 'corner-shop' }, { origin: 'https://else.example' });
    expect(refused.status).toBe(403);
  });

  it('refuses a lead of another workspace, and a user pool that is not there, in one sentence', async () => {
    const taken = await run(arguments_({ workspace: 'another' }));
    expect(taken).toMatchObject({ code: 1, out: '' });
    expect(taken.err).toBe(
      'anna@corner.example already belongs to the workspace corner-shop: take another e-mail for another.\n',
    );
    const lost = await run(arguments_({ pool: 'us-east-1_nowhere' }));
    expect(lost).toMatchObject({ code: 1, out: '' });
    expect(lost.err).toMatch(/^The table or the user pool of .* is not there.*--pool\.\n$/);
  });
});

describe('the demo', () => {
  const options = (more: Partial<DemoOptions> = {}): DemoOptions => ({
    endpoint: stack.awsEndpoint,
    tableName: stack.table.name,
    userPoolId: stack.outputs['UserPoolId'] ?? '',
    origins: [stack.url],
    locale: 'ru',
    zone: 'UTC',
    ...more,
  });

  it('is finished by the next start when it was broken off, and leaves alone what people did meanwhile', async () => {
    const nearTheEnd = { service: 'dynamodb', action: 'TransactWriteItems', includes: `P#${SHOP}#oncall` };
    stack.faults.failNext({ ...nearTheEnd, status: 400, code: 'ValidationException' });
    await expect((await openDemo(options())).seed()).rejects.toThrow('A fault that a test put here.');
    const before = await stack.everything();
    const cardOfIvan = before.find(({ pk, name }) => String(pk).startsWith(`I#${SHOP}#`) && name === 'Иван');
    expect(cardOfIvan).toBeDefined();
    const theirs = { ...cardOfIvan, projected: 99, preview: 'written meanwhile' };
    await table.client.send(new PutCommand({ TableName: table.name, Item: theirs }));

    const demo = await openDemo(options({ locale: 'en' }));
    expect(demo.age).toBeLessThan(60_000);
    await demo.seed();
    const after = await stack.everything();
    expect(changed(before, after).sort()).toEqual([`${cardOfIvan?.['pk']} CARD`, `W#${SHOP} DEMO`]);
    expect(byKey(after).get(`${cardOfIvan?.['pk']} CARD`)).toEqual(theirs);
    expect(byKey(after).get(`W#${SHOP} DEMO`)).toMatchObject({ isWhole: true });
    expect(after.length).toBeGreaterThan(before.length);
  }, 90_000);

  it('has cards, lists and figures, and the stream has nothing to add to them', async () => {
    await stack.projected();
    const inbox = dynamoInbox(table);
    const cards = await inbox.cards(SHOP);
    expect(Object.groupBy(cards, ({ bucket }) => bucket)).toMatchObject({
      owned: [
        { name: 'Светлана', verified: true, clock: null },
        { name: 'Роман', clock: { kind: 'promise' } },
      ],
      snoozed: [{ name: 'Нина', preview: 'Хорошо, спасибо!', clock: { kind: 'snooze' } }],
      review: [{ name: 'Дмитрий', clock: { kind: 'review' } }],
    });
    expect(cards.filter(({ bucket }) => bucket === 'person')).toEqual([]);
    expect(cards.filter(({ bucket }) => bucket === 'closed')).toHaveLength(50);
    expect(await inbox.cards(NEIGHBOUR)).toMatchObject([{ bucket: 'owned', name: 'Тимофей' }]);

    const yesterday = dayOf(Date.now() - 24 * 3600 * 1000, 'UTC');
    const { joined, inTime } = await dynamoFigures(table).joined(SHOP, yesterday);
    expect(joined).toBeGreaterThan(25);
    expect(inTime).toBeGreaterThan(joined * 0.9);
    const { functions } = stack.usage.report();
    const projector = Object.entries(functions).find(([name]) => name.includes('projector'));
    expect(projector?.[1].invocations ?? 0).toBe(0);
  });

  it('knows Ivan by what the shop’s server says of him', async () => {
    const demo = await openDemo(options());
    stack.addRoutes(...demo.routes);
    const { body } = await post(stack, '/shop/identity', '');
    const session = await post(
      stack,
      '/v1/sessions',
      { workspace: SHOP, identity: body['identity'] },
      { origin: stack.url },
    );
    expect(session.status).toBe(200);
    const known = await dynamoCustomers(table).conversations(SHOP, String(session.body['customer']));
    expect(known).toMatchObject([{ status: 'closed' }, { status: 'closed' }]);
    const history = dynamoHistory(table);
    expect(await history.of(SHOP, String(session.body['customer']))).toMatchObject({
      ratings: [{ score: 'excellent' }, { score: 'good' }],
      incidents: [{ kind: 'wrong_account', told: true, closed: true }],
    });
    expect(await history.mistakes(SHOP)).toMatchObject([
      { kind: 'wrong_chat', told: false },
      { kind: 'wrong_account' },
    ]);
    expect((await post(stack, '/shop/identity?as=guest', '')).body).toEqual({ identity: null });
  });

  it('changes nothing when it is opened and seeded again, but lets in the pages of today', async () => {
    const before = await stack.everything();
    const demo = await openDemo(options({ origins: [stack.url, 'http://192.168.0.7:4400'] }));
    await demo.seed();
    expect(changed(before, await stack.everything()).sort()).toEqual([
      `W#${SHOP} WORKSPACE`,
      `W#${NEIGHBOUR} WORKSPACE`,
    ]);
    const shop = await tableDirectory(table).workspace(SHOP);
    expect(shop).toMatchObject({ name: 'Кофеварня', origins: [stack.url, 'http://192.168.0.7:4400'] });
  });
});
