import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { launchBrowser } from '../support/launch-browser.ts';
import { until } from '../support/until.ts';

let temporary: string;
beforeEach(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'otvet-death-'));
  vi.stubEnv('TMPDIR', temporary);
});
afterEach(() => rm(temporary, { recursive: true }));

it('a browser that dies in the middle says so in one line, and is cleared up all the same', async ({ skip }) => {
  const launched = (await launchBrowser()) ?? skip('there is no browser');
  expect(launched.death()).toBeUndefined();
  const devtools = await launched.browser.newBrowserCDPSession();
  await devtools.send('Browser.crash').catch(() => undefined); // nobody is left to answer
  const death = await until(launched.death);
  expect(death).toMatch(/^The browser died \(.+\): .+OTVET_BROWSER/);
  expect(death).not.toContain('\n');
  await launched.close();
  // Playwright removes the profile of a browser that died once it has noticed
  await until(async () => (await readdir(temporary)).length === 0, { what: 'the temporary folder to be empty' });
});

it('a browser that is closed has not died', async ({ skip }) => {
  const launched = (await launchBrowser()) ?? skip('there is no browser');
  await launched.close();
  expect(launched.death()).toBeUndefined();
  expect(await readdir(temporary)).toEqual([]);
});
