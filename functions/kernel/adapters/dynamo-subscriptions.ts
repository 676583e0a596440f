import { DeleteCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { KEY_CLASS, TABLE } from '../../../shared/contract.ts';
import type { Clock, Connections, Subscriptions } from '../ports.ts';
import { pkOf } from './keys.ts';
import { readItem } from './stored.ts';
import { inPartition, queryAll, type Table } from './table.ts';

/** The gateway ends every socket after 2 h; rows that nobody removed go half an hour later. */
const LIFE_SECONDS = 2.5 * 3600;
const SOCKET = 'SOCKET';
/** Stands among the sockets of a customer's topic: when one of them closed last (dynamo-whereabouts.ts). */
export const LEFT = 'LEFT';

const SubscriptionItem = v.object({ sk: v.string(), expiresAt: v.number() });
const SocketItem = v.object({ topics: v.optional(v.set(v.string()), new Set<string>()) });

/** Key classes of a door: a function of one door is given no right to the other's. */
const CLASSES = {
  customer: { socket: KEY_CLASS.customerSocket, topic: KEY_CLASS.customerTopic },
  operator: { socket: KEY_CLASS.operatorSocket, topic: KEY_CLASS.operatorTopic },
} as const;

/** Sockets of one door and the topics they listen to. */
export function dynamoSubscriptions(
  table: Table,
  door: 'customer' | 'operator',
  clock: Clock,
): Subscriptions & Connections {
  const { client, name } = table;
  const classes = CLASSES[door];
  const now = (): number => Math.floor(clock.now() / 1000);
  const topicPk = (workspace: string, topic: string): string => pkOf(classes.topic, workspace, topic);
  const subscription = (workspace: string, topic: string, connection: string) => ({
    [TABLE.pk]: topicPk(workspace, topic),
    [TABLE.sk]: connection,
  });
  const socket = (connection: string) => ({ [TABLE.pk]: pkOf(classes.socket, connection), [TABLE.sk]: SOCKET });
  const drop = (workspace: string, topic: string, connection: string): Promise<unknown> =>
    client.send(new DeleteCommand({ TableName: name, Key: subscription(workspace, topic, connection) }));

  return {
    async open(connection, { workspace, subject }) {
      const item = { ...socket(connection), workspace, subject, expiresAt: now() + LIFE_SECONDS };
      await client.send(new PutCommand({ TableName: name, Item: item }));
    },

    async of(workspace, topic) {
      const items = await queryAll(table, { ...inPartition(topicPk(workspace, topic)), ConsistentRead: true });
      return items
        .map((item) => readItem(SubscriptionItem, item))
        .filter(({ sk, expiresAt }) => sk !== LEFT && expiresAt > now())
        .map(({ sk }) => sk);
    },

    async add(workspace, topic, connection) {
      const expiresAt = now() + LIFE_SECONDS;
      // The socket's row first: a subscription that it does not name could not be found when the socket is gone.
      await client.send(
        new UpdateCommand({
          TableName: name,
          Key: socket(connection),
          UpdateExpression: 'ADD #topics :topic SET #workspace = :workspace, #expiresAt = :expiresAt',
          ExpressionAttributeNames: { '#topics': 'topics', '#workspace': 'workspace', '#expiresAt': TABLE.ttl },
          ExpressionAttributeValues: {
            ':topic': new Set([topic]),
            ':workspace': workspace,
            ':expiresAt': expiresAt,
          },
        }),
      );
      await client.send(
        new PutCommand({ TableName: name, Item: { ...subscription(workspace, topic, connection), expiresAt } }),
      );
    },

    async remove(workspace, topic, connection) {
      await drop(workspace, topic, connection);
      await client.send(
        new UpdateCommand({
          TableName: name,
          Key: socket(connection),
          UpdateExpression: 'DELETE #topics :topic',
          ExpressionAttributeNames: { '#topics': 'topics' },
          ExpressionAttributeValues: { ':topic': new Set([topic]) },
        }),
      );
    },

    async forget(workspace, connection) {
      const { Attributes } = await client.send(
        new DeleteCommand({ TableName: name, Key: socket(connection), ReturnValues: 'ALL_OLD' }),
      );
      const { topics } = readItem(SocketItem, Attributes ?? {});
      await Promise.all([...topics].map((topic) => drop(workspace, topic, connection)));
    },
  };
}
