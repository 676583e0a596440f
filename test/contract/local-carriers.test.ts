import { gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Stack } from '../../local/stack.ts';
import { fixtureAssembly, fixtureFunction, fixtureTable, keyedStatement } from '../support/local-assembly.ts';
import { itemsOf } from '../support/local-calls.ts';
import { bootFixture } from '../support/local-machine.ts';
import { until } from '../support/until.ts';

/** Sends what it is told to, and answers with the carrier's id of it or with the error's name. */
const SENDER = `
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { SNSClient, PublishCommand } from '@aws-sdk/client-sns';
const ses = new SESv2Client({});
const sns = new SNSClient({});
const send = {
  text: ({ to }) => sns.send(new PublishCommand({ PhoneNumber: to, Message: 'Wake up' })),
  mail: ({ to, from = process.env.MAIL_FROM, set = 'Fixture' }) => ses.send(new SendEmailCommand({
    FromEmailAddress: from,
    Destination: { ToAddresses: [to] },
    ConfigurationSetName: set,
    EmailTags: [{ Name: 'kind', Value: 'page' }],
    Content: { Simple: { Subject: { Data: 'A customer waits' }, Body: { Text: { Data: 'Wake up' }, Html: { Data: '<p>Wake up</p>' } } } },
  })),
  networks: async () => ({ MessageId: process.env.CONTACT_NETWORKS }),
};
export const handler = (event) => send[event.type](event).then(({ MessageId }) => MessageId, (error) => 'refused: ' + error.name);
`;

/** Notes each event as it came. */
const RECEIPTS = `
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
const db = new DynamoDBClient({});
export const handler = (event) => db.send(new PutItemCommand({ TableName: process.env.TABLE_NAME, Item: { pk: { S: 'S#told' }, sk: { S: crypto.randomUUID() }, event: { S: JSON.stringify(event) } } }));
`;

const FROM = 'otvet@example.com';
const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const sub = (format: string) => ({ 'Fn::Sub': format });
const smsLogs = (id: string, suffix: string) => ({
  [id]: {
    Type: 'AWS::Logs::LogGroup',
    Properties: { LogGroupName: sub(`sns/\${AWS::Region}/\${AWS::AccountId}/DirectPublishToPhoneNumber${suffix}`) },
  },
  [`${id}Filter`]: {
    Type: 'AWS::Logs::SubscriptionFilter',
    Properties: { LogGroupName: { Ref: id }, FilterPattern: '', DestinationArn: arnOf('Receipts') },
  },
});

const fixture = fixtureAssembly(
  { sender: SENDER, receipts: RECEIPTS },
  {
    ...fixtureTable,
    ...fixtureFunction(
      'sender',
      [
        { Effect: 'Allow', Action: 'sns:Publish', NotResource: 'arn:aws:sns:*:*:*' },
        {
          Effect: 'Allow',
          Action: 'ses:SendEmail',
          Resource: [
            sub(`arn:aws:ses:\${AWS::Region}:\${AWS::AccountId}:identity/*`),
            sub(`arn:aws:ses:\${AWS::Region}:\${AWS::AccountId}:configuration-set/Fixture`),
          ],
          Condition: { StringEquals: { 'ses:FromAddress': FROM } },
        },
      ],
      { Environment: { Variables: { MAIL_FROM: FROM, CONTACT_NETWORKS: 'public' } } },
    ),
    ...fixtureFunction('receipts', [keyedStatement(['PutItem'], ['S#*'])], {
      Environment: { Variables: { TABLE_NAME: { Ref: 'Table' } } },
    }),
    ...smsLogs('Delivered', ''),
    ...smsLogs('Failed', '/Failure'),
    MailSender: { Type: 'AWS::SES::EmailIdentity', Properties: { EmailIdentity: FROM } },
    Configuration: { Type: 'AWS::SES::ConfigurationSet', Properties: { Name: 'Fixture' } },
    Reports: {
      Type: 'AWS::SES::ConfigurationSetEventDestination',
      Properties: {
        ConfigurationSetName: { Ref: 'Configuration' },
        EventDestination: {
          Enabled: true,
          MatchingEventTypes: ['delivery', 'bounce'],
          EventBridgeDestination: {
            EventBusArn: sub(`arn:aws:events:\${AWS::Region}:\${AWS::AccountId}:event-bus/default`),
          },
        },
      },
    },
    Reported: {
      Type: 'AWS::Events::Rule',
      Properties: {
        State: 'ENABLED',
        EventPattern: {
          source: ['aws.ses'],
          detail: {
            eventType: ['Delivery', 'Bounce'],
            mail: { tags: { 'ses:configuration-set': ['Fixture'] } },
          },
        },
        Targets: [{ Id: 'Target0', Arn: arnOf('Receipts') }],
      },
    },
  },
);

