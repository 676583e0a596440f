import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { StartError } from '../errors.ts';
import { type EngineClient, engineClient } from './engine-client.ts';
import { indexStreamRecords } from './stream-index.ts';

/** The database under the table. */
export interface Engine {
  readonly client: EngineClient;
  readonly stop: () => Promise<void>;
}

const START_TIMEOUT_MS = 10_000;
const STOP_TIMEOUT_MS = 3_000;

/**
 * Ends the engine when our end of the pipe closes, which it does however we end: one killed with -9 leaves nothing behind.
 * In a session of its own, so that Ctrl-C reaches it through us only, after what still writes.
 */
const WATCH = 'exec 3<&0; "$@" </dev/null & engine=$!; echo $engine; read -r _ <&3; kill $engine; wait $engine';

/**
 * Starts the table engine on the file, or takes the one that `OTVET_DYNAMODB_ENDPOINT` names.
 * @throws {StartError} when this platform has none
 */
export async function startEngine(
  directory: string,
  endpoint = process.env['OTVET_DYNAMODB_ENDPOINT'],
): Promise<Engine> {
  if (endpoint !== undefined && endpoint !== '') {
    const client = engineClient(endpoint);
    await client.call('ListTables', {}).catch(() => {
      throw new StartError(
        `Nothing answers at OTVET_DYNAMODB_ENDPOINT (${endpoint}): start the table engine there, or unset it.`,
      );
    });
    return { client, stop: async () => client.close() };
  }
  const command = findEngine();
  if (command === undefined) {
    throw new StartError(
      `There is no table engine for ${process.platform} ${process.arch}: put dynoxide on the PATH, or set OTVET_DYNAMODB_ENDPOINT to DynamoDB Local.`,
    );
  }
  const pidFile = join(directory, 'engine.pid');
  await endOrphan(pidFile, join(directory, 'table.db'));
  // Another program may take the port between our look and the engine's start.
  for (let attempt = 1; ; attempt++) {
    try {
      return await spawnEngine(command, directory, pidFile);
    } catch (error) {
      if (attempt === 3) throw error;
    }
  }
}

async function spawnEngine(command: string, directory: string, pidFile: string): Promise<Engine> {
  const port = await freePort();
  const child = spawn(
    '/bin/sh',
    ['-c', WATCH, 'sh', command, 'serve', '-p', String(port), '--db-path', join(directory, 'table.db')],
    {
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
      env: { PATH: process.env['PATH'] ?? '' },
    },
  );
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = `${complaint}${chunk.toString()}`.slice(-2000);
  });
  child.stdout.once('data', (chunk: Buffer) => writeFileSync(pidFile, chunk.toString().trim()));
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let isEnded = false;
  void ended.then(() => {
    isEnded = true;
  });

  const client = engineClient(`http://127.0.0.1:${port}`);
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await answers(client))) {
    // The watch waits for the engine's end only after ours, so a failed start shows in what the engine complained of.
    if (isEnded || /^error/m.test(complaint) || Date.now() > deadline) {
      child.stdin.end();
      client.close();
      throw new StartError(
        `The table engine did not start: ${complaint.trim() || 'no answer'}. Look at ${directory}, or start with --fresh.`,
      );
    }
    await pause(10);
  }
  indexStreamRecords(join(directory, 'table.db'));
  return {
    client,
    stop: async () => {
      client.close();
      child.stdin.end();
      await Promise.race([ended, pause(STOP_TIMEOUT_MS, undefined, { ref: false })]);
      if (!isEnded) killGroup(child);
      rmSync(pidFile, { force: true });
    },
  };
}

const answers = (client: EngineClient): Promise<boolean> =>
  client.call('ListTables', {}).then(
    () => true,
    () => false,
  );

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}

/** An engine whose watch was killed, too, still has the file open: two engines on one file lose data. */
async function endOrphan(pidFile: string, database: string): Promise<void> {
  const pid = Number(read(pidFile));
  if (!Number.isInteger(pid) || pid <= 1) return;
  const isOurs = (): boolean => {
    const line =
      read(`/proc/${pid}/cmdline`) || String(spawnSync('ps', ['-p', String(pid), '-o', 'args=']).stdout ?? '');
    return line.includes('dynoxide') && line.includes(database);
  };
  for (let attempt = 0; attempt < 100 && isOurs(); attempt++) {
    try {
      process.kill(pid, attempt < 50 ? 'SIGTERM' : 'SIGKILL');
    } catch {
      break;
    }
    await pause(20);
  }
  rmSync(pidFile, { force: true });
}

function findEngine(): string | undefined {
  try {
    const manifest = createRequire(import.meta.url).resolve(
      `@dynoxide/${process.platform}-${process.arch}/package.json`,
    );
    return join(dirname(manifest), 'dynoxide');
  } catch {
    return spawnSync('dynoxide', ['--version'], { stdio: 'ignore' }).status === 0 ? 'dynoxide' : undefined;
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
