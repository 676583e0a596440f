import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startSchedules } from '../../../local/schedules/schedules.ts';

/** Schedules of the runner, on a clock that is moved by hand. */
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const SWEEP = { name: 'Sweep', everyMs: 60_000, functionArn: 'arn:aws:lambda:::function:sweep', input: {} };

function started(pace?: number) {
  const calls: number[] = [];
  const began = Date.now();
  const faults = { isPaused: () => faults.paused, paused: false };
  const invoke = async () => {
    calls.push(Date.now() - began);
    return { ok: true, payload: 'null' } as const;
  };
  return { calls, faults, ...startSchedules([SWEEP], invoke, faults, pace) };
}

it('a schedule runs at once, and then at the rate of its template', () => {
  const { calls, stop } = started();
  vi.advanceTimersByTime(180_000);
  expect(calls).toEqual([0, 60_000, 120_000, 180_000]);
  stop();
  vi.advanceTimersByTime(180_000);
  expect(calls).toHaveLength(4);
});

it('a schedule with a pace runs so many times as often', () => {
  const { calls } = started(12);
  vi.advanceTimersByTime(15_000);
  expect(calls).toEqual([0, 5_000, 10_000, 15_000]);
});

it('a schedule that is paused misses its runs, and does not make up for them', () => {
  const { calls, faults } = started();
  faults.paused = true;
  vi.advanceTimersByTime(120_000);
  faults.paused = false;
  vi.advanceTimersByTime(60_000);
  expect(calls).toEqual([0, 180_000]);
});
