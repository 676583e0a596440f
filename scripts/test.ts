/** `npm test [check] [unit] [property] [infra] [contract] [screens] [e2e] [--reporter quiet|default|verbose]`: no names means all of them. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startVitest, type TestCase, type TestModule, type Vitest } from 'vitest/node';
import { report, runChecks } from './checks.ts';

interface Tally {
  passed: number;
  readonly failed: string[];
  readonly skipped: string[];
}

const TOP = join(import.meta.dirname, '..');
const SUITES = ['check', 'unit', 'property', 'infra', 'contract', 'screens', 'e2e'];
const SUITES_ON_BUNDLES = ['infra', 'contract', 'e2e'];
const REPORTERS = ['quiet', 'default', 'verbose'];

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { reporter: { type: 'string', default: 'default' } },
});
const unknown = positionals.find((name) => !SUITES.includes(name));
if (unknown !== undefined || !REPORTERS.includes(values.reporter)) {
  console.error(`usage: npm test -- [${SUITES.join('] [')}] [--reporter ${REPORTERS.join('|')}]`);
  process.exit(2);
}

const suites = positionals.length === 0 ? SUITES : positionals;
const tally: Tally = { passed: 0, failed: [], skipped: [] };

// A test never sees what the shell was set up for.
process.env['NODE_ENV'] = 'test';
for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];

if (suites.includes('check')) await check();
const isBuilt = suites.some((suite) => SUITES_ON_BUNDLES.includes(suite)) ? build() : true;
const projects = suites.filter((suite) => suite !== 'check' && (isBuilt || !SUITES_ON_BUNDLES.includes(suite)));
if (projects.length > 0) {
  await runVitest(projects).catch((error: unknown) => tally.failed.push(`the runner: ${messageOf(error)}`));
}
summarize();

async function check(): Promise<void> {
  headline('check');
  for (const { name, ok } of await runChecks(report)) {
    if (ok) tally.passed += 1;
    else tally.failed.push(`check > ${name}`);
  }
}

/** The suites that run the bundles get today's; without them they would test yesterday's, so they are not run at all. */
function build(): boolean {
  headline('build');
  const { status } = spawnSync(process.execPath, [join(TOP, 'scripts/build.ts')], {
    cwd: TOP,
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (status !== 0) tally.failed.push(`build, and with it ${SUITES_ON_BUNDLES.join(', ')}`);
  return status === 0;
}

async function runVitest(names: readonly string[]): Promise<void> {
  headline(names.join(', '));
  const vitest = await startVitest([], {
    root: TOP,
    project: [...names],
    watch: false,
    passWithNoTests: true,
    reporters: [values.reporter === 'quiet' ? 'dot' : values.reporter],
  });
  const modules = vitest.state.getTestModules();
  for (const module of modules) countModule(module);
  for (const error of vitest.state.getUnhandledErrors()) tally.failed.push(`outside any test: ${messageOf(error)}`);
  reportEmptySuites(names, modules, vitest);
  await vitest.close();
}

function countModule(module: TestModule): void {
  const title = `${module.project.name} > ${module.relativeModuleId.replace(/^test\/\w+\//, '')}`;
  for (const test of module.children.allTests()) countTest(test, title);
  // A file that does not load, or a hook that throws, fails without a test to carry it.
  const blamed = [module, ...module.children.allSuites()].filter((suite) => suite.errors().length > 0);
  for (const suite of blamed) {
    tally.failed.push(
      `${title}${suite.type === 'suite' ? ` > ${suite.fullName}` : ''}: ${messageOf(suite.errors()[0])}`,
    );
  }
}

function countTest(test: TestCase, title: string): void {
  const name = `${title} > ${test.fullName}`;
  const { state } = test.result();
  if (state === 'passed') tally.passed += 1;
  else if (state === 'skipped') tally.skipped.push(name);
  else tally.failed.push(state === 'pending' ? `${name} (never ended)` : name);
}

/** A suite that finds no test is a mistake in the tree, not a success. */
function reportEmptySuites(names: readonly string[], modules: readonly TestModule[], vitest: Vitest): void {
  const found = new Set(modules.map(({ project }) => project.name));
  for (const { name } of vitest.projects) {
    if (names.includes(name) && !found.has(name) && existsSync(join(TOP, 'test', name))) {
      tally.failed.push(`${name}: no test found`);
    }
  }
}

function summarize(): void {
  const { passed, failed, skipped } = tally;
  headline('result');
  list('skipped', skipped);
  list('failed', failed);
  if (passed + failed.length === 0) console.log('nothing ran');
  const code = failed.length > 0 || passed === 0 ? 1 : 0;
  // Leaves at once: whatever a test left open must not keep the run alive, nor print after the tally.
  process.stdout.write(`${passed} passed, ${failed.length} failed\n`, () => process.exit(code));
}

function list(what: string, names: readonly string[]): void {
  if (names.length > 0) console.log(`${names.length} ${what}:`);
  for (const name of names) console.log(`  ${name}`);
}

function headline(text: string): void {
  console.log(`\n== ${text}`);
}

function messageOf(error: unknown): string {
  const { message } = (error ?? {}) as { message?: unknown };
  return String(message ?? error).split('\n')[0] ?? '';
}
