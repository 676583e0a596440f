import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Usage } from '../usage.ts';
import { environmentOf, type Machine } from './environment.ts';
import { type Instance, startInstance } from './instance.ts';
import { type LogFile, openLog } from './log-file.ts';
import type { Outcome, WorkerData } from './messages.ts';
import type { FunctionModel } from './model.ts';

/** Workers of one function at most. In AWS there are many more; a machine has a few cores. */
const MAX_WORKERS = 4;

/** One function: workers started on demand, one event at a time each, further events waiting in order. */
export interface FunctionPool {
  readonly model: FunctionModel;
  readonly invoke: (event: unknown) => Promise<Outcome>;
  /** Kills the worker with this session token, if it is one of ours. */
  readonly kill: (session: string) => boolean;
  readonly stop: () => Promise<void>;
}

export interface PoolOptions {
  readonly machine: Machine;
  readonly usage: Usage;
  readonly logDirectory: string;
  /** Told once for each function whose bundle does not load. */
  readonly onInitError: (functionName: string, message: string) => void;
}

export function createPool(
  model: FunctionModel,
  { machine, usage, logDirectory, onInitError }: PoolOptions,
): FunctionPool {
  const limit = Math.max(1, Math.min(MAX_WORKERS, model.concurrency ?? MAX_WORKERS));
  const instances = new Set<Instance>();
  const idle: Instance[] = [];
  const waiting: ((instance: Instance) => void)[] = [];
  let log: LogFile | undefined;
  let initErrorTold = false;
  let stopped = false;

  const start = (): Instance => {
    log ??= openLog(join(logDirectory, `${model.name}.log`));
    const instance = startInstance({
      data: workerDataOf(model),
      environment: (session) => environmentOf(model, machine, session),
      log,
    });
    instances.add(instance);
    usage.of(model.name).coldStarts += 1;
    void instance.ready.then(({ initMs }) => {
      usage.of(model.name).initMs += initMs;
    });
    return instance;
  };

  const take = (): Promise<Instance> => {
    // The most recently used first: it is the warmest, and the others may be needed less and less.
    for (let instance = idle.pop(); instance !== undefined; instance = idle.pop()) {
      if (instance.isAlive()) return Promise.resolve(instance);
      instances.delete(instance);
    }
    if (instances.size < limit) return Promise.resolve(start());
    return new Promise((resolve) => waiting.push(resolve));
  };

  const giveBack = (instance: Instance): void => {
    const next = stopped ? undefined : waiting.shift();
    if (!instance.isAlive()) {
      instances.delete(instance);
      next?.(start());
    } else if (next !== undefined) next(instance);
    else idle.push(instance);
  };

  const run = async (instance: Instance, event: unknown): Promise<Outcome> => {
    const { error } = await instance.ready;
    if (error !== undefined) {
      if (!initErrorTold && !stopped) onInitError(model.name, `${error.errorType}: ${error.errorMessage}`);
      initErrorTold = true;
      return { ok: false, error };
    }
    const begun = performance.now();
    const outcome = await instance.invoke(event, model.timeoutMs);
    usage.of(model.name).durationMs += performance.now() - begun;
    return outcome;
  };

  return {
    model,
    invoke: async (event) => {
      const used = usage.of(model.name);
      used.invocations += 1;
      const instance = await take();
      const outcome = await run(instance, event);
      if (!outcome.ok) {
        used.errors += 1;
        log?.write({
          timestamp: new Date().toISOString(),
          level: 'ERROR',
          message: 'invocation failed',
          ...outcome.error,
        });
      }
      giveBack(instance);
      return outcome;
    },
    kill: (session) => {
      const instance = [...instances].find((one) => one.session === session);
      void instance?.kill();
      return instance !== undefined;
    },
    stop: async () => {
      stopped = true;
      await Promise.all([...instances].map((instance) => instance.kill()));
      await log?.close();
    },
  };
}

function workerDataOf(model: FunctionModel): WorkerData {
  const dot = model.handler.indexOf('.');
  const file = model.handler.slice(0, dot);
  const found = ['.mjs', '.js', '.cjs']
    .map((ending) => join(model.directory, file + ending))
    .find((path) => existsSync(path));
  return {
    entry: pathToFileURL(found ?? join(model.directory, file)).href,
    exported: model.handler.slice(dot + 1),
    functionName: model.functionName,
    functionArn: model.arn,
    memoryMb: model.memoryMb,
  };
}
