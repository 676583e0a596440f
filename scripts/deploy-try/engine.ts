import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { environment, start } from './process.ts';

/** AWS, as far as it goes, on this machine: no account, nothing leaves it. */
export interface Engine {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly port: number;
  /** what programs are told, so that they call it instead of AWS */
  readonly env: Record<string, string>;
  /** the end of what it has said */
  readonly said: () => string;
  readonly stop: () => Promise<void>;
}

export const ACCOUNT = '000000000000';
export const REGION = 'eu-central-1';

/** Starts the engine, empty. @throws Error with its last words when it does not come up within a minute */
export async function startEngine(bin: string): Promise<Engine> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const home = mkdtempSync(join(tmpdir(), 'otvet-try-'));
  mkdirSync(join(home, 'tmp'));
  const credentials = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
  const child = start(
    join(bin, 'python'),
    ['-m', 'ministack'],
    environment({
      ...credentials,
      HOME: home,
      TMPDIR: join(home, 'tmp'),
      GATEWAY_PORT: String(port),
      BIND_HOST: '127.0.0.1',
      MINISTACK_HOST: '127.0.0.1',
      MINISTACK_REGION: REGION,
      MINISTACK_ACCOUNT_ID: ACCOUNT,
    }),
    home,
  );
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      said = `${said}${chunk.toString()}`.slice(-200_000);
    });
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      const closed = new Promise((resolve) => child.once('close', resolve));
      child.kill('SIGTERM');
      await Promise.race([closed, pause(5_000, undefined, { ref: false })]);
      child.kill('SIGKILL');
    }
    rmSync(home, { recursive: true, force: true });
  };
  for (let second = 0; second < 60; second += 1) {
    const answer = await fetch(`${url}/_ministack/health`).catch(() => null);
    if (answer?.ok === true) {
      writeFileSync(join(home, 'config'), '');
      const env = environment({
        ...credentials,
        AWS_ENDPOINT_URL: url,
        AWS_REGION: REGION,
        AWS_DEFAULT_REGION: REGION,
        AWS_EC2_METADATA_DISABLED: 'true',
        // neither profiles nor caches of whoever runs this
        AWS_CONFIG_FILE: join(home, 'config'),
        AWS_SHARED_CREDENTIALS_FILE: join(home, 'config'),
        CDK_DISABLE_VERSION_CHECK: '1',
        CI: '1',
        HOME: home,
      });
      return { url, port, env, said: () => said, stop };
    }
    if (child.exitCode !== null) break;
    await pause(1_000);
  }
  await stop();
  throw new Error(`The engine did not start:\n${said.split('\n').slice(-15).join('\n')}`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
