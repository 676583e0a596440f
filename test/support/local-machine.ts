import { type BootOptions, boot } from '../../local/boot.ts';
import type { Stack } from '../../local/stack.ts';
import {
  type FixtureAssembly,
  fixtureAssembly,
  fixtureDoor,
  fixtureFunction,
  fixtureHttp,
  fixtureTable,
  idOf,
  keyedStatement,
} from './local-assembly.ts';

/** The second subprotocol is the ticket: its text says what the authorizer shall do. */
const AUTHORIZER = `
export const handler = async (event) => {
  const name = Object.keys(event.headers).find((key) => key.toLowerCase() === 'sec-websocket-protocol');
  const ticket = event.headers[name].split(',')[1]?.trim();
  if (ticket === 'crash') throw new Error('boom');
  if (ticket === 'unknown') throw new Error('Unauthorized');
  if (ticket === 'nested') return { principalId: 'p', policyDocument: allow(event), context: { deep: {} } };
  const effect = ticket === 'denied' ? 'Deny' : 'Allow';
  return { principalId: 'ivan', policyDocument: allow(event, effect), context: { workspace: 'w1', ticket, count: 2, flag: true } };
};
const allow = (event, Effect = 'Allow') => ({ Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect, Resource: event.methodArn }] });
`;

const CONNECTION = `
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { ApiGatewayManagementApiClient, PostToConnectionCommand } from '@aws-sdk/client-apigatewaymanagementapi';
const db = new DynamoDBClient({});
const sockets = new ApiGatewayManagementApiClient({ endpoint: process.env.SOCKETS_URL });
const put = (pk, sk, value) => db.send(new PutItemCommand({ TableName: process.env.TABLE_NAME, Item: { pk: { S: pk }, sk: { S: sk }, value: { S: value } } }));
export const handler = async (event) => {
  const { connectionId, routeKey, authorizer, disconnectStatusCode } = event.requestContext;
  if (routeKey === '$disconnect') {
    await put('KC#gone', connectionId, String(disconnectStatusCode) + ' ' + authorizer.workspace);
    return { statusCode: 200 };
  }
  if (authorizer.ticket === 'refused') return { statusCode: 403 };
  if (authorizer.ticket === 'broken') throw new Error('no connection for you');
  if (authorizer.ticket === 'early') {
    const told = await sockets.send(new PostToConnectionCommand({ ConnectionId: connectionId, Data: 'too early' })).then(() => 'posted', (error) => error.name);
    await put('KC#early', connectionId, told);
  }
  return { statusCode: 200, headers: { 'Sec-WebSocket-Protocol': 'otvet.v1' } };
};
`;

