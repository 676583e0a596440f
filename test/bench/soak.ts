/**
 * `npm run soak [-- --minutes 10]`: people write without a pause while the machine is killed with -9 again and again, started
 * on its data, and their sockets are cut in between. In the end every acknowledged message must be in the log exactly once,
 * in its sender's order, and every reader must hold the log. Ends with 1 when not.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { prepare } from '../../local/prepare.ts';
import { DEFAULT_POLICY } from '../../shared/domain/kernel/policy.ts';
import { until } from '../support/until.ts';
import { acknowledgedIn, type Crowd, compare, gather } from './crash.ts';
import { type Machine, startMachine } from './remote.ts';

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' } } });
const minutes = Number(values.minutes);
if (!(minutes > 0)) {
  console.error('Usage: npm run soak [-- --minutes <how long, more than 0>]');
  process.exit(2);
}

const CUSTOMERS = 10;
/** A round: some seconds of writing with cut sockets, and a kill in the midst of it. */
const ROUND_MS = { least: 4_000, most: 12_000 };
const SETTLES_MS = 120_000;

const begun = performance.now();
const temporary = await mkdtemp(join(tmpdir(), 'otvet-soak-'));
const data = join(temporary, 'data');
let isRight = false;
let machine: Machine | undefined;
try {
  await prepare();
  machine = await startMachine({ data });
  const { port } = machine;
  const workspace = await machine.workspace({ policy: DEFAULT_POLICY });
  const crowd = await gather(machine, workspace, CUSTOMERS);
  // What was acknowledged before each kill must outlive it; the last of these holds all that went before.
  let acknowledged = new Map<string, string[]>();
  crowd.begin();
  for (let round = 1; performance.now() - begun < minutes * 60_000; round++) {
    const end = performance.now() + ROUND_MS.least + Math.random() * (ROUND_MS.most - ROUND_MS.least);
    while (performance.now() < end) {
      await pause(500 + Math.random() * 1_000);
      crowd.customers[Math.floor(Math.random() * CUSTOMERS)]?.cut();
    }
    await machine.kill();
    acknowledged = acknowledgedIn(crowd);
    machine = await startMachine({ data, port });
    const outcome = await compare(machine, workspace, crowd, acknowledged);
    console.log(`round ${round}: ${line(outcome)}`);
    if (outcome.lost + outcome.doubled + outcome.disordered > 0) break;
  }
  crowd.end();
  await crowd.settled(SETTLES_MS);
  const outcome = await compare(machine, workspace, crowd, acknowledgedIn(crowd));
  const behind = await readersBehind(crowd);
  crowd.stop();
  isRight = outcome.lost + outcome.doubled + outcome.disordered + behind === 0 && outcome.acknowledged === outcome.sent;
  console.log(`in the end: ${line(outcome)}, ${behind} readers behind`);
} finally {
  await machine?.stop();
  await rm(temporary, { recursive: true, force: true, maxRetries: 5 });
}
process.exit(isRight ? 0 : 1);

function line({ acknowledged, lost, doubled, disordered }: Awaited<ReturnType<typeof compare>>): string {
  return `${acknowledged} acknowledged, ${lost} lost, ${doubled} doubled, ${disordered} conversations out of order`;
}

/** Customers who do not show what they wrote, in its order, within the time that the repair has. */
async function readersBehind({ customers, texts }: Crowd): Promise<number> {
  const isBehind = (customer: (typeof customers)[number]): boolean =>
    JSON.stringify(customer.texts()) !==
    JSON.stringify(texts.get(customer.conversation)?.slice(-customer.texts().length));
  const all = (): boolean => customers.every((customer) => !isBehind(customer));
  await until(all, { timeout: 70_000, interval: 200 }).catch(() => undefined);
  return customers.filter(isBehind).length;
}
