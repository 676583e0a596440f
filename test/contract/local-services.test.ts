import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Stack } from '../../local/stack.ts';
import { itemsOf, putItem, tableCall } from '../support/local-calls.ts';
import { bootFixture, machineFixture } from '../support/local-machine.ts';
import { openSocket, type TestSocket } from '../support/local-socket.ts';
import { until } from '../support/until.ts';

const fixture = machineFixture();
const reports: string[] = [];
let stack: Stack;
let socket: TestSocket;

beforeAll(async () => {
  process.env['AWS_PROFILE'] = 'the-host-has-one';
  stack = await bootFixture(fixture, { report: (message) => void reports.push(message) });
  socket = await openSocket(stack.sockets['customer'] ?? '');
});
afterEach(() => stack.faults.clear());
afterAll(async () => {
  await stack?.stop();
  fixture.remove();
});

const seen = async (pk: string): Promise<number> =>
  Number((await itemsOf(stack, 'S#seen')).find((one) => one['sk']?.S === pk)?.['times']?.N ?? 0);
const looks = async (): Promise<readonly (string | undefined)[]> =>
  (await itemsOf(stack, 'S#looks')).map((one) => one['sk']?.S);

describe('a function', () => {
  it('has nothing of the host’s environment, and nothing but made-up keys', async () => {
    const { value } = await socket.ask({ type: 'env' });
    const env = value as Record<string, string>;
    expect(env['AWS_PROFILE']).toBeUndefined();
    expect(env['HOME']).toBeUndefined();
    expect(env['AWS_ACCESS_KEY_ID']).toBe('socket');
    expect(env['AWS_LAMBDA_FUNCTION_NAME']).toBe('Fixture-socket');
    expect(env['TABLE_NAME']).toBe('Fixture-log');
    expect(Object.keys(env).filter((name) => /^npm_|^NODE_|^PATH$/.test(name))).toEqual([]);
  });

  it('may do with the table what its role allows, and gets AccessDeniedException for the rest', async () => {
    expect(await socket.ask({ type: 'put', pk: 'C#w#1' })).toEqual({ value: 'put' });
    expect(await socket.ask({ type: 'read', pk: 'C#w#1' })).toEqual({ value: 1 });
    expect(await socket.ask({ type: 'put', pk: 'N#w#1' })).toEqual({ error: 'AccessDeniedException', status: 400 });
    expect(await itemsOf(stack, 'N#w#1')).toEqual([]);
  });

  it('that does not load is told once, with the reason', async () => {
    const outcomes = await Promise.all([stack.invoke('unloadable', {}), stack.invoke('unloadable', {})]);
    expect(outcomes.every(({ ok }) => !ok)).toBe(true);
    expect(reports.filter((report) => report.includes('unloadable'))).toEqual([expect.stringContaining('nowhere.mjs')]);
  });

  it('writes its log to a file, in JSON lines', async () => {
    await socket.ask({ type: 'crash' });
    const line = await until(() =>
      readFileSync(join(stack.logs, 'socket.log'), 'utf8')
        .split('\n')
        .find((one) => one.includes('boom')),
    );
    expect(JSON.parse(line)).toMatchObject({ errorType: 'Error', errorMessage: 'boom' });
  });

  it('is counted: invocations, calls and capacity', async () => {
    stack.usage.reset();
    await socket.ask({ type: 'put', pk: 'C#w#counted' });
    await socket.ask({ type: 'read', pk: 'C#w#counted' });
    const used = stack.usage.report();
    expect(used.functions['socket']).toMatchObject({
      invocations: 2,
      writeUnits: 1,
      readUnits: 0.5,
      calls: { 'dynamodb:PutItem': 1, 'dynamodb:Query': 1 },
    });
    expect(used.shared.frames['customer']).toBe(4);
  });

  it('that is killed after its write has written', async () => {
    stack.faults.killAfter({ caller: 'socket', service: 'dynamodb', action: 'PutItem' });
    expect(await socket.ask({ type: 'put', pk: 'C#w#killed' })).toMatchObject({ message: 'Internal server error' });
    expect(await itemsOf(stack, 'C#w#killed')).toHaveLength(1);
  });

  it('whose calls a fault makes fail, fails', async () => {
    stack.faults.failNext({ caller: 'socket', service: 'dynamodb', times: Number.POSITIVE_INFINITY });
    expect(await socket.ask({ type: 'put', pk: 'C#w#failed' })).toEqual({ error: 'InternalServerError', status: 500 });
    stack.faults.clear();
    expect(await itemsOf(stack, 'C#w#failed')).toEqual([]);
  });
});

