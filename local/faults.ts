import { type AwsAnswer, type AwsCall, AwsError, NoAnswer } from './aws/call.ts';

/** Parts of the machine that can be held still, as if they were dead. */
export const PAUSABLE = ['projector', 'queue', 'executions', 'schedules'] as const;
export type Pausable = (typeof PAUSABLE)[number];

/** A call that shall fail. Absent fields match anything. */
export interface CallFault {
  /** name of the calling function */
  readonly caller?: string;
  /** service as in signatures: `dynamodb`, `sqs`, `sns`, `ses`, `states`, `execute-api`, `secretsmanager` */
  readonly service: string;
  readonly action?: string;
  /** only calls whose body holds this text */
  readonly includes?: string;
  /** how many calls fail (1); an SDK makes three or four attempts of one command when the status is 500 or more */
  readonly times?: number;
  readonly status?: number;
  readonly code?: string;
}

/** Faults that tests put into a running machine. None is there unless a test asks for it. */
export interface Faults {
  /** Makes the next calls that match fail. */
  readonly failNext: (fault: CallFault) => void;
  /** Loses the next posts to sockets that match: the poster is told 200, nothing is sent. */
  readonly dropPosts: (fault: {
    readonly api?: string;
    readonly connection?: string;
    readonly includes?: string;
    readonly times?: number;
  }) => void;
  /** Kills the worker that made the next matching call, after the call took effect and before it is answered. */
  readonly killAfter: (fault: CallFault) => void;
  /** Hands the next batches of the stream to the projector twice. */
  readonly repeatBatches: (times: number) => void;
  /** From now on nothing that is sent there arrives: a phone number, or an e-mail address. It is taken all the same. */
  readonly makeUnreachable: (to: string) => void;
  readonly pause: (part: Pausable) => void;
  readonly resume: (part: Pausable) => void;
  /** Forgets all faults, and resumes what was paused. */
  readonly clear: () => void;

  /** @internal asked by the services */
  readonly beforeCall: (call: AwsCall) => void;
  readonly afterCall: (call: AwsCall, answer: AwsAnswer) => void;
  readonly isPostLost: (api: string, connection: string, body: string) => boolean;
  readonly isBatchRepeated: () => boolean;
  readonly isUnreachable: (to: string) => boolean;
  readonly isPaused: (part: Pausable) => boolean;
  /** Resolves when the part is not paused. */
  readonly running: (part: Pausable) => Promise<void>;
}

interface Armed<Fault> {
  readonly fault: Fault;
  left: number;
}

/** @param kill ends the worker whose session token this is */
export function armFaults(kill: (session: string) => void): Faults {
  const calls: Armed<CallFault>[] = [];
  const kills: Armed<CallFault>[] = [];
  const posts: Armed<{ readonly api?: string; readonly connection?: string; readonly includes?: string }>[] = [];
  let repeats = 0;
  const unreachable = new Set<string>();
  const paused = new Map<Pausable, PromiseWithResolvers<void>>();
  const resume = (part: Pausable): void => {
    paused.get(part)?.resolve();
    paused.delete(part);
  };

  return {
    failNext: (fault) => calls.push({ fault, left: fault.times ?? 1 }),
    killAfter: (fault) => kills.push({ fault, left: fault.times ?? 1 }),
    dropPosts: (fault) => posts.push({ fault, left: fault.times ?? 1 }),
    repeatBatches: (times) => {
      repeats = times;
    },
    makeUnreachable: (to) => void unreachable.add(to),
    pause: (part) => {
      if (!paused.has(part)) paused.set(part, Promise.withResolvers());
    },
    resume,
    clear: () => {
      for (const list of [calls, kills, posts]) list.length = 0;
      repeats = 0;
      unreachable.clear();
      for (const part of PAUSABLE) resume(part);
    },

    beforeCall: (call) => {
      const fault = take(calls, (wanted) => isMeant(wanted, call));
      if (fault === undefined) return;
      throw new AwsError(fault.status ?? 500, fault.code ?? 'InternalServerError', 'A fault that a test put here.');
    },
    afterCall: (call, answer) => {
      if (answer.status >= 300 || take(kills, (wanted) => isMeant(wanted, call)) === undefined) return;
      if (call.session !== undefined) kill(call.session);
      throw new NoAnswer();
    },
    isPostLost: (api, connection, body) =>
      take(
        posts,
        (wanted) =>
          (wanted.api === undefined || wanted.api === api) &&
          (wanted.connection === undefined || wanted.connection === connection) &&
          (wanted.includes === undefined || body.includes(wanted.includes)),
      ) !== undefined,
    isBatchRepeated: () => repeats > 0 && repeats-- > 0,
    isUnreachable: (to) => unreachable.has(to),
    isPaused: (part) => paused.has(part),
    running: async (part) => {
      // Paused again before the waiting went on: wait on.
      while (paused.has(part)) await paused.get(part)?.promise;
    },
  };
}

function isMeant(fault: CallFault, call: AwsCall): boolean {
  return (
    fault.service === call.service &&
    (fault.caller === undefined || fault.caller === call.caller) &&
    (fault.action === undefined || call.action.startsWith(fault.action)) &&
    (fault.includes === undefined || call.body.includes(fault.includes))
  );
}

function take<Fault>(armed: Armed<Fault>[], matches: (fault: Fault) => boolean): Fault | undefined {
  const index = armed.findIndex(({ fault }) => matches(fault));
  const found = armed[index];
  if (found === undefined) return undefined;
  found.left -= 1;
  if (found.left <= 0) armed.splice(index, 1);
  return found.fault;
}
