import { readdirSync, readFileSync } from 'node:fs';

/** What a process and all that descend from it use. The table engine has a group of its own, so descent counts and not the group. */
export interface TreeUsage {
  /** sum of the proportional set sizes: memory that is shared is divided among those who share it */
  readonly bytes: number;
  /** processor time since each began, in ticks of the kernel (a hundredth of a second) */
  readonly ticks: number;
}

export function usageOfTree(root: number): TreeUsage {
  return pidsOf(root).reduce<TreeUsage>(
    (sum, pid) => ({ bytes: sum.bytes + pssOf(pid), ticks: sum.ticks + ticksOf(pid) }),
    { bytes: 0, ticks: 0 },
  );
}

function pidsOf(root: number): number[] {
  const threads = list(`/proc/${root}/task`);
  const children = threads.flatMap((thread) => read(`/proc/${root}/task/${thread}/children`).split(' '));
  return [root, ...children.filter((pid) => pid !== '').flatMap((pid) => pidsOf(Number(pid)))];
}

const pssOf = (pid: number): number => {
  const [, kilobytes = '0'] = /^Pss:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/smaps_rollup`)) ?? [];
  return Number(kilobytes) * 1024;
};

/** Fields 14 and 15 of /proc/[pid]/stat, counted behind the command's name, which may hold spaces. */
function ticksOf(pid: number): number {
  const stat = read(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
}

/** A process that has ended meanwhile uses nothing. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function list(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
