import { expect, it, vi } from 'vitest';
import { embeddedMeter } from '../../functions/adapters/powertools.ts';
import { METRICS } from '../../shared/contract.ts';

it('counts in a line that CloudWatch reads as a metric: namespace, unit, and the service that alarms ask for', () => {
  vi.stubEnv('POWERTOOLS_METRICS_NAMESPACE', 'Otvet');
  vi.stubEnv('POWERTOOLS_SERVICE_NAME', 'otvet-dev');
  const lines: string[] = [];
  const meter = embeddedMeter((line) => lines.push(line));
  meter.count(METRICS.sweptLooks, 3);
  meter.count(METRICS.sweeps);
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    {
      _aws: {
        Timestamp: expect.any(Number),
        CloudWatchMetrics: [
          { Namespace: 'Otvet', Dimensions: [['service']], Metrics: [{ Name: 'SweptLooks', Unit: 'Count' }] },
        ],
      },
      service: 'otvet-dev',
      SweptLooks: 3,
    },
    expect.objectContaining({ Sweeps: 1 }),
  ]);
  expect(lines.every((line) => line.endsWith('\n'))).toBe(true);
});
