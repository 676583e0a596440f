import { join } from 'node:path';
import { DEFAULT_POLICY } from '../../shared/domain/kernel/policy.ts';
import { type Chat, meet, openChat, type Side } from './chat.ts';
import { deployFloor } from './floor/deploy.ts';
import { startMachine } from './remote.ts';
import { type Row, within } from './report.ts';
import { percentile } from './samples.ts';

/** Messages of one side in a row that are timed. */
const STREAK = 10;
/** Runs of each arm: as many as fit the time, within these. A run is 22 messages, 20 of them timed. */
const RUNS = { least: 15, most: 60, milliseconds: 25_000 };
/** Runs of each arm before: by then the compiler has seen what there is to see. */
const WARM_UP = 6;
const SIDES: readonly Side[] = ['customer', 'operator'];

/** A run of an arm: a streak of each side. The first of a streak sets or stops a clock: that is not the message itself. */
export async function run(chat: Chat, arm: 'product' | 'floor'): Promise<number[]> {
  const taken: number[] = [];
  for (const side of SIDES) {
    await chat.send(side, arm);
    for (let n = 0; n < STREAK; n++) taken.push(await chat.send(side, arm));
  }
  return taken;
}

/** Runs of all arms in turns. @returns milliseconds of each message, by arm */
export async function alternate<A extends string>(
  arms: readonly A[],
  runOf: (arm: A) => Promise<number[]>,
): Promise<Record<A, number[]>> {
  const taken = Object.fromEntries(arms.map((arm) => [arm, [] as number[]])) as Record<A, number[]>;
  // Who begins changes as well: what a run leaves to do falls on the next.
  const turn = async (n: number, keep: (arm: A, samples: readonly number[]) => void): Promise<void> => {
    for (const arm of n % 2 === 0 ? arms : [...arms].reverse()) keep(arm, await runOf(arm));
  };
  for (let n = 0; n < WARM_UP; n++) await turn(n, () => undefined);
  const until = performance.now() + RUNS.milliseconds;
  for (let n = 0; n < RUNS.least || (n < RUNS.most && performance.now() < until); n++) {
    await turn(n, (arm, samples) => taken[arm].push(...samples));
  }
  return taken;
}

/** A message through the whole machine, against the least that it could be. */
export async function latencyRows(assembly: string, temporary: string): Promise<Row[]> {
  const floor = join(temporary, 'floor');
  await deployFloor(assembly, floor);
  const machine = await startMachine({ assembly: floor, data: join(temporary, 'latency') });
  try {
    const workspace = await machine.workspace({ policy: DEFAULT_POLICY });
    const people = await meet(machine, workspace, 'anna');
    const chats = { product: await openChat(people), floor: await openChat(people) };
    const taken = await alternate(['product', 'floor'], (arm) => run(chats[arm], arm));
    people.close();
    const rowOf = (name: string, share: number, budget: number): Row => {
      const [product, least] = [percentile(taken.product, share), percentile(taken.floor, share)];
      return {
        name: `send -> other side, ${name}: ${product.toFixed(1)} ms, floor ${least.toFixed(1)} ms`,
        ...within(product / least, budget),
      };
    };
    return [rowOf('p50', 0.5, 1.3), rowOf('p99', 0.99, 2)];
  } finally {
    await machine.stop();
  }
}
