import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isObject, parseJson } from '../json.ts';

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** One execution of a state machine. */
export interface ExecutionRecord {
  readonly machineArn: string;
  readonly name: string;
  /** JSON, as it was given */
  readonly input: string;
  /** epoch milliseconds */
  readonly startedAt: number;
  status: ExecutionStatus;
  stoppedAt?: number;
  /** JSON */
  output?: string;
  error?: string;
  cause?: string;
}

/** Executions and their names, which stay taken when an execution has closed; kept over restarts. */
export interface Registry {
  readonly find: (machineArn: string, name: string) => ExecutionRecord | undefined;
  readonly begin: (record: ExecutionRecord) => void;
  readonly end: (
    record: ExecutionRecord,
    outcome: Partial<ExecutionRecord> & { readonly status: ExecutionStatus },
  ) => void;
  /** Newest first. */
  readonly all: (machineArn: string) => readonly ExecutionRecord[];
}

/**
 * Executions that ran when the machine was killed are not resumed: they count as aborted, and the sweep sees to what
 * they would have done.
 */
export function openRegistry(file: string): Registry {
  mkdirSync(dirname(file), { recursive: true });
  const records = new Map<string, ExecutionRecord>();
  const keyOf = (machineArn: string, name: string): string => `${machineArn} ${name}`;
  for (const record of load(file)) records.set(keyOf(record.machineArn, record.name), record);
  for (const record of records.values()) {
    if (record.status === 'RUNNING') record.status = 'ABORTED';
  }
  const write = (record: ExecutionRecord): void => appendFileSync(file, `${JSON.stringify(record)}\n`);

  return {
    find: (machineArn, name) => records.get(keyOf(machineArn, name)),
    begin: (record) => {
      records.set(keyOf(record.machineArn, record.name), record);
      write(record);
    },
    end: (record, outcome) => {
      Object.assign(record, outcome, { stoppedAt: Date.now() });
      write(record);
    },
    all: (machineArn) => [...records.values()].filter((record) => record.machineArn === machineArn).reverse(),
  };
}

/** The last line of an execution is its state. */
function load(file: string): readonly ExecutionRecord[] {
  try {
    return readFileSync(file, 'utf8').split('\n').map(parseJson).filter(isObject) as unknown as ExecutionRecord[];
  } catch {
    return [];
  }
}