const SOCKET = `
import { DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { ApiGatewayManagementApiClient, PostToConnectionCommand, DeleteConnectionCommand } from '@aws-sdk/client-apigatewaymanagementapi';
import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
import { SNSClient, PublishCommand } from '@aws-sdk/client-sns';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { SecretsManagerClient, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
const db = new DynamoDBClient({});
const sockets = new ApiGatewayManagementApiClient({ endpoint: process.env.SOCKETS_URL });
const sqs = new SQSClient({});
const sns = new SNSClient({});
const sfn = new SFNClient({});
const secrets = new SecretsManagerClient({});
const table = process.env.TABLE_NAME;
const deeds = {
  echo: async ({ text }) => text,
  length: async ({ text }) => text.length,
  much: async ({ length }) => 'm'.repeat(length),
  context: async (_, event) => event.requestContext,
  event: async (_, event) => event,
  crash: async () => { throw new Error('boom'); },
  exit: async () => process.exit(1),
  hang: () => new Promise(() => {}),
  slow: async ({ ms }) => { await new Promise((resolve) => setTimeout(resolve, ms)); return 'slow'; },
  await: async ({ pk }) => { while ((await deeds.read({ pk })) === 0) await new Promise((resolve) => setTimeout(resolve, 20)); return 'awaited'; },
  env: async () => process.env,
  put: async ({ pk, sk = '1' }) => { await db.send(new PutItemCommand({ TableName: table, Item: { pk: { S: pk }, sk: { S: sk } } })); return 'put'; },
  read: async ({ pk }) => (await db.send(new QueryCommand({ TableName: table, KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': { S: pk } } }))).Count,
  post: async ({ to, text }) => { await sockets.send(new PostToConnectionCommand({ ConnectionId: to, Data: text })); return 'posted'; },
  remove: async ({ to }) => { await sockets.send(new DeleteConnectionCommand({ ConnectionId: to })); return 'removed'; },
  send: async ({ body, delay = 0 }) => { await sqs.send(new SendMessageCommand({ QueueUrl: process.env.QUEUE_URL, MessageBody: JSON.stringify(body), DelaySeconds: delay })); return 'sent'; },
  page: async ({ phone, text }) => (await sns.send(new PublishCommand({ PhoneNumber: phone, Message: text }))).MessageId,
  publish: async ({ text }) => (await sns.send(new PublishCommand({ TopicArn: process.env.TOPIC_ARN, Message: text, MessageAttributes: { step: { DataType: 'String', StringValue: '1' } } }))).MessageId,
  start: async ({ name, input }) => (await sfn.send(new StartExecutionCommand({ stateMachineArn: process.env.MACHINE_ARN, name, input: JSON.stringify(input) }))).executionArn,
  secret: async () => JSON.parse((await secrets.send(new GetSecretValueCommand({ SecretId: process.env.SECRET_ARN }))).SecretString),
};
export const handler = async (event) => {
  const command = JSON.parse(event.body);
  if (command.type === 'nothing') return { statusCode: 200 };
  if (['crash', 'exit', 'hang'].includes(command.type)) return deeds[command.type]();
  const answer = await deeds[command.type](command, event).then((value) => ({ value }), (error) => ({ error: error.name, status: error.$metadata?.httpStatusCode }));
  return { statusCode: 200, body: JSON.stringify(answer) };
};
`;

/** Notes each record under the conversation's key; what is named poison makes it fail. */
const PROJECTOR = `
import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
const db = new DynamoDBClient({});
export const handler = async ({ Records }) => {
  for (const { dynamodb } of Records) {
    if (dynamodb.Keys.pk.S.includes('poison')) throw new Error('poison');
    await db.send(new UpdateItemCommand({
      TableName: process.env.TABLE_NAME,
      Key: { pk: { S: 'S#seen' }, sk: { S: dynamodb.Keys.pk.S } },
      UpdateExpression: 'ADD times :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
    }));
  }
  return { batchItemFailures: [] };
};
`;

/** Behind the queue: notes what it was told. As a task: goes on until it has looked as often as it should. */
const LOOK = `
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
const db = new DynamoDBClient({});
const note = (sk) => db.send(new PutItemCommand({ TableName: process.env.TABLE_NAME, Item: { pk: { S: 'S#looks' }, sk: { S: sk } } }));
export const handler = async (event) => {
  if (event.Records === undefined) {
    if (event.fails) throw new TypeError('cannot look');
    const looks = event.looks + 1;
    await note(event.conversation + ':' + looks);
    return { ...event, looks, done: looks >= event.until, wakeAt: new Date(Date.now() + event.everyMs).toISOString() };
  }
  const batchItemFailures = [];
  for (const { messageId, body } of event.Records) {
    const { conversation, fails } = JSON.parse(body);
    if (fails) batchItemFailures.push({ itemIdentifier: messageId });
    else await note(conversation);
  }
  return { batchItemFailures };
};
`;

const HTTP = `
export const handler = async (event) => {
  if (event.rawPath.endsWith('/broken')) throw new Error('boom');
  if (event.rawPath.endsWith('/picture')) return { statusCode: 200, headers: { 'Content-Type': 'image/png' }, body: Buffer.from([1, 2, 3]).toString('base64'), isBase64Encoded: true };
  if (event.rawPath.endsWith('/cookies')) return { statusCode: 201, cookies: ['a=1', 'b=2'], body: 'set' };
  return { event };
};
`;

const SWEEP = `
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
const db = new DynamoDBClient({});
export const handler = () => db.send(new PutItemCommand({ TableName: process.env.TABLE_NAME, Item: { pk: { S: 'S#sweep' }, sk: { S: new Date().toISOString() } } }));
`;

