import { createECDH, randomBytes } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { contactItem } from '../../functions/paging/adapters/contact-item.ts';
import type { Contact } from '../../shared/domain/paging/contact.ts';
import { customerOf } from '../support/drive.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';
import { eventually, startTestStack, type TestStack } from '../support/stack.ts';
import type { TestWorkspace } from '../support/workspaces.ts';
import { aContact } from '../support/world.ts';

/** Every kind of contact, rung by the synthesized stack as it is: roles, environment and all. */
let stack: TestStack;
let receiver: Receiver;
let table: DynamoDBDocumentClient;
beforeAll(async () => {
  [stack, receiver] = await Promise.all([startTestStack(), startReceiver()]);
  table = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint: stack.awsEndpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'owner', secretAccessKey: 'not-a-secret' },
    }),
  );
});
afterEach(() => stack.faults.clear());
afterAll(async () => {
  table?.destroy();
  await Promise.all([stack?.stop(), receiver?.stop()]);
});

const contactsOf = (workspace: TestWorkspace, person: string): Promise<Contact[]> =>
  stack
    .items(`X#${workspace.id}`)
    .then((items) => (items as unknown as Contact[]).filter((contact) => contact.person === person));
const eventsOf = async (workspace: TestWorkspace) =>
  (await stack.log(workspace, 'oncall', 'P')).flatMap(({ events }) => events as { type: string; contact?: string }[]);

/** What a browser subscribes with. */
const aBrowser = () => ({
  p256dh: createECDH('prime256v1').generateKeys('base64url'),
  auth: randomBytes(16).toString('base64url'),
});

/** Gives people more contacts, as if they had verified them. */
async function add(workspace: TestWorkspace, ...contacts: readonly Contact[]): Promise<void> {
  for (const contact of contacts)
    await table.send(new PutCommand({ TableName: stack.table.name, Item: contactItem(workspace.id, contact) }));
}

/** A customer who wakes whoever is on call. */
async function wake(workspace: TestWorkspace): Promise<{ stop: () => void }> {
  const ivan = await customerOf(stack, workspace);
  ivan.ask('human.request', { choice: 'wake' });
  return ivan;
}

it('rings an SMS, and notes that it arrived', async () => {
  const workspace = await stack.workspace();
  const ivan = await wake(workspace);
  const contact = await eventually(async () =>
    (await contactsOf(workspace, workspace.people.anna.id)).find(({ last }) => last?.result === 'delivered'),
  );
  expect(contact.last?.detail).toBe('Message has been accepted by phone carrier');
  expect(contact.rang).toHaveLength(1);
  await eventually(async () =>
    (await eventsOf(workspace)).some(({ type, contact: id }) => type === 'ring.reported' && id === contact.id),
  );
  ivan.stop();
});

it('notes that an SMS did not arrive, in the network’s own words', async () => {
  const workspace = await stack.workspace();
  stack.faults.makeUnreachable(workspace.people.anna.phone);
  const ivan = await wake(workspace);
  const contact = await eventually(async () =>
    (await contactsOf(workspace, workspace.people.anna.id)).find(({ last }) => last?.result === 'undelivered'),
  );
  expect(contact.last?.detail).toBe('Phone is currently unreachable/unavailable');
  ivan.stop();
});

it('rings an e-mail address, a company’s own system and a browser beside it', async () => {
  const workspace = await stack.workspace();
  const anna = workspace.people.anna.id;
  const secret = `whsec_${randomBytes(24).toString('base64')}`;
  await add(
    workspace,
    aContact(anna, { id: 'mail', kind: 'email', address: `anna@${workspace.id}.test` }),
    aContact(anna, { id: 'hook', kind: 'https', address: `${receiver.url}/hook`, secret }),
    aContact(anna, { id: 'browser', kind: 'push', address: `${receiver.url}/push`, keys: aBrowser() }),
  );
  receiver.answer(201);
  const ivan = await wake(workspace);
  const mail = await eventually(() =>
    stack.pager.messages().find(({ channel, to }) => channel === 'email' && to === `anna@${workspace.id}.test`),
  );
  expect(mail.text).toContain(`${stack.url}/p/`);
  const got = (path: string) => receiver.received.filter((request) => request.path === path);
  const hook = await eventually(() => got('/hook')[0]);
  const posted = new Webhook(secret).verify(hook.body.toString(), hook.headers as Record<string, string>);
  expect(posted).toMatchObject({ type: 'page', action: 'trigger', link: expect.stringContaining('/p/') });
  expect((await eventually(() => got('/push')[0])).headers).toMatchObject({
    urgency: 'high',
    authorization: expect.stringMatching(/^vapid t=/),
  });
  await eventually(async () =>
    (await contactsOf(workspace, anna)).some(({ id, last }) => id === 'mail' && last?.result === 'delivered'),
  );
  ivan.stop();
});

it('does not count a browser any more that has gone', async () => {
  const workspace = await stack.workspace();
  const anna = workspace.people.anna.id;
  const browser = { id: 'browser', kind: 'push', address: `${receiver.url}/gone`, keys: aBrowser() } as const;
  await add(workspace, aContact(anna, browser));
  receiver.answer(410, 'gone');
  const ivan = await wake(workspace);
  const gone = await eventually(async () =>
    (await contactsOf(workspace, anna)).find(({ id, verifiedAt }) => id === 'browser' && verifiedAt === null),
  );
  expect(gone.last).toMatchObject({ result: 'failed', detail: 'The browser does not take notifications any more.' });
  ivan.stop();
});
