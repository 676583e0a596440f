import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestContext } from 'vitest';

/** A machine in a process of its own, to be killed. */
export interface Child<Said> {
  /** What it printed on its first line. */
  readonly said: Said;
  /** Ends it as `kill -9` does. */
  readonly kill: () => Promise<void>;
}

/**
 * Starts a script of this folder in a process of its own and waits for its first line, which is JSON. The process ends with
 * the test, whatever became of the test; with this process, if that is killed, since its standard input ends then.
 * @throws {Error} with what it complained of, when it ends instead
 */
export async function startChild<Said>(
  { onTestFinished }: Pick<TestContext, 'onTestFinished'>,
  script: 'stack-process.ts' | 'local-process.ts',
  args: readonly string[],
): Promise<Child<Said>> {
  const child = spawn(process.execPath, ['--no-warnings', join(import.meta.dirname, script), ...args]);
  const ended = once(child, 'exit');
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  onTestFinished(kill);
  let complaint = '';
  child.stderr.on('data', (chunk) => {
    complaint = `${complaint}${chunk}`.slice(-2_000);
  });
  const line = once(createInterface({ input: child.stdout }), 'line');
  const failure = ended.then(() => Promise.reject(new Error(`It did not start: ${complaint}`)));
  const [said] = await Promise.race([line, failure]);
  return { said: JSON.parse(String(said)) as Said, kill };
}
