import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type Plugin } from 'vite';
import { type ServedFolder, serveFolder } from '../serve-folder.ts';

const TOP = join(import.meta.dirname, '../../..');
/** A strict shop's: no inline styles or scripts, nothing from elsewhere. */
const POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; base-uri 'none'";

const page = (locale: string): string => `<!doctype html><html lang="${locale}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Shop</title>
<main><h1>Shop</h1><p>They make coffee.</p></main>
<script src="otvet.js" data-workspace="kofevarnya" data-locale="${locale}" async></script></html>`;

/**
 * Builds launcher and panel over a client that stands still (`panel.ts`), and serves a shop with them on a free port:
 * `/shop/?scenario=…&lang=…`.
 */
export async function serveWidget(): Promise<ServedFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'otvet-widget-'));
  await bundle(join(folder, 'shop'), 'test/support/widget/panel.ts', 'panel.js', []);
  await bundle(join(folder, 'shop'), 'web/widget/launcher.ts', 'otvet.js', [panelName()]);
  return serveFolder(folder, POLICY, (_, query) => page(query.get('lang') ?? 'en'));
}

async function bundle(outDir: string, input: string, file: string, plugins: Plugin[]): Promise<void> {
  await build({
    root: TOP,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    plugins,
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact', development: false } },
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2022',
      cssTarget: ['chrome123'],
      minify: false,
      modulePreload: false,
      rolldownOptions: {
        input: join(TOP, input),
        preserveEntrySignatures: 'exports-only',
        output: { format: file === 'otvet.js' ? 'iife' : 'es', entryFileNames: file, codeSplitting: false },
      },
    },
  });
}

/** As web/vite.config.ts does, with a name that has no hash. */
const panelName = (): Plugin => ({
  name: 'panel-name',
  generateBundle(_, output) {
    for (const file of Object.values(output))
      if (file.type === 'chunk') file.code = file.code.replaceAll(/__PANEL_\w\w__/g, 'panel.js');
  },
});