const allow = (Action: string, Resource: unknown) => ({ Effect: 'Allow', Action, Resource });
const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const TABLE_NAME = { Ref: 'Table' };
const SOCKETS_URL = {
  'Fn::Join': [
    '',
    [
      'https://',
      { Ref: 'CustomerApi' },
      '.execute-api.',
      { Ref: 'AWS::Region' },
      '.',
      { Ref: 'AWS::URLSuffix' },
      '/customer',
    ],
  ],
};
const postTo = (api: string, stage: string) =>
  allow('execute-api:ManageConnections', {
    'Fn::Join': [
      '',
      [
        'arn:aws:execute-api:',
        { Ref: 'AWS::Region' },
        ':',
        { Ref: 'AWS::AccountId' },
        ':',
        { Ref: api },
        `/${stage}/POST/@connections/*`,
      ],
    ],
  });
const environment = (Variables: object) => ({ Environment: { Variables } });

/** The definition that the look's machine has: wait until it is due, look, again until done. */
const DEFINITION = {
  StartAt: 'Wait until due',
  States: {
    'Wait until due': { Type: 'Wait', TimestampPath: '$.wakeAt', Next: 'Look' },
    Look: {
      Type: 'Task',
      Resource: '<look>',
      TimeoutSeconds: 6,
      Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 1, MaxAttempts: 0 }],
      Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.failure', Next: 'Failed' }],
      Next: 'Done?',
    },
    'Done?': {
      Type: 'Choice',
      Choices: [{ Variable: '$.done', BooleanEquals: true, Next: 'Over' }],
      Default: 'Wait until due',
    },
    Over: { Type: 'Succeed' },
    Failed: { Type: 'Fail', ErrorPath: '$.failure.Error', CausePath: '$.failure.Cause' },
  },
};
const [before = '', after = ''] = JSON.stringify(DEFINITION).split('<look>');

