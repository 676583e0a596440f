import { Duration, Stack } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { FUNCTIONS, type FunctionName, MAX_QUEUE_DELAY_SECONDS } from '../../shared/contract.ts';
import type { Config } from '../config.ts';
import type { Alarms } from './alarms.ts';
import type { Door } from './door.ts';
import { type Functions, SETTINGS } from './functions.ts';

export interface LimitsProps {
  readonly config: Config;
  readonly functions: Functions;
  readonly looks: IQueue;
  readonly doors: readonly Door[];
}

const MINUTE = Duration.minutes(1);
const FIVE_MINUTES = Duration.minutes(5);

/** Functions that nobody waits for at a door: how long they take is felt by clocks and inboxes. */
const BEHIND: ReadonlySet<FunctionName> = new Set(['receipts', 'projector', 'look', 'page-step']);
/** Works until 45 of its 55 s are used when it has much to do: that is no sign of anything. */
const TAKES_ITS_TIME: ReadonlySet<FunctionName> = new Set(['sweep']);
/** Of a function's time limit. */
const NEAR = 0.8;

/** Alarms that come before something fails: a limit is near, and whoever meets it first will be turned away. */
export function watchLimits(alarms: Alarms, { config, functions, looks, doors }: LimitsProps): void {
  alarms.add('LooksLate', {
    metric: looks.metricApproximateAgeOfOldestMessage({ statistic: Stats.MAXIMUM, period: MINUTE }),
    // A look may be asked for 15 minutes ahead: what is older than that and a minute has waited for nobody.
    atLeast: MAX_QUEUE_DELAY_SECONDS + 60,
    periods: 2,
    impact: 'Looks at due chats lie in their queue: their clocks run by the sweep alone, up to 75 seconds late.',
    runbook: 'looks-late',
  });
  alarms.add('ConcurrencyNear', {
    // of the whole account and Region: what runs, and what is reserved
    metric: new Metric({
      namespace: 'AWS/Lambda',
      metricName: 'ClaimedAccountConcurrency',
      statistic: Stats.MAXIMUM,
      period: MINUTE,
    }),
    atLeast: config.accountConcurrency * NEAR,
    periods: 3,
    impact: 'Lambda has little room left in this account: soon frames are answered late, and new chats wait.',
    runbook: 'concurrency-near',
  });
  for (const [id, names, impact] of [
    ['DoorsNearTimeout', FUNCTIONS.filter((name) => !BEHIND.has(name)), 'Clients wait for answers, and resend.'],
    ['ClocksNearTimeout', FUNCTIONS.filter((name) => BEHIND.has(name)), 'Looks, pages or inboxes fall behind.'],
  ] as const)
    alarms.add(id, {
      metric: shareOfLimit(
        functions,
        names.filter((name) => !TAKES_ITS_TIME.has(name)),
      ),
      atLeast: NEAR,
      periods: 2,
      impact: `A function takes four fifths of the time that it is given. ${impact}`,
      runbook: 'near-timeouts',
    });
  alarms.add('MailComplaints', {
    // of the whole account; AWS reviews an account at 0.1 % and may stop its sending at 0.5 %
    metric: new Metric({
      namespace: 'AWS/SES',
      metricName: 'Reputation.ComplaintRate',
      statistic: Stats.MAXIMUM,
      period: Duration.hours(1),
    }),
    atLeast: 0.001,
    impact: 'One e-mail in a thousand is called spam: AWS is about to look into it, and may stop all e-mail.',
    runbook: 'mail-bounces',
  });
  for (const door of doors)
    alarms.add(`${door.side === 'customer' ? 'Customer' : 'Operator'}DoorRefusing`, {
      metric: new Metric({
        namespace: 'AWS/ApiGateway',
        metricName: 'ClientError',
        dimensionsMap: { ApiId: door.api.apiId, Stage: door.stage.stageName },
        statistic: Stats.SUM,
        period: FIVE_MINUTES,
      }),
      atLeast: door.side === 'customer' ? 500 : 100,
      periods: 2,
      impact: `The gateway turns ${door.side}s’ frames or handshakes away: too many at once, or without a ticket.`,
      runbook: 'doors-refusing',
    });
}

/** The longest run of any of these functions, as a share of its own time limit. An alarm may look at ten metrics. */
function shareOfLimit(functions: Functions, names: readonly FunctionName[]): IMetric {
  if (names.length > 10) throw new Error('An alarm can look at ten metrics: make two of it.');
  const usingMetrics = Object.fromEntries(
    names.map((name, i) => [`m${i}`, functions.get(name).metricDuration({ statistic: Stats.MAXIMUM })]),
  );
  const shares = names.map((name, i) => `FILL(m${i}, 0) / ${SETTINGS[name].timeout.toMilliseconds()}`);
  return new MathExpression({
    expression: `MAX([${shares.join(', ')}])`,
    usingMetrics,
    period: FIVE_MINUTES,
    label: `longest run of ${Stack.of(functions).stackName}, of its limit`,
  });
}
