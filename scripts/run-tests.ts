/**
 * `npm test -- [check] [unit] [property] [infra] [contract] [screens] [e2e] [fast] [--reporter quiet|default|verbose]`: no
 * names means all of them, `fast` those that start no stack and no browser.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { startVitest, type TestCase, type TestModule, type Vitest } from 'vitest/node';
import { report, runChecks } from './checks.ts';
import { type FileTime, linesOfTimes } from './slow-files.ts';

interface Tally {
  passed: number;
  readonly failed: string[];
  readonly skipped: string[];
  readonly times: FileTime[];
}

const TOP = join(import.meta.dirname, '..');
const SUITES = ['check', 'unit', 'property', 'infra', 'contract', 'screens', 'e2e'];
const FAST = ['check', 'unit', 'property', 'infra'];
const SUITES_ON_BUNDLES = ['contract', 'e2e'];
const SUITES_ON_BROWSER = ['screens', 'e2e'];
const REPORTERS = ['quiet', 'default', 'verbose'];

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { reporter: { type: 'string', default: 'default' } },
});
const unknown = positionals.find((name) => name !== 'fast' && !SUITES.includes(name));
if (unknown !== undefined || !REPORTERS.includes(values.reporter)) {
  console.error(`usage: npm test -- [${[...SUITES, 'fast'].join('] [')}] [--reporter ${REPORTERS.join('|')}]`);
  process.exit(2);
}

const asked = positionals.flatMap((name) => (name === 'fast' ? FAST : [name]));
const suites = asked.length === 0 ? SUITES : [...new Set(asked)];
const tally: Tally = { passed: 0, failed: [], skipped: [], times: [] };

// A test never sees what the shell was set up for.
process.env['NODE_ENV'] = 'test';
for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];

// Each browser that a test launches writes its name here (test/support/launch-browser.ts).
const notes = mkdtempSync(join(tmpdir(), 'otvet-run-'));
process.on('exit', () => rmSync(notes, { recursive: true, force: true }));
process.env['OTVET_BROWSERS_USED'] = join(notes, 'browsers');

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
  const { collectDuration, setupDuration, duration } = module.diagnostic();
  tally.times.push({
    file: relative(TOP, module.moduleId),
    seconds: (collectDuration + setupDuration + duration) / 1000,
  });
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
  const { state, errors, note } = test.result() as { state: string; errors?: readonly Error[]; note?: string };
  if (state === 'passed') tally.passed += 1;
  else if (state === 'skipped') tally.skipped.push(note === undefined ? name : `${name}: ${note}`);
  else if (state === 'pending') tally.failed.push(`${name} (never ended)`);
  else {
    // what a page says once its browser is gone explains nothing: the browser's own last words do
    const said = errors?.map(messageOf) ?? [];
    const why = said.find((message) => message.startsWith('The browser died')) ?? said[0] ?? '';
    tally.failed.push(`${name}: ${why}`);
  }
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
  const { passed, failed, skipped, times } = tally;
  headline('result');
  if (times.length > 0) {
    console.log(`slowest files (load ${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} cores):`);
    for (const line of linesOfTimes(times)) console.log(line);
  }
  for (const browser of browsersUsed()) console.log(`browser: ${browser}`);
  list('skipped', skipped);
  list('failed', failed);
  if (passed + failed.length === 0) console.log('nothing ran');
  const code = failed.length > 0 || passed === 0 ? 1 : 0;
  // Leaves at once: whatever a test left open must not keep the run alive, nor print after the tally.
  process.stdout.write(`${passed} passed, ${failed.length} failed\n`, () => process.exit(code));
}

/** Each once, in the order in which they were launched. */
function browsersUsed(): string[] {
  const file = process.env['OTVET_BROWSERS_USED'] ?? '';
  if (existsSync(file)) return [...new Set(readFileSync(file, 'utf8').trim().split('\n'))];
  return suites.some((suite) => SUITES_ON_BROWSER.includes(suite)) ? ['none was launched'] : [];
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
