import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import 'aws-sdk-client-mock-vitest/extend';
import { dynamoDue } from '../../../functions/clocks/adapters/dynamo-due.ts';
import { dynamoReadMarks } from '../../../functions/conversation/adapters/dynamo-read-marks.ts';
import { dynamoTickets } from '../../../functions/entry/adapters/dynamo-tickets.ts';
import { operatorItem, workspaceItem } from '../../../functions/kernel/adapters/directory-items.ts';
import { dynamoDirectory } from '../../../functions/kernel/adapters/dynamo-directory.ts';
import { dynamoPresence } from '../../../functions/kernel/adapters/dynamo-presence.ts';
import { dynamoSubscriptions } from '../../../functions/kernel/adapters/dynamo-subscriptions.ts';
import { dynamoLinks } from '../../../functions/paging/adapters/dynamo-links.ts';
import { dynamoInbox } from '../../../functions/projection/adapters/dynamo-inbox.ts';
import { dynamoProjections } from '../../../functions/projection/adapters/dynamo-projections.ts';
import { cardOf } from '../../../shared/domain/conversation/card.ts';
import { opened } from '../../support/commits.ts';
import { manualClock } from '../../support/fakes.ts';
import { OPERATORS, WORKSPACE } from '../../support/world.ts';

const dynamo = mockClient(DynamoDBDocumentClient);
const table = { client: DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'us-east-1' })), name: 'log' };
const clock = manualClock();
const NOW = clock.now();
const SECONDS = NOW / 1000;
const refused = new ConditionalCheckFailedException({ message: 'The conditional request failed', $metadata: {} });

beforeEach(() => {
  dynamo.reset();
  dynamo.on(QueryCommand).resolves({ Items: [] });
  dynamo.on(PutCommand).resolves({});
  dynamo.on(UpdateCommand).resolves({});
  dynamo.on(DeleteCommand).resolves({});
  dynamo.on(TransactWriteCommand).resolves({});
});

describe('subscriptions', () => {
  const sockets = dynamoSubscriptions(table, 'operator', clock);

  it('are read consistently, without those whose time is over', async () => {
    dynamo.on(QueryCommand).resolves({
      Items: [
        { sk: 'live', expiresAt: SECONDS + 1 },
        { sk: 'over', expiresAt: SECONDS },
      ],
    });
    expect(await sockets.of('kofe', 'inbox')).toEqual(['live']);
    expect(dynamo).toHaveReceivedCommandWith(QueryCommand, {
      ConsistentRead: true,
      ExpressionAttributeValues: { ':pk': 'TO#kofe#inbox' },
    });
  });

  it('are noted in the socket’s row before they begin', async () => {
    await sockets.add('kofe', 'inbox', 'socket-1');
    const [first, second] = dynamo.calls().map(({ args }) => args[0].input);
    expect(first).toMatchObject({
      Key: { pk: 'KO#socket-1', sk: 'SOCKET' },
      UpdateExpression: 'ADD #topics :topic SET #workspace = :workspace, #expiresAt = :expiresAt',
      ExpressionAttributeValues: { ':topic': new Set(['inbox']), ':workspace': 'kofe', ':expiresAt': SECONDS + 9000 },
    });
    expect(second).toMatchObject({
      Item: { pk: 'TO#kofe#inbox', sk: 'socket-1', expiresAt: SECONDS + 9000 },
    });
  });

  it('all go with their socket, by what its row names', async () => {
    dynamo.on(DeleteCommand, { Key: { pk: 'KO#socket-1', sk: 'SOCKET' } }).resolves({
      Attributes: { pk: 'KO#socket-1', topics: new Set(['inbox', 'conversation:a']) },
    });
    await sockets.forget('kofe', 'socket-1');
    expect(dynamo).toHaveReceivedNthCommandWith(DeleteCommand, 1, { ReturnValues: 'ALL_OLD' });
    for (const topic of ['inbox', 'conversation:a'])
      expect(dynamo).toHaveReceivedCommandWith(DeleteCommand, { Key: { pk: `TO#kofe#${topic}`, sk: 'socket-1' } });
    expect(dynamo.calls()).toHaveLength(3);
  });

  it('of customers are in classes of their own', async () => {
    const customers = dynamoSubscriptions(table, 'customer', clock);
    await customers.open('socket-2', { workspace: 'kofe', subject: 'ivan' });
    await customers.of('kofe', 'person:ivan');
    expect(dynamo).toHaveReceivedCommandWith(PutCommand, {
      Item: { pk: 'KC#socket-2', sk: 'SOCKET', workspace: 'kofe', subject: 'ivan', expiresAt: SECONDS + 9000 },
    });
    expect(dynamo).toHaveReceivedCommandWith(QueryCommand, {
      ExpressionAttributeValues: { ':pk': 'TC#kofe#person:ivan' },
    });
  });
});

