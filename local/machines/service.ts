import { randomUUID } from 'node:crypto';
import { AwsError, type AwsService, jsonAnswer } from '../aws/call.ts';
import type { Guard } from '../aws/guard.ts';
import { messageOf } from '../errors.ts';
import { type JsonObject, objectOf, optionalText, parseJson } from '../json.ts';
import { type InterpreterOptions, interpret, type Run } from './interpreter.ts';
import type { MachineModel } from './model.ts';
import type { ExecutionRecord, Registry } from './registry.ts';

/** Step Functions: the part of its API that the functions use, over the state machines of the template. */
export interface Machines {
  readonly service: (guard: Guard) => AwsService;
  /** Executions of a machine, newest first, by its name's last part (`escalation`). */
  readonly executions: (name: string) => readonly ExecutionRecord[];
  readonly stop: () => Promise<void>;
}

export interface MachinesOptions extends InterpreterOptions {
  readonly models: readonly MachineModel[];
  readonly registry: Registry;
  readonly report: (message: string) => void;
}

export function runMachines({ models, registry, report, ...options }: MachinesOptions): Machines {
  const machines = new Map(models.map((model) => [model.arn, { model, start: interpret(model, options) }]));
  const running = new Map<ExecutionRecord, Run>();
  let stopping = false;

  const startExecution = (body: JsonObject): ExecutionRecord => {
    const machineArn = String(body['stateMachineArn']);
    const machine = machines.get(machineArn);
    if (machine === undefined)
      throw new AwsError(400, 'StateMachineDoesNotExist', `State Machine Does Not Exist: '${machineArn}'`);
    const name = optionalText(body['name']) ?? randomUUID();
    if (!/^[\w-]{1,80}$/.test(name)) throw new AwsError(400, 'InvalidName', `Invalid Name: '${name}'`);
    const input = optionalText(body['input']) ?? '{}';
    const value = parseJson(input);
    if (value === undefined)
      throw new AwsError(400, 'InvalidExecutionInput', 'Invalid State Machine Execution Input: no JSON');

    const known = registry.find(machineArn, name);
    if (known?.status === 'RUNNING' && known.input === input) return known;
    if (known !== undefined) {
      throw new AwsError(400, 'ExecutionAlreadyExists', `Execution Already Exists: '${arnOf(known)}'`);
    }
    const record: ExecutionRecord = { machineArn, name, input, startedAt: Date.now(), status: 'RUNNING' };
    registry.begin(record);
    const run = machine.start(value, contextOf(record, machine.model));
    running.set(record, run);
    void run.ended.then((end) => {
      running.delete(record);
      // Stopped with the machine: left as running, which the next start counts as aborted.
      if (stopping) return;
      if (end.status === 'SUCCEEDED') registry.end(record, { status: end.status, output: JSON.stringify(end.output) });
      else registry.end(record, end);
      if (end.status === 'FAILED' || end.status === 'TIMED_OUT')
        report(`The execution ${name} of ${machine.model.name} failed: ${end.error}: ${end.cause}`);
    });
    return record;
  };
  const find = (executionArn: unknown): ExecutionRecord => {
    const parts = String(executionArn).split(':');
    const machineArn = [...parts.slice(0, 5), 'stateMachine', parts[6]].join(':');
    const record = registry.find(machineArn, parts[7] ?? '');
    if (record === undefined)
      throw new AwsError(400, 'ExecutionDoesNotExist', `Execution Does Not Exist: '${String(executionArn)}'`);
    return record;
  };

  return {
    service: (guard) => (call) => {
      const body = objectOf(parseJson(call.body.toString('utf8')));
      const resource = optionalText(body['stateMachineArn']) ?? optionalText(body['executionArn']) ?? '*';
      guard.check(call.caller, { action: `states:${call.action}`, resource });
      switch (call.action) {
        case 'StartExecution': {
          const record = startExecution(body);
          return jsonAnswer({ executionArn: arnOf(record), startDate: record.startedAt / 1000 });
        }
        case 'DescribeExecution':
          return jsonAnswer(describe(find(body['executionArn'])));
        case 'StopExecution': {
          const record = find(body['executionArn']);
          running.get(record)?.abort();
          return jsonAnswer({ stopDate: Date.now() / 1000 });
        }
        case 'ListExecutions': {
          const status = optionalText(body['statusFilter']);
          const records = registry.all(String(body['stateMachineArn']));
          return jsonAnswer({
            executions: records.filter((record) => status === undefined || record.status === status).map(describe),
          });
        }
        default:
          throw new AwsError(400, 'UnknownOperationException', `The runner does not know states:${call.action}.`);
      }
    },
    executions: (name) =>
      models.filter((model) => model.name.endsWith(name)).flatMap((model) => registry.all(model.arn)),
    stop: async () => {
      stopping = true;
      for (const run of running.values()) {
        try {
          run.abort();
        } catch (error) {
          report(messageOf(error));
        }
      }
      await Promise.allSettled([...running.values()].map((run) => run.ended));
    },
  };
}

const arnOf = ({ machineArn, name }: ExecutionRecord): string =>
  `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;

const describe = (record: ExecutionRecord): JsonObject => ({
  executionArn: arnOf(record),
  stateMachineArn: record.machineArn,
  name: record.name,
  status: record.status,
  startDate: record.startedAt / 1000,
  ...(record.stoppedAt !== undefined && { stopDate: record.stoppedAt / 1000 }),
  input: record.input,
  ...(record.output !== undefined && { output: record.output }),
  ...(record.error !== undefined && { error: record.error, cause: record.cause }),
});

const contextOf = (record: ExecutionRecord, model: MachineModel): JsonObject => ({
  Execution: {
    Id: arnOf(record),
    Name: record.name,
    Input: parseJson(record.input),
    StartTime: new Date(record.startedAt).toISOString(),
  },
  StateMachine: { Id: model.arn, Name: model.name },
});
