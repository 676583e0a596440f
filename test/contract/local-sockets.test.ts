import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Stack } from '../../local/stack.ts';
import { itemsOf, signature } from '../support/local-calls.ts';
import { bootFixture, machineFixture } from '../support/local-machine.ts';
import { openSocket, refusalOf, type TestSocket } from '../support/local-socket.ts';
import { until } from '../support/until.ts';

const fixture = machineFixture();
let stack: Stack;
let customer: string;

beforeAll(async () => {
  stack = await bootFixture(fixture);
  customer = stack.sockets['customer'] ?? '';
});
afterAll(async () => {
  await stack?.stop();
  fixture.remove();
});

describe('a handshake', () => {
  it.each([
    ['without the header that the authorizer asks for', [], 401],
    ['that the authorizer calls unauthorized', ['otvet.v1', 'unknown'], 401],
    ['that the authorizer denies', ['otvet.v1', 'denied'], 403],
    ['on which the authorizer fails', ['otvet.v1', 'crash'], 500],
    ['for which the authorizer gives no flat context', ['otvet.v1', 'nested'], 500],
    ['that $connect refuses', ['otvet.v1', 'refused'], 403],
    ['on which $connect fails', ['otvet.v1', 'broken'], 502],
  ])('%s is refused', async (_what, protocols, status) => {
    expect(await refusalOf(customer, '', protocols)).toBe(status);
  });

  it('is completed with the subprotocol that the function chose', async () => {
    const socket = await openSocket(customer);
    expect(socket.socket.protocol).toBe('otvet.v1');
    await socket.close();
  });

  it('to a path without a stage is a 404', async () => {
    expect(await refusalOf(`${stack.sockets['customer']}x`, 'ivan')).toBe(404);
  });

  it('is refused with 429 when the stage’s bucket is empty, and so is each frame', async () => {
    const operator = stack.sockets['operator'] ?? '';
    const first = await openSocket(operator);
    expect(await first.ask({ type: 'echo', text: 'one' })).toEqual({ value: 'one' });
    expect(await first.ask({ type: 'echo', text: 'two' })).toEqual({ value: 'two' });
    expect(await first.ask({ type: 'echo', text: 'three' })).toMatchObject({ message: 'Too Many Requests' });
    expect(await refusalOf(operator, 'ivan')).toBe(429);
    await first.close();
  });
});

describe('a frame', () => {
  it('brings the authorizer’s context, all of it as text', async () => {
    const socket = await openSocket(customer, 'anna');
    const { value } = await socket.ask({ type: 'context' });
    expect(value).toMatchObject({
      routeKey: '$default',
      eventType: 'MESSAGE',
      stage: 'customer',
      connectionId: expect.stringMatching(/^[\w-]{15}=$/),
      authorizer: { principalId: 'ivan', workspace: 'w1', ticket: 'anna', count: '2', flag: 'true' },
    });
    await socket.close();
  });

  it('gets the function’s answer when it has one, and nothing else', async () => {
    const socket = await openSocket(customer);
    socket.socket.send(JSON.stringify({ type: 'nothing' }));
    expect(await socket.ask({ type: 'echo', text: 'here' })).toEqual({ value: 'here' });
    expect(socket.frames).toHaveLength(1);
    await socket.close();
  });

  it.each(['crash', 'exit'])('on which the function fails (%s) gets the gateway’s own frame', async (type) => {
    const socket = await openSocket(customer);
    expect(await socket.ask({ type })).toEqual({
      message: 'Internal server error',
      connectionId: expect.any(String),
      requestId: expect.any(String),
    });
    expect(await socket.ask({ type: 'echo', text: 'still here' })).toEqual({ value: 'still here' });
    await socket.close();
  });

  it('that is no JSON goes to the function as well', async () => {
    const socket = await openSocket(customer);
    socket.socket.send('not json');
    expect(await socket.heard('Internal server error')).toContain('connectionId');
    await socket.close();
  });

  it('that takes longer than the integration may is given up, and a function that hangs is killed', async () => {
    const socket = await openSocket(customer);
    expect(await socket.ask({ type: 'hang' })).toMatchObject({ message: 'Endpoint request timed out' });
    await until(() => (stack.usage.report().functions['socket']?.errors ?? 0) >= 3, { what: 'the end of the worker' });
    expect(await socket.ask({ type: 'echo', text: 'alive' })).toEqual({ value: 'alive' });
    await socket.close();
  });

  it('runs beside other frames of its socket', async () => {
    const socket = await openSocket(customer);
    // two workers, warm: the overtaking must not wait for an init
    await Promise.all([socket.ask({ type: 'slow', ms: 300 }), socket.ask({ type: 'slow', ms: 300 })]);
    await until(() => socket.frames.length === 2);
    // the first ends only once somebody has written what it waits for
    socket.socket.send(JSON.stringify({ type: 'await', pk: 'C#overtaken' }));
    expect(await socket.ask({ type: 'echo', text: 'overtook' })).toEqual({ value: 'overtook' });
    await socket.ask({ type: 'put', pk: 'C#overtaken' });
    await socket.heard('awaited');
    await socket.close();
  });
});

