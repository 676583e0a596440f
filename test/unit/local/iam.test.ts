import { describe, expect, it } from 'vitest';
import { evaluate, statementsOf } from '../../../local/iam/evaluate.ts';
import { accessesOf } from '../../../local/table/accesses.ts';
import type { TableModel } from '../../../local/table/model.ts';

const TABLE = 'arn:aws:dynamodb:us-east-1:000000000000:table/log';
const table: TableModel = {
  name: 'log',
  arn: TABLE,
  streamArn: `${TABLE}/stream/1`,
  partitionKey: 'pk',
  indexKeys: { inbox: 'inboxPk' },
  ttlAttribute: undefined,
  creation: {},
};

/** A role that may read and write conversations, read notes, and query its own part of the index. */
const statements = statementsOf({
  Statement: [
    keyed(['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem'], TABLE, ['C#*']),
    keyed('dynamodb:GetItem', TABLE, ['N#*']),
    keyed('dynamodb:Query', `${TABLE}/index/inbox`, ['IB#*']),
    {
      Effect: 'Deny',
      Action: 'dynamodb:*',
      Resource: '*',
      Condition: { 'ForAnyValue:StringEquals': { 'dynamodb:LeadingKeys': ['C#secret'] } },
    },
  ],
});

function keyed(action: string | string[], resource: string, keys: string[]) {
  return {
    Effect: 'Allow',
    Action: action,
    Resource: resource,
    Condition: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    },
  };
}

/** Whether the role may make a call of the table. */
const may = (action: string, body: Record<string, unknown>): boolean =>
  accessesOf(action, body, table).every(({ action: name, resource, leadingKeys }) => {
    const context = leadingKeys === undefined ? {} : { 'dynamodb:leadingkeys': leadingKeys };
    return evaluate(statements, { action: name, resource, context }).allowed;
  });

const key = (pk: string) => ({ pk: { S: pk }, sk: { S: '1' } });
const query = (expression: string, pk: string, more: object = {}) => ({
  KeyConditionExpression: expression,
  ExpressionAttributeNames: { '#pk': 'pk', '#sk': 'sk', '#ib': 'inboxPk' },
  ExpressionAttributeValues: { ':pk': { S: pk }, ':sk': { S: '9' } },
  ...more,
});

describe('the permissions of a role on the table', () => {
  it.each<[string, string, Record<string, unknown>, boolean]>([
    ['an item of its class', 'GetItem', { Key: key('C#1') }, true],
    ['an item of another class', 'GetItem', { Key: key('P#1') }, false],
    ['a verb it has on one class only', 'PutItem', { Item: key('N#1') }, false],
    ['a put of its class', 'PutItem', { Item: key('C#1') }, true],
    ['a verb it has not', 'DeleteItem', { Key: key('C#1') }, false],
    ['a query by name', 'Query', query('pk = :pk', 'C#1'), true],
    ['a query by placeholder', 'Query', query('#pk = :pk AND #sk >= :sk', 'C#1'), true],
    ['a query with the keys the other way round', 'Query', query('#sk = :sk AND #pk=:pk', 'C#1'), true],
    ['a query of another class', 'Query', query('#sk = :sk AND #pk = :pk', 'P#1'), false],
    ['a query of the index', 'Query', query('#ib = :pk', 'IB#1', { IndexName: 'inbox' }), true],
    ['a query of the index beyond its part', 'Query', query('#ib = :pk', 'D#1', { IndexName: 'inbox' }), false],
    ['a query of the table with a key of the index', 'Query', query('pk = :pk', 'IB#1'), false],
    ['a scan, which names no key', 'Scan', {}, false],
    ['a statement', 'ExecuteStatement', { Statement: 'SELECT * FROM log' }, false],
    [
      'a transaction of its own',
      'TransactWriteItems',
      { TransactItems: [{ Put: { Item: key('C#1') } }, { Put: { Item: key('C#2') } }] },
      true,
    ],
    [
      'a transaction with one foreign part',
      'TransactWriteItems',
      { TransactItems: [{ Put: { Item: key('C#1') } }, { Put: { Item: key('N#1') } }] },
      false,
    ],
    [
      'a transaction with a verb it has not',
      'TransactWriteItems',
      { TransactItems: [{ Delete: { Key: key('C#1') } }] },
      false,
    ],
    [
      'a batch, which is a permission of its own',
      'BatchGetItem',
      { RequestItems: { log: { Keys: [key('C#1')] } } },
      false,
    ],
    ['what is denied by name', 'GetItem', { Key: key('C#secret') }, false],
  ])('%s', (_what, action, body, expected) => {
    expect(may(action, body)).toBe(expected);
  });
});

describe('a policy', () => {
  const decide = (statement: object, action: string, resource: string, context = {}) =>
    evaluate(statementsOf({ Statement: statement }), { action, resource, context });

  it('allows nothing by itself', () => {
    expect(evaluate([], { action: 'sqs:SendMessage', resource: 'x' })).toEqual({ allowed: false, explicit: false });
  });

  it('matches actions in whatever case, resources exactly, and both with wildcards', () => {
    const statement = { Effect: 'Allow', Action: 'sqs:Send*', Resource: 'arn:aws:sqs:*:*:look?' };
    expect(decide(statement, 'SQS:sendMessage', 'arn:aws:sqs:eu:1:looks').allowed).toBe(true);
    expect(decide(statement, 'sqs:SendMessage', 'arn:aws:sqs:eu:1:Looks').allowed).toBe(false);
    expect(decide(statement, 'sqs:ReceiveMessage', 'arn:aws:sqs:eu:1:looks').allowed).toBe(false);
  });

  it('allows phones, and no topic, by what it is not', () => {
    const statement = { Effect: 'Allow', Action: 'sns:Publish', NotResource: 'arn:aws:sns:*:*:*' };
    expect(decide(statement, 'sns:Publish', '+79990000000').allowed).toBe(true);
    expect(decide(statement, 'sns:Publish', 'arn:aws:sns:us-east-1:1:pages').allowed).toBe(false);
  });

  it('holds for all of nothing, as in IAM, unless a Null guard stands beside it', () => {
    const condition = { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['C#*'] } };
    const statement = { Effect: 'Allow', Action: '*', Resource: '*', Condition: condition };
    expect(decide(statement, 'dynamodb:Scan', TABLE).allowed).toBe(true);
    const guarded = { ...statement, Condition: { ...condition, Null: { 'dynamodb:LeadingKeys': 'false' } } };
    expect(decide(guarded, 'dynamodb:Scan', TABLE).allowed).toBe(false);
  });

  it('is an error when its condition is not understood', () => {
    const statement = {
      Effect: 'Allow',
      Action: '*',
      Resource: '*',
      Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
    };
    expect(() => decide(statement, 'a:b', 'c')).toThrow('IpAddress');
  });
});
