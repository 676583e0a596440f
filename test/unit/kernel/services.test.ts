import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GoneException,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import 'aws-sdk-client-mock-vitest/extend';
import { sha256Digest } from '../../../functions/entry/adapters/sha256-digest.ts';
import { escalationTimers, pageTimers, queueTimers } from '../../../functions/kernel/adapters/aws-timers.ts';
import { requireEnv } from '../../../functions/kernel/adapters/env.ts';
import { systemRandom } from '../../../functions/kernel/adapters/random.ts';
import { signingKey } from '../../../functions/kernel/adapters/secrets.ts';
import { socketsPoster } from '../../../functions/kernel/adapters/sockets-poster.ts';
import { snsAnnouncer } from '../../../functions/paging/adapters/sns-announcer.ts';
import { fakeLogger } from '../../support/fakes.ts';

const region = { region: 'us-east-1' };
const NOW = Date.UTC(2026, 10, 22, 9);
const named = (name: string) => Object.assign(new Error(name), { name });

describe('the poster', () => {
  const api = mockClient(ApiGatewayManagementApiClient);
  const client = new ApiGatewayManagementApiClient({ ...region, endpoint: 'https://sockets.example/customer' });
  beforeEach(() => {
    api.reset();
  });

  it('sends the frame as it is', async () => {
    api.on(PostToConnectionCommand).resolves({});
    expect(await socketsPoster(client, fakeLogger()).post('socket=', '{"type":"bye"}')).toBe('sent');
    expect(api).toHaveReceivedCommandWith(PostToConnectionCommand, { ConnectionId: 'socket=', Data: '{"type":"bye"}' });
  });

  it('tells a socket that is gone from a post that failed', async () => {
    const log = fakeLogger();
    const poster = socketsPoster(client, log);
    api
      .on(PostToConnectionCommand)
      .rejectsOnce(new GoneException({ message: 'gone', $metadata: {} }))
      .rejectsOnce(named('LimitExceededException'))
      .rejects(new Error('no network'));
    expect(await poster.post('a', '{}')).toBe('gone');
    expect(log.lines).toEqual([]);
    expect(await poster.post('b', '{}')).toBe('failed');
    expect(await poster.post('c', '{}')).toBe('failed');
    expect(log.lines).toMatchObject([
      { level: 'warn', message: 'post.failed', data: { connection: 'b', reason: 'LimitExceededException' } },
      { level: 'warn', message: 'post.failed', data: { connection: 'c', reason: 'Error' } },
    ]);
  });

  it('sends no frame that would close the socket', async () => {
    api.on(PostToConnectionCommand).resolves({});
    const log = fakeLogger();
    const poster = socketsPoster(client, log);
    expect(await poster.post('a', 'x'.repeat(32 * 1024))).toBe('sent');
    expect(await poster.post('b', 'я'.repeat(16 * 1024 + 1))).toBe('failed');
    expect(api).toHaveReceivedCommandTimes(PostToConnectionCommand, 1);
    expect(log.lines).toMatchObject([{ level: 'error', message: 'post.too_large', data: { connection: 'b' } }]);
  });

  it('closes a socket, or finds it closed', async () => {
    const poster = socketsPoster(client, fakeLogger());
    api.on(DeleteConnectionCommand).resolvesOnce({}).rejectsOnce(named('GoneException')).rejects(named('Forbidden'));
    await poster.close('a');
    await poster.close('b');
    await expect(poster.close('c')).rejects.toThrow('Forbidden');
  });
});

