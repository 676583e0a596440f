import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FUNCTIONS, METRICS } from '../../shared/contract.ts';
import { functionOf, type Resource, resourcesOf, synthesize } from './synthesized.ts';

const { template } = synthesize();
const alarms = resourcesOf(template, 'AWS::CloudWatch::Alarm').map(([, resource]) => resource);
const runbook = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8');

const nameOf = ({ Properties }: Resource): string => String(Properties['AlarmName']).replace(/^otvet-dev-/, '');

function alarm(name: string): Resource['Properties'] {
  const found = alarms.find((resource) => nameOf(resource) === name);
  if (!found) throw new Error(`there is no alarm ${name}`);
  return found.Properties;
}

/** Anchors as GitHub makes them from headings. */
const anchors = [...runbook.matchAll(/^## (.+)$/gm)].map(([, heading = '']) =>
  heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-'),
);

describe.each(alarms.map((resource) => [nameOf(resource), resource] as const))(
  'the alarm %s',
  (name, { Properties }) => {
    const [, impact = '', anchor = ''] =
      /^(.*) What to do: docs\/runbook\.md#(\S+)$/.exec(Properties['AlarmDescription']) ?? [];

    it('says what it means for people', () => {
      expect(impact.length).toBeGreaterThan(30);
      expect(impact).toMatch(/\.$/);
    });

    it('leads to a section of the runbook that knows it', () => {
      expect(anchors).toContain(anchor);
      const section =
        runbook.split(/^## /m).find((part) => part.toLowerCase().startsWith(anchor.replaceAll('-', ' '))) ?? '';
      const known = FUNCTIONS.some((fn) => name === `${fn}-failing`) ? /`(<function>|[a-z-]+)-failing`/ : `\`${name}\``;
      expect(section).toMatch(known);
      for (const part of ['**Means**', '**Look at**', '**Do**']) expect(section).toContain(part);
    });

    it('tells somebody when it begins and when it is over', () => {
      expect(Properties['AlarmActions']).toHaveLength(1);
      expect(Properties['OKActions']).toEqual(Properties['AlarmActions']);
    });
  },
);

describe('alarms', () => {
  it('ring when the sweep is silent, even if it says nothing at all', () => {
    expect(alarm('sweep-missing')).toMatchObject({
      MetricName: METRICS.sweeps,
      Namespace: METRICS.namespace,
      TreatMissingData: 'breaching',
      ComparisonOperator: 'LessThanThreshold',
      EvaluationPeriods: 3,
      Period: 60,
    });
  });

  it('watch our own metrics under the name that the functions give themselves', () => {
    const own = alarms.filter(({ Properties }) => Properties['Namespace'] === METRICS.namespace);
    const { namespace: _, ...names } = METRICS;
    expect(own.map(({ Properties }) => Properties['MetricName']).sort()).toEqual(Object.values(names).sort());
    for (const { Properties } of own) {
      expect(Properties['Dimensions']).toEqual([{ Name: 'service', Value: 'otvet-dev' }]);
    }
    const environment = functionOf(template, 'sweep')[1].Properties['Environment'].Variables;
    expect(environment).toMatchObject({ POWERTOOLS_SERVICE_NAME: 'otvet-dev', POWERTOOLS_METRICS_NAMESPACE: 'Otvet' });
  });

  it('watch each function', () => {
    for (const name of FUNCTIONS) {
      expect(JSON.stringify(alarm(`${name}-failing`)['Metrics'])).toContain(functionOf(template, name)[0]);
    }
  });

  it('watch each dead-letter queue', () => {
    const queues = resourcesOf(template, 'AWS::SQS::Queue')
      .map(([id]) => id)
      .filter((id) => id.includes('DeadLetters'));
    expect(queues).toHaveLength(3);
    const watched = JSON.stringify(alarms.map(({ Properties }) => Properties['Dimensions'] ?? []));
    for (const queue of queues) expect(watched).toContain(queue);
  });

  it('may be published by CloudWatch of this account', () => {
    const policies = resourcesOf(template, 'AWS::SNS::TopicPolicy').map(
      ([, r]) => r.Properties['PolicyDocument'].Statement,
    );
    expect(policies.flat()).toContainEqual(
      expect.objectContaining({
        Effect: 'Allow',
        Action: 'sns:Publish',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
      }),
    );
  });
});
