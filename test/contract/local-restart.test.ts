import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { itemsOf } from '../support/local-calls.ts';
import { bootFixture, machineFixture } from '../support/local-machine.ts';
import { openSocket } from '../support/local-socket.ts';
import { until } from '../support/until.ts';

const fixture = machineFixture();
afterAll(() => fixture.remove());

/** Starts the fixture in a process of its own. */
async function started(): Promise<{ readonly process: ChildProcess; readonly customer: string }> {
  const script = join(import.meta.dirname, '../support/local-process.ts');
  const child = spawn(process.execPath, ['--no-warnings', script, fixture.assembly, fixture.data], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const { sockets } = JSON.parse(line.toString()) as { sockets: Record<string, string> };
  return { process: child, customer: sockets['customer'] ?? '' };
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('a machine killed with -9', () => {
  it('carries on: table, stream, queue, names of executions, secrets; and leaves no engine behind', async () => {
    const first = await started();
    const socket = await openSocket(first.customer);
    const { value: secret } = await socket.ask({ type: 'secret' });
    const later = new Date(Date.now() + 60_000).toISOString();
    const input = { conversation: 'c', looks: 0, until: 1, everyMs: 1, wakeAt: later };
    await socket.ask({ type: 'start', name: 'kept', input });
    await socket.ask({ type: 'send', body: { conversation: 'queued' }, delay: 2 });
    await Promise.all([1, 2, 3, 4, 5].map((n) => socket.socket.send(JSON.stringify({ type: 'put', pk: `C#w#${n}` }))));
    await until(() => socket.frames.filter((frame) => frame.includes('"put"')).length === 5, { timeout: 20_000 });
    await socket.ask({ type: 'page', phone: '+79990000001', text: 'kept' });
    const engine = Number(readFileSync(join(fixture.data, 'engine.pid'), 'utf8'));
    first.process.kill('SIGKILL');
    await once(first.process, 'exit');
    await until(() => !isAlive(engine), { what: 'the end of the engine', timeout: 20_000 });

    const stack = await bootFixture(fixture);
    try {
      for (const n of [1, 2, 3, 4, 5]) expect(await itemsOf(stack, `C#w#${n}`)).toHaveLength(1);
      await stack.projected();
      const seen = await itemsOf(stack, 'S#seen');
      expect(seen.map((one) => one['sk']?.S)).toEqual(['C#w#1', 'C#w#2', 'C#w#3', 'C#w#4', 'C#w#5']);
      await until(async () => (await itemsOf(stack, 'S#looks')).some((one) => one['sk']?.S === 'queued'));
      expect(stack.executions('Machine')).toMatchObject([{ name: 'kept', status: 'ABORTED' }]);
      expect(stack.pager.messages()).toMatchObject([{ text: 'kept' }]);
      const again = await openSocket(stack.sockets['customer'] ?? '');
      expect((await again.ask({ type: 'secret' }))['value']).toEqual(secret);
      expect(await again.ask({ type: 'start', name: 'kept', input })).toMatchObject({
        error: 'ExecutionAlreadyExists',
      });
    } finally {
      await stack.stop();
    }
  });

  it('is empty after a fresh start', async () => {
    const stack = await bootFixture(fixture, { fresh: true });
    try {
      expect(await itemsOf(stack, 'C#w#1')).toEqual([]);
      expect(stack.pager.messages()).toEqual([]);
    } finally {
      await stack.stop();
    }
  });
});

describe('a start that cannot be', () => {
  it('on a directory in use says who has it, and touches nothing', async () => {
    const stack = await bootFixture(fixture);
    try {
      await expect(bootFixture(fixture)).rejects.toThrow(/already runs on .* as process \d+/);
      expect(await itemsOf(stack, 'S#sweep')).toEqual(expect.any(Array));
    } finally {
      await stack.stop();
    }
  });

  it('on a busy port says which to take, and gives the directory back', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    try {
      await expect(bootFixture(fixture, { port })).rejects.toThrow(`Port ${port} is taken`);
      await (await bootFixture(fixture)).stop();
    } finally {
      server.close();
    }
  });

  it('without a synthesized template says how to get one', async () => {
    await expect(bootFixture({ ...fixture, assembly: join(fixture.data, 'nowhere') })).rejects.toThrow('npm run synth');
  });
});