let stack: Stack;
beforeAll(async () => {
  stack = await bootFixture(fixture);
});
afterEach(() => stack.faults.clear());
afterAll(async () => {
  await stack?.stop();
  fixture.remove();
});

const send = async (event: object): Promise<string> => {
  const outcome = await stack.invoke('sender', event);
  if (!outcome.ok) throw new Error(outcome.error.errorMessage);
  return String(outcome.payload);
};

interface Line {
  readonly status: string;
  readonly notification: { readonly messageId: string };
}
interface Event {
  readonly awslogs?: { readonly data: string };
  readonly detail?: { readonly mail: { readonly messageId: string } };
}

const told = async (): Promise<Event[]> =>
  (await itemsOf(stack, 'S#told')).map((item) => JSON.parse(item['event']?.S ?? '{}') as Event);
const batches = async () =>
  (await told()).flatMap(({ awslogs }) =>
    awslogs
      ? [
          JSON.parse(gunzipSync(Buffer.from(awslogs.data, 'base64')).toString()) as {
            readonly messageType: string;
            readonly logGroup: string;
            readonly logEvents: readonly { readonly message: string }[];
          },
        ]
      : [],
  );
const reportOn = (id: string) =>
  until(async () =>
    (await batches())
      .flatMap(({ logGroup, messageType, logEvents }) =>
        logEvents.map(({ message }) => ({ logGroup, messageType, line: JSON.parse(message) as Line })),
      )
      .find(({ line }) => line.notification.messageId === id),
  );
const mailEventOf = (id: string) =>
  until(async () => (await told()).find(({ detail }) => detail?.mail.messageId === id));

describe('an SMS', () => {
  it('is reported as delivered, a moment later, as SNS logs it', async () => {
    const id = await send({ type: 'text', to: '+79990000001' });
    const { logGroup, messageType, line } = await reportOn(id);
    expect(logGroup).toBe('sns/us-east-1/000000000000/DirectPublishToPhoneNumber');
    expect(messageType).toBe('DATA_MESSAGE');
    expect(line).toMatchObject({ status: 'SUCCESS', delivery: { destination: '+79990000001' } });
  });

  it('to a number that a fault made unreachable is taken, and reported as not delivered', async () => {
    stack.faults.makeUnreachable('+79990000002');
    const id = await send({ type: 'text', to: '+79990000002' });
    const { logGroup, line } = await reportOn(id);
    expect(logGroup).toMatch(/\/Failure$/);
    expect(line).toMatchObject({
      status: 'FAILURE',
      delivery: { providerResponse: 'Phone is currently unreachable/unavailable' },
    });
  });
});

describe('an e-mail', () => {
  it('is shown by the pager, and reported as delivered on the event bus', async () => {
    const id = await send({ type: 'mail', to: 'anna@example.com' });
    expect(stack.pager.messages().at(-1)).toMatchObject({
      id,
      channel: 'email',
      to: 'anna@example.com',
      subject: 'A customer waits',
      text: 'Wake up',
    });
    expect(await mailEventOf(id)).toMatchObject({
      source: 'aws.ses',
      'detail-type': 'Email Delivered',
      detail: { eventType: 'Delivery', mail: { tags: { kind: ['page'] }, destination: ['anna@example.com'] } },
    });
  });

  it('to an unreachable address bounces', async () => {
    stack.faults.makeUnreachable('gone@example.com');
    expect(await mailEventOf(await send({ type: 'mail', to: 'gone@example.com' }))).toMatchObject({
      detail: { eventType: 'Bounce', bounce: { bouncedRecipients: [{ emailAddress: 'gone@example.com' }] } },
    });
  });

  it('is refused from another sender, by another configuration set, and to what is no address', async () => {
    expect(await send({ type: 'mail', to: 'a@example.com', from: 'boss@example.com' })).toBe(
      'refused: AccessDeniedException',
    );
    expect(await send({ type: 'mail', to: 'a@example.com', set: 'other' })).toBe('refused: AccessDeniedException');
    expect(await send({ type: 'mail', to: 'nobody' })).toBe('refused: BadRequestException');
  });
});

describe('contacts’ networks', () => {
  it('are any on one machine, where all addresses are its own', async () => {
    expect(await send({ type: 'networks' })).toBe('any');
  });
});
