import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { BootOptions } from '../../local/boot.ts';
import type { Stack } from '../../local/stack.ts';
import type { UsageReport } from '../../local/usage.ts';
import type { WorkspaceOptions } from '../support/stack.ts';
import type { TestWorkspace } from '../support/workspaces.ts';

export type MachineOptions = Pick<BootOptions, 'assembly' | 'data' | 'port'>;
export type Question =
  | { readonly ask: 'workspace'; readonly options: WorkspaceOptions }
  | { readonly ask: 'queueDepth'; readonly queue: string }
  | { readonly ask: 'usage' | 'reset' | 'projected' | 'stop' };

/** A machine in another process. */
export interface Machine extends Pick<Stack, 'url' | 'port' | 'awsEndpoint' | 'table' | 'outputs' | 'logs'> {
  readonly workspace: (options?: WorkspaceOptions) => Promise<TestWorkspace>;
  readonly usage: () => Promise<UsageReport>;
  readonly resetUsage: () => Promise<void>;
  /** How many messages the queues hold whose name has this in it. */
  readonly queueDepth: (queue: string) => Promise<number>;
  /** Resolves when all that was written before has gone through the stream. */
  readonly projected: () => Promise<void>;
  /** As `kill -9` does. */
  readonly kill: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Starts one. @throws when it ends before it stands; what it said is on the standard error output */
export async function startMachine(options: MachineOptions): Promise<Machine> {
  const child = fork(join(import.meta.dirname, 'machine.ts'), [JSON.stringify(options)], {
    execArgv: ['--no-warnings'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const asked = new Map<number, (answer: unknown) => void>();
  const facts = await new Promise<Pick<Machine, 'url' | 'port' | 'awsEndpoint' | 'table' | 'outputs' | 'logs'>>(
    (resolve, reject) => {
      asked.set(0, (answer) => resolve(answer as Machine));
      child.once('exit', (code) => reject(new Error(`The machine ended with exit code ${code}.`)));
      child.on('message', ({ id, answer }: { id: number; answer: unknown }) => {
        asked.get(id)?.(answer);
        asked.delete(id);
      });
    },
  );
  let questions = 0;
  const ask = (question: Question): Promise<unknown> => {
    const id = ++questions;
    return new Promise((resolve) => {
      asked.set(id, resolve);
      child.send({ id, question });
    });
  };
  const gone = child.exitCode === null ? once(child, 'exit') : Promise.resolve();
  return {
    ...facts,
    workspace: async (wanted = {}) => (await ask({ ask: 'workspace', options: wanted })) as TestWorkspace,
    usage: async () => (await ask({ ask: 'usage' })) as UsageReport,
    queueDepth: async (queue) => Number(await ask({ ask: 'queueDepth', queue })),
    resetUsage: async () => void (await ask({ ask: 'reset' })),
    projected: async () => void (await ask({ ask: 'projected' })),
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
    },
    stop: () => stop(child, ask({ ask: 'stop' }), gone),
  };
}

async function stop(child: ChildProcess, stopped: Promise<unknown>, gone: Promise<unknown>): Promise<void> {
  await Promise.race([stopped, gone]);
  if (child.connected) child.disconnect();
  await gone;
}