describe('the stream', () => {
  it('goes to its function, filtered, once', async () => {
    await putItem(stack, 'C#w#stream', '1');
    await putItem(stack, 'I#w#stream', '1');
    await stack.projected();
    expect(await seen('C#w#stream')).toBe(1);
    expect(await seen('I#w#stream')).toBe(0);
  });

  it('gives up what fails again and again, tells the queue, and goes on with the rest', async () => {
    await Promise.all([putItem(stack, 'C#w#poison', '1'), putItem(stack, 'C#w#good', '1')]);
    await stack.projected();
    expect(await seen('C#w#good')).toBe(1);
    expect(await stack.queueDepth('DeadLetters')).toBe(1);
    expect(reports.some((report) => report.includes('given up: poison'))).toBe(true);
  });

  it('comes twice when a fault repeats it, and waits while it is paused', async () => {
    stack.faults.repeatBatches(1);
    await putItem(stack, 'C#w#twice', '1');
    await stack.projected();
    expect(await seen('C#w#twice')).toBe(2);

    stack.faults.pause('projector');
    await putItem(stack, 'C#w#paused', '1');
    expect(await seen('C#w#paused')).toBe(0);
    stack.faults.resume('projector');
    await stack.projected();
    expect(await seen('C#w#paused')).toBe(1);
  });
});

describe('the queue', () => {
  it('hands messages on, after their delay', async () => {
    const begun = Date.now();
    await socket.ask({ type: 'send', body: { conversation: 'late' }, delay: 1 });
    await socket.ask({ type: 'send', body: { conversation: 'soon' } });
    await until(async () => (await looks()).includes('soon'));
    await until(async () => (await looks()).includes('late'));
    expect(Date.now() - begun).toBeGreaterThanOrEqual(950);
  });

  it('lets what fails come again, and puts it to the dead letters in the end', async () => {
    const before = await stack.queueDepth('DeadLetters');
    await socket.ask({ type: 'send', body: { conversation: 'never', fails: true } });
    await until(async () => (await stack.queueDepth('DeadLetters')) > before, { timeout: 8_000 });
    expect(await looks()).not.toContain('never');
  });
});

