import { spawn } from 'node:child_process';
import { freePort } from '../support/free-port.ts';
import { until } from '../support/until.ts';

/** `npm start` as a person runs it. */
export interface NpmStart {
  readonly url: string;
  /** process id of npm; the machine and its table engine descend from it */
  readonly pid: number;
  /** Resolves when `isUp` does. @throws with what npm said when it ends before, and after two minutes */
  readonly up: (isUp: (url: string) => Promise<boolean>) => Promise<void>;
  readonly stop: () => Promise<void>;
}

const PATIENCE_MS = 120_000;

/** Begins `npm start` in a directory of the project, with data of its own. */
export async function npmStart(top: string, data: string): Promise<NpmStart> {
  const port = await freePort();
  const npm = spawn('npm', ['start'], {
    cwd: top,
    detached: true, // npm, a shell and Node: ended together
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, OTVET_PORT: String(port), OTVET_DATA: data },
  });
  let said = '';
  npm.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const ended = new Promise<void>((resolve) => npm.once('close', () => resolve()));
  const { pid } = npm;
  if (pid === undefined) throw new Error('npm could not be started.');
  const url = `http://localhost:${port}`;
  return {
    url,
    pid,
    up: async (isUp) => {
      await until(
        async () => {
          // An end of npm is not waited out: the condition is met, and what it said is thrown below.
          return npm.exitCode !== null || (await isUp(url));
        },
        { timeout: PATIENCE_MS, interval: 20, what: 'npm start' },
      );
      if (npm.exitCode !== null) throw new Error(`npm start ended: ${said}`);
    },
    stop: async () => {
      if (npm.exitCode === null) process.kill(-pid, 'SIGTERM');
      await ended;
    },
  };
}
