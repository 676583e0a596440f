import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../shared/domain/kernel/policy.ts';
import { type CustomerDriver, customerOf, identityOf, type OperatorDriver, operatorOf } from '../support/drive.ts';
import { eventually, startTestStack, type TestStack } from '../support/stack.ts';
import type { TestWorkspace } from '../support/workspaces.ts';

/** Who looks, who left, what is known of a customer: on the real stack, with its functions' own permissions. */
let stack: TestStack;
let workspace: TestWorkspace;
let oleg: OperatorDriver;
let maria: OperatorDriver;
let anna: OperatorDriver;
let ivan: CustomerDriver;
let chat: string;
/** ten of the longest, in letters that take six characters each in an address: what a ticket must carry at worst */
const FACTS = Object.fromEntries(
  Array.from({ length: 10 }, (_, n) => [`Сведение ${n} `.padEnd(30, 'ы'), `${n}`.padEnd(80, 'Щ')]),
);
/** as long as an address may be sent; and what of it is kept */
const VISIT = { path: `/${'щ'.repeat(166)}`, zone: 'Asia/Yekaterinburg' };

beforeAll(async () => {
  stack = await startTestStack();
  workspace = await stack.workspace({ policy: DEFAULT_POLICY });
  [oleg, maria, anna] = [
    await operatorOf(stack, workspace, 'oleg'),
    await operatorOf(stack, workspace, 'maria'),
    await operatorOf(stack, workspace, 'anna'),
  ];
  ivan = await customerOf(stack, workspace, {
    identity: await identityOf(workspace, 'ivan', 'Иван', FACTS),
    visit: { ...VISIT, path: encodeURI(VISIT.path) },
  });
  chat = ivan.conversation;
  ivan.say('It does not heat.');
  await eventually(() => oleg.client.state.inbox.cards.has(chat));
  for (const one of [oleg, maria]) one.client.watch(chat);
  oleg.say(chat, 'Since when?');
  await eventually(() => oleg.texts(chat).length === 2 && maria.texts(chat).length === 2);
});
afterAll(async () => {
  for (const one of [ivan, oleg, maria, anna]) one?.stop();
  await stack?.stop();
});

it('two operators at one chat see each other, whoever came first', async () => {
  oleg.client.hint({ type: 'viewing', conversation: chat });
  maria.client.hint({ type: 'viewing', conversation: chat });
  await eventually(() => maria.client.state.viewers.get(chat)?.has(workspace.people.oleg.id));
  await eventually(() => oleg.client.state.viewers.get(chat)?.has(workspace.people.maria.id));
  expect(ivan.received.filter(({ type }) => type === 'viewing')).toEqual([]);
});

it('what the company signed, and where the chat was begun, comes through ticket, authorizer and log, to the card and to nobody else', async () => {
  await stack.projected();
  const card = await oleg.client.request({ type: 'customer.card', customer: ivan.id });
  expect(card).toMatchObject({ type: 'customer', attributes: FACTS, ...VISIT, locale: 'en' });
  const [fact = ''] = Object.keys(FACTS);
  for (const known of [fact, VISIT.path, VISIT.zone]) expect(JSON.stringify(ivan.received)).not.toContain(known);
});

it('mistakes of the team come to leads', async () => {
  maria.client.command(chat, { type: 'incident.open', kind: 'wrong_information', note: 'The wrong model' }, 'notes');
  await eventually(() => maria.client.state.conversations.get(chat)?.notes.seq === 1);
  await stack.projected();
  expect(await anna.client.request({ type: 'mistakes' })).toMatchObject({
    open: [{ kind: 'wrong_information', conversation: chat, told: false }],
    counts: { wrong_information: 1 },
  });
  expect(await oleg.client.request({ type: 'mistakes' })).toMatchObject({ type: 'error', code: 'not_allowed' });
});

it('a customer who is there is there; one whose socket closed has left, and since when', async () => {
  oleg.client.wake();
  await eventually(() => oleg.client.state.left);
  expect(oleg.client.state.left).toEqual({ conversation: chat, at: null });
  const before = Date.now();
  ivan.stop();
  const at = await eventually(() => {
    oleg.client.wake();
    return oleg.client.state.left?.at;
  });
  expect(at).toBeGreaterThanOrEqual(before - 1_000);
  expect(at).toBeLessThanOrEqual(Date.now() + 1_000);
});