describe('a state machine', () => {
  const input = (conversation: string, more: object = {}) => ({
    conversation,
    looks: 0,
    until: 3,
    everyMs: 50,
    wakeAt: new Date(0).toISOString(),
    ...more,
  });

  it('waits and looks until it is done', async () => {
    const begun = stack.usage.shared().stateTransitions;
    await socket.ask({ type: 'start', name: 'run-1', input: input('run') });
    const [execution] = await until(
      () =>
        stack
          .executions('Machine')
          .filter(({ name, status }) => name === 'run-1' && status === 'SUCCEEDED')
          .slice(0, 1).length > 0 && stack.executions('Machine'),
    );
    expect(JSON.parse(execution?.output ?? '{}')).toMatchObject({ conversation: 'run', looks: 3, done: true });
    expect((await looks()).filter((name) => name?.startsWith('run:'))).toEqual(['run:1', 'run:2', 'run:3']);
    expect(stack.usage.shared().stateTransitions - begun).toBe(10);
  });

  it('takes a name once: the same start is the same execution while it runs, and refused when it has closed', async () => {
    const same = input('names', { until: 1, wakeAt: new Date(Date.now() + 1_000).toISOString() });
    const first = await socket.ask({ type: 'start', name: 'once', input: same });
    expect(await socket.ask({ type: 'start', name: 'once', input: same })).toEqual(first);
    expect(await socket.ask({ type: 'start', name: 'once', input: input('other') })).toMatchObject({
      error: 'ExecutionAlreadyExists',
    });
    await until(() =>
      stack.executions('Machine').some(({ name, status }) => name === 'once' && status === 'SUCCEEDED'),
    );
    expect(await socket.ask({ type: 'start', name: 'once', input: same })).toMatchObject({
      error: 'ExecutionAlreadyExists',
    });
    expect(await socket.ask({ type: 'start', name: 'x'.repeat(81), input: same })).toMatchObject({
      error: 'InvalidName',
    });
  });

  it('ends red when its task fails for good', async () => {
    await socket.ask({ type: 'start', name: 'red', input: input('red', { fails: true }) });
    const execution = await until(() =>
      stack.executions('Machine').find(({ name, status }) => name === 'red' && status === 'FAILED'),
    );
    expect(execution).toMatchObject({ error: 'TypeError', cause: expect.stringContaining('cannot look') });
  });

  it('does not spin on a wait that no timer can hold', async () => {
    await socket.ask({ type: 'start', name: 'long', input: input('long', { wakeAt: '2999-01-01T00:00:00Z' }) });
    const execution = await until(() =>
      stack.executions('Machine').find(({ name, status }) => name === 'long' && status === 'FAILED'),
    );
    expect(execution?.cause).toContain('24 days');
  });
});

describe('messages to people', () => {
  it('to a phone are delivered to the pager, word for word', async () => {
    const { value } = await socket.ask({ type: 'page', phone: '+79990000001', text: 'Ждёт Иван <5 мин> & "ещё"' });
    const message = stack.pager.messages().at(-1);
    expect(message).toMatchObject({ id: value, channel: 'sms', to: '+79990000001', text: 'Ждёт Иван <5 мин> & "ещё"' });
    stack.people?.add('anna', { name: 'Anna', email: 'anna@example.com', phone_number: '+79990000001' });
    expect(await (await fetch(`${stack.url}/pager/messages`)).json()).toEqual([{ ...message, person: 'Anna' }]);
  });

  it('to no phone are refused', async () => {
    expect(await socket.ask({ type: 'page', phone: '12', text: 'x' })).toMatchObject({
      error: 'InvalidParameterException',
    });
  });

  it('to the topic are noted with their attributes', async () => {
    await socket.ask({ type: 'publish', text: 'step one' });
    expect(stack.pager.messages().at(-1)).toMatchObject({
      channel: 'topic',
      text: 'step one',
      attributes: { step: '1' },
    });
  });

  it('are pushed to whoever listens', async () => {
    const response = await fetch(`${stack.url}/pager/events`);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    await socket.ask({ type: 'page', phone: '+79990000002', text: 'pushed' });
    let heard = '';
    while (!heard.includes('pushed')) heard += (await reader?.read())?.value ?? '';
    expect(heard).toContain('data: {');
    await reader?.cancel();
  });
});

describe('the rest', () => {
  it('a secret is made up as the template says, and given to those who may have it', async () => {
    const { value } = await socket.ask({ type: 'secret' });
    expect(value).toEqual({ kid: '1', secret: expect.stringMatching(/^[A-Za-z0-9]{40}$/) });
  });

  it('the schedule runs once at boot', async () => {
    await until(async () => (await itemsOf(stack, 'S#sweep')).length > 0);
  });

  it('AWS services answer nobody who does not sign, as a page in a browser cannot', async () => {
    expect((await fetch(stack.awsEndpoint, { method: 'POST', body: '{}' })).status).toBe(403);
  });

  it('the table’s owner may do anything', async () => {
    expect(await tableCall(stack, 'Scan', { Limit: 1 })).toMatchObject({ Count: 1 });
  });
});
