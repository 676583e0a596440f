import { afterAll, afterEach, beforeEach } from 'vitest';
import { type LaunchOptions, launchBrowser, type TestBrowser } from './launch-browser.ts';
import { endWithWorker, perWorker } from './per-worker.ts';

const sharing = (options: LaunchOptions): (() => Promise<TestBrowser | undefined>) =>
  perWorker({
    begin: () => launchBrowser(options),
    end: async (launched) => launched?.close(),
    isSound: (launched) => launched?.death() === undefined,
  });
const shared = { packaged: sharing({}), whole: sharing({ whole: true }) };

/**
 * The browser of a test file, which the other files of its worker have as well: a context keeps apart what
 * pages store. Undefined where there is none, and each test that needs one is skipped by its name.
 * When it dies, the test it died in says so in one line, and those after it are skipped: the next file has a fresh one.
 */
export async function browserForTests({ whole = false }: LaunchOptions = {}): Promise<TestBrowser | undefined> {
  endWithWorker();
  const launched = await shared[whole ? 'whole' : 'packaged']();
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
  afterAll(tell);
  return launched;
}
