import { expect, it, vi } from 'vitest';
import { until } from '../../support/until.ts';

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

it('looks less often the longer it waits, and once more when its time is over', async () => {
  vi.useFakeTimers();
  try {
    const looks: number[] = [];
    const began = performance.now();
    const waiting = until(() => void looks.push(performance.now() - began), { timeout: 10_000, interval: 25 });
    const failed = expect(waiting).rejects.toThrow('waited 10000 ms in vain');
    await vi.runAllTimersAsync();
    await failed;
    expect(looks.slice(0, 3)).toEqual([0, 25, 50]);
    expect(looks.length).toBeLessThan(70);
    const pauses = looks.slice(1).map((at, index) => at - (looks[index] ?? 0));
    expect(Math.max(...pauses)).toBeLessThanOrEqual(251);
    expect(looks.at(-1)).toBeCloseTo(10_000, -2);
  } finally {
    vi.useRealTimers();
  }
});