describe('timers', () => {
  const look = { workspace: 'kofe', conversation: 'conversation-1', lease: 3, dueAt: NOW, looks: 0 };
  const sqs = mockClient(SQSClient);
  const sfn = mockClient(SFNClient);
  beforeEach(() => {
    sqs.reset();
    sfn.reset();
    sqs.on(SendMessageCommand).resolves({});
    sfn.on(StartExecutionCommand).resolves({});
  });
  const inputs = () => sfn.commandCalls(StartExecutionCommand).map(({ args }) => args[0].input);

  it.each([
    [40, 40],
    [0.2, 1],
    [-5, 0],
    [5000, 900],
  ])('of the queue ring after %d s: %d', async (asked, given) => {
    await queueTimers(new SQSClient(region), 'https://queue.example/looks').lookLater(look, asked);
    expect(sqs).toHaveReceivedCommandWith(SendMessageCommand, {
      QueueUrl: 'https://queue.example/looks',
      MessageBody: JSON.stringify(look),
      DelaySeconds: given,
    });
  });

  it('of a wait have one name per wait and attempt, within 80 characters', async () => {
    const timers = escalationTimers(new SFNClient(region), 'arn:escalation');
    const start = { workspace: 'kofe', conversation: 'conversation-1', lease: 3, attempt: 0, wakeAt: NOW };
    await timers.startEscalation(start);
    await timers.startEscalation(start);
    await timers.startEscalation({ ...start, attempt: NOW });
    await timers.startEscalation({ ...start, workspace: 'other' });
    await timers.startEscalation({ ...start, lease: 4 });
    const names = inputs().map(({ name = '' }) => name);
    expect(names[0]).toBe(names[1]);
    expect(new Set(names).size).toBe(4);
    for (const name of names) expect(name).toMatch(/^[0-9a-f]{64}-\d{1,15}$/);
    expect(JSON.parse(inputs()[0]?.input ?? '')).toEqual({
      ...look,
      done: false,
      wakeAt: '2026-11-22T09:00:00.000Z',
    });
  });

  it('of a page say which episode of which ladder', async () => {
    const timers = pageTimers(new SFNClient(region), 'arn:page');
    await timers.startPage({ workspace: 'kofe', ladder: 'oncall', episode: 2, attempt: 5, wakeAt: NOW });
    const [input] = inputs();
    expect(input).toMatchObject({ stateMachineArn: 'arn:page', name: expect.stringMatching(/-5$/) });
    expect(JSON.parse(input?.input ?? '')).toMatchObject({ ladder: 'oncall', episode: 2, dueAt: NOW, looks: 0 });
  });

  it('that were started by another are started', async () => {
    const timers = pageTimers(new SFNClient(region), 'arn:page');
    const start = { workspace: 'kofe', ladder: 'oncall', episode: 2, attempt: 5, wakeAt: NOW };
    sfn.on(StartExecutionCommand).rejectsOnce(named('ExecutionAlreadyExists')).rejects(named('ThrottlingException'));
    await timers.startPage(start);
    await expect(timers.startPage(start)).rejects.toThrow('ThrottlingException');
  });
});

describe('the announcer', () => {
  const sns = mockClient(SNSClient);
  beforeEach(() => {
    sns.reset();
    sns.on(PublishCommand).resolves({});
  });

  it('tells the topic of a step', async () => {
    await snsAnnouncer(new SNSClient(region), 'arn:topic').announce({ step: 1 });
    expect(sns).toHaveReceivedCommandWith(PublishCommand, { TopicArn: 'arn:topic', Message: '{"step":1}' });
  });
});

describe('the signing key', () => {
  const secrets = mockClient(SecretsManagerClient);
  beforeEach(() => {
    secrets.reset();
  });

  it('is read once, and again only after a failure', async () => {
    secrets
      .on(GetSecretValueCommand)
      .rejectsOnce(named('InternalServiceError'))
      .resolves({ SecretString: JSON.stringify({ kid: '1', secret: 's'.repeat(64) }) });
    const key = signingKey(new SecretsManagerClient(region), 'arn:secret');
    await expect(key()).rejects.toThrow('InternalServiceError');
    const [one, two] = await Promise.all([key(), key()]);
    expect(one).toBe(two);
    expect(one).toEqual({ kid: '1', secret: new TextEncoder().encode('s'.repeat(64)) });
    expect(secrets).toHaveReceivedCommandTimes(GetSecretValueCommand, 2);
  });

  it.each(['not JSON hunter2', '{"kid":"1","secret":"hunter2"}', '{"secret":"hunter2hunter2hunter2hunter2hunter2"}'])(
    'is refused when the secret is %s, without a word of it',
    async (SecretString) => {
      secrets.on(GetSecretValueCommand).resolves({ SecretString });
      const failure = await signingKey(new SecretsManagerClient(region), 'arn:secret')().catch(String);
      expect(failure).toContain('arn:secret');
      expect(failure).not.toContain('hunter2');
    },
  );
});

describe('the environment', () => {
  it('is read by the names of the contract', () => {
    vi.stubEnv('TABLE_NAME', 'log');
    vi.stubEnv('PUBLIC_URL', 'https://otvet.example');
    expect(requireEnv('tableName', 'publicUrl')).toEqual({ tableName: 'log', publicUrl: 'https://otvet.example' });
  });

  it('names everything that is wrong with it at once', () => {
    vi.stubEnv('TABLE_NAME', '');
    vi.stubEnv('PUBLIC_URL', 'otvet');
    expect(() => requireEnv('tableName', 'publicUrl')).toThrow(
      'The environment of this function is incomplete: TABLE_NAME is not set, PUBLIC_URL is no URL.',
    );
  });
});

describe('ids and digests', () => {
  it('are 128 bits in 22 characters', () => {
    const ids = Array.from({ length: 1000 }, () => systemRandom.id());
    expect(new Set(ids).size).toBe(1000);
    for (const id of ids) expect(id).toMatch(/^[\w-]{22}$/);
    expect(sha256Digest.of('kofe', 'ivan')).toMatch(/^[\w-]{22}$/);
  });

  it('depend on every part and on where it ends', () => {
    expect(sha256Digest.of('kofe', 'ivan')).toBe(sha256Digest.of('kofe', 'ivan'));
    expect(sha256Digest.of('kof', 'eivan')).not.toBe(sha256Digest.of('kofe', 'ivan'));
    expect(sha256Digest.of('ко', 'фе')).not.toBe(sha256Digest.of('кофе', ''));
  });
});
