import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoDirectory } from '../../functions/kernel/adapters/dynamo-directory.ts';
import { inPartition, queryAll, type Table } from '../../functions/kernel/adapters/table.ts';
import { unitsOf, writeUnits } from '../../local/demo/write.ts';
import type { ConversationEvent } from '../../shared/domain/conversation/events.ts';
import { evolve } from '../../shared/domain/conversation/evolve.ts';
import { EMPTY } from '../../shared/domain/conversation/state.ts';
import type { Body } from '../../shared/domain/kernel/types.ts';
import { newId } from '../support/drive.ts';
import type { TestWorkspace } from '../support/workspaces.ts';
import type { Machine } from './remote.ts';

/** What was seeded is not projected again: its commits are known by this. */
export const SEED_PREFIX = 'seed-';

/** The table of a machine, as its owner reaches it. */
export function ownTable({ awsEndpoint: endpoint, table }: Pick<Machine, 'awsEndpoint' | 'table'>): Table & Disposable {
  const credentials = { accessKeyId: 'owner', secretAccessKey: 'not-a-secret' };
  const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials });
  return {
    client: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
    name: table.name,
    [Symbol.dispose]: () => client.destroy(),
  };
}

/** The commits of a conversation, consistently read, with the text of those that are messages. */
export async function commitsOf(
  machine: Machine,
  { id }: Pick<TestWorkspace, 'id'>,
  conversation: string,
): Promise<{ readonly seq: number; readonly text: string | undefined }[]> {
  using table = ownTable(machine);
  const items = await queryAll(table, { ...inPartition(`C#${id}#${conversation}`), ConsistentRead: true });
  return items.map((item) => ({
    seq: Number(item['sk']),
    text: (item['body'] as { text?: string } | undefined)?.text,
  }));
}

const clock = { now: () => Date.now() };

/** A tenth of the conversations is open, with an operator, and waits for its customer; the others are closed. */
const OPEN_OF = 10;
/** Transactions that are on their way at once. */
const AT_ONCE = 3;

/** Writes past conversations of as many customers, with their rows in the inbox and in the customers' lists. */
export async function seedConversations(machine: Machine, { id, people }: TestWorkspace, count: number): Promise<void> {
  using table = ownTable(machine);
  const workspace = await dynamoDirectory(table, clock).workspace(id);
  if (!workspace) throw new Error(`There is no workspace ${id}.`);
  const person = people.anna.id;
  const now = clock.now();
  const chats = Array.from({ length: count }, (_, index) => ({
    commits: conversation(id, person, index % OPEN_OF === 0, now - (count - index) * 60_000),
    notes: [],
    isTale: false,
  }));
  const shares = Array.from({ length: AT_ONCE }, (_, share) =>
    chats.filter((_chat, index) => index % AT_ONCE === share),
  );
  await Promise.all(
    shares.map((share) => writeUnits(table, unitsOf({ workspace, chats: share, pages: [] }, table.name, now))),
  );
}

const QUESTION = 'Здравствуйте! Кофемашина не включается, индикатор мигает красным. Что делать?';
const ANSWER = 'Здравствуйте! Отключите её от сети на минуту и проверьте, плотно ли стоит бак с водой.';

function conversation(workspace: string, operator: string, isOpen: boolean, begun: number) {
  const [key, customer] = [{ workspace, id: newId() }, newId()];
  const told: readonly (readonly [by: 'customer' | 'operator', events: readonly ConversationEvent[], body: Body])[] = [
    [
      'customer',
      [
        { type: 'conversation.opened', customer },
        { type: 'message.posted', by: 'customer', person: customer },
      ],
      { text: QUESTION, customerName: 'Ivan', verified: false },
    ],
    [
      'operator',
      [
        { type: 'conversation.claimed', owner: operator },
        { type: 'message.posted', by: 'operator', person: operator },
        ...(isOpen ? [] : [{ type: 'conversation.closed', by: 'operator', person: operator } as const]),
      ],
      { text: ANSWER, name: 'Anna' },
    ],
  ];
  let state = EMPTY;
  return told.map(([by, events, body], index) => {
    const [at, prev] = [begun + index * 15_000, state.seen];
    state = evolve(state, events, at);
    const commit = {
      seq: state.seq,
      prev,
      commitId: SEED_PREFIX + newId(),
      command: newId(),
      at,
      by: { kind: by, id: by === 'customer' ? customer : operator },
      events,
      body,
      state,
    };
    return { key, commit, due: null };
  });
}