describe('limits', () => {
  it('a frame of 32 KB passes, a larger one closes with 1009', async () => {
    const socket = await openSocket(customer);
    const frame = JSON.stringify({ type: 'echo', text: 'x'.repeat(32 * 1024 - 25) });
    expect(Buffer.byteLength(frame)).toBeLessThanOrEqual(32 * 1024);
    socket.socket.send(frame);
    await socket.heard('xxx');
    socket.socket.send(JSON.stringify({ type: 'echo', text: 'y'.repeat(33 * 1024) }));
    expect(await socket.closed).toBe(1009);
    expect(socket.frames.some((text) => text.includes('yyy'))).toBe(false);
  });

  it('a message of several frames may have 128 KB, and no more', async () => {
    const socket = await openSocket(customer);
    const send = (bytes: number): void => {
      const text = JSON.stringify({ type: 'length', text: 'z'.repeat(bytes) });
      const parts = text.match(/.{1,30000}/g) ?? [];
      for (const [index, part] of parts.entries()) socket.socket.send(part, { fin: index === parts.length - 1 });
    };
    send(100_000);
    await socket.heard('100000');
    send(140_000);
    expect(await socket.closed).toBe(1009);
  });

  it('an answer of 32 KB passes, a larger one closes with 1009 and never arrives', async () => {
    const socket = await openSocket(customer);
    const wrapped = '{"value":""}'.length;
    const { value } = await socket.ask({ type: 'much', length: 32 * 1024 - wrapped });
    expect(value).toHaveLength(32 * 1024 - wrapped);
    socket.socket.send(JSON.stringify({ type: 'much', length: 32 * 1024 - wrapped + 1 }));
    expect(await socket.closed).toBe(1009);
    expect(socket.frames).toHaveLength(1);
  });

  it('a binary frame closes with 1003', async () => {
    const socket = await openSocket(customer);
    socket.socket.send(Buffer.from([1, 2, 3]));
    expect(await socket.closed).toBe(1003);
  });
});

