/** What one function, or the owner of the machine, used: counts are exact, and are what AWS would bill. */
export interface FunctionUsage {
  invocations: number;
  errors: number;
  coldStarts: number;
  /** Milliseconds that handlers ran, without their init. */
  durationMs: number;
  /** Milliseconds that inits took. */
  initMs: number;
  /** Calls by `service:Action`. */
  readonly calls: Record<string, number>;
  readUnits: number;
  writeUnits: number;
}

/** What the gateways and machines used. */
export interface SharedUsage {
  /** Frames to and from sockets, in units of 32 KB as they are billed, per socket API. */
  readonly frames: Record<string, number>;
  connections: number;
  httpRequests: number;
  stateTransitions: number;
}

export interface UsageReport {
  readonly functions: Readonly<Record<string, FunctionUsage>>;
  readonly shared: SharedUsage;
}

/** Counts everything that costs something in AWS. */
export interface Usage {
  readonly of: (caller: string) => FunctionUsage;
  readonly shared: () => SharedUsage;
  readonly call: (caller: string, service: string, action: string) => void;
  /** A copy of the counts as they stand. */
  readonly report: () => UsageReport;
  /** Begins to count anew. */
  readonly reset: () => void;
}

export function countUsage(): Usage {
  let functions = new Map<string, FunctionUsage>();
  let shared = nothingShared();
  const of = (caller: string): FunctionUsage => {
    const known = functions.get(caller);
    if (known !== undefined) return known;
    const fresh = nothing();
    functions.set(caller, fresh);
    return fresh;
  };
  return {
    of,
    shared: () => shared,
    call: (caller, service, action) => {
      const { calls } = of(caller);
      const name = `${service}:${kindOf(service, action)}`;
      calls[name] = (calls[name] ?? 0) + 1;
    },
    report: () => structuredClone({ functions: Object.fromEntries(functions), shared }),
    reset: () => {
      functions = new Map();
      shared = nothingShared();
    },
  };
}

/** Posts to sockets are REST calls, each with its own path: counted by method. */
const kindOf = (service: string, action: string): string =>
  service === 'execute-api' ? (action.split(' ')[0] ?? action) : action;

const nothing = (): FunctionUsage => ({
  invocations: 0,
  errors: 0,
  coldStarts: 0,
  durationMs: 0,
  initMs: 0,
  calls: {},
  readUnits: 0,
  writeUnits: 0,
});
const nothingShared = (): SharedUsage => ({ frames: {}, connections: 0, httpRequests: 0, stateTransitions: 0 });
