import { join } from 'node:path';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { tableDirectory } from '../../setup/directory.ts';
import { cognitoUsers } from '../../setup/users.ts';
import { DEFAULT_POLICY } from '../../shared/domain/kernel/policy.ts';
import { newId, openSession, type RawSocket, rawSocket, signIn } from '../support/drive.ts';
import type { TestWorkspace } from '../support/workspaces.ts';
import { type Chat, expect, meet, openChat, openDesk, type People } from './chat.ts';
import { alternate, run } from './latency.ts';
import { type Machine, startMachine } from './remote.ts';
import { type Row, within } from './report.ts';
import { median } from './samples.ts';
import { ownTable, seedConversations } from './seed.ts';

interface Size {
  readonly conversations: number;
  readonly customers: number;
  readonly operators: number;
}

const SIZES = {
  small: { conversations: 10, customers: 10, operators: 10 },
  large: { conversations: 10_000, customers: 1_000, operators: 100 },
} as const satisfies Readonly<Record<string, Size>>;
/** Sockets that are opened at once. */
const AT_ONCE = 6;

/** A workspace of some size on a machine of its own, with one conversation to measure in. */
interface Grown {
  readonly machine: Machine;
  readonly people: People;
  readonly chat: Chat;
  readonly sockets: readonly RawSocket[];
}

/**
 * What a message takes in a large workspace, against a small one, in turns. The sockets are open and subscribed, and say
 * nothing meanwhile: heartbeats would measure how much this machine can do at once, and not what a message costs.
 */
export async function growthRows(assembly: string, temporary: string): Promise<Row[]> {
  const machines: Machine[] = [];
  const grow = async (name: keyof typeof SIZES): Promise<Grown> => {
    const machine = await startMachine({ assembly, data: join(temporary, name) });
    machines.push(machine);
    return grown(machine, SIZES[name]);
  };
  try {
    const grew = { small: await grow('small'), large: await grow('large') };
    const taken = await alternate(['large', 'small'], (arm) => run(grew[arm].chat, 'product'));
    const alive = grew.large.sockets.filter(({ socket }) => socket.readyState === socket.OPEN).length;
    for (const { sockets, people } of Object.values(grew)) {
      people.close();
      for (const { socket } of sockets) socket.terminate();
    }
    const [large, small] = [median(taken.large), median(taken.small)];
    const { conversations, operators } = SIZES.large;
    return [
      {
        name: `growth to ${conversations} conversations, ${alive} sockets, ${operators} of them operators: ${large.toFixed(1)} ms, 10 of each ${small.toFixed(1)} ms`,
        ...within(large / small, 1.3),
      },
    ];
  } finally {
    await Promise.all(machines.map((machine) => machine.stop()));
  }
}

async function grown(machine: Machine, { conversations, customers, operators }: Size): Promise<Grown> {
  const workspace = await machine.workspace({ policy: DEFAULT_POLICY });
  await seedConversations(machine, workspace, conversations);
  await machine.projected();
  const emails = await hire(machine, workspace, operators);
  // The pair that is measured is of the number.
  const desks = await inTurns(emails.slice(1), async (email) => openDesk(machine, await signIn(machine, email)));
  const visitors = await inTurns(Array.from({ length: customers - 1 }), async () => {
    const { session } = await openSession(machine, workspace.id);
    const socket = await rawSocket(machine, session);
    await expect(socket, { type: 'hello', id: newId(), version: 1 }, 'welcome');
    return socket;
  });
  const people = await meet(machine, workspace, 'anna');
  return { machine, people, chat: await openChat(people), sockets: [...desks, ...visitors] };
}

/** Lets operators in until there are so many. @returns the e-mails of all, the first of them Anna's */
async function hire(machine: Machine, { id, people }: TestWorkspace, count: number): Promise<string[]> {
  using table = ownTable(machine);
  const cognito = new CognitoIdentityProviderClient({
    endpoint: machine.awsEndpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'owner', secretAccessKey: 'not-a-secret' },
  });
  const users = cognitoUsers(cognito, machine.outputs['UserPoolId'] ?? '');
  const directory = tableDirectory(table);
  const emails = Object.values(people).map(({ email }) => email);
  for (let n = emails.length; n < count; n++) {
    const email = `operator-${n}@${id}.test`;
    const user = await users.ensure({ email, name: `Operator ${n}`, workspace: id });
    await directory.createOperator(id, {
      id: user.id,
      name: `Operator ${n}`,
      role: 'operator',
      locale: 'en',
      active: true,
    });
    emails.push(email);
  }
  cognito.destroy();
  return emails;
}

/** All of a list, some at once. */
async function inTurns<T, R>(list: readonly T[], each: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let start = 0; start < list.length; start += AT_ONCE) {
    results.push(...(await Promise.all(list.slice(start, start + AT_ONCE).map(each))));
  }
  return results;
}
