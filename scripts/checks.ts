/** The checks that are no tests: types, lint and format, dead code, import rules. All run, whatever fails. */
import { execFile } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { violationsUnder } from './boundaries.ts';
import { inLanes } from './lanes.ts';

export interface CheckResult {
  readonly name: string;
  readonly ok: boolean;
  readonly output: string;
  readonly milliseconds: number;
}

type Outcome = Pick<CheckResult, 'ok' | 'output'>;

const TOP = join(import.meta.dirname, '..');

/** The largest first: two run at a time. Infra has a project of its own, as the CDK's types are as many as all others together. */
const CHECKS: Readonly<Record<string, () => Promise<Outcome>>> = {
  'types: test': () => types('test'),
  'types: web': async () => (hasWebSources() ? types('web') : { ok: true, output: '' }),
  'types: functions, shared, local, setup, scripts': () => types('.'),
  'types: infra': () => types('infra'),
  'lint and format': () => run('biome', ['check', '--error-on-warnings', '--max-diagnostics=50', '.']),
  'dead code': () => run('knip', ['--no-progress', '--no-config-hints', ...onlyWhatAPartOfTheTreeCanTell()]),
  'import rules': async () => {
    const violations = violationsUnder(TOP);
    const lines = violations.map(({ file, line, message }) => `${file}:${line} ${message}`);
    return { ok: violations.length === 0, output: lines.join('\n') };
  },
};

/** Runs every check, two at a time, and calls back as each ends. */
export async function runChecks(onEnd: (result: CheckResult) => void): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  await inLanes(2, Object.entries(CHECKS), async ([name, check]) => {
    const begun = performance.now();
    const outcome = await check().catch((error: unknown): Outcome => ({ ok: false, output: String(error) }));
    const result = { name, ...outcome, milliseconds: Math.round(performance.now() - begun) };
    results.push(result);
    onEnd(result);
  });
  return results;
}

export function report({ name, ok, output, milliseconds }: CheckResult): void {
  console.log(`${ok ? '✓' : '✗'} ${name} (${(milliseconds / 1000).toFixed(1)} s)`);
  if (!ok) console.log(output.trim().replace(/^/gm, '    '));
}

/** With a thread for each: several look at the same types, each anew. What did not change since the last time is not looked at again. */
function types(project: string): Promise<Outcome> {
  const seen = join('node_modules/.cache/otvet', `types-${project === '.' ? 'top' : project}.tsbuildinfo`);
  return run('tsc', ['--project', project, '--singleThreaded', '--incremental', '--tsBuildInfoFile', seen]);
}

/** The compiler takes a project without files for a mistake. */
function hasWebSources(): boolean {
  return globSync('web/**/*.{ts,tsx}', { cwd: TOP }).length > 0;
}

/** While a main part is still missing, what it would use looks unused: knip is then asked for broken references only. */
function onlyWhatAPartOfTheTreeCanTell(): string[] {
  const mainParts = ['infra/app.ts', 'local/start.ts', 'web/vite.config.ts'];
  const isWhole = mainParts.every((part) => existsSync(join(TOP, part)));
  return isWhole ? [] : ['--include', 'unlisted,unresolved,duplicates'];
}

function run(command: string, args: readonly string[]): Promise<Outcome> {
  const path = `${join(TOP, 'node_modules/.bin')}${delimiter}${process.env['PATH'] ?? ''}`;
  const env = { ...process.env, PATH: path, NO_COLOR: '1', FORCE_COLOR: undefined };
  return new Promise((resolve) => {
    execFile(command, args, { cwd: TOP, env, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      const output = `${stdout}${stderr}`;
      resolve({ ok: error === null, output: output === '' && error !== null ? error.message : output });
    });
  });
}
