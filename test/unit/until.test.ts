import { expect, it } from 'vitest';
import { until } from '../support/until.ts';

it('gives what the condition found', async () => {
  let looks = 0;
  expect(await until(() => (++looks < 3 ? undefined : 'here'), { interval: 1 })).toBe('here');
});

it('takes zero and the empty string for an answer', async () => {
  expect(await until(() => 0)).toBe(0);
  expect(await until(() => '')).toBe('');
});

it('says what it waited for, and the last error as the cause', async () => {
  const cause = new Error('not connected');
  const waiting = until(() => Promise.reject(cause), { timeout: 5, interval: 1, what: 'a page' });
  await expect(waiting).rejects.toMatchObject({ message: 'waited 5 ms in vain for a page', cause });
});