/** A stack with one of everything that the real one has. */
export function machineFixture(): FixtureAssembly {
  return fixtureAssembly(
    {
      authorizer: AUTHORIZER,
      connection: CONNECTION,
      socket: SOCKET,
      projector: PROJECTOR,
      look: LOOK,
      http: HTTP,
      sweep: SWEEP,
      unloadable: 'import "./nowhere.mjs"; export const handler = () => 1;',
    },
    {
      ...fixtureTable,
      ...fixtureFunction('authorizer', []),
      ...fixtureFunction(
        'connection',
        [keyedStatement(['PutItem'], ['KC#*']), postTo('CustomerApi', 'customer')],
        environment({ TABLE_NAME, SOCKETS_URL }),
      ),
      ...fixtureFunction(
        'socket',
        [
          keyedStatement(['PutItem', 'Query'], ['C#*']),
          postTo('CustomerApi', 'customer'),
          allow('sqs:SendMessage', arnOf('Queue')),
          allow('sns:Publish', { Ref: 'Topic' }),
          { Effect: 'Allow', Action: 'sns:Publish', NotResource: 'arn:aws:sns:*:*:*' },
          allow('states:StartExecution', { Ref: 'Machine' }),
          allow('secretsmanager:GetSecretValue', { Ref: 'Secret' }),
        ],
        {
          ...environment({
            TABLE_NAME,
            SOCKETS_URL,
            QUEUE_URL: { Ref: 'Queue' },
            TOPIC_ARN: { Ref: 'Topic' },
            MACHINE_ARN: { Ref: 'Machine' },
            SECRET_ARN: { Ref: 'Secret' },
          }),
          Timeout: 6,
        },
      ),
      ...fixtureFunction(
        'projector',
        [
          keyedStatement(['UpdateItem'], ['S#*']),
          allow('dynamodb:GetRecords', { 'Fn::GetAtt': ['Table', 'StreamArn'] }),
        ],
        environment({ TABLE_NAME }),
      ),
      ...fixtureFunction(
        'look',
        [keyedStatement(['PutItem'], ['S#*']), allow('sqs:ReceiveMessage', arnOf('Queue'))],
        environment({ TABLE_NAME }),
      ),
      ...fixtureFunction('http', []),
      ...fixtureFunction('sweep', [keyedStatement(['PutItem'], ['S#*'])], environment({ TABLE_NAME })),
      ...fixtureFunction('unloadable', []),
      ...fixtureDoor(
        'customer',
        { authorizer: 'authorizer', connection: 'connection', socket: 'socket' },
        { frameTimeout: 4_000 },
      ),
      ...fixtureDoor(
        'operator',
        { authorizer: 'authorizer', connection: 'connection', socket: 'socket' },
        { throttle: { ThrottlingRateLimit: 0.1, ThrottlingBurstLimit: 3 } },
      ),
      ...fixtureHttp('http', ['GET /v1/{proxy+}', 'POST /v1/{proxy+}', 'GET /p/{id}']),
      DeadLetters: { Type: 'AWS::SQS::Queue', Properties: {} },
      Queue: {
        Type: 'AWS::SQS::Queue',
        Properties: {
          VisibilityTimeout: 1,
          RedrivePolicy: { deadLetterTargetArn: arnOf('DeadLetters'), maxReceiveCount: 2 },
        },
      },
      QueueSource: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: {
          EventSourceArn: arnOf('Queue'),
          FunctionName: { Ref: 'Look' },
          BatchSize: 10,
          FunctionResponseTypes: ['ReportBatchItemFailures'],
        },
      },
      StreamSource: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: {
          EventSourceArn: { 'Fn::GetAtt': ['Table', 'StreamArn'] },
          FunctionName: { Ref: 'Projector' },
          BatchSize: 10,
          ParallelizationFactor: 2,
          MaximumRetryAttempts: 1,
          BisectBatchOnFunctionError: true,
          FunctionResponseTypes: ['ReportBatchItemFailures'],
          DestinationConfig: { OnFailure: { Destination: arnOf('DeadLetters') } },
          FilterCriteria: {
            Filters: [
              {
                Pattern: JSON.stringify({
                  eventName: ['INSERT'],
                  dynamodb: { Keys: { pk: { S: [{ prefix: 'C#' }] } } },
                }),
              },
            ],
          },
        },
      },
      Topic: { Type: 'AWS::SNS::Topic', Properties: {} },
      MachineRole: {
        Type: 'AWS::IAM::Role',
        Properties: {
          Policies: [
            { PolicyName: 'tasks', PolicyDocument: { Statement: [allow('lambda:InvokeFunction', arnOf('Look'))] } },
          ],
        },
      },
      Machine: {
        Type: 'AWS::StepFunctions::StateMachine',
        Properties: {
          RoleArn: arnOf('MachineRole'),
          DefinitionString: { 'Fn::Join': ['', [before, arnOf('Look'), after]] },
        },
      },
      Secret: {
        Type: 'AWS::SecretsManager::Secret',
        Properties: {
          Name: 'signing',
          GenerateSecretString: {
            SecretStringTemplate: '{"kid":"1"}',
            GenerateStringKey: 'secret',
            PasswordLength: 40,
            ExcludePunctuation: true,
          },
        },
      },
      Schedule: {
        Type: 'AWS::Scheduler::Schedule',
        Properties: { ScheduleExpression: 'rate(1 minute)', Target: { Arn: arnOf(idOf('sweep')), Input: '{}' } },
      },
      Pool: { Type: 'AWS::Cognito::UserPool', Properties: { UsernameAttributes: ['email'] } },
      Client: {
        Type: 'AWS::Cognito::UserPoolClient',
        Properties: {
          UserPoolId: { Ref: 'Pool' },
          CallbackURLs: ['https://console.example/'],
          LogoutURLs: ['https://console.example/'],
        },
      },
    },
    { UserPoolId: { Ref: 'Pool' }, ClientId: { Ref: 'Client' } },
  );
}

/** Boots the fixture on a free port. */
export const bootFixture = (fixture: FixtureAssembly, options: Partial<BootOptions> = {}): Promise<Stack> =>
  boot({ data: fixture.data, assembly: fixture.assembly, web: fixture.assembly, report: () => undefined, ...options });
