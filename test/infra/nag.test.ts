import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { beforeAll, describe, expect, it } from 'vitest';
import { synthesize } from './synthesized.ts';

interface Finding {
  readonly rule: string;
  readonly path: string;
}

/** All findings of the checks, and those of them that nothing acknowledges. They run once, which takes seconds: deaf, they note what they hear. */
function check(app: App): { all: Finding[]; open: Finding[] } {
  const checks = new AwsSolutionsChecks();
  const acknowledged: Finding[] = [];
  const hears = Reflect.get(checks, 'isAcknowledged') as (resource: IConstruct, rule: string) => boolean;
  const deaf = (resource: IConstruct, rule: string): boolean => {
    if (hears.call(checks, resource, rule)) acknowledged.push({ rule, path: resource.node.path });
    return false;
  };
  Object.defineProperty(checks, 'isAcknowledged', { value: deaf });
  const all = checks
    .validateScope(app)
    .violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => ({ rule: ruleName, path: constructPath ?? '' })),
    );
  const isAcknowledged = ({ rule, path }: Finding): boolean =>
    acknowledged.some((one) => one.rule === rule && one.path === path);
  return { all, open: all.filter((finding) => !isAcknowledged(finding)) };
}

function acknowledgements(app: App): (Finding & { reason: string })[] {
  return app.node.findAll().flatMap((construct: IConstruct) =>
    construct.node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.entries(data as Record<string, string>))
      .filter(([id]) => id.includes('AwsSolutions'))
      .map(([id, reason]) => ({ rule: id.replace(/^annotation::/i, ''), path: construct.node.path, reason })),
  );
}

describe.each(['dev', 'prod'] as const)('cdk-nag AwsSolutions, %s', (stage) => {
  let app: App;
  let found: ReturnType<typeof check>;
  beforeAll(() => {
    app = synthesize(stage).app;
    found = check(app);
  });

  it('has no finding that is not acknowledged', () => {
    expect(found.open).toEqual([]);
  });

  it('has a reason for each acknowledgement, and a finding for each', () => {
    const made = acknowledgements(app);
    expect(made.filter(({ reason }) => reason.length < 20)).toEqual([]);
    const useless = made.filter(
      (ack) => !found.all.some(({ rule, path }) => rule === ack.rule && path.startsWith(ack.path)),
    );
    expect(useless).toEqual([]);
  });
});
