import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Usage } from '../usage.ts';
import { environmentOf, type Machine } from './environment.ts';
import { type Instance, startInstance } from './instance.ts';
import { type LogFile, openLog } from './log-file.ts';
import type { Outcome, WorkerData } from './messages.ts';
import type { FunctionModel } from './model.ts';

/** How many workers a function has, and how long. In AWS there are many more; here each takes 25 MB and up. */
export interface PoolLimits {
  /** Workers that are started as soon as an event finds none free. More of them only wait for the one thread that answers their calls. */
  readonly prompt: number;
  /** Workers at most, where events have to wait because the others hang in a slow call. */
  readonly most: number;
  /** Milliseconds that an event waits for a free worker before one more is started. */
  readonly patienceMs: number;
  /** Milliseconds without an event after which a worker is ended that has others beside it. */
  readonly idleMs: number;
  /** The same for the last worker of a function: longer than the 25 s between two pings of a page that is open. */
  readonly lastIdleMs: number;
}

const LIMITS: PoolLimits = { prompt: 2, most: 4, patienceMs: 1_000, idleMs: 15_000, lastIdleMs: 45_000 };

/** One function: workers started on demand, one event at a time each, further events waiting in order. */
export interface FunctionPool {
  readonly model: FunctionModel;
  readonly invoke: (event: unknown) => Promise<Outcome>;
  /** Whether the worker with this session token still runs. */
  readonly isAlive: (session: string) => boolean;
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
  /** PEM of an authority that the functions trust beside those of Node. */
  readonly authority?: string;
  readonly limits?: Partial<PoolLimits>;
}

export function createPool(
  model: FunctionModel,
  { machine, usage, logDirectory, onInitError, authority, limits }: PoolOptions,
): FunctionPool {
  const { prompt, most, patienceMs, idleMs, lastIdleMs } = { ...LIMITS, ...limits };
  const limit = Math.max(1, Math.min(most, model.concurrency ?? most));
  const instances = new Set<Instance>();
  /** The longest idle first. */
  const idle: { readonly instance: Instance; readonly since: number }[] = [];
  const waiting: ((instance: Instance) => void)[] = [];
  let idleTimer: NodeJS.Timeout | undefined;
  let log: LogFile | undefined;
  let initErrorTold = false;
  let stopped = false;

  const start = (): Instance => {
    log ??= openLog(join(logDirectory, `${model.name}.log`));
    const instance = startInstance({
      data: { ...workerDataOf(model), ...(authority !== undefined && { authority }) },
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
    for (let free = idle.pop(); free !== undefined; free = idle.pop()) {
      if (free.instance.isAlive()) return Promise.resolve(free.instance);
      instances.delete(free.instance);
    }
    if (instances.size < Math.min(limit, prompt)) return Promise.resolve(start());
    return new Promise((resolve) => {
      const settle = (instance: Instance): void => {
        clearTimeout(timer);
        resolve(instance);
      };
      const timer = setTimeout(() => {
        const place = waiting.indexOf(settle);
        if (place < 0 || instances.size >= limit || stopped) return;
        waiting.splice(place, 1);
        settle(start());
      }, patienceMs);
      waiting.push(settle);
    });
  };

  const giveBack = (instance: Instance): void => {
    const next = stopped ? undefined : waiting.shift();
    if (!instance.isAlive()) {
      instances.delete(instance);
      next?.(start());
    } else if (next !== undefined) next(instance);
    else {
      idle.push({ instance, since: performance.now() });
      idleTimer ??= setTimeout(endIdle, Math.min(idleMs, lastIdleMs)).unref();
    }
  };

  /** A worker keeps the memory of its busiest minute until it ends, as AWS ends an environment that nothing needs. */
  const endIdle = (): void => {
    idleTimer = undefined;
    for (let [first] = idle; first !== undefined; [first] = idle) {
      const rest = first.since + (instances.size > 1 ? idleMs : lastIdleMs) - performance.now();
      if (rest > 0) {
        idleTimer = setTimeout(endIdle, Math.ceil(rest)).unref();
        return;
      }
      idle.shift();
      instances.delete(first.instance);
      void first.instance.kill();
    }
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
    isAlive: (session) => [...instances].some((one) => one.session === session && one.isAlive()),
    kill: (session) => {
      const instance = [...instances].find((one) => one.session === session);
      void instance?.kill();
      return instance !== undefined;
    },
    stop: async () => {
      stopped = true;
      clearTimeout(idleTimer);
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