it('looks for due leases in every partition of the index', async () => {
  dynamo.on(QueryCommand, { ExpressionAttributeValues: { ':partition': 'D#2', ':before': NOW } }).resolves({
    Items: [
      { pk: 'P#kofe#oncall', sk: '0000000004', duePk: 'D#2', due: NOW - 10 },
      { pk: 'C#kofe#conversation-1', sk: '0000000007', duePk: 'D#2', due: NOW - 20 },
      { pk: 'X#kofe#what', sk: '0000000001', duePk: 'D#2', due: NOW - 30 },
    ],
  });
  expect(await dynamoDue(table).dueBefore(NOW, 100)).toEqual([
    { kind: 'conversation', key: { workspace: 'kofe', id: 'conversation-1' }, seq: 7, due: NOW - 20 },
    { kind: 'page', key: { workspace: 'kofe', id: 'oncall' }, seq: 4, due: NOW - 10 },
  ]);
  expect(dynamo).toHaveReceivedCommandTimes(QueryCommand, 4);
  expect(dynamo).toHaveReceivedCommandWith(QueryCommand, {
    IndexName: 'due',
    KeyConditionExpression: '#duePk = :partition AND #due < :before',
    Limit: 100,
  });
});

describe('presence', () => {
  it('begins as it was last set, and a beat moves what was not ended', async () => {
    await dynamoPresence(table).begin('kofe', 'anna', NOW + 75_000);
    expect(dynamo).toHaveReceivedCommandWith(UpdateCommand, {
      Key: { pk: 'A#kofe', sk: 'anna' },
      UpdateExpression: 'SET #until = :until, #state = if_not_exists(#state, :state)',
      ExpressionAttributeValues: { ':until': NOW + 75_000, ':state': 'available' },
    });
    await dynamoPresence(table).extend('kofe', 'anna', NOW + 100_000);
    expect(dynamo).toHaveReceivedLastCommandWith(UpdateCommand, {
      UpdateExpression: 'SET #until = :until',
      ConditionExpression: '#until > :ended',
      ExpressionAttributeValues: { ':until': NOW + 100_000, ':ended': 0 },
    });
    await dynamoPresence(table).begin('kofe', 'anna', NOW + 75_000, 'away');
    expect(dynamo).toHaveReceivedLastCommandWith(UpdateCommand, {
      UpdateExpression: 'SET #until = :until, #state = :state',
      ExpressionAttributeValues: { ':until': NOW + 75_000, ':state': 'away' },
    });
  });

  it('is read consistently', async () => {
    await dynamoPresence(table).live('kofe', NOW);
    expect(dynamo).toHaveReceivedCommandWith(QueryCommand, {
      ConsistentRead: true,
      ExpressionAttributeValues: { ':pk': 'A#kofe' },
    });
  });
});

