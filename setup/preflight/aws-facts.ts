import { GetAccountSettingsCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { GetAccountCommand, GetEmailIdentityCommand, type SESv2Client } from '@aws-sdk/client-sesv2';
import {
  GetSMSAttributesCommand,
  GetSMSSandboxAccountStatusCommand,
  ListSMSSandboxPhoneNumbersCommand,
  paginateListSubscriptionsByTopic,
  type SNSClient,
} from '@aws-sdk/client-sns';
import { dynamoDirectory } from '../../functions/kernel/adapters/dynamo-directory.ts';
import { dynamoLog } from '../../functions/kernel/adapters/dynamo-log.ts';
import { PAGE_LOG } from '../../functions/kernel/adapters/log-schemas.ts';
import type { Table } from '../../functions/kernel/adapters/table.ts';
import type { Clock } from '../../functions/kernel/ports.ts';
import { dynamoContacts } from '../../functions/paging/adapters/dynamo-contacts.ts';
import { testLadder } from '../../shared/domain/paging/ladders.ts';
import type { Facts, Read, WorkspaceFacts } from './facts.ts';

/** Clients of the account; each call reads, none writes. */
export interface Account {
  readonly sns: SNSClient;
  readonly ses: SESv2Client;
  readonly lambda: LambdaClient;
  readonly table: Table;
  readonly clock: Clock;
  readonly mailFrom: string;
  readonly alarmTopicArn: string;
}

/** Reads all facts side by side. */
export async function readFacts(account: Account, workspaces: readonly string[]): Promise<Facts> {
  const [sms, mail, functions, alarms, found] = await Promise.all([
    attempted(() => readSms(account.sns)),
    attempted(() => readMail(account.ses, account.mailFrom)),
    attempted(() => readFunctions(account.lambda)),
    attempted(() => readAlarms(account.sns, account.alarmTopicArn)),
    Promise.all(
      workspaces.map(
        async (id): Promise<WorkspaceFacts> => ({ id, found: await attempted(() => readWorkspace(account, id)) }),
      ),
    ),
  ]);
  return { sms, mail, functions, alarms, workspaces: found };
}

/** What was read, or why not: the others are told all the same. */
export async function attempted<T>(read: () => Promise<T>): Promise<Read<T>> {
  try {
    return { ok: true, value: await read() };
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : String(error) };
  }
}

async function readSms(sns: SNSClient) {
  const [status, { attributes = {} }] = await Promise.all([
    sns.send(new GetSMSSandboxAccountStatusCommand()),
    sns.send(new GetSMSAttributesCommand()),
  ]);
  const inSandbox = status.IsInSandbox === true;
  const numbers = inSandbox ? await sns.send(new ListSMSSandboxPhoneNumbersCommand({ MaxResults: 100 })) : null;
  const limit = Number(attributes['MonthlySpendLimit'] ?? Number.NaN);
  return {
    inSandbox,
    sandboxNumbers: (numbers?.PhoneNumbers ?? [])
      .filter(({ Status }) => Status === 'Verified')
      .flatMap(({ PhoneNumber }) => PhoneNumber ?? []),
    monthlyLimitUsd: Number.isFinite(limit) ? limit : null,
    reportsDelivery: (attributes['DeliveryStatusIAMRole'] ?? '') !== '',
  };
}

async function readMail(ses: SESv2Client, from: string) {
  const [account, identity] = await Promise.all([
    ses.send(new GetAccountCommand()),
    ses.send(new GetEmailIdentityCommand({ EmailIdentity: from })).catch((error: unknown) => {
      // The address is no identity: its domain may be one.
      if (!(error instanceof Error) || error.name !== 'NotFoundException') throw error;
      return ses.send(new GetEmailIdentityCommand({ EmailIdentity: from.split('@')[1] ?? from }));
    }),
  ]);
  return {
    inSandbox: account.ProductionAccessEnabled !== true,
    isSending: account.SendingEnabled === true,
    from,
    isFromVerified: identity.VerifiedForSendingStatus === true,
    perDay: account.SendQuota?.Max24HourSend ?? 0,
  };
}

async function readFunctions(lambda: LambdaClient) {
  const { AccountLimit } = await lambda.send(new GetAccountSettingsCommand());
  return {
    concurrent: AccountLimit?.ConcurrentExecutions ?? 0,
    unreserved: AccountLimit?.UnreservedConcurrentExecutions ?? 0,
  };
}

async function readAlarms(client: SNSClient, TopicArn: string) {
  let [confirmed, pending] = [0, 0];
  for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic({ client }, { TopicArn }))
    for (const { SubscriptionArn } of Subscriptions) {
      if (SubscriptionArn === 'PendingConfirmation') pending += 1;
      else confirmed += 1;
    }
  return { confirmed, pending };
}

async function readWorkspace({ table, clock }: Account, id: string) {
  const directory = dynamoDirectory(table, clock);
  const workspace = await directory.workspace(id);
  if (!workspace) return null;
  const pages = dynamoLog(table, PAGE_LOG);
  const [operators, contacts] = await Promise.all([directory.operators(id), dynamoContacts(table).all(id)]);
  const tests = await Promise.all(
    operators.map(async (operator) => {
      const [newest] = await pages.readBack({ workspace: id, id: testLadder(operator.id) }, null, 1);
      return [operator.id, newest?.state ?? null] as const;
    }),
  );
  return { workspace, operators, contacts, tests: Object.fromEntries(tests) };
}
