import { StateMachine } from 'aws-local-stepfunctions';
import type { Faults } from '../faults.ts';
import { isObject, type JsonObject, objectOf, optionalText } from '../json.ts';
import type { Outcome } from '../lambda/messages.ts';
import type { MachineModel } from './model.ts';

/** A running execution. */
export interface Run {
  /** How it ended. */
  readonly ended: Promise<RunEnd>;
  readonly abort: () => void;
}

export type RunEnd =
  | { readonly status: 'SUCCEEDED'; readonly output: unknown }
  | { readonly status: 'ABORTED' }
  | { readonly status: 'FAILED' | 'TIMED_OUT'; readonly error: string; readonly cause: string };

export interface InterpreterOptions {
  readonly invoke: (functionArn: string, event: unknown) => Promise<Outcome>;
  readonly faults: Faults;
  /** Told of each state that is entered: what AWS bills. */
  readonly onTransition: () => void;
}

type Handlers = Record<string, (input: unknown) => Promise<unknown>>;
type Json = Parameters<StateMachine['run']>[0];

/** Timers of Node hold 2^31 ms: a longer wait would end at once, and the machine would spin. */
const LONGEST_WAIT_MS = 2 ** 31 - 1;

/** Prepares a machine. @returns what starts an execution of it */
export function interpret(
  model: MachineModel,
  { invoke, faults, onTransition }: InterpreterOptions,
): (input: unknown, context: JsonObject) => Run {
  // What is no valid language is found in test/infra/machines.test.ts: compiling its schemas took most of the start's processor time.
  const machine = new StateMachine(model.definition as unknown as ConstructorParameters<typeof StateMachine>[0], {
    validationOptions: { noValidate: true },
  });
  const handlers: Handlers = Object.fromEntries(
    [...model.tasks].map(([state, { functionArn, isWrapped }]) => [
      state,
      async (input: unknown) => {
        await faults.running('executions');
        const target = functionArn ?? optionalText(objectOf(input)['FunctionName']) ?? '';
        const outcome = await invoke(target, isWrapped ? (objectOf(input)['Payload'] ?? {}) : input);
        if (!outcome.ok) throw taskError(outcome.error.errorType, outcome.error.errorMessage);
        return isWrapped ? { ExecutedVersion: '$LATEST', Payload: outcome.payload, StatusCode: 200 } : outcome.payload;
      },
    ]),
  );

  return (input, context) => {
    const execution = machine.run(input as Json, {
      overrides: { taskResourceLocalHandlers: handlers as never },
      context,
    });
    let tooLong: string | undefined;
    void (async () => {
      for await (const event of execution.eventLogs) {
        if (event.type !== 'StateEntered') continue;
        onTransition();
        tooLong = waitTooLong(model, event.state.name, event.state.input);
        if (tooLong !== undefined) execution.abort();
      }
    })();
    return { abort: () => execution.abort(), ended: endOf(execution.result, () => tooLong) };
  };
}

async function endOf(result: Promise<unknown>, tooLong: () => string | undefined): Promise<RunEnd> {
  try {
    return { status: 'SUCCEEDED', output: await result };
  } catch (thrown) {
    const cause = tooLong();
    if (cause !== undefined) return { status: 'FAILED', error: 'States.Runtime', cause };
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    if (error.name === 'ExecutionAbortedError') return { status: 'ABORTED' };
    // The interpreter wraps what a state failed with.
    const { name, message } = error.cause instanceof Error ? error.cause : error;
    return { status: error.name === 'ExecutionTimeoutError' ? 'TIMED_OUT' : 'FAILED', error: name, cause: message };
  }
}

/** The name of an error is what Retry and Catch match; the cause is what Lambda answers. */
function taskError(errorType: string, errorMessage: string): Error {
  const error = new Error(JSON.stringify({ errorType, errorMessage }));
  error.name = errorType;
  return error;
}

function waitTooLong(model: MachineModel, state: string, input: unknown): string | undefined {
  const definition = objectOf(objectOf(model.definition['States'])[state]);
  const path = optionalText(definition['TimestampPath'])?.match(/^\$\.(\w+)$/)?.[1];
  if (path === undefined || !isObject(input)) return undefined;
  const until = Date.parse(String(input[path]));
  if (!(until - Date.now() > LONGEST_WAIT_MS)) return undefined;
  return `${state} would wait until ${String(input[path])}: one machine waits 24 days at most.`;
}
