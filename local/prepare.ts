import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from './errors.ts';

const TOP = join(import.meta.dirname, '..');
const STAMP = join(TOP, 'cdk.out', '.stamp');

/** All that the template depends on, beside the bundles, whose own stamps say what they were built from. */
const SYNTH_INPUTS = ['infra/**/*.ts', 'shared/contract.ts', 'package-lock.json', 'cdk.json', 'dist/.stamp-*'];

/**
 * Builds the bundles and synthesizes the template, each only when something changed since the last time.
 * @throws {StartError} with what the failing step said
 */
export async function prepare(): Promise<void> {
  await run('scripts/build.ts', 'The build failed');
  const hash = hashOf(SYNTH_INPUTS);
  if (existsSync(join(TOP, 'cdk.out/manifest.json')) && read(STAMP) === hash) return;
  // CDK's check of the finished template takes half of the time; `npm test` and a deployment make it.
  await run('infra/app.ts', 'The synthesis failed', { CDK_VALIDATION: 'false' });
  mkdirSync(join(TOP, 'cdk.out'), { recursive: true });
  writeFileSync(STAMP, hash);
}

function run(script: string, failure: string, variables: Readonly<Record<string, string>> = {}): Promise<void> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ...variables };
    const child = spawn(process.execPath, [join(TOP, script)], { cwd: TOP, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString();
      });
    }
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new StartError(`${failure}:\n${said.trim()}`));
    });
  });
}

function hashOf(globs: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of globSync([...globs], { cwd: TOP }).sort()) {
    const path = join(TOP, file);
    if (statSync(path).isFile()) hash.update(`${file}\0`).update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}

function read(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
