import { createECDH, randomBytes } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { contactItem } from '../../functions/adapters/contact-item.ts';
import type { Contact } from '../../shared/domain/contact.ts';
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

it('rings e-mail, a company’s own system and a browser beside it, and says when it is over', async () => {
  const workspace = await stack.workspace();
  const anna = workspace.people.anna.id;
  const curve = createECDH('prime256v1');
  const secret = `whsec_${randomBytes(24).toString('base64')}`;
  const keys = { p256dh: curve.generateKeys('base64url'), auth: randomBytes(16).toString('base64url') };
  const more = [
    aContact(anna, { id: 'mail', kind: 'email', address: `anna@${workspace.id}.test` }),
    aContact(anna, { id: 'hook', kind: 'https', address: `${receiver.url}/hook`, secret }),
    aContact(anna, { id: 'browser', kind: 'push', address: `${receiver.url}/push`, keys }),
  ];
  for (const contact of more)
    await table.send(new PutCommand({ TableName: stack.table.name, Item: contactItem(workspace.id, contact) }));
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

  // A browser that has gone is not rung any more, and its owner is shown so.
  receiver.answer(410, 'gone');
  const other = await stack.workspace();
  const gone = aContact(other.people.anna.id, { id: 'browser', kind: 'push', address: `${receiver.url}/gone`, keys });
  await table.send(new PutCommand({ TableName: stack.table.name, Item: contactItem(other.id, gone) }));
  const maria = await wake(other);
  await eventually(async () =>
    (await contactsOf(other, other.people.anna.id)).some(
      ({ id, verifiedAt }) => id === 'browser' && verifiedAt === null,
    ),
  );
  ivan.stop();
  maria.stop();
});
