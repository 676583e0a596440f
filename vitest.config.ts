import { defineConfig } from 'vitest/config';

/** Suites of one group run side by side; a later group waits for the earlier: whole-stack tests get the machine to themselves. */
const project = (
  name: string,
  groupOrder: number,
  options: { timeout: number; workers?: number; isIsolated?: boolean; needsStack?: boolean; needsBrowser?: boolean },
) => ({
  extends: true as const,
  test: {
    name,
    include: [`test/${name}/**/*.test.{ts,tsx}`],
    testTimeout: options.timeout,
    hookTimeout: Math.max(options.timeout, 30_000),
    ...(options.workers !== undefined && { maxWorkers: options.workers }),
    ...(options.isIsolated === false ? { isolate: false } : {}),
    // A machine that waits for a moment just passed sets a timer of -3 ms (package.json, start).
    ...(options.needsStack === true ? { execArgv: ['--disable-warning=TimeoutNegativeWarning'] } : {}),
    globalSetup: [
      ...(options.needsStack === true ? ['test/support/synthesize.ts'] : []),
      ...(options.needsBrowser === true ? ['test/support/unpack-browser.ts'] : []),
    ],
    sequence: { groupOrder },
  },
});

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    pool: 'forks',
    // a worker that ends stops what its files shared
    teardownTimeout: 60_000,
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    projects: [
      // a process for each of its hundred files would cost more than all their tests; what a file stubs it restores
      project('unit', 0, { timeout: 10_000, isIsolated: false }),
      project('property', 0, { timeout: 60_000, isIsolated: false }),
      // its files only read one synthesized stack, and loading CDK afresh for each of them takes most of a minute
      project('infra', 0, { timeout: 60_000, isIsolated: false }),
      // they wait for clocks most of the time
      project('contract', 1, { timeout: 90_000, workers: 3, needsStack: true }),
      // the files of a worker share its browser, its built console and its stack (test/support/per-worker.ts)
      project('screens', 2, { timeout: 120_000, workers: 2, isIsolated: false, needsBrowser: true }),
      project('e2e', 3, { timeout: 120_000, workers: 2, isIsolated: false, needsStack: true, needsBrowser: true }),
    ],
  },
});
