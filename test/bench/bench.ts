/**
 * `npm run bench [-- name …]`: one line for each budget of the design, `name  figure  budget  ok|OVER`, and what AWS would
 * bill for the conversation that has one. Names: startup, sizes, functions, latency, growth, cost, crash, night; none means all of
 * these. `memory` takes minutes and is measured only when it is named.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { prepare } from '../../local/prepare.ts';
import { conversationUnits, costRow, costTable } from './cost-rows.ts';
import { crashRows } from './crash.ts';
import { functionRows } from './functions.ts';
import { growthRows } from './growth.ts';
import { latencyRows } from './latency.ts';
import { memoryRows } from './memory.ts';
import { nightRows } from './night.ts';
import type { Units } from './prices.ts';
import { type Row, rowText } from './report.ts';
import { sizeRows } from './sizes.ts';
import { startupRows } from './startup.ts';

const TOP = join(import.meta.dirname, '../..');
const [assembly, web, functions] = [join(TOP, 'cdk.out'), join(TOP, 'dist/web'), join(TOP, 'dist/functions')];
let units: Units | undefined;

/** What is measured, in this order: what wants the machine to itself comes first. */
const PARTS: Readonly<Record<string, (temporary: string) => Promise<Row[]> | Row[]>> = {
  startup: (temporary) => startupRows(TOP, temporary),
  sizes: () => sizeRows(web),
  functions: (temporary) => functionRows(functions, temporary),
  latency: (temporary) => latencyRows(assembly, temporary),
  growth: (temporary) => growthRows(assembly, temporary),
  cost: async (temporary) => {
    units = await conversationUnits(assembly, web, temporary);
    return [costRow(units)];
  },
  crash: (temporary) => crashRows(assembly, temporary),
  memory: (temporary) => memoryRows(TOP, temporary),
  night: () => nightRows(),
};
const ONLY_BY_NAME: readonly string[] = ['memory'];

const { positionals } = parseArgs({ allowPositionals: true });
const unknown = positionals.find((name) => !Object.hasOwn(PARTS, name));
if (unknown !== undefined) {
  console.error(`There is no "${unknown}" to measure. Usage: npm run bench [-- ${Object.keys(PARTS).join(' | ')} …]`);
  process.exit(2);
}

const begun = performance.now();
const temporary = await mkdtemp(join(tmpdir(), 'otvet-bench-'));
try {
  await prepare();
  for (const [name, measure] of Object.entries(PARTS)) {
    const isWanted = positionals.length > 0 ? positionals.includes(name) : !ONLY_BY_NAME.includes(name);
    if (!isWanted) continue;
    for (const row of await measure(temporary)) console.log(rowText(row));
  }
} finally {
  await rm(temporary, { recursive: true, force: true, maxRetries: 5 });
}
if (units)
  console.log(
    `\nWhat AWS would bill for that conversation (docs/cost.md has prices and method):\n\n${costTable(units)}`,
  );
const seconds = Math.round((performance.now() - begun) / 1000);
const [, load = 0] = loadavg();
console.log(`\n${seconds} s; load of the last 5 minutes ${load.toFixed(1)} on ${availableParallelism()} cores`);
// What a measurement left open must not keep the run alive.
process.exit();
