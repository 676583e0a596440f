/** Runs in a worker thread: loads one bundle and handles its events, as Lambda's runtime does. */
import { parentPort, workerData } from 'node:worker_threads';
import { errorOf, type InvokeMessage, type WorkerData, type WorkerMessage } from './messages.ts';

type Handler = (event: unknown, context: object) => unknown;

const data = workerData as WorkerData;
const port = parentPort;
if (port === null) throw new Error('This file runs in a worker thread.');
const say = (message: WorkerMessage): void => port.postMessage(message);

let handler: Handler | undefined;
try {
  handler = await load();
  say({ type: 'ready' });
} catch (error) {
  say({ type: 'init-failed', error: errorOf(error) });
}

port.on('message', async (message: InvokeMessage) => {
  const { requestId } = message;
  try {
    process.env['_X_AMZN_TRACE_ID'] = traceId(requestId);
    const answer = await handler?.(JSON.parse(message.event), contextOf(message));
    // Lambda hands on what JSON keeps of an answer.
    say({ type: 'done', requestId, payload: JSON.stringify(answer ?? null) });
  } catch (error) {
    say({ type: 'failed', requestId, error: errorOf(error) });
  }
});

async function load(): Promise<Handler> {
  let value: unknown = await import(data.entry);
  for (const name of data.exported.split('.')) value = (value as Record<string, unknown> | undefined)?.[name];
  if (typeof value !== 'function') throw new Error(`${data.entry} exports no function ${data.exported}.`);
  return value as Handler;
}

const contextOf = ({ requestId, deadline }: InvokeMessage): object => ({
  awsRequestId: requestId,
  functionName: data.functionName,
  functionVersion: '$LATEST',
  invokedFunctionArn: data.functionArn,
  memoryLimitInMB: String(data.memoryMb),
  logGroupName: `/aws/lambda/${data.functionName}`,
  logStreamName: process.env['AWS_LAMBDA_LOG_STREAM_NAME'],
  callbackWaitsForEmptyEventLoop: true,
  getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
});

function traceId(requestId: string): string {
  const digits = requestId.replaceAll('-', '');
  return `Root=1-${digits.slice(0, 8)}-${digits.slice(8)};Parent=${digits.slice(0, 16)};Sampled=0`;
}
