import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../shared/domain/kernel/policy.ts';
import {
  type CustomerDriver,
  customerOf,
  identityOf,
  newId,
  type OperatorDriver,
  operatorOf,
} from '../support/drive.ts';
import { eventually, startTestStack, type TestStack } from '../support/stack.ts';
import type { TestWorkspace } from '../support/workspaces.ts';

/** Search in one's own chats, and what is counted of hints: on the real stack, with its functions' own permissions. */
let stack: TestStack;
let here: TestWorkspace;
let oleg: OperatorDriver;
let maria: OperatorDriver;
let anna: OperatorDriver;
const stops: (() => void)[] = [];
const kept = <T extends { readonly stop: () => void }>(driven: T): T => {
  stops.push(driven.stop);
  return driven;
};

/** Somebody has written, an operator has answered and closed. */
async function aChat(
  workspace: TestWorkspace,
  operator: OperatorDriver,
  said: { name: string; asks: string; answer: string },
  conversation = newId(),
): Promise<CustomerDriver> {
  const identity = await identityOf(workspace, `${said.name}-${conversation}`.slice(0, 40), said.name);
  const customer = kept(await customerOf(stack, workspace, { identity, conversation }));
  customer.say(said.asks);
  await eventually(() => operator.client.state.inbox.cards.has(conversation));
  operator.client.watch(conversation);
  operator.say(conversation, said.answer);
  operator.ask(conversation, 'note.post', { text: `Card of ${said.asks}` }, 'notes');
  operator.ask(conversation, 'conversation.close');
  await eventually(() => customer.client.state.conversations.get(conversation)?.log.view?.status === 'closed');
  await eventually(() => operator.notes(conversation).length === 1);
  return customer;
}
const search = async (operator: OperatorDriver, text: string) => {
  const answer = await operator.client.request({ type: 'conversations.search', text });
  if (answer.type !== 'found') throw new Error(JSON.stringify(answer));
  return answer.chats;
};

let ivan: CustomerDriver;
let olga: CustomerDriver;
beforeAll(async () => {
  stack = await startTestStack();
  here = await stack.workspace({ policy: DEFAULT_POLICY });
  const there = await stack.workspace({ policy: DEFAULT_POLICY });
  [oleg, maria, anna] = [
    kept(await operatorOf(stack, here, 'oleg')),
    kept(await operatorOf(stack, here, 'maria')),
    kept(await operatorOf(stack, here, 'anna')),
  ];
  const stranger = kept(await operatorOf(stack, there, 'oleg'));
  ivan = await aChat(here, oleg, { name: 'Фёдор', asks: 'Где заказ 4471-09?', answer: 'Едет' });
  olga = await aChat(here, maria, { name: 'Ольга', asks: 'А где 4471-10?', answer: 'Тоже едет' });
  // The same id, in another workspace: ids are made by clients.
  await aChat(there, stranger, { name: 'Тайна', asks: 'Секрет 4471-11', answer: 'Да' }, ivan.conversation);
  await stack.projected();
}, 60_000);
afterAll(async () => {
  for (const stop of stops) stop();
  await stack?.stop();
});

it('finds a closed chat by what was said in it, by its customer’s name, and by a note; each operator their own', async () => {
  const found = await search(oleg, 'заказ 4471');
  expect(found).toEqual([
    {
      conversation: ivan.conversation,
      customer: ivan.id,
      name: 'Фёдор',
      at: expect.any(Number),
      status: 'closed',
      excerpt: expect.stringContaining('заказ 4471-09'),
      isNote: expect.any(Boolean),
    },
  ]);
  expect(await search(oleg, 'федор')).toMatchObject([{ conversation: ivan.conversation, excerpt: '' }]);
  expect(await search(oleg, 'card')).toMatchObject([{ conversation: ivan.conversation, isNote: true }]);
  expect((await search(maria, '4471')).map(({ conversation }) => conversation)).toEqual([olga.conversation]);
  expect(await search(anna, '4471')).toEqual([]);
  for (const one of [oleg, maria, anna]) expect(await search(one, 'секрет')).toEqual([]);
});

it('does not find what was taken back, also not its original among the notes', async () => {
  expect(await search(maria, 'тоже едет')).toHaveLength(1);
  const seq = maria.client.state.conversations
    .get(olga.conversation)
    ?.log.entries.find(({ events }) => events.some((event) => 'text' in event && event.text === 'Тоже едет'))?.seq;
  maria.ask(olga.conversation, 'message.recall', { seq, reason: 'wrong_information' });
  await eventually(() => JSON.stringify(maria.client.state.conversations.get(olga.conversation)).includes('recalled'));
  expect(await search(maria, 'тоже едет')).toEqual([]);
  expect(await search(maria, '4471-10')).toHaveLength(1);
});

it('counts a hint once, however often its message is sent, and tells it to leads by its rule', async () => {
  const chat = ivan.conversation;
  const draft = { conversation: chat, customer: ivan.id };
  const seq = oleg.client.state.conversations.get(chat)?.log.seq ?? 0;
  const hints = { shown: ['otherCustomer', 'sameAgain'], overridden: ['otherCustomer'] };
  const known = { id: newId(), after: seq };
  for (let again = 0; again < 2; again += 1)
    oleg.client.command(chat, { type: 'message.post', text: 'Ольга, он у вас', draft, hints }, 'conversation', known);
  await eventually(() => ivan.texts().includes('Ольга, он у вас'));
  oleg.ask(chat, 'promise.make', {
    text: 'Узнаю',
    due: Date.now() + 3_600_000,
    draft,
    hints: { shown: ['sameAgain'], overridden: [] },
  });
  await eventually(() => ivan.texts().includes('Узнаю'));
  await stack.projected();
  expect(await anna.client.request({ type: 'mistakes' })).toMatchObject({
    hints: { otherCustomer: { shown: 1, overridden: 1 }, sameAgain: { shown: 2, overridden: 0 } },
  });
  for (const one of [ivan, oleg]) expect(JSON.stringify(one.received)).not.toContain('sameAgain');
});
