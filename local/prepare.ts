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
  // What is out of date before the build is so after it: the CDK is loaded meanwhile. Otherwise the build has to show it.
  let synthesis = isSynthesized() ? undefined : beginSynthesis();
  try {
    await begin('scripts/build.ts', 'The build failed').ended;
    if (isSynthesized()) return;
    synthesis ??= beginSynthesis();
    synthesis.goOn();
    await synthesis.ended;
  } catch (error) {
    synthesis?.end();
    throw error;
  }
  mkdirSync(join(TOP, 'cdk.out'), { recursive: true });
  writeFileSync(STAMP, hashOf(SYNTH_INPUTS));
}

const isSynthesized = (): boolean =>
  existsSync(join(TOP, 'cdk.out/manifest.json')) && read(STAMP) === hashOf(SYNTH_INPUTS);

/** Loads the CDK, and waits for {@link Step.goOn}: its check of the finished template takes half of the time; `npm test` and a deployment make it. */
const beginSynthesis = (): Step => begin('scripts/synth.ts', 'The synthesis failed', { CDK_VALIDATION: 'false' });

/** A script at work in a process of its own. */
interface Step {
  /** Resolves when it has done its work; rejects with what it said when it could not. */
  readonly ended: Promise<void>;
  /** Ends its standard input: what it waited for is there. */
  readonly goOn: () => void;
  readonly end: () => void;
}

function begin(script: string, failure: string, variables: Readonly<Record<string, string>> = {}): Step {
  const env = { ...process.env, ...variables };
  const child = spawn(process.execPath, [join(TOP, script)], { cwd: TOP, env, stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = new Promise<void>((resolve, reject) => {
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
  // One that ends before anybody waits for it is heard when somebody does.
  ended.catch(() => undefined);
  child.stdin.on('error', () => undefined);
  return { ended, goOn: () => void child.stdin.end(), end: () => void child.kill() };
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
