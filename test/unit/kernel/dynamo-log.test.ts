import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import 'aws-sdk-client-mock-vitest/extend';
import { commitItem } from '../../../functions/kernel/adapters/commit-item.ts';
import { dynamoLog } from '../../../functions/kernel/adapters/dynamo-log.ts';
import { CONVERSATION_LOG } from '../../../functions/kernel/adapters/log-schemas.ts';
import { opened } from '../../support/commits.ts';

const dynamo = mockClient(DynamoDBDocumentClient);
const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'us-east-1' }));
const log = dynamoLog({ client, name: 'log' }, CONVERSATION_LOG);
const KEY = { workspace: 'kofevarnya', id: 'conversation-0000000001' };
const PK = 'C#kofevarnya#conversation-0000000001';
const NOW = Date.UTC(2026, 10, 22, 9);
const COMMIT = opened(NOW);

beforeEach(() => {
  dynamo.reset();
});

describe('appending', () => {
  it('is one put that takes a free place only, and asks who has it', async () => {
    dynamo.on(PutCommand).resolves({});
    expect(await log.append(KEY, COMMIT, null)).toEqual({ ok: true });
    expect(dynamo.calls()).toHaveLength(1);
    expect(dynamo).toHaveReceivedCommandWith(PutCommand, {
      TableName: 'log',
      ConditionExpression: 'attribute_not_exists(#pk)',
      ExpressionAttributeNames: { '#pk': 'pk' },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      Item: commitItem(CONVERSATION_LOG, KEY, COMMIT, null),
    });
  });

  it('puts texts in the body alone, and the seq as ten digits', async () => {
    const { body, ...item } = commitItem(CONVERSATION_LOG, KEY, COMMIT, null);
    expect(item).toMatchObject({ pk: PK, sk: '0000000001' });
    expect(body).toEqual(COMMIT.body);
    expect(JSON.stringify(item)).not.toContain('Is anyone there?');
    expect(Object.keys(item)).not.toContain('duePk');
  });

  it('keeps a commit of an ordinary message within two write units', () => {
    const item = commitItem(CONVERSATION_LOG, KEY, opened(NOW, 'a'.repeat(500)), NOW + 40_000);
    expect(JSON.stringify(marshall(item)).length).toBeLessThan(4096); // the wire's form, some 40 % longer than is billed
    expect(sizeOf(item)).toBeLessThanOrEqual(2048);
  });

  it('sets the lease in the same item', async () => {
    dynamo.on(PutCommand).resolves({});
    await log.append(KEY, COMMIT, NOW + 40_000);
    const [call] = dynamo.commandCalls(PutCommand);
    expect(call?.args[0].input.Item).toMatchObject({ duePk: expect.stringMatching(/^D#[0-3]$/), due: NOW + 40_000 });
  });

  it('returns the winner when the place is taken', async () => {
    const winner = { ...COMMIT, commitId: 'theirs' };
    dynamo.on(PutCommand).rejects(
      new ConditionalCheckFailedException({
        message: 'The conditional request failed',
        $metadata: {},
        Item: marshall(commitItem(CONVERSATION_LOG, KEY, winner, null)),
      }),
    );
    expect(await log.append(KEY, COMMIT, null)).toEqual({ ok: false, winner });
  });

  it('passes every other failure on', async () => {
    const failure = Object.assign(new Error('slow down'), { name: 'ThrottlingException' });
    dynamo.on(PutCommand).rejects(failure);
    await expect(log.append(KEY, COMMIT, null)).rejects.toThrow('slow down');
  });
});

describe('reading', () => {
  it('is one consistent query from a seq on', async () => {
    dynamo.on(QueryCommand).resolves({ Items: [commitItem(CONVERSATION_LOG, KEY, COMMIT, NOW)] });
    expect(await log.read(KEY, 1, 201)).toEqual({ commits: [COMMIT], more: false });
    expect(dynamo.calls()).toHaveLength(1);
    expect(dynamo).toHaveReceivedCommandWith(QueryCommand, {
      TableName: 'log',
      KeyConditionExpression: '#pk = :pk AND #sk >= :from',
      ExpressionAttributeValues: { ':pk': PK, ':from': '0000000001' },
      ConsistentRead: true,
      Limit: 202,
    });
  });

  it('goes on where a page of the database ended', async () => {
    const items = [1, 2, 3].map((seq) => ({
      ...commitItem(CONVERSATION_LOG, KEY, COMMIT, null),
      sk: `000000000${seq}`,
    }));
    dynamo
      .on(QueryCommand)
      .resolvesOnce({ Items: items.slice(0, 2), LastEvaluatedKey: { pk: PK, sk: '0000000002' } })
      .resolvesOnce({ Items: items.slice(2) });
    const { commits, more } = await log.read(KEY, 1, 10);
    expect(commits.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(more).toBe(false);
    expect(dynamo).toHaveReceivedLastCommandWith(QueryCommand, { ExclusiveStartKey: { pk: PK, sk: '0000000002' } });
  });

  it('reads back from the newest, consistently', async () => {
    dynamo.on(QueryCommand).resolves({ Items: [] });
    expect(await log.readBack(KEY, 7, 3)).toEqual([]);
    expect(dynamo).toHaveReceivedCommandWith(QueryCommand, {
      KeyConditionExpression: '#pk = :pk AND #sk < :before',
      ExpressionAttributeValues: { ':pk': PK, ':before': '0000000007' },
      ConsistentRead: true,
      ScanIndexForward: false,
      Limit: 3,
    });
  });

  it('reads a commit whose body was removed', async () => {
    const { body: _, ...item } = commitItem(CONVERSATION_LOG, KEY, COMMIT, null);
    dynamo.on(QueryCommand).resolves({ Items: [item] });
    expect(await log.readBack(KEY, null, 1)).toEqual([{ ...COMMIT, body: {} }]);
  });

  it.each([
    ['a state of a version it does not know', { state: { ...COMMIT.state, v: 2 } }, /state\.v/],
    ['an event it does not know', { events: [{ type: 'conversation.exploded' }] }, /events\.0\.type/],
    ['no time', { at: 'yesterday' }, /at/],
  ])('refuses an item with %s, and names it', async (_what, wrong, message) => {
    dynamo.on(QueryCommand).resolves({ Items: [{ ...commitItem(CONVERSATION_LOG, KEY, COMMIT, null), ...wrong }] });
    await expect(log.readBack(KEY, null, 1)).rejects.toThrow(message);
    await expect(log.readBack(KEY, null, 1)).rejects.toThrow(`${PK} / 0000000001`);
  });
});

describe('leases', () => {
  it('move in place, while there is one', async () => {
    dynamo.on(UpdateCommand).resolves({});
    await log.moveLease(KEY, 4, NOW);
    expect(dynamo).toHaveReceivedCommandWith(UpdateCommand, {
      Key: { pk: PK, sk: '0000000004' },
      UpdateExpression: 'SET #due = :due',
      ConditionExpression: 'attribute_exists(#duePk)',
      ExpressionAttributeNames: { '#duePk': 'duePk', '#due': 'due' },
      ExpressionAttributeValues: { ':due': NOW },
    });
  });

  it('keep their commit when a text is taken from its body, and are no mistake when it is gone already', async () => {
    dynamo.on(UpdateCommand).rejects(new ConditionalCheckFailedException({ message: 'no', $metadata: {} }));
    await log.removeBody(KEY, 4, ['text', 'phone']);
    expect(dynamo).toHaveReceivedCommandWith(UpdateCommand, {
      Key: { pk: PK, sk: '0000000004' },
      UpdateExpression: 'REMOVE #body.#text, #body.#phone',
      ConditionExpression: 'attribute_exists(#body)',
    });
  });

  it('leave the index when cleared, and never make an item', async () => {
    dynamo.on(UpdateCommand).rejects(new ConditionalCheckFailedException({ message: 'no', $metadata: {} }));
    await log.clearLease(KEY, 4);
    expect(dynamo).toHaveReceivedCommandWith(UpdateCommand, {
      Key: { pk: PK, sk: '0000000004' },
      UpdateExpression: 'REMOVE #duePk, #due',
      ConditionExpression: 'attribute_exists(#duePk)',
    });
  });
});

/** Bytes that the database bills: names, values, and a little for each list, map and member. */
function sizeOf(value: unknown): number {
  if (value === null || typeof value === 'boolean') return 1;
  if (typeof value === 'number') return Math.ceil(String(value).length / 2) + 1;
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (Array.isArray(value)) return 3 + value.reduce((sum: number, one) => sum + 1 + sizeOf(one), 0);
  return 3 + Object.entries(value as object).reduce((sum, [name, one]) => sum + name.length + 1 + sizeOf(one), 0);
}
