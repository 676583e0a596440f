import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { takeDirectory } from '../../../local/data/directory.ts';
import { workFolder } from '../../support/local-assembly.ts';

const folder = workFolder();
afterAll(() => folder.remove());
let count = 0;
const fresh = (): string => join(folder.path, String(count++));

describe('a data directory', () => {
  it('belongs to one process at a time, and the second is told how to go on', () => {
    const path = fresh();
    const first = takeDirectory(path, false);
    expect(readFileSync(join(path, 'pid'), 'utf8')).toBe(String(process.pid));
    expect(() => takeDirectory(path, false)).toThrow(/already runs .* as process \d+: stop that one, or .*OTVET_DATA/);
    first.release();
    takeDirectory(path, false).release();
    expect(existsSync(join(path, 'pid'))).toBe(false);
  });

  it('of a dead process is taken over', async () => {
    const path = fresh();
    takeDirectory(path, false);
    const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
    await once(child, 'exit');
    writeFileSync(join(path, 'pid'), String(child.pid));
    takeDirectory(path, false);
    expect(readFileSync(join(path, 'pid'), 'utf8')).toBe(String(process.pid));
  });

  it.runIf(process.platform === 'linux')('is taken over when its process’s number now belongs to a younger one', () => {
    const path = fresh();
    takeDirectory(path, false);
    const longAgo = new Date('2020-01-01');
    utimesSync(join(path, 'pid'), longAgo, longAgo);
    expect(() => takeDirectory(path, false)).not.toThrow();
  });

  it('with nonsense for a pid is taken over', () => {
    const path = fresh();
    takeDirectory(path, false).release();
    writeFileSync(join(path, 'pid'), 'not a number');
    expect(() => takeDirectory(path, false)).not.toThrow();
  });

  it('is emptied of what the runner wrote, and of nothing else', () => {
    const path = fresh();
    takeDirectory(path, false).release();
    for (const name of ['table.db', 'table.db-wal', 'secrets.json', 'thesis.doc']) writeFileSync(join(path, name), 'x');
    takeDirectory(path, true).release();
    expect(existsSync(join(path, 'table.db'))).toBe(false);
    expect(existsSync(join(path, 'table.db-wal'))).toBe(false);
    expect(existsSync(join(path, 'secrets.json'))).toBe(false);
    expect(existsSync(join(path, 'thesis.doc'))).toBe(true);
  });
});
