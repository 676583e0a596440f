import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../shared/domain/kernel/policy.ts';
import { type CustomerDriver, customerOf, type OperatorDriver, operatorOf } from '../support/drive.ts';
import { eventually, startTestStack, type TestStack } from '../support/stack.ts';

/** What one message costs, counted on the deployed handlers: design, section 3. */
let stack: TestStack;
let ivan: CustomerDriver;
let tab: CustomerDriver;
let oleg: OperatorDriver;
let maria: OperatorDriver;
let chat: string;

beforeAll(async () => {
  stack = await startTestStack();
  const workspace = await stack.workspace({ policy: DEFAULT_POLICY });
  oleg = await operatorOf(stack, workspace, 'oleg');
  maria = await operatorOf(stack, workspace, 'maria');
  ivan = await customerOf(stack, workspace);
  chat = ivan.conversation;
  ivan.say('My coffee machine is broken');
  await eventually(() => oleg.client.state.inbox.cards.has(chat));
  oleg.client.watch(chat);
  oleg.ask(chat, 'conversation.claim');
  oleg.say(chat, 'Since when?');
  await eventually(() => ivan.texts().length === 2);
  const session = { session: ivan.bearer, customer: ivan.id };
  tab = await customerOf(stack, workspace, { session, conversation: chat });
  await eventually(() => tab.texts().length === 2);
  // Each environment reads the workspace once a minute: every one of them has, by now.
  for (let i = 0; i < 4; i++) await say(ivan, `warm ${i}`);
  for (let i = 0; i < 4; i++) await say(oleg, `warm ${i + 4}`);
});
afterAll(async () => {
  for (const one of [ivan, tab, oleg, maria]) one?.stop();
  await stack?.stop();
});

/** Says something, and waits until everybody has it and the stream is dry. */
async function say(who: CustomerDriver | OperatorDriver, text: string): Promise<void> {
  if ('texts' in who && 'conversation' in who) who.say(text);
  else (who as OperatorDriver).say(chat, text);
  await eventually(() => [ivan.texts(), tab.texts(), oleg.texts(chat)].every((texts) => texts.includes(text)));
  await stack.projected();
}

/** What the function used for that one message. */
async function costOf(
  who: CustomerDriver | OperatorDriver,
  text: string,
  caller: 'customer-socket' | 'operator-socket',
) {
  remember();
  stack.usage.reset();
  await say(who, text);
  const used = stack.usage.report().functions[caller];
  return { calls: used?.calls ?? {}, writeUnits: used?.writeUnits ?? 0 };
}

/** 500 bytes: 250 letters of two. */
const LONG = 'кофе '.repeat(55).trim();

describe('a message that starts no wait', () => {
  it('of a customer: one query of the log, one put, two of the subscribers, a post to each socket concerned', async () => {
    await say(ivan, 'a wait runs from here');
    expect(Buffer.byteLength(LONG)).toBeGreaterThan(450);
    const { calls, writeUnits } = await costOf(ivan, `${LONG} 1`, 'customer-socket');
    // Concerned: his other tab, and the one operator who watches the conversation.
    expect(calls).toEqual({ 'dynamodb:Query': 3, 'dynamodb:PutItem': 1, 'execute-api:POST': 2 });
    expect(writeUnits).toBeLessThanOrEqual(2);
  });

  it('of an operator: the same, and nobody else’s inbox hears of it', async () => {
    await say(oleg, 'answered');
    const before = maria.received.length;
    const { calls, writeUnits } = await costOf(oleg, `${LONG} 2`, 'operator-socket');
    // Concerned: both tabs of the customer.
    expect(calls).toEqual({ 'dynamodb:Query': 3, 'dynamodb:PutItem': 1, 'execute-api:POST': 2 });
    expect(writeUnits).toBeLessThanOrEqual(2);
    expect(maria.received.slice(before).filter(({ type }) => type === 'commit' || type === 'inbox')).toEqual([]);
  });

  it('the same for any number of other conversations and sockets', async () => {
    const workspace = await stack.workspace({ policy: DEFAULT_POLICY });
    const others = await Promise.all(Array.from({ length: 10 }, () => customerOf(stack, workspace)));
    for (const other of others) other.say('me too');
    await eventually(() => others.every((other) => other.texts().length === 1));
    await stack.projected();
    await say(ivan, 'and one more wait');
    const { calls } = await costOf(ivan, `${LONG} 3`, 'customer-socket');
    expect(calls).toEqual({ 'dynamodb:Query': 3, 'dynamodb:PutItem': 1, 'execute-api:POST': 2 });
    for (const other of others) other.stop();
  });
});

/** Every call that any function has made since the stack started. */
const calls = new Set<string>();
function remember(): void {
  for (const [name, used] of Object.entries(stack.usage.report().functions))
    if (name !== 'owner') for (const call of Object.keys(used.calls)) calls.add(call);
}

it('no function ever scans', () => {
  remember();
  expect(calls.size).toBeGreaterThan(5);
  expect([...calls].filter((call) => call.endsWith(':Scan'))).toEqual([]);
});
