import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { launchBrowser } from '../../support/launch-browser.ts';
import { browserFolder } from '../../support/packaged-browser.ts';
import { wholeBrowser } from '../../support/whole-browser.ts';

let temporary: string;
beforeEach(() => {
  temporary = mkdtempSync(join(tmpdir(), 'otvet-launch-'));
  vi.stubEnv('TMPDIR', temporary);
});
afterEach(() => rmSync(temporary, { recursive: true }));

function fakeBrowser(script: string): string {
  const file = join(temporary, 'fake-browser');
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o700);
  return file;
}

it('says in one line that a browser died at its launch, with its last words and the way out, and leaves no folder', async () => {
  const file = fakeBrowser('echo starting >&2; echo "FATAL: no font at all" >&2; echo "#0 0x55d0 a stack" >&2; exit 1');
  vi.stubEnv('OTVET_BROWSER', file);
  await expect(launchBrowser()).rejects.toThrow(
    `The browser died (${file}): FATAL: no font at all. Run the file again alone; OTVET_BROWSER=/path/to/chromium takes another browser.`,
  );
  expect(readdirSync(temporary)).toEqual(['fake-browser']);
});

it('takes the whole browser that OTVET_BROWSER names, and none of the system where it says packaged', () => {
  mkdirSync(join(temporary, 'bin'));
  writeFileSync(join(temporary, 'bin/chromium'), '');
  vi.stubEnv('PATH', join(temporary, 'bin'));
  vi.stubEnv('OTVET_BROWSER', '');
  expect(wholeBrowser()).toBe(join(temporary, 'bin/chromium'));
  vi.stubEnv('OTVET_BROWSER', 'packaged');
  expect(wholeBrowser()).toBeUndefined();
  vi.stubEnv('OTVET_BROWSER', join(temporary, 'nowhere'));
  expect(wholeBrowser).toThrow('there is no such file');
});

it('removes the browsers that killed runs have left, and no other run’s', async () => {
  const gone = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(gone, 'exit');
  mkdirSync(join(temporary, `otvet-browser-${gone.pid}-a/fonts`), { recursive: true });
  mkdirSync(join(temporary, `otvet-browser-${process.ppid}-b`));
  const folder = await browserFolder();
  expect(readdirSync(temporary).map((name) => join(temporary, name))).toEqual(
    expect.arrayContaining([folder, join(temporary, `otvet-browser-${process.ppid}-b`)]),
  );
  expect(readdirSync(temporary)).toHaveLength(2);
});
