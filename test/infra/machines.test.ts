// @ts-expect-error the package ships no types
import untyped from 'asl-validator';
import { StateMachine } from 'aws-local-stepfunctions';
import { describe, expect, it } from 'vitest';
import { ENV, MAX_LOOKS } from '../../shared/contract.ts';
import { environmentOf, functionOf, type Resource, resourcesOf, synthesize, textOf } from './synthesized.ts';

const aslValidator = untyped as (definition: object) => { isValid: boolean; errorsText(separator: string): string };

const { template } = synthesize();

interface State {
  readonly Type: string;
  readonly Retry?: readonly Readonly<Record<string, unknown>>[];
  readonly Catch?: readonly { readonly Next: string; readonly ErrorEquals: readonly string[] }[];
  readonly TimeoutSeconds?: number;
  readonly Resource?: string;
}

interface Definition {
  readonly TimeoutSeconds: number;
  readonly States: Readonly<Record<string, State>>;
}

function machineOf(kind: string): { resource: Resource; definition: Definition } {
  const [, resource] =
    resourcesOf(template, 'AWS::StepFunctions::StateMachine').find(
      ([, r]) => r.Properties['StateMachineName'] === `otvet-dev-${kind}`,
    ) ?? [];
  if (!resource) throw new Error(`there is no machine ${kind}`);
  // the one reference inside is the ARN of the task's function
  const text = textOf(resource.Properties['DefinitionString']).replace(
    /<(\w+)\.Arn>/g,
    'arn:aws:lambda:eu-central-1:123456789012:function:$1',
  );
  return { resource, definition: JSON.parse(text) };
}

interface TimerState {
  readonly workspace: string;
  readonly looks: number;
  readonly wakeAt: string;
  readonly done?: boolean;
}

const FIRST: TimerState = { workspace: 'w', looks: 0, wakeAt: '2026-01-01T00:00:00Z' };

const CASES = [
  { kind: 'escalation', task: 'look', variable: ENV.escalationMachineArn, starter: 'look' },
  { kind: 'page', task: 'page-step', variable: ENV.pageMachineArn, starter: 'look' },
] as const;

describe.each(CASES)('the $kind machine', ({ kind, task, variable, starter }) => {
  const { resource, definition } = machineOf(kind);
  const states = Object.entries(definition.States);
  const [taskName = ''] = states.find(([, { Type }]) => Type === 'Task') ?? [];

  it('is valid Amazon States Language', () => {
    const { isValid, errorsText } = aslValidator(definition);
    expect(isValid, errorsText('; ')).toBe(true);
  });

  it('is a Standard machine with logs of all steps but no data in them, traces, and an end', () => {
    expect(resource.Properties).toMatchObject({
      StateMachineType: 'STANDARD',
      TracingConfiguration: { Enabled: true },
      LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: false },
    });
    // the slowest rung comes every two minutes: all the looks there can be fit in
    expect(definition.TimeoutSeconds).toBeGreaterThan(MAX_LOOKS * 120);
  });

  it('retries its task, gives it a time limit, and ends red when that does not help', () => {
    const state = definition.States[taskName];
    expect(state?.Resource).toContain(functionOf(template, task)[0]);
    expect(state?.TimeoutSeconds).toBeGreaterThan(functionOf(template, task)[1].Properties['Timeout']);
    expect(state?.Retry).toEqual([
      expect.objectContaining({ ErrorEquals: ['States.ALL'], MaxAttempts: 4, JitterStrategy: 'FULL' }),
    ]);
    const caught = state?.Catch?.find(({ ErrorEquals }) => ErrorEquals.includes('States.ALL'));
    expect(definition.States[caught?.Next ?? '']?.Type).toBe('Fail');
  });

  it('names its states in sentences, none of them Next', () => {
    for (const [name] of states) expect(name).toMatch(/^(?!Next$)[A-Z].* .*/);
  });

  it('is started by the name it has', () => {
    expect(textOf(environmentOf(template, starter)[variable])).toMatch(
      new RegExp(`:stateMachine:${resource.Properties['StateMachineName']}$`),
    );
  });

  /** Runs the definition without its waits; `work` stands for the function. */
  const run = (work: (state: TimerState) => TimerState) =>
    // Whether it is valid is a test of its own; compiling that schema again for each run takes a second.
    new StateMachine(definition as never, { validationOptions: { noValidate: true } }).run(
      { ...FIRST },
      {
        overrides: {
          taskResourceLocalHandlers: { [taskName]: (state) => ({ ...work(state as never) }) },
          waitTimeOverrides: { 'Wait until due': 0 },
          retryIntervalOverrides: { [taskName]: 0 },
        },
      },
    ).result;

  it('waits and asks until the task says done, and hands each answer on as it is', async () => {
    const seen: TimerState[] = [];
    const result = await run((state) => {
      seen.push(state);
      return { ...state, looks: state.looks + 1, done: state.looks === 2 };
    });
    expect(result).toEqual({ ...FIRST, looks: 3, done: true });
    expect(seen).toEqual([FIRST, { ...FIRST, looks: 1, done: false }, { ...FIRST, looks: 2, done: false }]);
  });

  it('tries again when the task fails, and carries on when that helps', async () => {
    let calls = 0;
    const result = await run((state) => {
      calls += 1;
      if (calls < 5) throw new Error('the table did not answer');
      return { ...state, done: true };
    });
    expect(result).toEqual({ ...FIRST, done: true });
    expect(calls).toBe(5);
  });

  it('tells what failed, in the execution’s error and cause', async () => {
    const failed = run(() => {
      throw new Error('the table did not answer');
    });
    await expect(failed).rejects.toThrow('the table did not answer');
  });
});
