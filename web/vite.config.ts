import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

const WEB = import.meta.dirname;
const OUT = join(WEB, '../dist/web');

/** Pages by their address; each `index.html` under `web/` is built to the same place under `dist/web/`. */
const PAGES = ['index.html', 'returns/index.html', 'stage/index.html', 'console/index.html', 'pager/index.html'];

/**
 * Three builds into one folder: the pages; the widget's panel by itself, so that what only the console uses is not in the
 * file that a company's customers load; and the launcher, a plain script whose name has no hash: sites link to it.
 */
export default defineConfig({
  root: WEB,
  publicDir: false,
  logLevel: 'warn',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: { outDir: OUT, emptyOutDir: false, target: 'es2022', modulePreload: { polyfill: false } },
  environments: {
    client: {
      build: {
        rolldownOptions: { input: PAGES.map((page) => join(WEB, page)).filter((page) => existsSync(page)) },
      },
    },
    panel: {
      consumer: 'client',
      build: {
        rolldownOptions: {
          input: { panel: join(WEB, 'widget/panel.tsx') },
          preserveEntrySignatures: 'exports-only',
          output: { entryFileNames: 'assets/[name]-[hash].js', codeSplitting: false },
        },
      },
    },
    launcher: {
      consumer: 'client',
      build: {
        rolldownOptions: {
          input: join(WEB, 'widget/launcher.ts'),
          output: { format: 'iife', entryFileNames: 'widget/otvet.js', codeSplitting: false },
        },
      },
    },
  },
  plugins: [panelName(), smallSchemas()],
  builder: {
    // one plugin for both builds: the launcher's needs what the panel's found
    sharedConfigBuild: true,
    buildApp: async (builder) => {
      for (const environment of Object.values(builder.environments)) await builder.build(environment);
    },
  },
});

/** Tells the launcher the panel's name, which has a hash in it. The panel is built before. */
function panelName(): Plugin {
  let name = '';
  return {
    name: 'otvet:panel-name',
    applyToEnvironment: (environment) => environment.name !== 'client',
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'chunk' || !file.isEntry) continue;
        if (this.environment.name === 'panel') name = file.fileName;
        else if (name === '') throw new Error('The panel was not built before its launcher.');
        else file.code = file.code.replace('__PANEL_FILE__', () => `../${name}`);
      }
    },
  };
}

/** The panel checks frames with a stand-in for valibot that is a tenth of its weight. */
function smallSchemas(): Plugin {
  return {
    name: 'otvet:small-schemas',
    enforce: 'pre',
    applyToEnvironment: (environment) => environment.name === 'panel',
    resolveId: (id) => (id === 'valibot' ? join(WEB, 'widget/valibot.ts') : null),
  };
}
