import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DescribeSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ListServiceQuotasCommand, ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { GetAccountCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import {
  GetSMSAttributesCommand,
  GetSMSSandboxAccountStatusCommand,
  ListOriginationNumbersCommand,
  SNSClient,
} from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import { CONFIG } from '../../infra/config.ts';
import { type BeforeFacts, readBefore } from '../../setup/preflight/before-facts.ts';
import type { Read } from '../../setup/preflight/facts.ts';
import { judgeBefore } from '../../setup/preflight/judge-before.ts';
import { OF_A_DEPLOYMENT, report } from '../../setup/preflight/report.ts';

const read = <T>(value: T): Read<T> => ({ ok: true, value });

/** An account that AWS has given all it was asked for. */
const facts = (more: Partial<BeforeFacts> = {}): BeforeFacts => ({
  region: 'eu-central-1',
  stack: 'otvet-prod',
  phones: ['+4915112345678'],
  found: read(null),
  leftovers: read([]),
  functions: read({ concurrent: 1000 }),
  mail: read({ inSandbox: false, isSending: true, perDay: 50_000 }),
  sms: read({ inSandbox: false, monthlyLimitUsd: 50, originations: [] }),
  gateway: read({ rate: 10_000, newSockets: 500 }),
  ...more,
});
const worst = (found: BeforeFacts): string => {
  const [first] = judgeBefore(found);
  return first ? `${first.level}: ${first.what}` : 'nothing';
};
const sms = (more: object) => read({ inSandbox: false, monthlyLimitUsd: 50, originations: [] as string[], ...more });

describe('the preflight before a first deployment', () => {
  it('has nothing to say of an account that is ready', () => {
    expect(judgeBefore(facts())).toEqual([]);
    expect(report([], OF_A_DEPLOYMENT)).toEqual(['Nothing that can be seen from here stands in the way.']);
  });

  it.each<[string, Partial<BeforeFacts>, RegExp]>([
    ['a Region without e-mail', { region: 'mx-central-1' }, /^stops: mx-central-1 has no Amazon SES/],
    [
      'a Region that gets no logs of CloudFront',
      { region: 'me-central-1' },
      /^stops: CloudFront delivers no access logs/,
    ],
    ['a stack that failed', { found: read('ROLLBACK_FAILED') }, /^stops: otvet-prod is there, and broken/],
    ['a stack that is being made', { found: read('CREATE_IN_PROGRESS') }, /^stops: otvet-prod is being changed/],
    ['a stack that stands', { found: read('CREATE_COMPLETE') }, /^risks: otvet-prod is there already/],
    [
      'a table that an earlier stack kept',
      { leftovers: read(['the table otvet-prod-log']) },
      /^stops: There is no stack, but the table otvet-prod-log is there/,
    ],
    ['a new account’s ten functions', { functions: read({ concurrent: 10 }) }, /^risks: Lambda may run 10/],
    ['too few for what production reserves', { functions: read({ concurrent: 500 }) }, /too few for what production/],
    ['the sandbox of SES', { mail: read({ inSandbox: true, isSending: true, perDay: 200 }) }, /SES sandbox.*200 a day/],
    ['SES that does not send', { mail: read({ inSandbox: false, isSending: false, perDay: 0 }) }, /SES does not send/],
    ['the sandbox of SMS', { sms: sms({ inSandbox: true }) }, /^risks: SMS is in the sandbox/],
    ['the limit of one dollar', { sms: sms({ monthlyLimitUsd: null }) }, /^risks: SMS stops without a word when 1 USD/],
    [
      'a phone in the USA',
      { phones: ['+15550100'] },
      /^risks: \+15550100: the USA and Canada take SMS from registered/,
    ],
    ['a phone in Russia', { phones: ['+79990000000'] }, /^risks: \+79990000000: Russia and Kazakhstan/],
    ['phones that nobody named', { phones: [] }, /^risks: Whether SMS reach/],
    [
      'a gateway that takes less',
      { gateway: read({ rate: 2500, newSockets: 500 }) },
      /^risks: All APIs.*2500 requests/,
    ],
    ['few new sockets', { gateway: read({ rate: 10_000, newSockets: 100 }) }, /^risks: 100 sockets a second/],
    ['what cannot be read', { mail: { ok: false, why: 'AccessDenied' } }, /^risks: Could not read the e-mail settings/],
  ])('names %s', (_what, more, sentence) => {
    expect(worst(facts(more))).toMatch(sentence);
  });

  it('takes a number of the account’s own in that country for the registered one', () => {
    const registered = { phones: ['+15550100'], sms: sms({ originations: ['+18005550199'] }) };
    expect(judgeBefore(facts(registered))).toEqual([]);
  });

  it('says nothing of what is left where the stack itself stands: it is the stack’s', () => {
    const standing = facts({ found: read('CREATE_COMPLETE'), leftovers: read(['the table otvet-prod-log']) });
    expect(judgeBefore(standing).filter(({ level }) => level === 'stops')).toEqual([]);
  });

  it('counts with what the production stage reserves', () => {
    const reserved = Object.values(CONFIG.prod.reservedConcurrency).reduce((sum, one) => sum + one, 0);
    expect(worst(facts({ functions: read({ concurrent: reserved + 99 }) }))).toMatch(`${reserved} and 100 beside`);
    expect(worst(facts({ functions: read({ concurrent: reserved + 100 }) }))).toBe('nothing');
  });
});

const named = (name: string): Error => Object.assign(new Error(name), { name });

it('reads a new account without a stack, and only reads', async () => {
  const region = { region: 'eu-central-1' };
  const cloudFormation = mockClient(CloudFormationClient);
  cloudFormation.on(DescribeStacksCommand).rejects(named('ValidationError'));
  const dynamo = mockClient(DynamoDBClient);
  dynamo.on(DescribeTableCommand, { TableName: 'otvet-prod-log' }).resolves({ Table: {} });
  const secrets = mockClient(SecretsManagerClient);
  secrets.on(DescribeSecretCommand).rejects(named('ResourceNotFoundException'));
  secrets.on(DescribeSecretCommand, { SecretId: 'otvet-prod/push' }).resolves({});
  const lambda = mockClient(LambdaClient);
  lambda.on(GetAccountSettingsCommand).resolves({ AccountLimit: { ConcurrentExecutions: 10 } });
  const ses = mockClient(SESv2Client);
  ses.on(GetAccountCommand).rejects(named('AccessDenied'));
  const sns = mockClient(SNSClient);
  sns.on(GetSMSSandboxAccountStatusCommand).resolves({ IsInSandbox: true });
  sns.on(GetSMSAttributesCommand).resolves({ attributes: {} });
  sns.on(ListOriginationNumbersCommand).resolves({ PhoneNumbers: [{ PhoneNumber: '+18005550199' }] });
  const quotas = mockClient(ServiceQuotasClient);
  quotas.on(ListServiceQuotasCommand).resolves({
    Quotas: [
      { QuotaName: 'Throttle rate', Value: 2500 },
      { QuotaName: 'Custom domain names', Value: 120 },
    ],
  });
  const account = {
    ...region,
    stack: 'otvet-prod',
    phones: ['+15550100'],
    cloudFormation: new CloudFormationClient(region),
    dynamo: new DynamoDBClient(region),
    secrets: new SecretsManagerClient(region),
    lambda: new LambdaClient(region),
    ses: new SESv2Client(region),
    sns: new SNSClient(region),
    quotas: new ServiceQuotasClient(region),
  };
  expect(await readBefore(account)).toEqual({
    region: 'eu-central-1',
    stack: 'otvet-prod',
    phones: ['+15550100'],
    found: read(null),
    leftovers: read(['the table otvet-prod-log', 'the secret otvet-prod/push']),
    functions: read({ concurrent: 10 }),
    mail: { ok: false, why: 'AccessDenied' },
    sms: read({ inSandbox: true, monthlyLimitUsd: null, originations: ['+18005550199'] }),
    gateway: read({ rate: 2500, newSockets: null }),
  });
  const mocks: readonly { calls(): readonly { readonly args: readonly object[] }[] }[] = [
    cloudFormation,
    dynamo,
    secrets,
    lambda,
    ses,
    sns,
    quotas,
  ];
  const called = mocks.flatMap((mock) => mock.calls()).map(({ args: [command] }) => command?.constructor.name ?? '');
  expect(called.filter((name) => !/^(Get|List|Describe)/.test(name))).toEqual([]);
});
