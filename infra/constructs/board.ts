import { Aws, Duration, Stack } from 'aws-cdk-lib';
import { Dashboard, GraphWidget, type IMetric, Metric, Stats, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { FUNCTIONS, METRICS } from '../../shared/contract.ts';
import type { ClockMachine } from './clock-machine.ts';
import type { Door } from './door.ts';
import type { Functions } from './functions.ts';

export interface BoardProps {
  readonly functions: Functions;
  readonly customers: Door;
  readonly operators: Door;
  readonly looks: IQueue;
  readonly escalation: ClockMachine;
  readonly pageLadder: ClockMachine;
}

const PERIOD = Duration.minutes(5);
const HALF = 12;

/** One page of CloudWatch: what people feel first, then the clocks, then what carries them. */
export class Board extends Construct {
  constructor(scope: Construct, id: string, props: BoardProps) {
    super(scope, id);
    const { functions, customers, operators, looks, escalation, pageLadder } = props;
    const graph = (title: string, left: IMetric[], right: IMetric[] = []): GraphWidget =>
      new GraphWidget({ title, left, right, width: HALF, height: 6, leftYAxis: { min: 0 }, rightYAxis: { min: 0 } });
    const all = (name: 'metricErrors' | 'metricThrottles' | 'metricDuration', statistic: string): Metric[] =>
      FUNCTIONS.map((fn) => functions.get(fn)[name]({ statistic, period: PERIOD, label: fn }));

    new Dashboard(this, 'Page', {
      // dashboards are the whole account's: without the Region a second one could not be deployed to
      dashboardName: `${Stack.of(this).stackName}-${Aws.REGION}`,
      widgets: [
        [text('# What people feel\nEach alarm, and what to do: docs/runbook.md')],
        [
          graph('From a frame to its answer, ms', [
            ...[Stats.p(50), Stats.p(99)].flatMap((stat) => [latency(customers, stat), latency(operators, stat)]),
          ]),
          graph(
            'Nobody took the page, nobody could be rung',
            [METRICS.pagesUnanswered, METRICS.pagesUnreachable, METRICS.sendsFailed, METRICS.undelivered].map((name) =>
              this.own(name),
            ),
          ),
        ],
        [
          graph('Chats that waited for the sweep', [this.own(METRICS.sweptLooks)], [this.own(METRICS.hoursUnstaffed)]),
          graph(
            'Frames in and out, and those refused',
            [customers, operators].map((door) => gateway(door, 'MessageCount')),
            [customers, operators].map((door) => gateway(door, 'ClientError')),
          ),
        ],
        [text('# Clocks')],
        [
          graph(
            'Looks: how old the oldest is, s; how many wait',
            [looks.metricApproximateAgeOfOldestMessage({ statistic: Stats.MAXIMUM, period: PERIOD })],
            [looks.metricApproximateNumberOfMessagesVisible({ statistic: Stats.MAXIMUM, period: PERIOD })],
          ),
          graph(
            'Escalations and pages: begun, failed',
            [escalation, pageLadder].map(({ machine }) => machine.metricStarted({ period: PERIOD })),
            [escalation, pageLadder].map(({ machine }) => machine.metricFailed({ period: PERIOD })),
          ),
        ],
        [
          graph('Sweeps in 5 minutes (5 are right)', [this.own(METRICS.sweeps)]),
          graph('Inboxes behind the chats, ms', [
            functions.get('projector').metric('IteratorAge', { statistic: Stats.MAXIMUM, period: PERIOD }),
          ]),
        ],
        [text('# Functions')],
        [
          graph('Errors and throttles', all('metricErrors', Stats.SUM), all('metricThrottles', Stats.SUM)),
          graph('Longest run, ms', all('metricDuration', Stats.MAXIMUM)),
        ],
        [
          graph('Lambda of the whole account: claimed', [
            new Metric({
              namespace: 'AWS/Lambda',
              metricName: 'ClaimedAccountConcurrency',
              statistic: Stats.MAXIMUM,
              period: PERIOD,
            }),
          ]),
          graph('Faults of ours that clients were told of', [this.own(METRICS.unexpectedErrors)]),
        ],
      ],
    });
  }

  private own(metricName: string): Metric {
    const dimensionsMap = { service: Stack.of(this).stackName };
    return new Metric({
      namespace: METRICS.namespace,
      metricName,
      dimensionsMap,
      statistic: Stats.SUM,
      period: PERIOD,
    });
  }
}

const text = (markdown: string): TextWidget => new TextWidget({ markdown, width: 2 * HALF, height: 1 });

function gateway({ api, stage, side }: Door, metricName: string): Metric {
  return new Metric({
    namespace: 'AWS/ApiGateway',
    metricName,
    dimensionsMap: { ApiId: api.apiId, Stage: stage.stageName },
    statistic: Stats.SUM,
    period: PERIOD,
    label: `${side}s: ${metricName}`,
  });
}

/** How long a frame's function took, as the gateway saw it: the sender has waited for that, and for the network. */
function latency({ api, stage, side }: Door, statistic: string): Metric {
  return new Metric({
    namespace: 'AWS/ApiGateway',
    metricName: 'IntegrationLatency',
    dimensionsMap: { ApiId: api.apiId, Stage: stage.stageName, Route: '$default' },
    statistic,
    period: PERIOD,
    label: `${side}s ${statistic}`,
  });
}
