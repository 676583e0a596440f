import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FunctionModel } from '../../../local/lambda/model.ts';
import { createPool, type FunctionPool, type PoolLimits } from '../../../local/lambda/pool.ts';
import { countUsage } from '../../../local/usage.ts';
import { until } from '../../support/until.ts';

/** Answers with its session once the file is there that the event names. */
const BUNDLE = `
import { existsSync } from 'node:fs';
export const handler = async ({ file }) => {
  while (file !== undefined && !existsSync(file)) await new Promise((resolve) => setTimeout(resolve, 5));
  return { session: process.env.AWS_SESSION_TOKEN };
};`;

describe('the workers of a function', () => {
  let directory: string;
  let pool: FunctionPool;
  const usage = countUsage();
  const started = (): number => usage.of('waits').coldStarts;

  const open = (limits: Partial<PoolLimits>): void => {
    usage.reset();
    const model: FunctionModel = {
      name: 'waits',
      functionName: 'otvet-waits',
      arn: 'arn:aws:lambda:us-east-1:000000000000:function:otvet-waits',
      roleArn: 'arn:aws:iam::000000000000:role/waits',
      directory,
      handler: 'index.handler',
      timeoutMs: 30_000,
      memoryMb: 128,
      concurrency: undefined,
      environment: {},
    };
    const machine = { region: 'us-east-1', awsEndpoint: 'http://127.0.0.1:1', localize: (text: string) => text };
    pool = createPool(model, { machine, usage, logDirectory: directory, onInitError: () => undefined, limits });
  };
  const release = (): void => writeFileSync(join(directory, 'go'), '');
  const held = (count: number) =>
    Promise.all(Array.from({ length: count }, () => pool.invoke({ file: join(directory, 'go') })));
  const sessionsOf = (outcomes: Awaited<ReturnType<typeof held>>): Set<unknown> =>
    new Set(outcomes.map((outcome) => (outcome.ok ? (outcome.payload as { session: string }).session : outcome.error)));

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'otvet-pool-'));
    writeFileSync(join(directory, 'index.mjs'), BUNDLE);
  });
  afterEach(async () => {
    release();
    await pool.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  it('are two for any number of events, while events do not wait long', async () => {
    open({ patienceMs: 60_000 });
    const outcomes = held(6);
    release();
    expect(sessionsOf(await outcomes).size).toBe(2);
    expect(started()).toBe(2);
  });

  it('become as many as may be when the first ones hang, and no more', async () => {
    open({ patienceMs: 1 });
    const outcomes = held(6);
    await until(() => started() === 4, { what: 'four workers' });
    release();
    expect(sessionsOf(await outcomes).size).toBe(4);
    expect(started()).toBe(4);
  });

  it('end when nobody needs them, the last one after the others, and the next event starts one', async () => {
    open({ idleMs: 1, lastIdleMs: 60_000 });
    const outcomes = held(2);
    release();
    const sessions = sessionsOf(await outcomes);
    await until(() => [...sessions].filter((session) => pool.isAlive(String(session))).length === 1);
    await pool.invoke({});
    expect(started()).toBe(2);
    await pool.stop();

    open({ idleMs: 1, lastIdleMs: 1 });
    const [session] = sessionsOf([await pool.invoke({})]);
    await until(() => !pool.isAlive(String(session)));
    expect((await pool.invoke({})).ok).toBe(true);
    expect(started()).toBe(2);
  });
});
