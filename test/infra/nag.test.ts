import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { beforeAll, describe, expect, it } from 'vitest';
import { synthesize } from './synthesized.ts';

interface Finding {
  readonly rule: string;
  readonly path: string;
}

/** The same checks, deaf to acknowledgements. */
function deaf(checks: AwsSolutionsChecks): AwsSolutionsChecks {
  return Object.defineProperty(checks, 'isAcknowledged', { value: () => false });
}

function findings(checks: AwsSolutionsChecks, app: App): Finding[] {
  return checks
    .validateScope(app)
    .violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => ({ rule: ruleName, path: constructPath ?? '' })),
    );
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
  beforeAll(() => {
    app = synthesize(stage).app;
  });

  it('has no finding that is not acknowledged', () => {
    expect(findings(new AwsSolutionsChecks(app), app)).toEqual([]);
  });

  it('has a reason for each acknowledgement, and a finding for each', () => {
    const all = findings(deaf(new AwsSolutionsChecks(app)), app);
    const made = acknowledgements(app);
    expect(made.filter(({ reason }) => reason.length < 20)).toEqual([]);
    const useless = made.filter((ack) => !all.some(({ rule, path }) => rule === ack.rule && path.startsWith(ack.path)));
    expect(useless).toEqual([]);
  });
});
