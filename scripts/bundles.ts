/** What is deployed, built into `dist/`: a folder for each function, and the web pages. Does nothing when no input has changed. */
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { type BuildOptions, build as bundle } from 'rolldown';
import { inLanes } from './lanes.ts';

const TOP = join(import.meta.dirname, '..');
const DIST = join(TOP, 'dist');
const CREDENTIALS = join(TOP, 'functions/kernel/adapters/env-credentials.ts');

interface Part {
  readonly name: string;
  /** Globs of all that the result depends on. */
  readonly inputs: readonly string[];
  /** Files the part leaves behind, from `dist/`: a missing one means the part is to be built. */
  readonly outputs: () => readonly string[];
  readonly build: () => Promise<void>;
}

const ALWAYS_INPUTS = ['package-lock.json', 'scripts/bundles.ts', 'tsconfig.json'];

const PARTS: readonly Part[] = [
  {
    name: 'functions',
    inputs: ['functions/**/*', 'shared/**/*', ...ALWAYS_INPUTS],
    outputs: () => functionNames().map((name) => `functions/${name}/index.mjs`),
    build: buildFunctions,
  },
  {
    name: 'web',
    inputs: ['web/**/*', 'shared/**/*', ...ALWAYS_INPUTS],
    outputs: () => (webConfigs().length > 0 ? ['web'] : []),
    build: buildWeb,
  },
];

export interface Built {
  readonly name: string;
  /** False when nothing had changed since the last build. */
  readonly isFresh: boolean;
  readonly milliseconds: number;
}

/** Builds what is out of date, the parts side by side. */
export function build(): Promise<Built[]> {
  return Promise.all(
    PARTS.map(async (part) => {
      const begun = performance.now();
      const isFresh = await buildPart(part);
      return { name: part.name, isFresh, milliseconds: Math.round(performance.now() - begun) };
    }),
  );
}

async function buildPart(part: Part): Promise<boolean> {
  const stamp = join(DIST, `.stamp-${part.name}`);
  const hash = hashOf(part.inputs);
  const isThere = part.outputs().every((output) => existsSync(join(DIST, output)));
  if (isThere && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return false;
  rmSync(stamp, { force: true });
  mkdirSync(DIST, { recursive: true });
  await part.build();
  writeFileSync(stamp, hash);
  return true;
}

function hashOf(globs: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of globSync([...globs], { cwd: TOP }).sort()) {
    const path = join(TOP, file);
    if (statSync(path).isFile()) hash.update(`${file}\0`).update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}

function functionNames(): string[] {
  return globSync('functions/entries/*/handler.ts', { cwd: TOP })
    .map((file) => basename(dirname(file)))
    .sort();
}

/**
 * One self-contained file per function and nothing beside it, so that the hash CDK takes of the folder changes with the
 * code only. Source maps go to `dist/maps`. No code is shared between bundles: a function's cold start reads one file.
 */
async function buildFunctions(): Promise<void> {
  const names = functionNames();
  const fresh = join(DIST, `.functions-${process.pid}`);
  mkdirSync(fresh);
  try {
    // All twelve at once take half as long again: the bundler's threads then wait for one another.
    await inLanes(availableParallelism(), names, (name) =>
      bundle(functionBundle(join(TOP, 'functions/entries', name, 'handler.ts'), join(fresh, name, 'index.mjs'))),
    );
    const maps = emptied(join(DIST, 'maps'));
    for (const name of names) renameSync(join(fresh, name, 'index.mjs.map'), join(maps, `${name}.mjs.map`));
    const functions = join(DIST, 'functions');
    rmSync(functions, { recursive: true, force: true });
    renameSync(fresh, functions);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** How a function is bundled: also for what the bench compares functions with. */
export function functionBundle(input: string, file: string): BuildOptions {
  return {
    input,
    cwd: TOP,
    platform: 'node',
    tsconfig: false,
    resolve: {
      mainFields: ['module', 'main'],
      alias: { '@aws-sdk/credential-provider-node': CREDENTIALS },
    },
    transform: { target: 'node24' },
    onwarn(warning) {
      throw new Error(`bundling ${input}: ${warning.message}`);
    },
    output: { file, format: 'esm', codeSplitting: false, minify: true, sourcemap: 'hidden', comments: false },
  };
}

function emptied(folder: string): string {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  return folder;
}

function webConfigs(): string[] {
  return globSync(['web/vite.config.ts', 'web/*/vite.config.ts'], { cwd: TOP }).sort();
}

/** Every Vite config under `web/` builds into `dist/web`, the way `vite build` would. */
async function buildWeb(): Promise<void> {
  rmSync(join(DIST, 'web'), { recursive: true, force: true });
  const configs = webConfigs();
  if (configs.length === 0) return;
  process.env['NODE_ENV'] = 'production';
  const { createBuilder } = await import('vite');
  for (const config of configs) {
    const builder = await createBuilder({ configFile: join(TOP, config), logLevel: 'warn' }, null);
    await builder.buildApp();
  }
}
