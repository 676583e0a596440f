import { type CfnTemplate, type Resource, rewritten } from './template.ts';

/**
 * What the engine cannot do, all of it: nothing else of the template is left out or changed. Each has a `probe`, the least
 * template that shows it, and the words by which the engine refuses it. A probe that comes up, or is refused in other words,
 * fails the run: then the list is not true any more.
 */
export interface Gap {
  readonly name: string;
  readonly why: string;
  /** of its own; or, for what needs the stack's own files, the resources of the template that show it */
  readonly probe: CfnTemplate | ((resource: Resource) => boolean);
  readonly refusal: RegExp;
  /** resources that are left out */
  readonly leavesOut?: (resource: Resource) => boolean;
  /** what stands for something the engine does not know */
  readonly replaces?: (value: unknown) => unknown;
}

const API = { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'probe', ProtocolType: 'WEBSOCKET' } };

const UPLOAD = 'Custom::CDKBucketDeployment';

const isExpression = ({ Type, Properties }: Resource): boolean =>
  Type === 'AWS::CloudWatch::Alarm' && Properties?.['Metrics'] !== undefined;

export const GAPS: readonly Gap[] = [
  {
    name: 'route responses',
    why: 'The type is unknown. The engine answers frames without it, so it does not show that AWS would: docs/first-deploy.md.',
    probe: {
      Resources: {
        Api: API,
        Route: { Type: 'AWS::ApiGatewayV2::Route', Properties: { ApiId: { Ref: 'Api' }, RouteKey: '$default' } },
        Response: {
          Type: 'AWS::ApiGatewayV2::RouteResponse',
          Properties: { ApiId: { Ref: 'Api' }, RouteId: { Ref: 'Route' }, RouteResponseKey: '$default' },
        },
      },
    },
    refusal: /Unrecognized resource types: \[AWS::ApiGatewayV2::RouteResponse\]/,
    leavesOut: ({ Type }) => Type === 'AWS::ApiGatewayV2::RouteResponse',
  },
  {
    name: 'alarms on expressions',
    why: 'An alarm watches one metric there, not a sum of several.',
    probe: {
      Resources: {
        Alarm: {
          Type: 'AWS::CloudWatch::Alarm',
          Properties: {
            ComparisonOperator: 'GreaterThanOrEqualToThreshold',
            EvaluationPeriods: 1,
            Threshold: 1,
            Metrics: [
              { Id: 'sum', Expression: 'FILL(m0, 0)' },
              {
                Id: 'm0',
                ReturnData: false,
                MetricStat: { Metric: { Namespace: 'Probe', MetricName: 'One' }, Period: 60, Stat: 'Sum' },
              },
            ],
          },
        },
      },
    },
    refusal: /Properties\.Metrics \(metric math\) is not supported/,
    leavesOut: isExpression,
  },
  {
    name: 'the upload of pages',
    why: 'CDK’s own function runs the AWS command line from a layer, which the engine does not lay under /opt.',
    probe: ({ Type }) => Type === UPLOAD,
    refusal: /No such file or directory: '\/opt\/awscli\/aws'/,
    leavesOut: ({ Type }) => Type === UPLOAD,
  },
  {
    name: 'the address of a user pool as an issuer',
    why: 'GetAtt knows no ProviderURL. It is put together from the Region and the pool’s id, as AWS does.',
    probe: {
      Resources: { Pool: { Type: 'AWS::Cognito::UserPool', Properties: { UserPoolName: 'probe' } } },
      Outputs: { Url: { Value: { 'Fn::GetAtt': ['Pool', 'ProviderURL'] } } },
    },
    refusal: /attribute ProviderURL does not exist/,
    replaces: (value) => {
      const [pool, attribute] = getAtt(value) ?? [];
      if (attribute !== 'ProviderURL') return value;
      return {
        'Fn::Join': [
          '',
          ['https://cognito-idp.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }, '/', { Ref: pool }],
        ],
      };
    },
  },
];

function getAtt(value: unknown): readonly [string, string] | undefined {
  const args =
    value !== null && typeof value === 'object' ? (value as Record<string, unknown>)['Fn::GetAtt'] : undefined;
  return Array.isArray(args) ? (args as unknown as readonly [string, string]) : undefined;
}

/** The template as the engine can take it, and what was left out, by its logical id. */
export function around(gaps: readonly Gap[], template: CfnTemplate) {
  const leftOut = Object.entries(template.Resources)
    .filter(([, resource]) => gaps.some((gap) => gap.leavesOut?.(resource) === true))
    .map(([id]) => id);
  const replaced = gaps.reduce((so, { replaces }) => (replaces ? rewritten(so, replaces) : so), template);
  return { template: replaced, leftOut };
}
