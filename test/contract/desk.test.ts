import { describe, expect, it } from 'vitest';
import { createTicker } from '../../web/base/ticker.ts';
import { createChat } from '../../web/widget/services/chat.ts';
import { tellDelivered } from '../../web/widget/services/delivery.ts';
import { keepIn } from '../../web/widget/services/storage.ts';
import { customerOf, newId, type OperatorDriver, operatorOf } from '../support/drive.ts';
import { type Chat, onStack } from '../support/on-stack.ts';
import { eventually } from '../support/stack.ts';

/** The operator's desk on the real stack: its functions with their own permissions, its table, its stream. */
const world = onStack();
const { kept } = world;
const aChat = (): Promise<Chat> =>
  world.aChat({ question: 'It does not heat.', answer: 'Olga, your card ends in 4242' });
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
    const clocks = () => oleg.client.state.conversations.get(chat)?.log.view?.clocks;
    await eventually(() => clocks()?.length === 1);
    expect(clocks()).toMatchObject([{ kind: 'reply' }]);
    await world.stack.projected();
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
    const again = kept(await customerOf(world.stack, workspace, { session, conversation: chat }));
    await eventually(() => told({ ...all, ivan: again }).includes('message.recalled'));
    expect(JSON.stringify(again.received)).not.toContain('4242');
    expect(JSON.stringify(await world.stack.log(workspace, chat))).not.toContain('4242');
  });
});

it('a chat that was put aside stays there for thanks, and is back when the customer writes', async () => {
  const all = await aChat();
  const { oleg, chat, ivan } = all;
  oleg.ask(chat, 'conversation.snooze', { until: Date.now() + 3_600_000 });
  await eventually(() => bucketOf(all) === 'snoozed');
  // Nobody watches it any more; a colleague shows the list.
  const maria = kept(await operatorOf(world.stack, all.workspace, 'maria'));
  ivan.say('Спасибо!');
  await eventually(() => oleg.texts(chat).length === 3);
  expect(bucketOf(all)).toBe('snoozed');
  await eventually(() => maria.client.state.inbox.cards.get(chat)?.preview === 'Спасибо!');
  expect(maria.client.state.inbox.cards.get(chat)?.bucket).toBe('snoozed');
  ivan.say('It is cold again');
  await eventually(() => bucketOf(all) === 'owned');
});

it('what came to a customer who does not look is delivered, and then read', async () => {
  const { ivan, oleg, chat, workspace } = await aChat();
  // The widget's own services over a real socket: folded away, and so it stays while two seconds pass.
  const keep = keepIn('', () => {
    throw new Error('no storage');
  });
  const widget = createChat({ keep, ticker: createTicker(), newId, connect: async () => ivan.client });
  const timers: (() => void)[] = [];
  const pass = (): void => {
    for (const run of timers.splice(0)) run();
  };
  tellDelivered(widget, keep, (run) => void timers.push(run));
  await eventually(() => timers.length > 0);
  pass();
  const read = () => oleg.client.state.conversations.get(chat)?.read;
  await eventually(() => read()?.delivered === 2);
  expect(read()?.customer).toBe(0);
  // A colleague who comes later is told as well, and the customer's own marks say nothing of it.
  const anna = kept(await operatorOf(world.stack, workspace, 'anna'));
  anna.client.watch(chat);
  await eventually(() => anna.client.state.conversations.get(chat)?.read.delivered === 2);
  const syncs = () => ivan.received.filter(({ type }) => type === 'synced').length;
  const before = syncs();
  ivan.cut();
  await eventually(() => syncs() > before);
  expect(JSON.stringify(ivan.received)).not.toContain('delivered');
  widget.open();
  widget.see(2);
  await eventually(() => read()?.customer === 2);
  // The chat is open now, and each answer is seen as it comes.
  const newest = () => ivan.client.state.conversations.get(chat)?.log.seq ?? 0;
  ivan.client.subscribe(() => widget.see(newest()));
  oleg.say(chat, 'Is it better now?');
  await eventually(() => (read()?.customer ?? 0) > 2);
  pass();
  expect(ivan.sent.filter(({ type }) => type === 'delivered')).toEqual([
    { type: 'delivered', conversation: chat, seq: 2 },
  ]);
});