describe('the directory', () => {
  it('reads a workspace and its people once a minute', async () => {
    dynamo.on(GetCommand).resolves({ Item: workspaceItem(WORKSPACE) });
    dynamo.on(QueryCommand).resolves({ Items: OPERATORS.map((operator) => operatorItem(WORKSPACE.id, operator)) });
    const time = manualClock(NOW);
    const directory = dynamoDirectory(table, time);
    const both = () => Promise.all([directory.workspace(WORKSPACE.id), directory.operators(WORKSPACE.id)]);
    await Promise.all([both(), both()]);
    time.advance(59_999);
    expect(await both()).toEqual([WORKSPACE, OPERATORS]);
    expect(dynamo.calls()).toHaveLength(2);
    time.advance(1);
    await both();
    expect(dynamo.calls()).toHaveLength(4);
  });

  it('does not keep a failure', async () => {
    dynamo.on(GetCommand).rejectsOnce(new Error('no network')).resolves({});
    const directory = dynamoDirectory(table, clock);
    await expect(directory.workspace('kofe')).rejects.toThrow('no network');
    expect(await directory.workspace('kofe')).toBeNull();
  });

  it('asks anew and consistently about one operator', async () => {
    dynamo.on(GetCommand).resolves({ Item: operatorItem('kofe', { ...OPERATORS[0], id: 'anna' } as never) });
    const directory = dynamoDirectory(table, clock);
    await directory.operator('kofe', 'anna');
    await directory.operator('kofe', 'anna');
    expect(dynamo).toHaveReceivedCommandTimes(GetCommand, 2);
    expect(dynamo).toHaveReceivedCommandWith(GetCommand, { Key: { pk: 'O#kofe', sk: 'anna' }, ConsistentRead: true });
  });

  it('refuses reference data that is not what it should be, when it is written as well as when it is read', async () => {
    const wrong = { ...WORKSPACE, policy: { ...WORKSPACE.policy, zone: 'Europe/Nowhere' } };
    expect(() => workspaceItem(wrong)).toThrow('unknown time zone');
    dynamo.on(GetCommand).resolves({ Item: { ...workspaceItem(WORKSPACE), policy: wrong.policy } });
    await expect(dynamoDirectory(table, clock).workspace(WORKSPACE.id)).rejects.toThrow('policy');
  });
});

it('asks every bucket and shard of the inbox, of the closed for the newest fifty', async () => {
  await dynamoInbox(table).cards('kofe');
  const inputs = dynamo.commandCalls(QueryCommand).map(({ args }) => args[0].input);
  expect(inputs).toHaveLength(10);
  expect(new Set(inputs.map(({ ExpressionAttributeValues: values }) => values?.[':pk'])).size).toBe(10);
  const closed = inputs.filter(({ ExpressionAttributeValues: values }) => /closed/.test(String(values?.[':pk'])));
  expect(closed).toHaveLength(2);
  for (const input of closed) expect(input).toMatchObject({ IndexName: 'inbox', Limit: 50, ScanIndexForward: false });
});

it('moves a read mark forward only', async () => {
  dynamo.on(PutCommand).rejects(refused);
  await dynamoReadMarks(table).mark('kofe', 'conversation-1', 'customer', 5);
  expect(dynamo).toHaveReceivedCommandWith(PutCommand, {
    Item: { pk: 'R#kofe#conversation-1', sk: 'customer', seq: 5 },
    ConditionExpression: 'attribute_not_exists(#pk) OR #seq < :seq',
    ExpressionAttributeValues: { ':seq': 5 },
  });
});

it('lets a ticket be used by whoever puts its row first', async () => {
  const tickets = dynamoTickets(table);
  expect(await tickets.use('ticket-1', NOW + 500)).toBe(true);
  expect(dynamo).toHaveReceivedCommandWith(PutCommand, {
    Item: { pk: 'J#ticket-1', sk: 'USED', expiresAt: SECONDS + 1 },
    ConditionExpression: 'attribute_not_exists(#pk)',
  });
  dynamo.on(PutCommand).rejects(refused);
  expect(await tickets.use('ticket-1', NOW)).toBe(false);
});

