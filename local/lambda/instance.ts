import { randomUUID } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import type { LogFile } from './log-file.ts';
import type { InvocationError, InvokeMessage, Outcome, WorkerData, WorkerMessage } from './messages.ts';

/**
 * What a thread may fill with new objects before it looks for those that are still needed. Node would give each 48 MB, which
 * a busy thread takes and never gives back; events are of a few kilobytes.
 */
const YOUNG_MB = 4;

/** Lambda gives an init ten seconds. */
const INIT_TIMEOUT_MS = 10_000;

/** One execution environment: a worker thread that handles one event at a time. */
export interface Instance {
  /** Tells the environments of a function apart; the session token of its credentials. */
  readonly session: string;
  /** Resolves when the bundle is loaded; its value is the error when it could not be, and how long it took. */
  readonly ready: Promise<{ readonly error?: InvocationError; readonly initMs: number }>;
  /** Handles one event. Whatever happens in the thread, this resolves. */
  readonly invoke: (event: unknown, timeoutMs: number) => Promise<Outcome>;
  readonly isAlive: () => boolean;
  readonly kill: () => Promise<void>;
}

export interface InstanceOptions {
  readonly data: WorkerData;
  readonly environment: (session: string) => Record<string, string>;
  readonly log: LogFile;
}

export function startInstance({ data, environment, log }: InstanceOptions): Instance {
  const session = randomUUID();
  const worker = new Worker(new URL('./worker.js', import.meta.url), {
    workerData: data,
    env: environment(session),
    execArgv: ['--no-warnings'],
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    stdin: false,
    stdout: true,
    stderr: true,
  });
  log.read(worker.stdout);
  log.read(worker.stderr);

  let alive = true;
  let settle: ((outcome: Outcome) => void) | undefined;
  const started = performance.now();
  const ready = Promise.withResolvers<{ readonly error?: InvocationError; readonly initMs: number }>();
  const loaded = (error?: InvocationError): void => {
    clearTimeout(initTimer);
    ready.resolve({ ...(error && { error }), initMs: performance.now() - started });
  };
  const die = (error: InvocationError): void => {
    alive = false;
    loaded(error);
    settle?.({ ok: false, error });
    settle = undefined;
  };
  const initTimer = setTimeout(() => {
    die({ errorType: 'Runtime.InitTimeout', errorMessage: `The init took more than ${INIT_TIMEOUT_MS / 1000} s.` });
    void worker.terminate();
  }, INIT_TIMEOUT_MS);

  worker.on('message', (message: WorkerMessage) => {
    if (message.type === 'ready') loaded();
    else if (message.type === 'init-failed') die(message.error);
    else {
      settle?.(
        message.type === 'done'
          ? { ok: true, payload: JSON.parse(message.payload) }
          : { ok: false, error: message.error },
      );
      settle = undefined;
    }
  });
  worker.on('error', (error: unknown) => {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    die({ errorType: name, errorMessage: message, trace: (stack ?? '').split('\n') });
  });
  worker.on('exit', (code) => {
    die({ errorType: 'Runtime.ExitError', errorMessage: `The worker ended with exit code ${code}.` });
  });

  return {
    session,
    ready: ready.promise,
    isAlive: () => alive,
    kill: async () => {
      alive = false;
      await worker.terminate();
    },
    invoke: (event, timeoutMs) =>
      new Promise((resolve) => {
        const requestId = randomUUID();
        const timer = setTimeout(() => {
          const errorMessage = `${requestId} Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`;
          die({ errorType: 'Sandbox.Timedout', errorMessage });
          void worker.terminate();
        }, timeoutMs);
        settle = (outcome) => {
          clearTimeout(timer);
          resolve(outcome);
        };
        const message: InvokeMessage = { requestId, event: JSON.stringify(event), deadline: Date.now() + timeoutMs };
        worker.postMessage(message);
      }),
  };
}