describe('posts to connections', () => {
  it('reach the socket, and end in 410 when it has gone', async () => {
    const [sender, receiver] = await Promise.all([openSocket(customer), openSocket(customer)]);
    const to = await idOf(receiver);
    expect(await sender.ask({ type: 'post', to, text: 'for you' })).toEqual({ value: 'posted' });
    await receiver.heard('for you');
    await receiver.close();
    await until(() => !stack.connections('customer').includes(to));
    expect(await sender.ask({ type: 'post', to, text: 'too late' })).toEqual({ error: 'GoneException', status: 410 });
    await sender.close();
  });

  it('are refused before $connect has returned', async () => {
    const socket = await openSocket(customer, 'early');
    const noted = await until(() => item('KC#early'));
    expect(noted['value']).toEqual({ S: 'GoneException' });
    expect(socket.frames).toEqual([]);
    await socket.close();
  });

  it('of more than 128 KB are refused', async () => {
    const socket = await openSocket(customer);
    const response = await fetch(await postAddress(socket), {
      method: 'POST',
      headers: signature('execute-api'),
      body: 'x'.repeat(129 * 1024),
    });
    expect(response.status).toBe(413);
    await socket.close();
  });

  it('of more than 32 KB close their socket with 1009: the gateway does not split them', async () => {
    const [socket, other] = await Promise.all([openSocket(customer), openSocket(customer)]);
    const post = async (to: TestSocket, bytes: number) =>
      fetch(await postAddress(to), { method: 'POST', headers: signature('execute-api'), body: 'x'.repeat(bytes) });
    await post(other, 32 * 1024);
    await other.heard('xxx');
    await post(socket, 32 * 1024 + 1);
    expect(await socket.closed).toBe(1009);
    await other.close();
  });

  it('need the permission of the calling function', async () => {
    const socket = await openSocket(customer);
    const address = await postAddress(socket);
    const post = (caller: string, method: string) =>
      fetch(address, { method, headers: signature('execute-api', caller), body: method === 'POST' ? 'x' : null });
    expect((await post('http', 'POST')).status).toBe(403);
    expect((await post('socket', 'DELETE')).status).toBe(403);
    expect((await post('socket', 'POST')).status).toBe(200);
    expect((await post('owner', 'DELETE')).status).toBe(204);
    await socket.closed;
  });

  it('that a fault loses are told as sent', async () => {
    const [sender, receiver] = await Promise.all([openSocket(customer), openSocket(customer)]);
    const to = await idOf(receiver);
    stack.faults.dropPosts({ api: 'customer', connection: to });
    expect(await sender.ask({ type: 'post', to, text: 'lost' })).toEqual({ value: 'posted' });
    expect(await sender.ask({ type: 'post', to, text: 'found' })).toEqual({ value: 'posted' });
    await receiver.heard('found');
    expect(receiver.frames.some((frame) => frame.includes('lost'))).toBe(false);
    await Promise.all([sender.close(), receiver.close()]);
  });
});

describe('the end of a socket', () => {
  it('is told to $disconnect, with the code and the context', async () => {
    const socket = await openSocket(customer);
    const id = await idOf(socket);
    socket.socket.close(4001, 'bye');
    const gone = await until(() => item('KC#gone', id));
    expect(gone['value']).toEqual({ S: '4001 w1' });
  });

  it('comes after the idle time, and after the whole life, whatever is said', async () => {
    const short = await bootFixture(
      { ...fixture, data: `${fixture.data}-short` },
      { limits: { idleMs: 600, lifeMs: 3_000 } },
    );
    try {
      const [idle, busy] = await Promise.all([
        openSocket(short.sockets['customer'] ?? ''),
        openSocket(short.sockets['customer'] ?? ''),
      ]);
      const talk = setInterval(() => busy.socket.send(JSON.stringify({ type: 'nothing' })), 100);
      let busyClosed = false;
      void busy.closed.then(() => {
        busyClosed = true;
      });
      expect(await idle.closed).toBe(1001);
      expect(busyClosed).toBe(false);
      expect(await busy.closed).toBe(1001);
      clearInterval(talk);
    } finally {
      await short.stop();
    }
  });
});

const idOf = async (socket: TestSocket): Promise<string> =>
  ((await socket.ask({ type: 'context' }))['value'] as { connectionId: string }).connectionId;
const postAddress = async (socket: TestSocket): Promise<string> =>
  `${stack.functionEnv('socket')['SOCKETS_URL']}/@connections/${encodeURIComponent(await idOf(socket))}`;

const item = async (pk: string, sk?: string) =>
  (await itemsOf(stack, pk)).find((one) => sk === undefined || one['sk']?.S === sk);
