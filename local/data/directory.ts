import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { codeOf, StartError } from '../errors.ts';

/** What a machine keeps on disk. One process at a time has it: two engines on one file would lose data. */
export interface DataDirectory {
  readonly path: string;
  readonly file: (...parts: readonly string[]) => string;
  readonly release: () => void;
}

/** All that the runner writes there; emptying removes nothing else, whatever directory it was pointed at. */
const OWN =
  /^(table\.db.*|broker|logs|oidc|secrets\.json|tls\.json|certificate\.pem|stream\.json|executions\.jsonl|pager\.jsonl|demo.*|.*\.new)$/;
const PID = 'pid';

/**
 * Takes the directory for this process; one whose owner is dead is taken over.
 * @param fresh whether to empty it
 * @throws {StartError} when another process has it
 */
export function takeDirectory(directory: string, fresh: boolean): DataDirectory {
  const path = resolve(directory);
  mkdirSync(path, { recursive: true });
  const pidFile = join(path, PID);
  for (let attempt = 1; !create(pidFile); attempt++) {
    const text = read(pidFile);
    const owner = Number(text);
    if (attempt > 5 || isAlive(owner, pidFile)) {
      throw new StartError(
        `Otvet already runs on ${directory} as process ${owner}: stop that one, or give this one a directory and a port of its own with OTVET_DATA=.data/second OTVET_PORT=4500 npm start.`,
      );
    }
    removeStale(pidFile, text);
  }
  if (fresh) {
    for (const name of readdirSync(path)) {
      if (OWN.test(name)) rmSync(join(path, name), { recursive: true, force: true });
    }
  }
  return {
    path,
    file: (...parts) => join(path, ...parts),
    release: () => rmSync(pidFile, { force: true }),
  };
}

function create(pidFile: string): boolean {
  try {
    writeFileSync(pidFile, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Two processes may find the same stale file. Moving it aside is done by one of them only; what was moved must be what was
 * read, else it is the other's new file and goes back.
 */
function removeStale(pidFile: string, stale: string): void {
  const aside = `${pidFile}.${process.pid}`;
  try {
    renameSync(pidFile, aside);
    if (read(aside) !== stale) renameSync(aside, pidFile);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

/** A process with this id that began after the file was written is another one that got a used number. */
function isAlive(pid: number, pidFile: string): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return false;
  }
  const begun = startOf(pid);
  return begun === undefined || begun <= statSync(pidFile).mtimeMs + CLOCK_SLACK_MS;
}

/** Times of processes are told in hundredths of a second, that of the boot in seconds. */
const CLOCK_SLACK_MS = 2_000;

/** When a process began, in epoch milliseconds; undefined where the system does not say. */
function startOf(pid: number): number | undefined {
  const [, boot] = /^btime (\d+)$/m.exec(read('/proc/stat')) ?? [];
  const stat = read(`/proc/${pid}/stat`);
  // The 22nd field; the second, the program's name, may hold anything up to its last parenthesis.
  const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  return boot === undefined || ticks === undefined ? undefined : (Number(boot) + Number(ticks) / 100) * 1000;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
