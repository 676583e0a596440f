import { type CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetAccountSettingsCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { DescribeSecretCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { paginateListServiceQuotas, type ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { GetAccountCommand, type SESv2Client } from '@aws-sdk/client-sesv2';
import {
  GetSMSAttributesCommand,
  GetSMSSandboxAccountStatusCommand,
  paginateListOriginationNumbers,
  type SNSClient,
} from '@aws-sdk/client-sns';
import { attempted } from './aws-facts.ts';
import type { Read } from './facts.ts';

/** What an account is like before the stack is in it. All of it is only read. */
export interface BeforeFacts {
  readonly region: string;
  readonly stack: string;
  /** phones that pages shall ring, E.164, as they were given */
  readonly phones: readonly string[];
  /** the stack as it is there already, by its status; null: it is not */
  readonly found: Read<string | null>;
  /** names the stack would take that are taken, while there is no such stack */
  readonly leftovers: Read<readonly string[]>;
  readonly functions: Read<{ readonly concurrent: number }>;
  readonly mail: Read<{ readonly inSandbox: boolean; readonly isSending: boolean; readonly perDay: number }>;
  readonly sms: Read<{
    readonly inSandbox: boolean;
    readonly monthlyLimitUsd: number | null;
    /** numbers of the account's own that SMS can come from, E.164 */
    readonly originations: readonly string[];
  }>;
  /** requests a second that all APIs of the account may take, and new sockets a second; null: nobody says */
  readonly gateway: Read<{ readonly rate: number | null; readonly newSockets: number | null }>;
}

export interface NewAccount {
  readonly region: string;
  readonly stack: string;
  readonly phones: readonly string[];
  readonly cloudFormation: CloudFormationClient;
  readonly dynamo: DynamoDBClient;
  readonly secrets: SecretsManagerClient;
  readonly lambda: LambdaClient;
  readonly ses: SESv2Client;
  readonly sns: SNSClient;
  readonly quotas: ServiceQuotasClient;
}

/** Reads all facts side by side. */
export async function readBefore(account: NewAccount): Promise<BeforeFacts> {
  const { region, stack, phones } = account;
  const [found, leftovers, functions, mail, sms, gateway] = await Promise.all([
    attempted(() => readStack(account)),
    attempted(() => readLeftovers(account)),
    attempted(() => readFunctions(account.lambda)),
    attempted(() => readMail(account.ses)),
    attempted(() => readSms(account.sns)),
    attempted(() => readGateway(account.quotas)),
  ]);
  return { region, stack, phones, found, leftovers, functions, mail, sms, gateway };
}

async function readStack({ cloudFormation, stack }: NewAccount): Promise<string | null> {
  const answer = await orNull(cloudFormation.send(new DescribeStacksCommand({ StackName: stack })), 'ValidationError');
  return answer?.Stacks?.[0]?.StackStatus ?? null;
}

/** What a stack names itself, and what is not deleted with one that has come up once. */
async function readLeftovers({ dynamo, secrets, stack }: NewAccount): Promise<string[]> {
  const table = `${stack}-log`;
  const [hasTable, ...hasSecrets] = await Promise.all([
    orNull(dynamo.send(new DescribeTableCommand({ TableName: table })), 'ResourceNotFoundException'),
    ...SECRETS.map((name) =>
      orNull(secrets.send(new DescribeSecretCommand({ SecretId: `${stack}/${name}` })), 'ResourceNotFoundException'),
    ),
  ]);
  return [
    ...(hasTable ? [`the table ${table}`] : []),
    ...SECRETS.flatMap((name, index) => (hasSecrets[index] ? [`the secret ${stack}/${name}`] : [])),
  ];
}
const SECRETS = ['signing', 'push'] as const;

async function readFunctions(lambda: LambdaClient) {
  const { AccountLimit } = await lambda.send(new GetAccountSettingsCommand());
  return { concurrent: AccountLimit?.ConcurrentExecutions ?? 0 };
}

async function readMail(ses: SESv2Client) {
  const { ProductionAccessEnabled, SendingEnabled, SendQuota } = await ses.send(new GetAccountCommand());
  return {
    inSandbox: ProductionAccessEnabled !== true,
    isSending: SendingEnabled === true,
    perDay: SendQuota?.Max24HourSend ?? 0,
  };
}

async function readSms(client: SNSClient) {
  const [status, { attributes = {} }] = await Promise.all([
    client.send(new GetSMSSandboxAccountStatusCommand()),
    client.send(new GetSMSAttributesCommand()),
  ]);
  const originations: string[] = [];
  for await (const { PhoneNumbers = [] } of paginateListOriginationNumbers({ client }, {}))
    originations.push(...PhoneNumbers.flatMap(({ PhoneNumber }) => PhoneNumber ?? []));
  const limit = Number(attributes['MonthlySpendLimit'] ?? Number.NaN);
  return {
    inSandbox: status.IsInSandbox === true,
    monthlyLimitUsd: Number.isFinite(limit) ? limit : null,
    originations,
  };
}

/** By their names: their codes are written in no place that we could test against. */
async function readGateway(client: ServiceQuotasClient) {
  const quotas = new Map<string, number>();
  for await (const { Quotas = [] } of paginateListServiceQuotas({ client }, { ServiceCode: 'apigateway' }))
    for (const { QuotaName = '', Value } of Quotas) if (Value !== undefined) quotas.set(QuotaName, Value);
  const named = (pattern: RegExp): number | null => [...quotas].find(([name]) => pattern.test(name))?.[1] ?? null;
  return { rate: named(/^throttle rate/i), newSockets: named(/new connections per second/i) };
}

/** The answer, or null where this error says that there is no such thing. */
async function orNull<T>(answer: Promise<T>, absent: string): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && error.name === absent) return null;
    throw error;
  }
}
