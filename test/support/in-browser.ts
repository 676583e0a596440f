import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest';
import { openPage, type PageOptions, type TestPage } from './browser.ts';
import type { TestBrowser } from './launch-browser.ts';
import { type ConsolePage, openConsole, openShop, type ShopOptions, type ShopPage, serveShop } from './pages.ts';
import { perWorker } from './per-worker.ts';
import { startTestStack, type TestStack } from './stack.ts';
import { browserForTests } from './test-browser.ts';
import type { StaffName, TestWorkspace } from './workspaces.ts';

/** What a browser test has: the stack, and pages that are closed after it. */
export interface BrowserWorld {
  readonly stack: TestStack;
  readonly open: (path: string, options?: PageOptions) => Promise<TestPage>;
  readonly shop: (workspace: Pick<TestWorkspace, 'id'>, options?: ShopOptions) => Promise<ShopPage>;
  readonly console: (workspace: TestWorkspace, person: StaffName, options?: PageOptions) => Promise<ConsolePage>;
  /** Errors that a page may report in this test: a network that is down, a status that is meant. */
  readonly allow: (error: RegExp) => void;
}

const PICTURES = join(import.meta.dirname, '../../tmp/e2e');

/** The files of a worker share it: each test makes workspaces of its own on it, and a fresh stack loads every function anew. */
const sharedStack = perWorker({ begin: aStack, end: (stack) => stack.stop() });

async function aStack(): Promise<TestStack> {
  const stack = await startTestStack();
  serveShop(stack);
  return stack;
}

/**
 * A suite of browser tests on one stack, to be awaited by its file. Without a browser each of its tests is skipped, and counted
 * by its name. After each, no page may have reported an error; of one that failed, pictures stand in `tmp/e2e/`. `ownStack`:
 * of its own and ended with the suite, for what belongs to a whole stack, such as the demo.
 */
export async function inBrowser(
  name: string,
  body: (world: BrowserWorld) => void,
  { ownStack = false }: { readonly ownStack?: boolean } = {},
): Promise<void> {
  const launched = await browserForTests();
  describe.skipIf(launched === undefined)(name, () => {
    let stack: TestStack | undefined;
    const pages: TestPage[] = [];
    let allowed: RegExp[] = [];
    const { browser } = launched ?? ({} as Partial<TestBrowser>);
    const running = (): { stack: TestStack; browser: NonNullable<typeof browser> } => {
      if (stack === undefined || browser === undefined) throw new Error('The stack is not running.');
      return { stack, browser };
    };
    const keep = <P extends TestPage>(page: P): P => {
      pages.push(page);
      return page;
    };

    beforeAll(async () => {
      stack = await (ownStack ? aStack() : sharedStack());
    });
    afterAll(async () => {
      if (ownStack) await stack?.stop();
    });
    afterEach(async ({ task }) => {
      const open = pages.splice(0);
      if (task.result?.state === 'fail') await takePictures(task.name, open);
      const errors = open.flatMap((one) =>
        one.errors.filter((error) => !allowed.some((pattern) => pattern.test(error))),
      );
      allowed = [];
      stack?.faults.clear();
      await Promise.all(open.map((one) => one.close()));
      expect(errors).toEqual([]);
    });

    body({
      get stack() {
        return running().stack;
      },
      open: async (path, options) => keep(await openPage(running().browser, `${running().stack.url}${path}`, options)),
      shop: async (workspace, options) => keep(await openShop(running().browser, running().stack, workspace, options)),
      console: async (workspace, person, options) =>
        keep(await openConsole(running().browser, running().stack, workspace, person, options)),
      allow: (error) => void allowed.push(error),
    });
  });
}

async function takePictures(test: string, pages: readonly TestPage[]): Promise<void> {
  await mkdir(PICTURES, { recursive: true });
  const name = test.replace(/[^\p{L}\d]+/gu, '-').slice(0, 60);
  await Promise.all(
    pages.map(({ page }, index) =>
      page.screenshot({ path: join(PICTURES, `${name}-${index + 1}.png`) }).catch(() => null),
    ),
  );
}
