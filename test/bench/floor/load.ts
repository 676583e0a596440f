/** Runs in a worker thread: loads one bundle, and tells how many milliseconds its init took. */
import { parentPort, workerData } from 'node:worker_threads';

const begun = performance.now();
await import(workerData as string);
parentPort?.postMessage(performance.now() - begun);
