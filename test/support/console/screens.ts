import type { Browser, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PageOptions, TestPage } from '../browser.ts';
import { expectFit, smallTargets } from '../fit.ts';
import { poolPages } from '../page-pool.ts';
import { perWorker } from '../per-worker.ts';
import { browserForTests } from '../test-browser.ts';
import { serveConsole } from './serve.ts';

/** Opens the console in a language; the query is that of `page.tsx`. */
export type OpenConsole = (query: string, options?: PageOptions) => Promise<TestPage>;

/** The console, built once for the files of a worker. */
const servedConsole = perWorker({ begin: serveConsole, end: (served) => served.close() });
/** Its pages: those of a browser that died are gone with it. */
const pools = new WeakMap<Browser, ReturnType<typeof poolPages>>();

/**
 * A suite on the console without a server, in pages that are used again; to be awaited by its file. Without a browser each
 * test is skipped, by its name.
 */
export async function onConsole(name: string, body: (open: OpenConsole) => void): Promise<void> {
  const launched = await browserForTests();
  describe.skipIf(launched === undefined)(name, () => {
    let url: string | undefined;
    let openPage: ReturnType<typeof poolPages> | undefined;
    beforeAll(async () => {
      const served = await servedConsole();
      ({ url } = served);
      if (launched === undefined) return;
      openPage = pools.get(launched.browser) ?? poolPages(launched.browser, served.empty);
      pools.set(launched.browser, openPage);
    });
    body(async (query, options = {}) => {
      if (url === undefined || openPage === undefined) throw new Error('There is no browser.');
      const { locale = 'en' } = options;
      return openPage(`${url}/?lang=${locale}&${query}`, { ...options, locale });
    });
  });
}

/** A screen of the console, and the way to it. */
export interface Screen {
  readonly name: string;
  readonly query: string;
  readonly options: PageOptions;
  /** what to do, and what then stands there */
  ready(page: Page): Promise<unknown>;
}

/**
 * What every screen owes everybody, by day and by night; on a phone a thumb hits every target. Languages take turns from
 * screen to screen: a page that is loaded anew costs as much as all that is checked on it.
 */
export function checkScreens(
  open: OpenConsole,
  screens: readonly Screen[],
  also: (page: Page) => Promise<void> = async () => undefined,
): void {
  const all = screens.map((screen, index) => ({ ...screen, locale: index % 2 === 0 ? 'ru' : 'en' }) as const);
  it.each(all)(
    '$name ($locale): nothing serious for axe, nothing wider than the screen, by day and by night',
    async ({ query, options, ready, locale }) => {
      const { page, errors, close } = await open(query, { ...options, locale });
      await ready(page);
      await expectFit(page);
      if (options.phone) expect(await smallTargets(page)).toEqual([]);
      await also(page);
      expect(errors).toEqual([]);
      await close();
    },
  );
}
