import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { linesOfTimes, SLOW_FILES } from '../../../scripts/slow-files.ts';

const [explained = ''] = Object.keys(SLOW_FILES);

it('gives a reason for slow test files that exist, and for no others: remove the row of a file that is gone', () => {
  const gone = Object.keys(SLOW_FILES).filter((file) => !existsSync(join(import.meta.dirname, '../../..', file)));
  expect(gone).toEqual([]);
});

it('lists the slowest test files first, and no more than asked for', () => {
  const times = [1, 3, 2].map((seconds) => ({ file: `${seconds}.test.ts`, seconds }));
  expect(linesOfTimes(times, 2)).toEqual(['    3.0 s  3.test.ts', '    2.0 s  2.test.ts']);
});

it('names a test file over 20 s that has no reason, also below the slowest, and none that has one', () => {
  const times = [
    { file: explained, seconds: 90 },
    { file: 'quick.test.ts', seconds: 20 },
    { file: 'new.test.ts', seconds: 20.1 },
  ];
  expect(linesOfTimes(times, 1).slice(1)).toEqual(['over 20 s without a reason: new.test.ts (20.1 s)']);
});
