import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { startChild } from '../support/child.ts';
import { type CustomerDriver, customerOf, operatorOf } from '../support/drive.ts';
import { freePort } from '../support/free-port.ts';
import { scratchDirectory } from '../support/scratch.ts';
import { eventually } from '../support/stack.ts';
import type { TestWorkspace } from '../support/workspaces.ts';

/** The whole machine as a process, killed with -9 while people write. */
interface Running {
  readonly url: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly table: { readonly name: string; readonly endpoint: string };
  readonly workspace: TestWorkspace | null;
}

interface Commit {
  /** the seq, in ten digits */
  readonly sk: string;
  readonly due?: number;
  readonly command: string;
  readonly body: { readonly text?: string };
  readonly state: { readonly clocks: readonly { readonly kind: string }[]; readonly lease: number | null };
}

/** Commits of a log, read from the table of the process. */
async function logOf({ table }: Running, pk: string): Promise<Commit[]> {
  const client = new DynamoDBClient({
    endpoint: table.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'owner', secretAccessKey: 'not-a-secret' },
  });
  try {
    const { Items } = await DynamoDBDocumentClient.from(client).send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        ConsistentRead: true,
      }),
    );
    return (Items ?? []) as unknown as Commit[];
  } finally {
    client.destroy();
  }
}

/** Commands that the server has acknowledged. */
const acknowledged = ({ received }: CustomerDriver): string[] =>
  received.flatMap(({ type, id, seq }) => (type === 'ack' && typeof seq === 'number' ? String(id) : []));

describe('the process is killed with -9 under load', () => {
  it('each acknowledged message is there after the restart, and each waiting chat has its clock', async (test) => {
    const data = await scratchDirectory(test);
    const port = String(await freePort());
    let child = await startChild<Running>(test, 'stack-process.ts', [data, port, 'survivors']);
    const first = child.said;
    const workspace = first.workspace as TestWorkspace;
    const customers = await Promise.all(Array.from({ length: 8 }, () => customerOf(first, workspace)));
    for (const { stop } of customers) test.onTestFinished(stop);
    const written = new Map(customers.map((customer) => [customer, [] as string[]]));
    const write = (customer: CustomerDriver): void => {
      const mine = written.get(customer) ?? [];
      mine.push(`message ${mine.length + 1}`);
      customer.say(`message ${mine.length}`);
    };

    // Everyone writes on, whatever is answered; in the midst of it the process dies, twice.
    const confirmed = new Map<CustomerDriver, readonly string[]>();
    let running = first;
    for (const round of [1, 2]) {
      const before = customers.map((customer) => acknowledged(customer).length);
      for (let i = 0; i < 6; i++) for (const customer of customers) write(customer);
      await eventually(
        () => customers.every((customer, index) => acknowledged(customer).length >= (before[index] ?? 0) + 2),
        { what: 'two answers to each' },
      );
      await child.kill();
      for (const customer of customers) confirmed.set(customer, acknowledged(customer));
      child = await startChild(test, 'stack-process.ts', [data, port]);
      running = child.said;

      // Right after the start, before anything is sent again: what was acknowledged is in the log, each once.
      for (const customer of customers) {
        const commits = await logOf(running, `C#${workspace.id}#${customer.conversation}`);
        const commands = commits.map(({ command }) => command);
        for (const id of confirmed.get(customer) ?? [])
          expect(
            commands.filter((command) => command === id),
            `round ${round}`,
          ).toHaveLength(1);
        // Whoever waits has a lease, and it stands on the commit that the state names.
        const newest = commits.at(-1);
        expect(newest?.state.clocks.map(({ kind }) => kind)).toContain('connect');
        const lease = commits.find(({ sk }) => Number(sk) === newest?.state.lease);
        expect(lease?.due).toEqual(expect.any(Number));
      }
      for (const customer of customers) customer.client.wake();
    }

    // What was not acknowledged was sent again: everything lands once, in its sender's order.
    for (const customer of customers) {
      const mine = written.get(customer) ?? [];
      await eventually(() => customer.texts().length === mine.length, { what: 'every message' });
      const commits = await logOf(running, `C#${workspace.id}#${customer.conversation}`);
      expect(commits.flatMap(({ body }) => body.text ?? [])).toEqual(mine);
      expect(customer.texts()).toEqual(mine);
    }

    // The clocks run on: a phone rings for those who wait, all of them on one page.
    await eventually(
      async () => {
        const newest = (await logOf(running, `P#${workspace.id}#oncall`)).at(-1);
        const { waits, more } = (newest?.state ?? { waits: [], more: 0 }) as unknown as {
          waits: unknown[];
          more: number;
        };
        return waits.length + more >= customers.length;
      },
      { timeout: 90_000, what: 'a page with all who wait' },
    );
    // And people find everything where it was.
    const oleg = await operatorOf(running, workspace, 'oleg');
    test.onTestFinished(oleg.stop);
    const chat = customers[0]?.conversation ?? '';
    oleg.client.watch(chat);
    oleg.say(chat, 'We are back.');
    await eventually(() => customers[0]?.texts().at(-1) === 'We are back.');
  }, 180_000);
});
