import { statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { ENV } from '../../shared/contract.ts';
import { bundleFloor } from './floor/deploy.ts';
import { type Row, within } from './report.ts';
import { median } from './samples.ts';

/** A socket function's bundle may be so many times as large as one with the same clients and nothing around them. */
const BUNDLE_BUDGET = 1.2;
const INIT_BUDGET = 1.3;
const STARTS = 25;

/** Each socket function, and what it is compared with. */
const SOCKETS = [
  { name: 'customer-socket', bare: 'bare-customer' },
  { name: 'operator-socket', bare: 'bare-operator' },
] as const;

interface Compared {
  readonly name: string;
  readonly bundle: string;
  readonly bare: string;
}

/** The bundles of the socket functions, and the bare ones, which are built here. */
const bareBundles = (functions: string, temporary: string): Promise<Compared[]> =>
  Promise.all(
    SOCKETS.map(async ({ name, bare }) => ({
      name,
      bundle: join(functions, name, 'index.mjs'),
      bare: await bundleFloor(bare, join(temporary, bare)),
    })),
  );

const bytesOf = (file: string): number => statSync(file).size;
const sizeRatio = ({ bundle, bare }: Compared): number => bytesOf(bundle) / bytesOf(bare);

/** Sizes and inits of the socket functions against bare ones. */
export async function functionRows(functions: string, temporary: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (const compared of await bareBundles(functions, temporary)) {
    const { name, bundle, bare } = compared;
    rows.push({
      name: `${name}: size, to a bare handler of ${Math.round(bytesOf(bare) / 1024)} KB`,
      ...within(sizeRatio(compared), BUNDLE_BUDGET),
    });
    const taken = { bundle: [] as number[], bare: [] as number[] };
    for (let n = 0; n < STARTS; n++) {
      taken.bundle.push(await initOf(bundle));
      taken.bare.push(await initOf(bare));
    }
    const least = median(taken.bare);
    rows.push({
      name: `${name}: init, to a bare handler's ${least.toFixed(0)} ms`,
      ...within(median(taken.bundle) / least, INIT_BUDGET),
    });
  }
  return rows;
}

/** Milliseconds that the loading of a bundle takes in a thread that has loaded nothing yet. */
function initOf(file: string): Promise<number> {
  const variables = Object.values(ENV).map((name) => [name, 'https://otvet.example'] as const);
  const worker = new Worker(new URL('./floor/load.ts', import.meta.url), {
    workerData: pathToFileURL(file).href,
    env: {
      ...Object.fromEntries(variables),
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'bench',
      AWS_SECRET_ACCESS_KEY: 'not-a-secret',
    },
    execArgv: ['--no-warnings'],
  });
  return new Promise<number>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  }).finally(() => worker.terminate());
}
