import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetAccountCommand, GetEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import {
  GetSMSAttributesCommand,
  GetSMSSandboxAccountStatusCommand,
  ListSMSSandboxPhoneNumbersCommand,
  ListSubscriptionsByTopicCommand,
  SetSMSAttributesCommand,
  SNSClient,
} from '@aws-sdk/client-sns';
import { DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import { readFacts } from '../../../setup/preflight/aws-facts.ts';
import type { Facts, Read } from '../../../setup/preflight/facts.ts';
import { judge } from '../../../setup/preflight/judge.ts';
import { report } from '../../../setup/preflight/report.ts';
import { reportSmsDelivery } from '../../../setup/sms-reports.ts';
import { aContact, OPERATORS, scheduleOf, WORKSPACE } from '../../support/world.ts';

const NOW = Date.UTC(2026, 10, 22, 9);
const read = <T>(value: T): Read<T> => ({ ok: true, value });
const DAY = 86_400_000;

type Shop = NonNullable<Extract<Facts['workspaces'][number]['found'], { ok: true }>['value']>;
const shop = (more: Partial<Shop> = {}): Shop => ({
  workspace: WORKSPACE,
  operators: OPERATORS,
  contacts: [aContact('anna'), aContact('pyotr'), aContact('oleg'), aContact('anna', { id: 'm', kind: 'email' })],
  tests: {
    anna: { status: 'acknowledged', raisedAt: NOW - 10 * DAY },
    pyotr: { status: 'acknowledged', raisedAt: NOW - 20 * DAY },
  },
  ...more,
});

/** An account in which nothing stops a page. */
const facts = (more: Partial<Facts> = {}, workspace: Partial<Shop> = {}): Facts => ({
  sms: read({ inSandbox: false, sandboxNumbers: [], monthlyLimitUsd: 50, reportsDelivery: true }),
  mail: read({ inSandbox: false, isSending: true, from: 'otvet@shop.example', isFromVerified: true, perDay: 50_000 }),
  functions: read({ concurrent: 1000, unreserved: 500 }),
  alarms: read({ confirmed: 1, pending: 0 }),
  workspaces: [{ id: 'kofevarnya', found: read(shop(workspace)) }],
  ...more,
});

const worst = (found: Facts): string => {
  const [first] = judge(found, NOW);
  return first ? `${first.level}: ${first.what}` : 'nothing';
};

describe('the preflight', () => {
  it('has nothing to say of an account in which nothing stops a page', () => {
    expect(judge(facts(), NOW)).toEqual([]);
    expect(report([])).toEqual(['Nothing that can be seen from here would stop a page.']);
  });

  const sms = (more: object) =>
    facts({ sms: read({ inSandbox: false, sandboxNumbers: [], monthlyLimitUsd: 50, reportsDelivery: true, ...more }) });
  const mail = (more: object) =>
    facts({
      mail: read({
        inSandbox: false,
        isSending: true,
        from: 'a@b.example',
        isFromVerified: true,
        perDay: 200,
        ...more,
      }),
    });
  const gap = { ...WORKSPACE, schedule: { ...scheduleOf('anna'), entries: [] } };

  it.each([
    ['the SMS sandbox', sms({ inSandbox: true }), /^stops: SMS is in the sandbox.*\+70000000001/],
    ['the limit of one dollar', sms({ monthlyLimitUsd: null }), /^stops: SMS stops without a word when 1 USD/],
    ['delivery that is not reported', sms({ reportsDelivery: false }), /^risks: What becomes of SMS/],
    ['the SES sandbox', mail({ inSandbox: true }), /^stops: E-mail is in the SES sandbox.*200 a day/],
    [
      'a sender that is not verified',
      mail({ isFromVerified: false }),
      /^stops: E-mail cannot be sent from a@b\.example/,
    ],
    ['SES that has stopped', mail({ isSending: false }), /^stops: SES has stopped/],
    [
      'a new account’s ten functions',
      facts({ functions: read({ concurrent: 10, unreserved: 10 }) }),
      /^stops: Lambda may run 10/,
    ],
    [
      'alarms that nobody hears',
      facts({ alarms: read({ confirmed: 0, pending: 0 }) }),
      /^risks: Nobody hears of alarms: /,
    ],
    [
      'an alarm e-mail not confirmed',
      facts({ alarms: read({ confirmed: 0, pending: 1 }) }),
      /^risks: Nobody hears of alarms yet/,
    ],
    [
      'nobody who can be rung',
      facts({}, { contacts: [aContact('anna', { verifiedAt: null })] }),
      /^stops: kofevarnya: nobody has a contact/,
    ],
    [
      'somebody on call who cannot be rung',
      facts({}, { contacts: [aContact('pyotr')] }),
      /^stops: kofevarnya: Anna is on call now and cannot be rung/,
    ],
    [
      'a gap',
      facts({}, { workspace: gap }),
      /^stops: kofevarnya: nobody is on call from 22 Nov 2026, 12:00 to further/,
    ],
    [
      'a lead never tested',
      facts({}, { tests: { anna: null, pyotr: null } }),
      /^risks: kofevarnya: no test page of Anna was acknowledged yet/,
    ],
    [
      'a test that nobody acknowledged',
      facts({}, { tests: { ...shop().tests, pyotr: { status: 'ringing', raisedAt: NOW - DAY } } }),
      /^risks: kofevarnya: no test page of Pyotr/,
    ],
    [
      'a workspace that is not there',
      facts({ workspaces: [{ id: 'shop', found: read(null) }] }),
      /^stops: There is no workspace shop/,
    ],
    [
      'what cannot be read',
      facts({ sms: { ok: false, why: 'AccessDenied' } }),
      /^risks: Could not read the SMS settings: AccessDenied/,
    ],
  ])('names %s', (_, found, sentence) => {
    expect(worst(found)).toMatch(sentence);
  });

  it('numbers that a sandbox knows do ring', () => {
    const numbers = OPERATORS.map(({ id }) => aContact(id).address);
    expect(judge(sms({ inSandbox: true, sandboxNumbers: numbers }), NOW)).toEqual([]);
  });

  it('tells what stops a page before what only may', () => {
    const lines = report(
      judge(
        facts({ functions: read({ concurrent: 10, unreserved: 1 }), alarms: read({ confirmed: 0, pending: 0 }) }),
        NOW,
      ),
    );
    expect(lines[0]).toBe('Would stop a page:');
    expect(lines.indexOf('Worth putting right:')).toBeGreaterThan(1);
  });
});

it('reads the account, and only reads', async () => {
  const region = { region: 'eu-central-1' };
  const sns = mockClient(SNSClient);
  sns.on(GetSMSSandboxAccountStatusCommand).resolves({ IsInSandbox: true });
  sns.on(GetSMSAttributesCommand).resolves({ attributes: { MonthlySpendLimit: '20', DeliveryStatusIAMRole: 'arn' } });
  sns.on(ListSMSSandboxPhoneNumbersCommand).resolves({
    PhoneNumbers: [
      { PhoneNumber: '+7', Status: 'Verified' },
      { PhoneNumber: '+8', Status: 'Pending' },
    ],
  });
  sns.on(ListSubscriptionsByTopicCommand).resolves({
    Subscriptions: [{ SubscriptionArn: 'arn:x' }, { SubscriptionArn: 'PendingConfirmation' }],
  });
  const ses = mockClient(SESv2Client);
  ses
    .on(GetAccountCommand)
    .resolves({ ProductionAccessEnabled: true, SendingEnabled: true, SendQuota: { Max24HourSend: 200 } });
  ses.on(GetEmailIdentityCommand).rejects(Object.assign(new Error('no'), { name: 'NotFoundException' }));
  ses.on(GetEmailIdentityCommand, { EmailIdentity: 'shop.example' }).resolves({ VerifiedForSendingStatus: true });
  const lambda = mockClient(LambdaClient);
  lambda.on(GetAccountSettingsCommand).rejects(new Error('AccessDenied'));
  const table = mockClient(DynamoDBDocumentClient);
  table.on(GetCommand).resolves({});
  const found = await readFacts(
    {
      sns: new SNSClient(region),
      ses: new SESv2Client(region),
      lambda: new LambdaClient(region),
      table: { client: DynamoDBDocumentClient.from(new DynamoDBClient(region)), name: 'otvet' },
      clock: { now: () => NOW },
      mailFrom: 'otvet@shop.example',
      alarmTopicArn: 'arn:alarms',
    },
    ['shop'],
  );
  expect(found).toEqual({
    sms: read({ inSandbox: true, sandboxNumbers: ['+7'], monthlyLimitUsd: 20, reportsDelivery: true }),
    mail: read({ inSandbox: false, isSending: true, from: 'otvet@shop.example', isFromVerified: true, perDay: 200 }),
    functions: { ok: false, why: 'AccessDenied' },
    alarms: read({ confirmed: 1, pending: 1 }),
    workspaces: [{ id: 'shop', found: read(null) }],
  });
  const called = [...sns.calls(), ...ses.calls(), ...lambda.calls(), ...table.calls()];
  expect(called.every(({ args: [command] }) => /^(Get|List|Query)/.test(command.constructor.name))).toBe(true);
  expect(table.commandCalls(QueryCommand)).toHaveLength(0);
});

it('has SNS report what becomes of SMS', async () => {
  const sns = mockClient(SNSClient);
  sns.on(SetSMSAttributesCommand).resolves({});
  expect(await reportSmsDelivery(new SNSClient({ region: 'eu-central-1' }), 'arn:role')).toBeNull();
  expect(sns.calls()[0]?.args[0].input).toEqual({
    attributes: { DeliveryStatusIAMRole: 'arn:role', DeliveryStatusSuccessSamplingRate: '100' },
  });
});

it('a set-up without the right to set SMS is done all the same, and says what is missing', async () => {
  const sns = mockClient(SNSClient);
  sns.on(SetSMSAttributesCommand).rejects(Object.assign(new Error('no right'), { name: 'AuthorizationError' }));
  const warning = await reportSmsDelivery(new SNSClient({ region: 'eu-central-1' }), 'arn:role');
  expect(warning).toMatch(/AuthorizationError: no right.*sns:SetSMSAttributes/);
});