it('a call that is not needed is taken back, once, and its customer waits on', async () => {
  const { ivan, oleg, chat } = await aChat();
  const view = () => oleg.client.state.conversations.get(chat)?.log.view;
  const kinds = () => view()?.clocks.map(({ kind }) => kind);
  ivan.say('Still cold');
  ivan.ask('callback.request', { phone: '8 912 345-67-89', at: Date.now() + 3_600_000 });
  await eventually(() => view()?.callback !== undefined);
  expect(kinds()).toEqual(['reply', 'callback']);
  ivan.ask('callback.cancel');
  await eventually(() => view()?.callback === undefined);
  expect(kinds()).toEqual(['reply']);
  ivan.ask('callback.cancel');
  const [refusal] = await eventually(() => {
    const { refusals } = ivan.client.state;
    return refusals.length > 0 && refusals;
  });
  expect(refusal).toMatchObject({ code: 'already_settled', command: { type: 'callback.cancel' } });
  const ends = JSON.stringify(oleg.client.state.conversations.get(chat)?.log.entries).match(/"cancelled"/g);
  expect(ends).toHaveLength(1);
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
  await eventually(() => told(all).includes('callback.done'));
  expect(told(all)).not.toContain('Calm again');
  oleg.ask(chat, 'promise.settle', { outcome: 'kept' });
  await eventually(() => ivan.client.state.conversations.get(chat)?.log.view?.promise === null);
});

describe('what is being written', () => {
  const version = (all: Chat, text: string) => ({
    type: 'draft.keep',
    conversation: all.chat,
    kind: 'message',
    draft: { conversation: all.chat, customer: all.ivan.id, text },
  });
  const draftsOf = (client: OperatorDriver['client'], chat: string) =>
    eventually(() => client.state.conversations.get(chat)?.drafts);

  it('is there on the same person’s other device, and for nobody else', async () => {
    const all = await aChat();
    const { workspace, oleg, chat, ivan } = all;
    const answer = await oleg.client.request({ ...version(all, 'The pump is on its way, and'), since: 0 });
    expect(answer).toMatchObject({ type: 'kept' });
    const phone = kept(await operatorOf(world.stack, workspace, 'oleg'));
    const maria = kept(await operatorOf(world.stack, workspace, 'maria'));
    for (const { client } of [phone, maria]) client.watch(chat);
    expect(await draftsOf(phone.client, chat)).toMatchObject([
      { kind: 'message', draft: { customer: ivan.id, text: 'The pump is on its way, and' } },
    ]);
    expect(await draftsOf(maria.client, chat)).toEqual([]);
    await maria.client.request({ ...version(all, 'I look into it'), since: 0 });
    // Everything that either was ever sent, after all that could have been.
    oleg.say(chat, 'Done');
    await eventually(() =>
      [ivan, maria].every((one) => one.received.some((frame) => JSON.stringify(frame).includes('Done'))),
    );
    for (const other of [ivan, maria]) expect(JSON.stringify(other.received)).not.toContain('The pump');
    expect(JSON.stringify([ivan.received, phone.received])).not.toContain('I look into it');
    expect(JSON.stringify(ivan.received)).not.toContain('drafts');
  });

  it('is overwritten by no device that has not seen it; emptied, it is empty on all of them', async () => {
    const all = await aChat();
    const { workspace, oleg, chat } = all;
    const phone = kept(await operatorOf(world.stack, workspace, 'oleg'));
    const desk = await oleg.client.request({ ...version(all, 'from the desk'), since: 0 });
    const at = 'at' in desk ? desk.at : 0;
    expect(await phone.client.request({ ...version(all, 'from the tunnel'), since: 0 })).toMatchObject({
      at,
      other: { at, draft: { text: 'from the desk' } },
    });
    expect(await phone.client.request({ ...version(all, ''), draft: null, since: at })).toMatchObject({ type: 'kept' });
    phone.client.watch(chat);
    expect(await draftsOf(phone.client, chat)).toMatchObject([{ kind: 'message', draft: null }]);
  });
});
