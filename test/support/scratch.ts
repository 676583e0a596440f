import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'vitest';

/** A directory that is removed after the test: ask for it before what writes in it, so that it is removed after that has ended. */
export async function scratchDirectory({ onTestFinished }: Pick<TestContext, 'onTestFinished'>): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'otvet-test-'));
  onTestFinished(() => rm(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }));
  return path;
}
