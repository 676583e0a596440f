import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { must, run, TOP } from './process.ts';

/**
 * A venv in a folder of its own (`.python/`, not in git), with just what a list of requirements says. Made once, and anew
 * when the list has changed.
 * @returns its folder of programs
 * @throws Error that says what to install, where there is no Python
 */
export async function venv(name: string, requirements: string): Promise<string> {
  const folder = join(TOP, '.python', name);
  const list = join(import.meta.dirname, requirements);
  const wanted = createHash('sha256').update(readFileSync(list)).digest('hex');
  const stamp = join(folder, '.stamp');
  const bin = join(folder, 'bin');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return bin;
  const python = await newEnough();
  await must('Making a Python environment', python, ['-m', 'venv', '--clear', folder]);
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--requirement', list];
  await must('Installing its packages', join(bin, 'python'), pip, { limit: 900_000 });
  writeFileSync(stamp, wanted);
  return bin;
}

async function newEnough(): Promise<string> {
  const check = 'import sys, venv; sys.exit(sys.version_info < (3, 10))';
  for (const python of ['python3', 'python'])
    if ((await run(python, ['-c', check]).catch(() => null))?.code === 0) return python;
  throw new Error('A trial of the deployment needs Python 3.10 or newer with venv (Debian: python3-venv).');
}
