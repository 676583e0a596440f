import type { Browser } from 'playwright-core';
import { openPage, type PageOptions, record, type TestPage } from './browser.ts';

/**
 * Pages of a site that are used again once they are closed, one beside the other for each kind of device: a browser context
 * of its own takes a second of processor for each, most of it in a fresh process that compiles the same scripts anew. Each
 * begins with nothing stored, themed as asked, the pointer away; `empty` is an address of the site with nothing on it. One
 * that a failed test did not close is not used again.
 */
export function poolPages(browser: Browser, empty: string) {
  const free = new Map<string, TestPage[]>();
  return async (address: string, { dark = false, ...device }: PageOptions = {}): Promise<TestPage> => {
    const kind = JSON.stringify(device);
    const kept = free.get(kind) ?? [];
    free.set(kind, kept);
    const { page, context } = kept.pop() ?? (await openPage(browser, empty, device));
    await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
    const recorded = record(page);
    await page.goto(address);
    const { frames, errors } = recorded;
    const opened: TestPage = {
      page,
      context,
      frames,
      errors,
      async close() {
        await page.mouse.move(-1, -1);
        await page.goto(empty);
        await page.evaluate(() => {
          localStorage.clear();
          sessionStorage.clear();
        });
        recorded.stop();
        kept.push(opened);
      },
    };
    return opened;
  };
}
