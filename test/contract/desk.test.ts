import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../shared/domain/policy.ts';
import { type CustomerDriver, customerOf, type OperatorDriver, operatorOf } from '../support/drive.ts';
import { eventually, startTestStack, type TestStack } from '../support/stack.ts';
import type { TestWorkspace } from '../support/workspaces.ts';

/** The operator's desk on the real stack: its functions with their own permissions, its table, its stream. */
let stack: TestStack;
const stops: (() => void)[] = [];

beforeAll(async () => {
  stack = await startTestStack();
});
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  stack.faults.clear();
});
afterAll(() => stack?.stop());

const kept = <T extends { readonly stop: () => void }>(driven: T): T => {
  stops.push(driven.stop);
  return driven;
};

interface Chat {
  readonly workspace: TestWorkspace;
  readonly ivan: CustomerDriver;
  readonly oleg: OperatorDriver;
  readonly chat: string;
}

/** Ivan has written, Oleg has answered. */
async function aChat(): Promise<Chat> {
  const workspace = await stack.workspace({ policy: DEFAULT_POLICY });
  const oleg = kept(await operatorOf(stack, workspace, 'oleg'));
  const ivan = kept(await customerOf(stack, workspace));
  const chat = ivan.conversation;
  ivan.say('It does not heat.');
  await eventually(() => oleg.client.state.inbox.cards.has(chat));
  oleg.client.watch(chat);
  oleg.say(chat, 'Olga, your card ends in 4242');
  await eventually(() => ivan.texts().length === 2 && oleg.texts(chat).length === 2);
  return { workspace, ivan, oleg, chat };
}
const bucketOf = ({ oleg, chat }: Chat) => oleg.client.state.inbox.cards.get(chat)?.bucket;
const told = ({ ivan, chat }: Chat) => JSON.stringify(ivan.client.state.conversations.get(chat)?.log.entries ?? []);

describe('a message that was meant for somebody else', () => {
  it('is blank at once for the customer, kept for the team, and a mistake on the customer’s card', async () => {
    const all = await aChat();
    const { oleg, chat, ivan } = all;
    oleg.ask(chat, 'message.recall', { seq: 2, reason: 'wrong_chat' });
    await eventually(() => told(all).includes('message.recalled'));
    expect(told(all)).not.toContain('4242');
    expect(told(all)).toContain('misaddressed');
    await eventually(() => JSON.stringify(oleg.client.state.conversations.get(chat)?.notes.entries).includes('4242'));
    // Ivan waits for his answer again.
    expect(oleg.client.state.conversations.get(chat)?.log.view?.clocks).toMatchObject([{ kind: 'reply' }]);
    await stack.projected();
    const card = await oleg.client.request({ type: 'customer.card', customer: ivan.id });
    expect(card).toMatchObject({
      type: 'customer',
      chats: [{ conversation: chat, status: 'open' }],
      incidents: [{ kind: 'wrong_chat', conversation: chat, told: false, closed: false }],
    });
    expect(JSON.stringify(card)).not.toContain('4242');
  });

  it('is never sent to a customer who was away, also when the chat is over', async () => {
    const all = await aChat();
    const { workspace, oleg, chat, ivan } = all;
    ivan.stop();
    oleg.ask(chat, 'conversation.close');
    oleg.ask(chat, 'message.recall', { seq: 2, reason: 'other' });
    await eventually(() => JSON.stringify(oleg.client.state.conversations.get(chat)).includes('message.recalled'));
    const session = { session: ivan.bearer, customer: ivan.id };
    const again = kept(await customerOf(stack, workspace, { session, conversation: chat }));
    await eventually(() => told({ ...all, ivan: again }).includes('message.recalled'));
    expect(JSON.stringify(again.received)).not.toContain('4242');
    expect(JSON.stringify(await stack.log(workspace, chat))).not.toContain('4242');
  });
});

it('a chat that was put aside stays there for thanks, and is back when the customer writes', async () => {
  const all = await aChat();
  const { oleg, chat, ivan } = all;
  oleg.ask(chat, 'conversation.snooze', { until: Date.now() + 3_600_000 });
  await eventually(() => bucketOf(all) === 'snoozed');
  ivan.say('Спасибо!');
  await eventually(() => oleg.texts(chat).length === 3);
  expect(bucketOf(all)).toBe('snoozed');
  ivan.say('It is cold again');
  await eventually(() => bucketOf(all) === 'owned');
});

it('a promise, a wording and a call are shown to the customer as they stand', async () => {
  const all = await aChat();
  const { oleg, chat, ivan } = all;
  const draft = { conversation: chat, customer: ivan.id };
  const due = Date.now() + 3_600_000;
  oleg.ask(chat, 'promise.make', { text: 'I will find out', due, draft });
  await eventually(() => ivan.client.state.conversations.get(chat)?.log.view?.promise === due);
  oleg.ask(chat, 'understanding.propose', { text: 'It does not heat', draft });
  const proposed = await eventually(() => ivan.client.state.conversations.get(chat)?.log.view?.understanding);
  ivan.ask('understanding.answer', { seq: proposed, yes: false });
  await eventually(() => ivan.client.state.conversations.get(chat)?.log.view?.wait !== null);
  ivan.ask('callback.request', { phone: '8 912 345-67-89' });
  await eventually(() => JSON.stringify(oleg.client.state.conversations.get(chat)).includes('+79123456789'));
  oleg.ask(chat, 'callback.done', { outcome: 'reached', note: 'Calm again' });
  await eventually(() => oleg.notes(chat).includes('Calm again'));
  expect(told(all)).toContain('callback.done');
  expect(told(all)).not.toContain('Calm again');
  oleg.ask(chat, 'promise.settle', { outcome: 'kept' });
  await eventually(() => ivan.client.state.conversations.get(chat)?.log.view?.promise === null);
});
