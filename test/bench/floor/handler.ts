/**
 * The least that a message can be: the calls of a socket function in their order, and nothing else. One consistent query of
 * the log, one conditional put, both doors' subscribers, a post to each but the sender, the answer to the sender. What it
 * writes and sends has the shape and size of the real thing; nobody checks, decides or logs anything.
 */
import { randomUUID } from 'node:crypto';
import { PostToConnectionCommand } from '@aws-sdk/client-apigatewaymanagementapi';
import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { documentClient, queueClient, socketsClient } from '../../../functions/kernel/adapters/clients.ts';

interface FrameEvent {
  readonly requestContext: {
    readonly connectionId: string;
    readonly authorizer: { readonly workspace: string; readonly subject: string; readonly kind: string };
  };
  readonly body: string;
}
type Fields = Record<string, unknown>;

const table = documentClient();
const customers = socketsClient(process.env['CUSTOMER_SOCKETS_URL'] ?? '');
const operators = socketsClient(process.env['OPERATOR_SOCKETS_URL'] ?? '');
/** A part of what is compared: the socket functions have one as well. */
export const queue = queueClient();
const TableName = process.env['TABLE_NAME'] ?? '';

export async function handler({ requestContext, body }: FrameEvent): Promise<unknown> {
  const { workspace, subject, kind } = requestContext.authorizer;
  const { id, conversation, after, text } = JSON.parse(body) as {
    id: string;
    conversation: string;
    after: number;
    text: string;
  };
  const pk = `C#${workspace}#${conversation}`;
  const { Items = [] } = await table.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: '#pk = :pk AND #sk >= :from',
      ExpressionAttributeNames: { '#pk': 'pk', '#sk': 'sk' },
      ExpressionAttributeValues: { ':pk': pk, ':from': key(after) },
      ConsistentRead: true,
      Limit: 202,
    }),
  );
  const { duePk: _duePk, due: _due, ...newest } = Items.at(-1) as Fields & { state: Fields };
  const seq = (newest.state['seq'] as number) + 1;
  const commit = {
    ...newest,
    sk: key(seq),
    commitId: randomUUID(),
    command: id,
    at: Date.now(),
    by: { kind, id: subject },
    prev: newest.state['seen'],
    events: [{ type: 'message.posted', by: kind, person: subject }],
    body: { text },
    state: { ...newest.state, seq, seen: { customer: seq, operator: seq } },
  };
  await table.send(
    new PutCommand({
      TableName,
      Item: commit,
      ConditionExpression: 'attribute_not_exists(#pk)',
      ExpressionAttributeNames: { '#pk': 'pk' },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    }),
  );
  const { at, by, prev, state } = commit;
  const shown = { seq, at, by, command: id, prev, events: [{ ...commit.events[0], text }], view: state };
  const frame = JSON.stringify({ type: 'commit', conversation, log: 'conversation', ...shown });
  const post = async (door: typeof customers, topic: string): Promise<void> => {
    const { Items: rows = [] } = await table.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: '#pk = :pk',
        ExpressionAttributeNames: { '#pk': 'pk' },
        ExpressionAttributeValues: { ':pk': topic },
        ConsistentRead: true,
      }),
    );
    await Promise.all(
      rows
        .filter(({ sk }) => sk !== requestContext.connectionId)
        .map(({ sk }) => door.send(new PostToConnectionCommand({ ConnectionId: sk, Data: frame }))),
    );
  };
  await Promise.all([
    post(customers, `TC#${workspace}#person:${newest.state['customer']}`),
    post(operators, `TO#${workspace}#conversation:${conversation}`),
  ]);
  return {
    statusCode: 200,
    body: JSON.stringify({ type: 'ack', id, seq, conversation, log: 'conversation', commit: shown }),
  };
}

const key = (seq: number): string => String(seq).padStart(10, '0');
