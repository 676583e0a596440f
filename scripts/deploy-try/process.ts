import { type ChildProcess, spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';

export const TOP = join(import.meta.dirname, '..', '..');

export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** Children that still run: ended with this program, however it ends. */
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** The environment of a child: none of this machine's AWS settings, so that nothing can reach an account. */
export function environment(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  const kept = Object.entries(process.env).filter(([name]) => !/^(AWS_|CDK_)/.test(name));
  const own = Object.fromEntries(
    kept.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
  const path = `${join(TOP, 'node_modules/.bin')}${delimiter}${own['PATH'] ?? ''}`;
  return { ...own, PATH: path, NO_COLOR: '1', ...more };
}

export function start(command: string, args: readonly string[], env: Record<string, string>, cwd = TOP): ChildProcess {
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  child.once('close', () => running.delete(child));
  return child;
}

/** Runs a command to its end, for `limit` milliseconds at most. */
export async function run(
  command: string,
  args: readonly string[],
  { env = environment(), limit = 300_000 }: { readonly env?: Record<string, string>; readonly limit?: number } = {},
): Promise<Ended> {
  const child = start(command, args, env);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  const ended = Promise.withResolvers<Ended>();
  child.once('error', ended.reject);
  child.once('close', (code) => ended.resolve({ code, output }));
  const timer = setTimeout(() => {
    output += `\n(ended after ${limit / 1000} s)`;
    child.kill('SIGKILL');
  }, limit);
  try {
    return await ended.promise;
  } finally {
    clearTimeout(timer);
  }
}

/** The same, where anything but success ends the trial. @throws Error with the end of what was said */
export async function must(what: string, ...args: Parameters<typeof run>): Promise<string> {
  const { code, output } = await run(...args);
  if (code === 0) return output;
  throw new Error(`${what} failed:\n${output.trim().split('\n').slice(-25).join('\n')}`);
}
