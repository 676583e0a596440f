import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, type EnvironmentOptions, type Plugin } from 'vite';

const WEB = import.meta.dirname;
const OUT = join(WEB, '../dist/web');

/** Pages by their address; each `index.html` under `web/` is built to the same place under `dist/web/`. */
const PAGES = ['index.html', 'returns/index.html', 'stage/index.html', 'console/index.html', 'pager/index.html'];

/** `color-mix()` sets the oldest browser; styles are not blown up for `light-dark()`, which nothing uses. */
const CSS_TARGET = ['chrome123', 'firefox120', 'safari17.5'];
/** Languages of the panel: those of base/locale.ts. */
const LOCALES = ['ru', 'en'];

/**
 * Builds into one folder: the pages; the widget's panel by itself, in each language, so that what only the console uses is
 * not in the file that a company's customers load; the console's service worker; and the launcher, a plain script whose
 * name has no hash: sites link to it.
 */
export default defineConfig({
  root: WEB,
  publicDir: false,
  logLevel: 'warn',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: OUT,
    emptyOutDir: false,
    target: 'es2022',
    cssTarget: CSS_TARGET,
    modulePreload: { polyfill: false },
  },
  environments: {
    client: {
      build: {
        rolldownOptions: { input: PAGES.map((page) => join(WEB, page)).filter((page) => existsSync(page)) },
      },
    },
    ...Object.fromEntries(LOCALES.map((locale) => [`panel_${locale}`, panelIn(locale)])),
    worker: {
      consumer: 'client',
      build: {
        rolldownOptions: {
          input: join(WEB, 'console/worker.ts'),
          // found by its name, and in charge of the folder that it lies in
          output: { format: 'iife', entryFileNames: 'console/worker.js', codeSplitting: false },
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
  plugins: [panelNames(), plainImports()],
  builder: {
    // one plugin for both builds: the launcher's needs what the panel's found
    sharedConfigBuild: true,
    buildApp: async (builder) => {
      for (const environment of Object.values(builder.environments)) await builder.build(environment);
    },
  },
});

/** The panel in one language: nobody loads the words of the others. */
function panelIn(locale: string): EnvironmentOptions {
  return {
    consumer: 'client',
    define: { 'import.meta.env.PANEL_LOCALE': JSON.stringify(locale) },
    build: {
      modulePreload: false,
      rolldownOptions: {
        input: { [`panel-${locale}`]: join(WEB, 'widget/panel.tsx') },
        // the second file takes what both need from the first, rather than a third
        preserveEntrySignatures: 'allow-extension',
        // what runs anywhere does nothing by being loaded: what only operators need of it is left out whole
        treeshake: { moduleSideEffects: (id) => !id.includes('/shared/') },
        output: {
          entryFileNames: 'assets/[name]-[hash].js',
          chunkFileNames: `assets/[name]-${locale}-[hash].js`,
        },
      },
    },
  };
}

/** Tells the launcher the panels' names, which have a hash in them. The panels are built before. */
function panelNames(): Plugin {
  const names: Record<string, string> = {};
  return {
    name: 'otvet:panel-names',
    applyToEnvironment: ({ name }) => name !== 'client',
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'chunk' || !file.isEntry) continue;
        if (this.environment.name === 'launcher') file.code = file.code.replaceAll(/__PANEL_(\w\w)__/g, nameOf);
        else names[this.environment.name] = `../${file.fileName}`;
      }
    },
  };
  function nameOf(_: string, locale: string): string {
    const name = names[`panel_${locale}`];
    if (name === undefined) throw new Error(`The panel in "${locale}" was not built before the launcher.`);
    return name;
  }
}

/**
 * A part of the panel has no styles or scripts to be loaded ahead of it: what Vite puts around `import()` for those weighs
 * 0.7 KB gzipped.
 */
function plainImports(): Plugin {
  return {
    name: 'otvet:plain-imports',
    enforce: 'pre',
    applyToEnvironment: ({ name }) => name.startsWith('panel'),
    load: (id) => (id === '\0vite/preload-helper.js' ? 'export const __vitePreload = (load) => load();' : null),
  };
}
