import { afterAll, afterEach, beforeEach } from 'vitest';
import { type LaunchOptions, launchBrowser, type TestBrowser } from './launch-browser.ts';

/**
 * The browser of a test file; undefined where there is none, and each test that needs one is skipped by its name. When it
 * dies, the test it died in says so in one line, and those after it are skipped: the next file has a browser of its own.
 */
export async function browserForTests(options?: LaunchOptions): Promise<TestBrowser | undefined> {
  const launched = await launchBrowser(options);
  if (launched === undefined) return undefined;
  let isTold = false;
  const tell = (): void => {
    const death = launched.death();
    if (death === undefined || isTold) return;
    isTold = true;
    throw new Error(death);
  };
  beforeEach(({ skip }) => {
    if (isTold) skip('the browser died in a test before it');
    tell();
  });
  afterEach(tell);
  afterAll(async () => {
    await launched.close();
    tell();
  });
  return launched;
}
