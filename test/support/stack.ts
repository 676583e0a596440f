import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { type BootOptions, boot } from '../../local/boot.ts';
import type { PagerMessage } from '../../local/messaging/pager.ts';
import type { Stack } from '../../local/stack.ts';
import { tableDirectory } from '../../setup/directory.ts';
import { cognitoUsers } from '../../setup/users.ts';
import { setUpWorkspace } from '../../setup/workspace.ts';
import type { Policy } from '../../shared/domain/kernel/policy.ts';
import { type UntilOptions, until } from './until.ts';
import { isLead, QUICK_POLICY, STAFF, type StaffName, type TestWorkspace } from './workspaces.ts';

/** An item of the table. */
export type Item = Readonly<Record<string, unknown>>;

/** The synthesized stack, running on free ports on data of its own, with what tests look at beside its doors. */
export interface TestStack extends Stack {
  /** Makes a workspace with four people; each test has its own, so that nobody's presence or page is another's. */
  readonly workspace: (options?: WorkspaceOptions) => Promise<TestWorkspace>;
  /** All items of a partition, consistently read, in the order of their sort keys. */
  readonly items: (pk: string) => Promise<Item[]>;
  /** The commits of a conversation, a notes log (`N`) or a page (`P`). */
  readonly log: (workspace: TestWorkspace, id: string, keyClass?: 'C' | 'N' | 'P') => Promise<Item[]>;
  /** Everything the table holds that was written for a workspace; for the few tests that ask whether anything changed. */
  readonly everything: () => Promise<Item[]>;
  /** The short messages that a person's phone has received, oldest first. */
  readonly phone: (workspace: TestWorkspace, person: StaffName) => Promise<PagerMessage[]>;
  /** Codes of the links in them. */
  readonly links: (workspace: TestWorkspace, person: StaffName) => Promise<string[]>;
}

export interface WorkspaceOptions {
  /** Targets of a few seconds unless told. */
  readonly policy?: Policy;
  readonly id?: string;
  readonly locale?: 'ru' | 'en';
  /** Origins beside the stack's own. */
  readonly origins?: readonly string[];
  readonly name?: string;
}

/** A sweep each five seconds and not each minute, for tests of what it finds; test/infra/clocks.test.ts holds the template's rate. */
export const QUICK_SWEEP: Pick<BootOptions, 'schedulePace'> = { schedulePace: 12 };
/** By when it has found a lease: 15 s after that was due at the earliest, at the next sweep, and twice that on two busy cores. */
export const SWEPT_WITHIN_MS = 2 * (15_000 + 5_000);

const FIRST_NAMES: Readonly<Record<'ru' | 'en', Readonly<Record<StaffName, string>>>> = {
  en: { anna: 'Anna', pyotr: 'Pyotr', oleg: 'Oleg', maria: 'Maria' },
  ru: { anna: 'Анна', pyotr: 'Пётр', oleg: 'Олег', maria: 'Мария' },
};

/** Boots the stack that `synthesize.ts` has built. @throws when it does not start; nothing is left running then */
export async function startTestStack(options: Partial<BootOptions> = {}): Promise<TestStack> {
  const data = options.data ?? (await mkdtemp(join(tmpdir(), 'otvet-stack-')));
  const stack = await boot({ report: () => undefined, ...options, data });
  const config = {
    endpoint: stack.awsEndpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: stack.env['AWS_ACCESS_KEY_ID'] ?? '', secretAccessKey: 'not-a-secret' },
  };
  const cognito = new CognitoIdentityProviderClient(config);
  const dynamo = new DynamoDBClient(config);
  const table = {
    client: DynamoDBDocumentClient.from(dynamo, { marshallOptions: { removeUndefinedValues: true } }),
    name: stack.table.name,
  };
  let workspaces = 0;

  async function workspace(wanted: WorkspaceOptions = {}): Promise<TestWorkspace> {
    const number = ++workspaces;
    const { id = `w${number}-${stack.port}`, policy = QUICK_POLICY, locale = 'en', name = 'Kofevarnya' } = wanted;
    const result = await setUpWorkspace(
      {
        users: cognitoUsers(cognito, stack.outputs['UserPoolId'] ?? ''),
        clock: { now: () => Date.now() },
        directory: tableDirectory(table),
        secret: () => 'a-secret-that-only-the-company-and-the-workspace-know',
      },
      {
        workspace: { id, name, locale, origins: [stack.url, ...(wanted.origins ?? [])], policy },
        people: STAFF.map((person, index) => ({
          email: `${person}@${id}.test`,
          name: FIRST_NAMES[locale][person],
          role: isLead(person) ? 'lead' : 'operator',
          phone: `+7${String(900_000_0000 + number * 10 + index)}`,
          isPhoneVerified: true,
          isOnCall: isLead(person),
        })),
      },
    );
    const people = Object.fromEntries(STAFF.map((person, index) => [person, result.people[index]] as const));
    return {
      id,
      policy,
      identitySecret: result.workspace.identitySecret ?? '',
      people: people as unknown as TestWorkspace['people'],
    };
  }

  async function items(pk: string): Promise<Item[]> {
    const { Items } = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        ConsistentRead: true,
      }),
    );
    return Items ?? [];
  }

  async function everything(): Promise<Item[]> {
    const all: Item[] = [];
    for (let from: Item | undefined; ; ) {
      const { Items, LastEvaluatedKey } = await table.client.send(
        new ScanCommand({ TableName: table.name, ConsistentRead: true, ...(from && { ExclusiveStartKey: from }) }),
      );
      all.push(...(Items ?? []));
      if (LastEvaluatedKey === undefined) return all;
      from = LastEvaluatedKey;
    }
  }

  async function phone({ people }: TestWorkspace, person: StaffName): Promise<PagerMessage[]> {
    const messages = (await (await fetch(`${stack.url}/pager/messages`)).json()) as PagerMessage[];
    return messages.filter(({ channel, to }) => channel === 'sms' && to === people[person].phone);
  }

  return {
    ...stack,
    workspace,
    items,
    everything,
    phone,
    log: ({ id: ws }, id, keyClass = 'C') => items(`${keyClass}#${ws}#${id}`),
    links: async (ws, person) => (await phone(ws, person)).flatMap(({ text }) => text.split('/p/')[1] ?? []),
    stop: async () => {
      cognito.destroy();
      dynamo.destroy();
      await stack.stop();
      if (options.data === undefined) await rm(data, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** {@link until} with the patience that a whole stack on two busy cores needs. */
export const eventually = <T>(condition: () => T | Promise<T>, options: UntilOptions = {}) =>
  until(condition, { timeout: 60_000, interval: 25, ...options });
