import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

it.each(['test.js', 'test.ts'])('scripts/%s says what to type where Node is too old for TypeScript', (name) => {
  const oldNode = 'data:text/javascript,Object.defineProperty(process,"versions",{value:{node:"20.20.2"}})';
  const script = join(import.meta.dirname, '../../../scripts', name);
  const { status, stderr } = spawnSync(process.execPath, ['--import', oldNode, script], { encoding: 'utf8' });
  expect(stderr).toMatch(/^Node 20\.20\.2 cannot run these tests.*`npm test`/);
  expect(status).toBe(1);
});
