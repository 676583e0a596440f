import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { freePort } from '../../support/free-port.ts';

const TOP = join(import.meta.dirname, '../../..');

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'otvet-ready-'));
});
afterEach(() => rmSync(data, { recursive: true }));

/** Runs the check as npm would, and gives the sentences it complains with. */
async function ready(when: 'start' | 'test', env: Record<string, string>): Promise<string[]> {
  const child = spawn(process.execPath, [join(TOP, 'scripts/ready.js'), when], {
    env: { PATH: process.env['PATH'], OTVET_DATA: data, OTVET_PORT: String(await freePort()), ...env },
  });
  let complaints = '';
  child.stderr.on('data', (text) => {
    complaints += text;
  });
  const [code] = await once(child, 'close');
  expect(code).toBe(complaints === '' ? 0 : 1);
  return complaints.split('\n').filter((line) => line !== '');
}

it('has nothing to say when all is well', async () => {
  expect(await ready('start', {})).toEqual([]);
});

it('refuses to start on a port that is taken, but lets the tests run', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  const env = { OTVET_PORT: String(port) };
  expect(await ready('start', env)).toEqual([expect.stringContaining(`Port ${port} is taken`)]);
  expect(await ready('test', env)).toEqual([]);
  other.close();
});

it('refuses a second start on one data folder', async () => {
  const script = join(data, 'local');
  const runner = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', `${script}/start.ts`]);
  await once(runner, 'spawn');
  writeFileSync(join(data, 'pid'), String(runner.pid));
  expect(await ready('start', {})).toEqual([expect.stringContaining(`already runs on ${data}`)]);
  runner.kill();
});

it('starts over what a crash left in the data folder', async () => {
  const gone = spawn(process.execPath, ['-e', '']);
  await once(gone, 'close');
  writeFileSync(join(data, 'pid'), String(gone.pid));
  expect(await ready('start', {})).toEqual([]);
  writeFileSync(join(data, 'pid'), String(process.pid)); // the number went to another program meanwhile
  expect(await ready('start', {})).toEqual([]);
});

it('tells a table engine that does not answer from one that is there', async () => {
  const engine = createServer().listen(0, '127.0.0.1');
  await once(engine, 'listening');
  const { port } = engine.address() as { port: number };
  expect(await ready('test', { OTVET_DYNAMODB_ENDPOINT: `http://127.0.0.1:${port}` })).toEqual([]);
  engine.close();
  await once(engine, 'close');
  const complaints = await ready('test', { OTVET_DYNAMODB_ENDPOINT: `http://127.0.0.1:${port}` });
  expect(complaints).toEqual([expect.stringContaining('Nothing answers')]);
});
