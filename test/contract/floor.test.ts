import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../shared/domain/kernel/policy.ts';
import { type Chat, meet, openChat, type People, type Side } from '../bench/chat.ts';
import { deployFloor } from '../bench/floor/deploy.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';

/** What the bench compares a message with is a message: the same calls by the same clients, on the same machine. */
const MESSAGES = 3;
let stack: TestStack;
let people: People;
let folder: string;
let chats: { readonly product: Chat; readonly floor: Chat };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'otvet-floor-'));
  await deployFloor(join(import.meta.dirname, '../../cdk.out'), folder);
  stack = await startTestStack({ assembly: folder });
  people = await meet(stack, await stack.workspace({ policy: DEFAULT_POLICY }), 'anna');
  chats = { product: await openChat(people), floor: await openChat(people) };
}, 60_000);
afterAll(async () => {
  people?.close();
  await stack?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Calls of a function for some messages, after the one that sets or stops a clock. */
async function callsOf(name: string, side: Side, arm: 'product' | 'floor'): Promise<Record<string, number>> {
  await chats[arm].send(side, arm);
  stack.usage.reset();
  for (let n = 0; n < MESSAGES; n++) await chats[arm].send(side, arm);
  const used = stack.usage.of(name);
  expect(used.invocations).toBe(MESSAGES);
  return used.calls;
}

it.each(['customer', 'operator'] as const)('a message of a %s makes the calls of its floor', async (side) => {
  const floor = await callsOf(`floor-${side}`, side, 'floor');
  expect(floor).toEqual({
    'dynamodb:Query': 3 * MESSAGES,
    'dynamodb:PutItem': MESSAGES,
    'execute-api:POST': MESSAGES,
  });
  expect(await callsOf(`${side}-socket`, side, 'product')).toEqual(floor);
});
