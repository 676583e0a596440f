import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { type ServedFolder, serveFolder } from '../serve-folder.ts';

/** That of the deployed site: a page that would break under it breaks here. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'";

/** Builds the console over a client without a server (`page.tsx`) and serves it on a free port. */
export async function serveConsole(): Promise<ServedFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'otvet-console-'));
  await build({
    root: import.meta.dirname,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: { outDir: folder, emptyOutDir: true, target: 'es2022', minify: false },
  });
  return serveFolder(folder, POLICY, () => readFile(join(folder, 'index.html'), 'utf8'));
}
