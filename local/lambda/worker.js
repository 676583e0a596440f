/**
 * Runs in a worker thread: loads one bundle and handles its events, as Lambda's runtime does. Plain JavaScript with nothing
 * of ours imported: a thread that loads TypeScript loads Node's compiler as well, 8 MB and 70 ms in each of them.
 */
import tls from 'node:tls';
import { parentPort, workerData } from 'node:worker_threads';

/** @import { InvocationError, InvokeMessage, WorkerData, WorkerMessage } from './messages.ts' */

const data = /** @type {WorkerData} */ (workerData);
const port = parentPort;
if (port === null) throw new Error('This file runs in a worker thread.');
// Sign-in is at the public address, which a deployed function reaches with a certificate that everybody trusts.
if (data.authority !== undefined) tls.setDefaultCACertificates([...tls.getCACertificates(), data.authority]);
/** @param {WorkerMessage} message */
const say = (message) => port.postMessage(message);

/** @type {((event: unknown, context: object) => unknown) | undefined} */
let handler;
try {
  handler = await load();
  say({ type: 'ready' });
} catch (error) {
  say({ type: 'init-failed', error: errorOf(error) });
}

port.on('message', async (/** @type {InvokeMessage} */ message) => {
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

/** @returns {Promise<(event: unknown, context: object) => unknown>} */
async function load() {
  let value = /** @type {unknown} */ (await import(data.entry));
  for (const name of data.exported.split('.')) {
    value = /** @type {Record<string, unknown> | undefined} */ (value)?.[name];
  }
  if (typeof value !== 'function') throw new Error(`${data.entry} exports no function ${data.exported}.`);
  return /** @type {(event: unknown, context: object) => unknown} */ (value);
}

/** @param {InvokeMessage} message */
function contextOf({ requestId, deadline }) {
  return {
    awsRequestId: requestId,
    functionName: data.functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: data.functionArn,
    memoryLimitInMB: String(data.memoryMb),
    logGroupName: `/aws/lambda/${data.functionName}`,
    logStreamName: process.env['AWS_LAMBDA_LOG_STREAM_NAME'],
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}

/** @param {string} requestId */
function traceId(requestId) {
  const digits = requestId.replaceAll('-', '');
  return `Root=1-${digits.slice(0, 8)}-${digits.slice(8)};Parent=${digits.slice(0, 16)};Sampled=0`;
}

/**
 * @param {unknown} thrown
 * @returns {InvocationError}
 */
function errorOf(thrown) {
  if (!(thrown instanceof Error)) return { errorType: typeof thrown, errorMessage: String(thrown) };
  return { errorType: thrown.name, errorMessage: thrown.message, trace: (thrown.stack ?? '').split('\n') };
}