it('stores a link under a hash of its code, and a week beyond its end', async () => {
  const link = { workspace: 'kofe', ladder: 'oncall', episode: 1, person: 'anna', expiresAt: NOW };
  await dynamoLinks(table).put('the code', link);
  const [call] = dynamo.commandCalls(PutCommand);
  expect(call?.args[0].input.Item).toMatchObject({
    pk: expect.stringMatching(/^L#[0-9a-f]{64}$/),
    until: NOW,
    expiresAt: SECONDS + 7 * 86_400,
  });
  expect(JSON.stringify(call?.args[0].input)).not.toContain('the code');
});

describe('projections', () => {
  const projections = dynamoProjections(table, clock);
  const key = { workspace: 'kofe', id: 'conversation-1' };
  const card = cardOf('conversation-1', opened(NOW).state);
  const joined = { metric: 'joined', person: 'anna', day: '2026-11-22', hour: 9, add: { n: 1, inTime: 1 } } as const;
  const canceled = (...codes: string[]) =>
    new TransactionCanceledException({
      message: 'Transaction cancelled',
      $metadata: {},
      CancellationReasons: codes.map((Code) => ({ Code })),
    });

  it('put a card if it is newer, with its place in the inbox', async () => {
    await projections.apply({ key, seq: 3, card: { card }, counts: [] });
    expect(dynamo.calls()).toHaveLength(1);
    expect(dynamo).toHaveReceivedCommandWith(UpdateCommand, {
      Key: { pk: 'I#kofe#conversation-1', sk: 'CARD' },
      ConditionExpression: 'attribute_not_exists(#projected) OR #projected < :projected',
      UpdateExpression: 'SET #card = :card, #projected = :projected, #inboxPk = :inboxPk, #inboxSk = :inboxSk',
      ExpressionAttributeValues: {
        ':card': card,
        ':projected': 3,
        ':inboxPk': expect.stringMatching(/^IB#kofe#person#[01]$/),
        ':inboxSk': `${String(NOW).padStart(15, '0')}#conversation-1`,
      },
    });
  });

  it('of an older commit still leave what that commit alone says', async () => {
    dynamo.on(UpdateCommand).rejectsOnce(refused).resolves({});
    const preview = { text: 'Hello', by: 'customer' } as const;
    await projections.apply({ key, seq: 1, card: { card, customer: { name: 'Ivan' }, preview }, counts: [] });
    expect(dynamo).toHaveReceivedNthCommandWith(UpdateCommand, 2, { UpdateExpression: 'SET #name = :name' });
    expect(dynamo).toHaveReceivedNthCommandWith(UpdateCommand, 3, {
      UpdateExpression: 'SET #preview = :preview, #previewBy = :previewBy, #previewed = :previewed',
      ConditionExpression: 'attribute_not_exists(#previewed) OR #previewed < :previewed',
    });
  });

  it('count in one transaction with a marker of the commit', async () => {
    await projections.apply({ key, seq: 3, counts: [joined] });
    const [call] = dynamo.commandCalls(TransactWriteCommand);
    const items = call?.args[0].input.TransactItems ?? [];
    expect(items[0]?.Put).toMatchObject({
      Item: { pk: 'M#kofe#conversation-1#0000000003', sk: 'COUNTED', expiresAt: SECONDS + 30 * 86_400 },
      ConditionExpression: 'attribute_not_exists(#pk)',
    });
    expect(items.slice(1).map(({ Update }) => Update?.Key)).toEqual([
      { pk: 'S#kofe#2026-11-22', sk: 'joined#all#09' },
      { pk: 'S#kofe#2026-11-22', sk: 'joined#anna#09' },
    ]);
    expect(items[1]?.Update).toMatchObject({
      UpdateExpression: 'ADD #n :n, #inTime :inTime',
      ExpressionAttributeValues: { ':n': 1, ':inTime': 1 },
    });
  });

  it('find the marker of a commit that was delivered again', async () => {
    dynamo.on(TransactWriteCommand).rejects(canceled('ConditionalCheckFailed', 'None', 'None'));
    await projections.apply({ key, seq: 3, counts: [joined] });
    expect(dynamo).toHaveReceivedCommandTimes(TransactWriteCommand, 1);
  });

  it('try again when another transaction holds the counter, three times at most', async () => {
    dynamo.on(TransactWriteCommand).rejectsOnce(canceled('None', 'TransactionConflict')).resolves({});
    await projections.apply({ key, seq: 3, counts: [joined] });
    expect(dynamo).toHaveReceivedCommandTimes(TransactWriteCommand, 2);

    dynamo.on(TransactWriteCommand).rejects(canceled('None', 'TransactionConflict'));
    await expect(projections.apply({ key, seq: 4, counts: [joined] })).rejects.toThrow('Transaction cancelled');
    expect(dynamo).toHaveReceivedCommandTimes(TransactWriteCommand, 5);
  });
});
