/** What a worker thread and its owner say to each other. */

/** Error of an invocation, as Lambda reports it. */
export interface InvocationError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

export type Outcome =
  | { readonly ok: true; readonly payload: unknown }
  | { readonly ok: false; readonly error: InvocationError };

/** Given to a thread when it starts. */
export interface WorkerData {
  /** file URL of the bundle */
  readonly entry: string;
  /** name of the exported handler; dots lead into objects */
  readonly exported: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly memoryMb: number;
  /** PEM of an authority that is trusted beside those of Node: this machine's own, when its public port speaks TLS */
  readonly authority?: string;
}

export interface InvokeMessage {
  readonly requestId: string;
  /** JSON */
  readonly event: string;
  /** epoch milliseconds at which the worker will be killed */
  readonly deadline: number;
}

export type WorkerMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'init-failed'; readonly error: InvocationError }
  | { readonly type: 'done'; readonly requestId: string; readonly payload: string }
  | { readonly type: 'failed'; readonly requestId: string; readonly error: InvocationError };

export function errorOf(thrown: unknown): InvocationError {
  if (!(thrown instanceof Error)) return { errorType: typeof thrown, errorMessage: String(thrown) };
  return { errorType: thrown.name, errorMessage: thrown.message, trace: (thrown.stack ?? '').split('\n') };
}
