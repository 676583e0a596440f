import { join } from 'node:path';
import { DEFAULT_POLICY } from '../../shared/domain/kernel/policy.ts';
import { type CustomerDriver, customerOf, type OperatorDriver, operatorOf } from '../support/drive.ts';
import { until } from '../support/until.ts';
import type { TestWorkspace } from '../support/workspaces.ts';
import { type Machine, startMachine } from './remote.ts';
import type { Row } from './report.ts';
import { commitsOf } from './seed.ts';

const CUSTOMERS = 6;
/** Commands of each that are on their way at once: the client sends one after another, so the others wait in its outbox. */
const AHEAD = 3;
/** The kill comes when so many messages have been acknowledged. */
const ENOUGH = 100;
const PATIENCE_MS = 30_000;

/** What was sent, and what became of it. */
interface Outcome {
  /** messages whose acknowledgement reached their sender before the kill */
  readonly acknowledged: number;
  /** messages in all: what was not acknowledged is sent again after the restart */
  readonly sent: number;
  /** acknowledged ones that are not in the log */
  readonly lost: number;
  /** messages that are in the log more than once */
  readonly doubled: number;
  /** conversations in which a sender's messages do not stand in their order */
  readonly disordered: number;
}

/** People who write without a pause. */
export interface Crowd {
  readonly customers: readonly CustomerDriver[];
  readonly operator: OperatorDriver;
  /** texts that were sent, by conversation, in their order */
  readonly texts: ReadonlyMap<string, readonly string[]>;
  /** begins to write, each as fast as the last message is acknowledged */
  readonly begin: () => void;
  readonly end: () => void;
  /** resolves when everything that was sent is acknowledged */
  readonly settled: (timeout: number) => Promise<unknown>;
  readonly stop: () => void;
}

export async function gather(machine: Machine, workspace: TestWorkspace, count: number): Promise<Crowd> {
  const operator = await operatorOf(machine, workspace, 'anna');
  const customers = await Promise.all(Array.from({ length: count }, () => customerOf(machine, workspace)));
  const texts = new Map(customers.map(({ conversation }) => [conversation, [] as string[]]));
  const pendingOf = ({ client, conversation }: CustomerDriver): number =>
    client.state.conversations.get(conversation)?.pending.length ?? 0;
  const endings: (() => void)[] = [];
  let isWriting = false;
  const fill = (customer: CustomerDriver): void => {
    const sent = texts.get(customer.conversation) ?? [];
    while (pendingOf(customer) < AHEAD) {
      const text = `message ${sent.length + 1}`;
      sent.push(text);
      customer.say(text);
    }
  };
  return {
    customers,
    operator,
    texts,
    begin: () => {
      // Each acknowledgement makes room for the next message.
      for (const customer of customers) {
        endings.push(customer.client.subscribe(() => queueMicrotask(() => isWriting && fill(customer))));
      }
      isWriting = true;
      for (const customer of customers) fill(customer);
    },
    end: () => {
      isWriting = false;
      for (const end of endings.splice(0)) end();
    },
    settled: (timeout) =>
      until(() => customers.every((customer) => pendingOf(customer) === 0), {
        timeout,
        interval: 50,
        what: 'the acknowledgement of everything that was sent',
      }),
    stop: () => {
      for (const { client } of [...customers, operator]) client.stop();
    },
  };
}

/** What has been acknowledged so far, by conversation. */
export const acknowledgedIn = ({ customers, texts }: Crowd): Map<string, string[]> =>
  new Map(
    customers.map(({ conversation, client }) => {
      const pending = client.state.conversations.get(conversation)?.pending.length ?? 0;
      const sent = texts.get(conversation) ?? [];
      return [conversation, sent.slice(0, sent.length - pending)];
    }),
  );

/** Compares the log with what was sent. */
export async function compare(
  machine: Machine,
  workspace: TestWorkspace,
  crowd: Crowd,
  acknowledged: ReadonlyMap<string, readonly string[]>,
): Promise<Outcome> {
  const outcome = { acknowledged: 0, sent: 0, lost: 0, doubled: 0, disordered: 0 };
  for (const [conversation, sent] of crowd.texts) {
    const texts = (await commitsOf(machine, workspace, conversation)).flatMap(({ text }) => text ?? []);
    const held = new Set(texts);
    const known = acknowledged.get(conversation) ?? [];
    outcome.acknowledged += known.length;
    outcome.sent += sent.length;
    outcome.lost += known.filter((text) => !held.has(text)).length;
    outcome.doubled += texts.length - held.size;
    outcome.disordered += JSON.stringify([...held]) === JSON.stringify(sent.filter((text) => held.has(text))) ? 0 : 1;
  }
  return outcome;
}

/** Kills the machine in the middle of a load, starts it again on its data, and looks for what was acknowledged. */
export async function crashRows(assembly: string, temporary: string): Promise<Row[]> {
  const data = join(temporary, 'crash');
  const first = await startMachine({ assembly, data });
  const workspace = await first.workspace({ policy: DEFAULT_POLICY });
  const crowd = await gather(first, workspace, CUSTOMERS);
  crowd.begin();
  const known = (): number => [...acknowledgedIn(crowd).values()].reduce((sum, texts) => sum + texts.length, 0);
  await until(() => known() >= ENOUGH, { timeout: PATIENCE_MS, interval: 5, what: 'enough messages' });
  await first.kill();
  const acknowledged = acknowledgedIn(crowd);
  crowd.end();
  // Same port: the clients come back by themselves.
  const second = await startMachine({ assembly, data, port: first.port });
  try {
    await crowd.settled(60_000);
    crowd.stop();
    const outcome = await compare(second, workspace, crowd, acknowledged);
    const wrong = outcome.lost + outcome.doubled + outcome.disordered;
    return [
      {
        name: `kill -9 under load: lost, doubled or out of order, of ${outcome.acknowledged} acknowledged`,
        figure: String(wrong),
        budget: '0',
        isWithin: wrong === 0 && outcome.acknowledged > 0,
      },
    ];
  } finally {
    crowd.stop();
    await second.stop();
  }
}
