import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, it, type TestContext } from 'vitest';
import type { Stack } from '../../local/stack.ts';
import { startChild } from '../support/child.ts';
import { itemsOf, putItem } from '../support/local-calls.ts';
import { bootFixture, machineFixture } from '../support/local-machine.ts';
import { openSocket } from '../support/local-socket.ts';
import { scratchDirectory } from '../support/scratch.ts';
import { until } from '../support/until.ts';

const fixture = machineFixture();
afterAll(() => fixture.remove());

/** The fixture, stopped after the test. */
async function booted(test: TestContext, options: { readonly data: string; readonly fresh?: boolean }): Promise<Stack> {
  const stack = await bootFixture(fixture, options);
  test.onTestFinished(stack.stop);
  return stack;
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

it('a machine killed with -9 carries on: table, stream, queue, names of executions, secrets; and leaves no engine behind', async (test) => {
  const data = await scratchDirectory(test);
  const first = await startChild<{ sockets: Record<string, string> }>(test, 'local-process.ts', [
    fixture.assembly,
    data,
  ]);
  const socket = await openSocket(first.said.sockets['customer'] ?? '');
  const { value: secret } = await socket.ask({ type: 'secret' });
  const later = new Date(Date.now() + 60_000).toISOString();
  const input = { conversation: 'c', looks: 0, until: 1, everyMs: 1, wakeAt: later };
  await socket.ask({ type: 'start', name: 'kept', input });
  await socket.ask({ type: 'send', body: { conversation: 'queued' }, delay: 2 });
  // one after the other: five new workers at once need longer than a frame may take where others are busy
  for (const n of [1, 2, 3, 4, 5]) expect(await socket.ask({ type: 'put', pk: `C#w#${n}` })).toEqual({ value: 'put' });
  await socket.ask({ type: 'page', phone: '+79990000001', text: 'kept' });
  const engine = Number(readFileSync(join(data, 'engine.pid'), 'utf8'));
  await first.kill();
  await until(() => !isAlive(engine), { what: 'the end of the engine', timeout: 20_000 });

  const stack = await booted(test, { data });
  for (const n of [1, 2, 3, 4, 5]) expect(await itemsOf(stack, `C#w#${n}`)).toHaveLength(1);
  await stack.projected();
  const seen = await itemsOf(stack, 'S#seen');
  expect(seen.map((one) => one['sk']?.S)).toEqual(['C#w#1', 'C#w#2', 'C#w#3', 'C#w#4', 'C#w#5']);
  await until(async () => (await itemsOf(stack, 'S#looks')).some((one) => one['sk']?.S === 'queued'));
  expect(stack.executions('Machine')).toMatchObject([{ name: 'kept', status: 'ABORTED' }]);
  expect(stack.pager.messages()).toMatchObject([{ text: 'kept' }]);
  const again = await openSocket(stack.sockets['customer'] ?? '');
  expect((await again.ask({ type: 'secret' }))['value']).toEqual(secret);
  expect(await again.ask({ type: 'start', name: 'kept', input })).toMatchObject({ error: 'ExecutionAlreadyExists' });
});

it('a fresh start is empty, whatever was there', async (test) => {
  const data = await scratchDirectory(test);
  const before = await booted(test, { data });
  await putItem(before, 'C#w#1', '1');
  expect(await itemsOf(before, 'C#w#1')).toHaveLength(1);
  const socket = await openSocket(before.sockets['customer'] ?? '');
  await socket.ask({ type: 'page', phone: '+79990000001', text: 'kept' });
  expect(before.pager.messages()).toHaveLength(1);
  await before.stop();

  const stack = await booted(test, { data, fresh: true });
  expect(await itemsOf(stack, 'C#w#1')).toEqual([]);
  expect(stack.pager.messages()).toEqual([]);
});

describe('a start that cannot be', () => {
  it('on a directory in use says who has it, and touches nothing', async (test) => {
    const data = await scratchDirectory(test);
    const stack = await booted(test, { data });
    await expect(bootFixture(fixture, { data })).rejects.toThrow(/already runs on .* as process \d+/);
    expect(await itemsOf(stack, 'S#sweep')).toEqual(expect.any(Array));
  });

  it('on a busy port says which to take, and gives the directory back', async (test) => {
    const data = await scratchDirectory(test);
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    try {
      await expect(bootFixture(fixture, { data, port })).rejects.toThrow(`Port ${port} is taken`);
      await (await bootFixture(fixture, { data })).stop();
    } finally {
      server.close();
    }
  });

  it('without a synthesized template says how to get one', async (test) => {
    const data = await scratchDirectory(test);
    await expect(bootFixture({ ...fixture, assembly: join(data, 'nowhere') }, { data })).rejects.toThrow(
      'npm run synth',
    );
  });
});
